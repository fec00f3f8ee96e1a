//! **Link list**: an organisation's own links in the sidebar. The example of a list: rows that are added and moved, members that
//! depend on each other, and a rule of the plugin's own about what was entered.
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `link_list_settings` | `admin:plugin:settings` | schema over the plugin's standard settings |
//! | `link_list_sidebar` | `admin:sidebar` | component `stoa-link-list-sidebar` |
//!
//! | route | does |
//! |---|---|
//! | `GET /api/v1/admin/plugins/link-list/links` | the links, and the entries that are none with the reason |
//!
//! See [`read`] for what an address may be. Settings with an entry that is no link are not saved. The rules hold again where
//! links are *read*: what was stored before a rule was tightened is covered, too.

mod links;
mod routes;
mod settings;

use std::sync::Arc;

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, asset, panel_script, text};
use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::plugin::{
    Asset, Listing, Plugin, PluginContext, PluginError, PluginRoutes, SettingProblem, UiPlugin,
};
use portico_sdk::settings::Values;
use portico_sdk::slot::slots;

pub use links::{Link, Mistake, Read, Skipped, read};

/// Registers the plugin.
pub fn plugin() -> Arc<dyn Plugin> {
    Arc::new(LinkList::default())
}

#[derive(Default)]
struct LinkList {
    context: ContextCell,
}

#[async_trait]
impl Plugin for LinkList {
    fn name(&self) -> &'static str {
        "link-list"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Puts an organisation's own links into the sidebar."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Link list", "Linkliste"),
            summary: text(
                "Your team's own links, always in the sidebar.",
                "Die eigenen Links Ihres Teams, immer in der Seitenleiste.",
            ),
            about: text(
                "Handbook, stock system, shift plan: a list that everyone who manages the shop has at hand.\n\n\
                 Links to other sites open in a new tab and learn nothing about this one.",
                "Handbuch, Lagersystem, Schichtplan: eine Liste, die alle, die den Shop verwalten, zur Hand haben.\n\n\
                 Links auf andere Websites öffnen sich in einem neuen Tab und erfahren nichts über diese.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["operations".to_owned()],
            keywords: [
                "links",
                "bookmarks",
                "sidebar",
                "Lesezeichen",
                "Seitenleiste",
            ]
            .map(str::to_owned)
            .to_vec(),
            icon: "link".to_owned(),
            tile: "olive".to_owned(),
            ..Listing::default()
        }
    }

    fn check_settings(&self, values: &Values) -> Vec<SettingProblem> {
        links::problems(values)
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for LinkList {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![
            Extension {
                id: "link_list_settings".to_owned(),
                // No page of a host has this slot: the form is on the plugin's own settings page only.
                slot: slots::PLUGIN_SETTINGS.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: settings::form(),
                },
                title: text("Links", "Links"),
                priority: 0,
            },
            Extension {
                id: "link_list_sidebar".to_owned(),
                slot: slots::SIDEBAR.key.to_owned(),
                kind: ExtensionKind::Component {
                    component: Component {
                        tag_name: "stoa-link-list-sidebar".to_owned(),
                        script_url: "/plugins/link-list/assets/sidebar.js".to_owned(),
                        style_url: "/plugins/link-list/assets/sidebar.css".to_owned(),
                        ..Component::default()
                    },
                },
                title: text("Team links", "Links des Teams"),
                priority: 0,
            },
        ]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![
            panel_script("sidebar.js", include_str!("../assets/sidebar.js")),
            asset("sidebar.css", include_bytes!("../assets/sidebar.css")),
        ]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
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
        portico_plugin_testkit::check_declaration(&LinkList::default());
    }
}
