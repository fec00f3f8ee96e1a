//! The settings form, with its test, and the button beside it.

use portico_plugin_kit::{option, section, text};
use portico_sdk::condition::Condition;
use portico_sdk::plugin::SettingProblem;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::settings_url;
use serde_json::{Value, json};

use crate::settings::{EVENTS, OTHER};

const ROUTES: &str = "/api/v1/admin/plugins/webhook-notifier";

/// The server stores its values; the test sends what is typed, with the stored secret where none was typed.
pub fn settings() -> FormSchema {
    let url = settings_url("webhook-notifier");
    FormSchema {
        title: text("Webhook", "Webhook"),
        description: text(
            "Events are sent to this address as they happen.",
            "Ereignisse werden an diese Adresse gesendet, sobald sie eintreten.",
        ),
        submit_label: text("Save webhook", "Webhook speichern"),
        success_message: text("Webhook saved", "Webhook gespeichert"),
        groups: vec![
            section(
                "receiver",
                text("Receiver", "Empfänger"),
                text(
                    "Both sides know the secret, so the receiver can tell that an event comes from you.",
                    "Beide Seiten kennen das Geheimnis, so erkennt der Empfänger, dass ein Ereignis von Ihnen kommt.",
                ),
            ),
            section(
                "sent",
                text("What is sent", "Was gesendet wird"),
                text(
                    "Events that your shop does not report never come.",
                    "Ereignisse, die Ihr Shop nicht meldet, kommen nie.",
                ),
            ),
        ],
        fields: [receiver(), sent()].concat(),
        submit_url: url.clone(),
        load_url: url,
        test_url: format!("{ROUTES}/test"),
        test_label: text("Send a test event", "Testereignis senden"),
        ..FormSchema::default()
    }
}

/// Needed while events are sent; before that, a part of it can be stored.
fn receiver() -> Vec<Field> {
    let active = || Condition::equals("active", true);
    vec![
        Field {
            group: "receiver".to_owned(),
            max_length: Some(500),
            placeholder: text(
                "https://example.com/hooks/shop",
                "https://example.com/hooks/shop",
            ),
            help_text: text(
                "Must start with https:// and be reachable from the internet.",
                "Muss mit https:// beginnen und aus dem Internet erreichbar sein.",
            ),
            ..Field::new("url", FieldKind::Url)
                .label(text("Address", "Adresse"))
                .required_when(active())
        },
        Field {
            group: "receiver".to_owned(),
            min_length: Some(16),
            max_length: Some(200),
            help_text: text(
                "At least 16 characters. The receiver needs the same secret to check the signature.",
                "Mindestens 16 Zeichen. Der Empfänger braucht dasselbe Geheimnis, um die Signatur zu prüfen.",
            ),
            ..Field::new("secret", FieldKind::Password)
                .label(text("Signing secret", "Signaturgeheimnis"))
                .required_when(active())
        },
    ]
}

fn sent() -> Vec<Field> {
    vec![
        Field {
            group: "sent".to_owned(),
            default: Some(Value::Bool(true)),
            help_text: text(
                "Off: nothing is sent, and what happens meanwhile is not sent later.",
                "Aus: Es wird nichts gesendet, und was inzwischen geschieht, auch später nicht.",
            ),
            ..Field::new("active", FieldKind::Toggle).label(text("Active", "Aktiv"))
        },
        Field {
            group: "sent".to_owned(),
            default: Some(json!(["order.placed"])),
            options: EVENTS
                .iter()
                .map(|(name, [en, de])| option(name, text(en, de)))
                .chain([option(OTHER, text("Everything else", "Alles andere"))])
                .collect(),
            ..Field::new("events", FieldKind::Multiselect)
                .label(text("Events", "Ereignisse"))
                .required()
                .visible_when(Condition::equals("active", true))
        },
    ]
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
pub fn send_again() -> FormSchema {
    FormSchema {
        title: text("Last event", "Letztes Ereignis"),
        description: text(
            "For a receiver that was not there in time: sends the last event once more, with the same id.",
            "Für einen Empfänger, der nicht rechtzeitig da war: sendet das letzte Ereignis noch einmal, mit derselben Id.",
        ),
        submit_label: text(
            "Send the last event again",
            "Letztes Ereignis noch einmal senden",
        ),
        success_message: text(
            "The receiver accepted the event",
            "Der Empfänger hat das Ereignis angenommen",
        ),
        submit_url: format!("{ROUTES}/again"),
        ..FormSchema::default()
    }
}
