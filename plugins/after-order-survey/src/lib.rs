//! **After-order survey**: asks buyers how it went, shows the organisation what they said. The example of a schema form
//! that posts to the plugin's own route, and of counting without counters.
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `after_order_survey_form` | `storefront:checkout:after_order` | schema: rating, comment, "may we contact you", and then where |
//! | `after_order_survey_results` | `admin:dashboard:widget` | component `stoa-after-order-survey-results` |
//!
//! | route | does |
//! |---|---|
//! | `POST /api/v1/store/plugins/after-order-survey/answers` | stores the answer for the order in the form's context |
//! | `GET /api/v1/admin/plugins/after-order-survey/results?days=30` | number, average, distribution, newest comments |
//!
//! There is one answer per order; answering again replaces it. Answers are stored in the organisation's own part of the
//! plugin's storage, so one organisation never sees another's.

mod answers;
mod form;
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
    Arc::new(AfterOrderSurvey::default())
}

#[derive(Default)]
struct AfterOrderSurvey {
    context: ContextCell,
}

#[async_trait]
impl Plugin for AfterOrderSurvey {
    fn name(&self) -> &'static str {
        "after-order-survey"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Asks buyers how it went and shows what they said."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("After-order survey", "Umfrage nach der Bestellung"),
            summary: text(
                "Ask buyers how it went, right after they ordered.",
                "Fragen Sie direkt nach der Bestellung, wie es war.",
            ),
            about: text(
                "Three short questions appear under the order confirmation: a rating, a comment, and whether and where you may \
                 get in touch. Answers can be changed until the page is left.\n\n\
                 The dashboard shows how many people answered, their average rating, and what they wrote last.",
                "Unter der Bestellbestätigung erscheinen drei kurze Fragen: eine Bewertung, ein Kommentar und ob und wo Sie \
                 sich melden dürfen. Antworten lassen sich ändern, solange die Seite offen ist.\n\n\
                 Die Übersicht zeigt, wie viele geantwortet haben, die durchschnittliche Bewertung und die neuesten \
                 Kommentare.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["customer-voice".to_owned()],
            keywords: [
                "survey",
                "rating",
                "feedback",
                "NPS",
                "Umfrage",
                "Bewertung",
            ]
            .map(str::to_owned)
            .to_vec(),
            icon: "star".to_owned(),
            tile: "orange".to_owned(),
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

impl UiPlugin for AfterOrderSurvey {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![
            Extension {
                id: "after_order_survey_form".to_owned(),
                slot: slots::CHECKOUT_AFTER_ORDER.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: form::form(),
                },
                title: text("How was it?", "Wie war es?"),
                priority: 0,
            },
            Extension {
                id: "after_order_survey_results".to_owned(),
                slot: slots::DASHBOARD_WIDGET.key.to_owned(),
                kind: ExtensionKind::Component {
                    component: Component {
                        tag_name: "stoa-after-order-survey-results".to_owned(),
                        script_url: "/plugins/after-order-survey/assets/results.js".to_owned(),
                        style_url: "/plugins/after-order-survey/assets/results.css".to_owned(),
                        min_height_narrow: Some(100),
                        ..Component::default()
                    },
                },
                title: text("Survey results", "Ergebnisse der Umfrage"),
                priority: 0,
            },
        ]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![
            panel_script("results.js", include_str!("../assets/results.js")),
            panel_styles(
                "results.css",
                "stoa-after-order-survey-results",
                include_str!("../assets/results.css"),
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
        portico_plugin_testkit::check_declaration(&AfterOrderSurvey::default());
    }
}
