//! `lab-form`: a form as people really have them, see [`super::mail_form`].

use async_trait::async_trait;
use portico_plugin_kit::text;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::plugin::{Listing, Plugin, PluginRoutes, UiPlugin};
use portico_sdk::slot::slots;

use super::{mail_form, routes};

/// Sends mails, or would.
#[derive(Default)]
pub(super) struct Mail;

#[async_trait]
impl Plugin for Mail {
    fn name(&self) -> &'static str {
        mail_form::PLUGIN
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "A form as people really have them."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Mail", "E-Mail"),
            summary: text("Sends mails to customers.", "Sendet E-Mails an Kunden."),
            publisher: "Portico".to_owned(),
            categories: vec!["operations".to_owned()],
            icon: "note".to_owned(),
            tile: "blue".to_owned(),
            ..Listing::default()
        }
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Mail {
    fn ui_extensions(&self) -> Vec<Extension> {
        let schema = mail_form::form();
        vec![Extension {
            id: "lab_form_mail".to_owned(),
            slot: slots::DASHBOARD_WIDGET.key.to_owned(),
            title: schema.title.clone(),
            kind: ExtensionKind::Schema { schema },
            priority: 0,
        }]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
            admin: routes::mail(),
            ..PluginRoutes::default()
        }
    }
}
