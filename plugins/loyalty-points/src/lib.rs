//! **Loyalty points**: points for orders of signed-in users. The example of trust: a page may *show* a number it was told, but
//! what counts comes from the host.
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `loyalty_points_settings` | `admin:plugin:settings` | schema; what an order earns is the host's to set |
//! | `loyalty_points_badge` | `storefront:checkout:after_order` | component `stoa-loyalty-points-badge` |
//!
//! | route | does |
//! |---|---|
//! | `GET /api/v1/store/plugins/loyalty-points/points?order=…&amount=8490&currency=EUR` | points for this order, and the balance |
//!
//! # Where points come from
//! The amount in a page's context can be made up by whoever has the page open. So it only decides what the badge says while
//! the order is being booked ("84 points are on their way"). The balance changes when the host's server reports
//! `order.placed` with this payload, once for each order, however often the event is delivered:
//!
//! ```json
//! {"orderId": "…", "amount": 8490, "currency": "EUR", "uid": "…"}
//! ```
//!
//! An account belongs to a user of the host, whichever organisation the user is in at the moment.

mod account;
mod routes;
mod settings;

use std::sync::Arc;

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, panel_script, panel_styles, text};
use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::plugin::{
    Asset, HostEvent, Listing, Plugin, PluginContext, PluginError, PluginRoutes, SettingProblem,
    UiPlugin,
};
use portico_sdk::settings::Values;
use portico_sdk::slot::slots;

use account::Accounts;

/// Registers the plugin.
pub fn plugin() -> Arc<dyn Plugin> {
    Arc::new(LoyaltyPoints::default())
}

#[derive(Default)]
struct LoyaltyPoints {
    context: ContextCell,
    accounts: Accounts,
}

#[async_trait]
impl Plugin for LoyaltyPoints {
    fn name(&self) -> &'static str {
        "loyalty-points"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Gives signed-in users points for their orders."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Loyalty points", "Treuepunkte"),
            summary: text(
                "Customers collect points with every order.",
                "Kundinnen und Kunden sammeln mit jeder Bestellung Punkte.",
            ),
            about: text(
                "After an order, signed-in customers see how many points it earned and how many they have. How much a point costs is \
                 decided once, for the whole shop.\n\n\
                 Points are booked when the shop confirms the order, not when a page says so.",
                "Nach einer Bestellung sehen angemeldete Kundinnen und Kunden, wie viele Punkte sie gebracht hat und wie viele sie \
                 haben. Wie viel ein Punkt kostet, wird einmal für den ganzen Shop festgelegt.\n\n\
                 Punkte werden gebucht, wenn der Shop die Bestellung bestätigt, nicht wenn eine Seite es behauptet.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["marketing".to_owned()],
            keywords: ["loyalty", "points", "rewards", "Treue", "Punkte", "Bonus"]
                .map(str::to_owned)
                .to_vec(),
            icon: "receipt".to_owned(),
            tile: "green".to_owned(),
            ..Listing::default()
        }
    }

    fn check_settings(&self, values: &Values) -> Vec<SettingProblem> {
        settings::problems(values)
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    async fn on_event(&self, event: &HostEvent) -> Result<(), PluginError> {
        if event.name == "order.placed" {
            self.accounts.credit(self.context.get()?, event).await?;
        }
        Ok(())
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for LoyaltyPoints {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![
            Extension {
                id: "loyalty_points_settings".to_owned(),
                // No page of a host has this slot: the form is on the plugin's own settings page only.
                slot: slots::PLUGIN_SETTINGS.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: settings::form(),
                },
                title: text("Loyalty points", "Treuepunkte"),
                priority: 0,
            },
            Extension {
                id: "loyalty_points_badge".to_owned(),
                slot: slots::CHECKOUT_AFTER_ORDER.key.to_owned(),
                kind: ExtensionKind::Component {
                    component: Component {
                        tag_name: "stoa-loyalty-points-badge".to_owned(),
                        script_url: "/plugins/loyalty-points/assets/badge.js".to_owned(),
                        style_url: "/plugins/loyalty-points/assets/badge.css".to_owned(),
                        ..Component::default()
                    },
                },
                title: text("Your points", "Ihre Punkte"),
                priority: 10,
            },
        ]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![
            panel_script("badge.js", include_str!("../assets/badge.js")),
            panel_styles(
                "badge.css",
                "stoa-loyalty-points-badge",
                include_str!("../assets/badge.css"),
            ),
        ]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
            store: routes::store(self.context.clone()),
            ..PluginRoutes::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::schema::Level;

    use super::*;

    #[test]
    fn the_declaration_follows_the_contract() {
        portico_plugin_testkit::check_declaration(&LoyaltyPoints::default());
    }

    #[test]
    fn what_an_order_earns_is_decided_by_the_host() {
        let form = settings::form();
        for field in form.fields {
            let by_host = field.key != "programme";
            assert_eq!(field.level == Level::Host, by_host, "{}", field.key);
        }
    }
}
