//! **Gift message**: buyers add a message for the parcel, packers print it. The example of text that strangers write and others
//! read: stored as it is, shown as text, never as markup (THREATS 40).
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `gift_message_form` | `storefront:checkout:after_order` | schema: from, message, occasion, colour of the card |
//! | `gift_message_list` | `admin:dashboard:widget` | component `stoa-gift-message-list` |
//!
//! | route | does |
//! |---|---|
//! | `POST /api/v1/store/plugins/gift-message/messages` | stores the message for the order in the form's context |
//! | `GET /api/v1/admin/plugins/gift-message/messages` | the newest messages that are not packed yet |
//! | `POST /api/v1/admin/plugins/gift-message/packed` | takes one off the list: `{"order_id"}` |
//!
//! There is one message per order; sending again replaces it and puts it back on the list.

mod form;
mod messages;
mod routes;

use std::sync::Arc;

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, panel_script, panel_styles, text};
use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::plugin::{
    Asset, Listing, Plugin, PluginContext, PluginError, PluginRoutes, UiPlugin,
};
use portico_sdk::slot::slots;

/// Registers the plugin.
pub fn plugin() -> Arc<dyn Plugin> {
    Arc::new(GiftMessage::default())
}

#[derive(Default)]
struct GiftMessage {
    context: ContextCell,
}

#[async_trait]
impl Plugin for GiftMessage {
    fn name(&self) -> &'static str {
        "gift-message"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Lets buyers add a message for the parcel."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Gift message", "Geschenkbotschaft"),
            summary: text(
                "Buyers write a card, you put it into the parcel.",
                "Käufer schreiben eine Karte, Sie legen sie ins Paket.",
            ),
            about: text(
                "After ordering, buyers can write a few lines that go into the parcel, and change them until it is packed.\n\n\
                 The dashboard lists the messages that wait to be written on a card.",
                "Nach der Bestellung können Käufer ein paar Zeilen schreiben, die ins Paket kommen, und sie ändern, bis es gepackt \
                 ist.\n\n\
                 Die Übersicht zeigt die Botschaften, die noch auf eine Karte müssen.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["marketing".to_owned()],
            keywords: [
                "gift", "card", "note", "parcel", "Geschenk", "Karte", "Paket",
            ]
            .map(str::to_owned)
            .to_vec(),
            icon: "note".to_owned(),
            tile: "red".to_owned(),
            ..Listing::default()
        }
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for GiftMessage {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![
            Extension {
                id: "gift_message_form".to_owned(),
                slot: slots::CHECKOUT_AFTER_ORDER.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: form::form(),
                },
                title: text("Add a gift message", "Geschenkbotschaft hinzufügen"),
                priority: 0,
            },
            Extension {
                id: "gift_message_list".to_owned(),
                slot: slots::DASHBOARD_WIDGET.key.to_owned(),
                kind: ExtensionKind::Component {
                    component: Component {
                        tag_name: "stoa-gift-message-list".to_owned(),
                        script_url: "/plugins/gift-message/assets/list.js".to_owned(),
                        style_url: "/plugins/gift-message/assets/list.css".to_owned(),
                        ..Component::default()
                    },
                },
                title: text("Gift messages to pack", "Geschenkbotschaften zum Packen"),
                priority: -10,
            },
        ]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![
            panel_script("list.js", include_str!("../assets/list.js")),
            panel_styles(
                "list.css",
                "stoa-gift-message-list",
                include_str!("../assets/list.css"),
            ),
        ]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
            store: routes::store(self.context.clone()),
            admin: routes::admin(self.context.clone()),
            ..PluginRoutes::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_follows_the_contract() {
        portico_plugin_testkit::check_declaration(&GiftMessage::default());
    }
}
