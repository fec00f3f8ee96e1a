//! **Webhook notifier**: tells another system about orders, signed, and proves that the other way works, too. The example of a
//! plugin without an interface of its own: settings, host events, calls to the outside, and a webhook of its own.
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `webhook_notifier_settings` | `admin:plugin:settings` | schema over the plugin's standard settings, with a test of the draft |
//! | `webhook_notifier_again` | `admin:plugin:settings` | schema without fields: the button "Send the last event again" |
//!
//! # What it sends
//! For every event of the chosen kind, a `POST` to the address, with this JSON and one header:
//!
//! ```text
//! {"at":1700000000000,"data":{…},"event":"order.placed","host":"acme-shop","id":"…","org":"globex"}
//! X-Portico-Signature: t=1700000000,v1=<hex HMAC-SHA-256 of "1700000000." + body, key: the signing secret>
//! ```
//!
//! An answer other than 2xx is an error, and the server delivers the event again later, with the same `id`. Receivers check the
//! signature over the bytes they got, refuse timestamps older than five minutes, and ignore an `id` they know.
//!
//! # What it receives
//! `POST /plugins/webhook-notifier/webhooks/{host}` with the same kind of signature and `{"type":"ping","org":"globex"}`: the
//! receiver proves that it can reach this server. `GET /api/v1/admin/plugins/webhook-notifier/status` tells when that happened
//! last, and how the last delivery went.

mod deliver;
mod form;
mod ping;
mod routes;
mod settings;
mod signature;
mod test_limit;

use std::sync::Arc;

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, text};
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::plugin::{
    HostEvent, Listing, Plugin, PluginContext, PluginError, PluginRoutes, SettingProblem, UiPlugin,
    WebhookRequest, WebhookResponse,
};
use portico_sdk::settings::Values;
use portico_sdk::slot::slots;

pub use signature::{sign, verify};

/// Registers the plugin.
pub fn plugin() -> Arc<dyn Plugin> {
    Arc::new(WebhookNotifier::default())
}

#[derive(Default)]
struct WebhookNotifier {
    context: ContextCell,
}

#[async_trait]
impl Plugin for WebhookNotifier {
    fn name(&self) -> &'static str {
        "webhook-notifier"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Tells another system about orders, with a signature."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Webhook notifier", "Webhook-Melder"),
            summary: text(
                "Tell your stock or accounting system about every order.",
                "Melden Sie Ihrem Lager- oder Buchhaltungssystem jede Bestellung.",
            ),
            about: text(
                "For every order an HTTPS request goes to the address you enter. It is signed with a secret that only you and the \
                 receiver know, and it is repeated until the receiver has it.\n\n\
                 The receiver can send a signed ping back, so that both sides know the connection works.",
                "Bei jeder Bestellung geht eine HTTPS-Anfrage an die Adresse, die Sie eintragen. Sie ist mit einem Geheimnis \
                 signiert, das nur Sie und der Empfänger kennen, und wird wiederholt, bis der Empfänger sie hat.\n\n\
                 Der Empfänger kann ein signiertes Ping zurücksenden, damit beide Seiten wissen, dass die Verbindung steht.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["operations".to_owned()],
            keywords: [
                "webhook",
                "integration",
                "orders",
                "ERP",
                "Schnittstelle",
                "Bestellung",
            ]
            .map(str::to_owned)
            .to_vec(),
            icon: "bell".to_owned(),
            tile: "grey".to_owned(),
            ..Listing::default()
        }
    }

    fn check_settings(&self, values: &Values) -> Vec<SettingProblem> {
        let address = settings::address(values);
        let refused = !address.is_empty()
            && (self.context.get()).is_ok_and(|context| context.http.check(address).is_err());
        refused.then(form::refused_address).into_iter().collect()
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    async fn on_event(&self, event: &HostEvent) -> Result<(), PluginError> {
        deliver::event(self.context.get()?, event).await
    }

    async fn on_webhook(&self, request: WebhookRequest) -> Result<WebhookResponse, PluginError> {
        ping::receive(self.context.get()?, &request).await
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for WebhookNotifier {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![
            Extension {
                id: "webhook_notifier_settings".to_owned(),
                slot: slots::PLUGIN_SETTINGS.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: form::settings(),
                },
                title: text("Webhook", "Webhook"),
                priority: 0,
            },
            Extension {
                id: "webhook_notifier_again".to_owned(),
                slot: slots::PLUGIN_SETTINGS.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: form::send_again(),
                },
                title: text("Last event", "Letztes Ereignis"),
                priority: -1,
            },
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
    use portico_plugin_testkit::Fakes;
    use serde_json::Value;

    use super::*;

    #[tokio::test]
    async fn an_address_that_is_not_called_is_not_saved_either() {
        let plugin = WebhookNotifier::default();
        plugin.init(Fakes::new().context()).await.unwrap();
        let check = |url: Value| plugin.check_settings(&Values::from([("url".to_owned(), url)]));
        for good in ["https://erp.example/hook", " https://erp.example/hook "] {
            assert_eq!(check(good.into()), []);
        }
        assert_eq!(check(Value::Null), []);
        for bad in [
            "http://erp.example/hook",
            "javascript:alert(1)",
            "erp.example",
        ] {
            let problems = check(bad.into());
            assert_eq!(problems[0].field, "url", "{bad}");
            assert!(problems[0].message.text("de").contains("https://"));
        }
    }

    #[test]
    fn the_declaration_follows_the_contract() {
        portico_plugin_testkit::check_declaration(&WebhookNotifier::default());
    }
}
