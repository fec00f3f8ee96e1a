//! Sending mails: sections, fields that depend on others in a chain, an object, a list of objects, a secret, a test.

use portico_plugin_kit::{option, text};
use portico_sdk::condition::Condition;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Group, Level};
use portico_sdk::settings::settings_url;
use serde_json::json;

/// Name of the plugin.
pub(super) const PLUGIN: &str = "lab-form";

pub(super) fn form() -> FormSchema {
    let fields = [sender(), delivery(), people()].concat();
    FormSchema {
        title: text("Mail sending", "E-Mail-Versand"),
        description: text(
            "How confirmations and newsletters leave the shop.",
            "Wie Bestätigungen und Rundbriefe den Shop verlassen.",
        ),
        submit_label: text("Save mail settings", "E-Mail-Einstellungen speichern"),
        success_message: text("Mail settings saved", "E-Mail-Einstellungen gespeichert"),
        groups: vec![
            group("sender", ("Sender", "Absender"), ("", "")),
            group(
                "delivery",
                ("Delivery", "Zustellung"),
                (
                    "Ask your provider for these details.",
                    "Diese Angaben erhalten Sie von Ihrem Anbieter.",
                ),
            ),
            group("people", ("People", "Personen"), ("", "")),
        ],
        fields,
        load_url: settings_url(PLUGIN),
        submit_url: settings_url(PLUGIN),
        test_url: format!("/api/v1/admin/plugins/{PLUGIN}/test"),
        context: vec!["range".to_owned()],
        ..FormSchema::default()
    }
}

fn group(key: &str, title: (&str, &str), description: (&str, &str)) -> Group {
    Group {
        key: key.to_owned(),
        title: text(title.0, title.1),
        description: if description.0.is_empty() {
            portico_sdk::i18n::LocaleText::default()
        } else {
            text(description.0, description.1)
        },
    }
}

fn in_group(group: &str, fields: Vec<Field>) -> Vec<Field> {
    let with = |field| Field {
        group: group.to_owned(),
        ..field
    };
    fields.into_iter().map(with).collect()
}

fn sender() -> Vec<Field> {
    let fields = vec![
        Field {
            max_length: Some(60),
            placeholder: text("Acme Shop", "Acme Shop"),
            ..Field::new("from_name", FieldKind::Text).label(text("Name", "Name"))
        },
        Field {
            help_text: text(
                "Answers of customers go there.",
                "Antworten von Kunden gehen dorthin.",
            ),
            ..Field::new("from_email", FieldKind::Email)
                .label(text("Mail address", "Mailadresse"))
                .required()
        },
        Field {
            level: Level::Host,
            default: Some(json!("Sent by Acme Shop")),
            ..Field::new("footer", FieldKind::Text).label(text("Footer", "Fußzeile"))
        },
        Field {
            default: Some(json!("#2563eb")),
            ..Field::new("accent", FieldKind::Color)
                .label(text("Colour of buttons", "Farbe der Knöpfe"))
        },
    ];
    in_group("sender", fields)
}

/// provider → region → own domain → its name: each depends on the one before.
fn delivery() -> Vec<Field> {
    let is = |field: &str, value: &str| Condition::equals(field, value);
    let fields = vec![
        Field {
            default: Some(json!("smtp")),
            options: vec![
                option("smtp", text("Mail server", "Mailserver")),
                option("service", text("Mail service", "Maildienst")),
                option("none", text("No mails", "Keine E-Mails")),
            ],
            ..Field::new("provider", FieldKind::Select)
                .label(text("Provider", "Anbieter"))
                .required()
        },
        Field {
            fields: smtp(),
            ..Field::new("smtp", FieldKind::Object)
                .label(text("Mail server", "Mailserver"))
                .visible_when(is("provider", "smtp"))
        },
        Field {
            options: vec![
                option("eu", text("Europe", "Europa")),
                option("us", text("America", "Amerika")),
            ],
            ..Field::new("region", FieldKind::Radio)
                .label(text("Region", "Region"))
                .visible_when(is("provider", "service"))
                .required()
        },
        Field::new("own_domain", FieldKind::Toggle)
            .label(text("Own domain", "Eigene Domain"))
            .visible_when(is("region", "eu")),
        Field {
            pattern: r"[a-z0-9-]+(\.[a-z0-9-]+)+".to_owned(),
            pattern_message: text(
                "Write the domain like example.com.",
                "Schreiben Sie die Domain wie example.com.",
            ),
            ..Field::new("domain", FieldKind::Text)
                .label(text("Domain", "Domain"))
                .visible_when(Condition::equals("own_domain", true))
                .required()
        },
        Field {
            min_length: Some(8),
            max_length: Some(200),
            help_text: text("At least 8 characters.", "Mindestens 8 Zeichen."),
            ..Field::new("api_key", FieldKind::Password).label(text("Key", "Schlüssel"))
        },
        Field {
            min: Some(0.0),
            max: Some(1000.0),
            step: Some(50.0),
            default: Some(json!(200)),
            ..Field::new("per_hour", FieldKind::Range)
                .label(text("Mails per hour", "E-Mails pro Stunde"))
        },
    ];
    in_group("delivery", fields)
}

fn smtp() -> Vec<Field> {
    vec![
        Field {
            placeholder: text("mail.example.com", "mail.example.com"),
            ..Field::new("host", FieldKind::Text)
                .label(text("Server", "Server"))
                .required()
        },
        Field {
            min: Some(1.0),
            max: Some(65_535.0),
            step: Some(1.0),
            default: Some(json!(587)),
            ..Field::new("port", FieldKind::Number)
                .label(text("Port", "Port"))
                .required()
        },
        Field {
            default: Some(json!(true)),
            ..Field::new("tls", FieldKind::Toggle).label(text("Encrypted", "Verschlüsselt"))
        },
        Field::new("user", FieldKind::Text).label(text("User", "Benutzer")),
    ]
}

fn people() -> Vec<Field> {
    let fields = vec![Field {
        max_items: Some(4),
        unique: "email".to_owned(),
        add_label: text("Add a person", "Person hinzufügen"),
        help_text: text(
            "They get a copy of every order.",
            "Sie bekommen eine Kopie jeder Bestellung.",
        ),
        fields: vec![
            Field::new("email", FieldKind::Email)
                .label(text("Mail address", "Mailadresse"))
                .required(),
            Field::new("name", FieldKind::Text).label(text("Name", "Name")),
        ],
        ..Field::new("recipients", FieldKind::List).label(text("Recipient", "Empfänger"))
    }];
    in_group("people", fields)
}
