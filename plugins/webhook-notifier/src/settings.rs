//! Where events go, and which.

use std::fmt;

use portico_plugin_kit::{option, text};
use portico_sdk::plugin::SettingProblem;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::Values;
use serde_json::Value;

const SETTINGS_URL: &str = "/api/v1/admin/plugins/webhook-notifier/settings";

/// The form; the server stores its values, no route of ours is involved.
pub fn form() -> FormSchema {
    FormSchema {
        title: text("Webhook", "Webhook"),
        description: text(
            "Events are sent to this address as they happen.",
            "Ereignisse werden an diese Adresse gesendet, sobald sie eintreten.",
        ),
        submit_label: text("Save webhook", "Webhook speichern"),
        success_message: text("Webhook saved", "Webhook gespeichert"),
        fields: vec![
            Field {
                max_length: Some(500),
                placeholder: text(
                    "https://example.com/hooks/shop",
                    "https://example.com/hooks/shop",
                ),
                help_text: text(
                    "Must start with https:// and be reachable from the internet.",
                    "Muss mit https:// beginnen und aus dem Internet erreichbar sein.",
                ),
                ..Field::new("url", FieldKind::Text)
                    .label(text("Address", "Adresse"))
                    .required()
            },
            Field {
                min_length: Some(16),
                max_length: Some(200),
                help_text: text(
                    "At least 16 characters. The receiver needs the same secret to check the signature.",
                    "Mindestens 16 Zeichen. Der Empfänger braucht dasselbe Geheimnis, um die Signatur zu prüfen.",
                ),
                ..Field::new("secret", FieldKind::Password)
                    .label(text("Signing secret", "Signaturgeheimnis"))
                    .required()
            },
            Field {
                default: Some(Value::from("orders")),
                options: vec![
                    option("orders", text("Placed orders", "Aufgegebene Bestellungen")),
                    option(
                        "all",
                        text("Everything that happens", "Alles, was geschieht"),
                    ),
                ],
                ..Field::new("events", FieldKind::Select)
                    .label(text("Events", "Ereignisse"))
                    .required()
            },
            Field {
                default: Some(Value::Bool(true)),
                help_text: text(
                    "Off: nothing is sent, and what happens meanwhile is not sent later.",
                    "Aus: Es wird nichts gesendet, und was inzwischen geschieht, auch später nicht.",
                ),
                ..Field::new("active", FieldKind::Toggle).label(text("Active", "Aktiv"))
            },
        ],
        submit_url: SETTINGS_URL.to_owned(),
        load_url: SETTINGS_URL.to_owned(),
        context: Vec::new(),
    }
}

/// The address as it is called; empty while there is none.
pub fn address(values: &Values) -> &str {
    let text = values.get("url").and_then(Value::as_str);
    text.unwrap_or_default().trim()
}

/// Said at an address that the server's HTTP client would refuse.
pub fn refused_address() -> SettingProblem {
    SettingProblem {
        field: "url".to_owned(),
        message: text(
            "Use an address that starts with https:// and can be reached from the internet.",
            "Nehmen Sie eine Adresse, die mit https:// beginnt und aus dem Internet erreichbar ist.",
        ),
    }
}

/// A form without fields is a button (PARITY 6).
pub fn test_button() -> FormSchema {
    FormSchema {
        title: text("Test the webhook", "Webhook testen"),
        description: text(
            "Sends the event webhook.test to the saved address.",
            "Sendet das Ereignis webhook.test an die gespeicherte Adresse.",
        ),
        submit_label: text("Send a test event", "Testereignis senden"),
        success_message: text(
            "The receiver accepted the test event",
            "Der Empfänger hat das Testereignis angenommen",
        ),
        submit_url: "/api/v1/admin/plugins/webhook-notifier/test".to_owned(),
        ..FormSchema::default()
    }
}

/// Settings that suffice for sending.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// Where to.
    pub url: String,
    /// Key of the signature.
    pub secret: String,
    /// Send every event, not only orders.
    pub all_events: bool,
    /// Send at all.
    pub active: bool,
}

/// Without the secret, and without the path and query of the address: those often carry a token (THREATS 46).
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("all_events", &self.all_events)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl Target {
    /// Reads stored values; `None` while address or secret are missing. Which addresses may be called is decided in one place,
    /// the server's HTTP client: it refuses plain http and private addresses unless its operator made an exception.
    pub fn read(values: &Values) -> Option<Self> {
        let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default();
        let target = Self {
            url: address(values).to_owned(),
            secret: text("secret").to_owned(),
            all_events: text("events") == "all",
            active: values
                .get("active")
                .and_then(Value::as_bool)
                .unwrap_or(true),
        };
        (is_web(&target.url) && !target.secret.is_empty()).then_some(target)
    }

    /// Whether an event of this name is wanted.
    pub fn wants(&self, event: &str) -> bool {
        self.active && (self.all_events || event == "order.placed")
    }
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn target(values: Value) -> Option<Target> {
        Target::read(&serde_json::from_value(values).unwrap())
    }

    #[test]
    fn nothing_is_sent_without_an_address_and_a_secret() {
        let url = "https://example.com/";
        assert!(target(json!({"url": url, "secret": "s"})).is_some());
        for values in [
            json!({}),
            json!({"url": url}),
            json!({"url": url, "secret": ""}),
            json!({"url": "file:///etc/passwd", "secret": "s"}),
        ] {
            assert_eq!(target(values.clone()), None, "{values}");
        }
    }

    #[test]
    fn only_wanted_events_are_sent_and_none_while_inactive() {
        let read = |events: &str, active: bool| {
            let values = json!({"url": "https://a.example", "secret": "s", "events": events, "active": active});
            target(values).unwrap()
        };
        assert!(read("orders", true).wants("order.placed"));
        assert!(!read("orders", true).wants("order.refunded"));
        assert!(read("all", true).wants("order.refunded"));
        assert!(!read("all", false).wants("order.placed"));
    }

    #[test]
    fn threat_46_secret_and_address_are_not_in_debug_output() {
        let values = json!({"url": "https://a.example/?token=canary1", "secret": "canary2"});
        let shown = format!("{:?}", target(values));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
