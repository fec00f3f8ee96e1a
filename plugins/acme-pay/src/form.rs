//! The settings form: sections, fields that live mode asks for, an object whose members depend on each other, and a test.

use portico_plugin_kit::{option, section, text};
use portico_sdk::condition::Condition;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::settings_url;
use serde_json::Value;

use crate::settings::DEFAULT_LIMIT;

const PLUGIN: &str = "acme-pay";

/// The server stores its values, no route of ours is involved; the test is `test_run`.
pub fn form() -> FormSchema {
    FormSchema {
        title: text("Card payments", "Kartenzahlung"),
        description: text(
            "How card payments work in your checkout.",
            "Wie Kartenzahlungen in Ihrer Kasse funktionieren.",
        ),
        submit_label: text("Save payment settings", "Zahlungseinstellungen speichern"),
        success_message: text(
            "Payment settings saved",
            "Zahlungseinstellungen gespeichert",
        ),
        groups: vec![
            section(
                "account",
                text("Your Acme Pay account", "Ihr Acme-Pay-Konto"),
                text(
                    "In test mode no money moves, and no account is needed.",
                    "Im Testmodus fließt kein Geld, und ein Konto ist nicht nötig.",
                ),
            ),
            section(
                "checkout",
                text("In the checkout", "In der Kasse"),
                text(
                    "What buyers see and may do.",
                    "Was Käuferinnen und Käufer sehen und dürfen.",
                ),
            ),
        ],
        fields: [account(), checkout()].concat(),
        submit_url: settings_url(PLUGIN),
        load_url: settings_url(PLUGIN),
        test_url: format!("/api/v1/admin/plugins/{PLUGIN}/test"),
        test_label: text("Test connection", "Verbindung testen"),
        ..FormSchema::default()
    }
}

fn account() -> Vec<Field> {
    let live = || Condition::equals("mode", "live");
    vec![
        Field {
            group: "account".to_owned(),
            default: Some(Value::from("test")),
            options: vec![
                option("test", text("Test", "Test")),
                option("live", text("Live", "Live")),
            ],
            help_text: text(
                "This example refuses live payments.",
                "Dieses Beispiel lehnt Live-Zahlungen ab.",
            ),
            ..Field::new("mode", FieldKind::Select)
                .label(text("Mode", "Modus"))
                .required()
        },
        Field {
            group: "account".to_owned(),
            max_length: Some(40),
            pattern: "acct_[A-Za-z0-9]{8,32}".to_owned(),
            pattern_message: text(
                "Copy the account number as it is: it starts with acct_.",
                "Kopieren Sie die Kontonummer, wie sie ist: Sie beginnt mit acct_.",
            ),
            placeholder: text("acct_…", "acct_…"),
            ..Field::new("account_id", FieldKind::Text)
                .label(text("Account number", "Kontonummer"))
                .required()
                .visible_when(live())
        },
        Field {
            group: "account".to_owned(),
            max_length: Some(200),
            pattern: "sk_(test|live)_[A-Za-z0-9]{8,}".to_owned(),
            pattern_message: text(
                "Copy the key as it is: it starts with sk_test_ or sk_live_.",
                "Kopieren Sie den Schlüssel, wie er ist: Er beginnt mit sk_test_ oder sk_live_.",
            ),
            placeholder: text("sk_live_…", "sk_live_…"),
            help_text: text(
                "From your Acme Pay account. It can be stored before you go live.",
                "Aus Ihrem Acme-Pay-Konto. Er kann schon gespeichert werden, bevor Sie live gehen.",
            ),
            ..Field::new("api_key", FieldKind::Password)
                .label(text("API key", "API-Schlüssel"))
                .required_when(live())
        },
    ]
}

fn checkout() -> Vec<Field> {
    vec![
        Field {
            group: "checkout".to_owned(),
            max_length: Some(60),
            default: Some(Value::from("Acme Shop")),
            help_text: text(
                "Buyers see whom they pay.",
                "Käuferinnen und Käufer sehen, an wen sie zahlen.",
            ),
            ..Field::new("merchant_name", FieldKind::Text)
                .label(text("Merchant name", "Name des Händlers"))
                .required()
        },
        Field {
            group: "checkout".to_owned(),
            default: Some(Value::from(false)),
            help_text: text(
                "Adds a button for paying with Acme Wallet.",
                "Fügt einen Knopf zum Bezahlen mit Acme Wallet hinzu.",
            ),
            ..Field::new("wallets", FieldKind::Toggle)
                .label(text("Accept wallets", "Wallets annehmen"))
        },
        Field {
            group: "checkout".to_owned(),
            default: Some(Value::from(DEFAULT_LIMIT)),
            min: Some(1.0),
            max: Some(100_000.0),
            step: Some(1.0),
            help_text: text(
                "In whole units of the order's currency. Larger payments are refused.",
                "In ganzen Einheiten der Bestellwährung. Größere Zahlungen werden abgelehnt.",
            ),
            ..Field::new("limit", FieldKind::Number)
                .label(text("Largest payment", "Größte Zahlung"))
                .required()
        },
        Field {
            group: "checkout".to_owned(),
            help_text: text(
                "What buyers will read on their card statement.",
                "Was Käuferinnen und Käufer auf ihrer Kartenabrechnung lesen werden.",
            ),
            fields: statement(),
            ..Field::new("statement", FieldKind::Object)
                .label(text("Card statement", "Kartenabrechnung"))
        },
    ]
}

/// Members ask for each other: the one contact that was chosen, and no other.
fn statement() -> Vec<Field> {
    let contact = |kind: &str| Condition::equals("contact", kind);
    vec![
        Field {
            max_length: Some(22),
            pattern: "[A-Za-z0-9 .,&*/-]+".to_owned(),
            pattern_message: text(
                "Banks print plain letters, digits and . , & * / - only.",
                "Banken drucken nur einfache Buchstaben, Ziffern und . , & * / -.",
            ),
            placeholder: text("ACME SHOP", "ACME SHOP"),
            help_text: text("At most 22 characters.", "Höchstens 22 Zeichen."),
            ..Field::new("text", FieldKind::Text).label(text("Text", "Text"))
        },
        Field {
            default: Some(Value::from("none")),
            options: vec![
                option("none", text("None", "Keiner")),
                option("website", text("A web page", "Eine Webseite")),
                option("email", text("An email address", "Eine E-Mail-Adresse")),
            ],
            ..Field::new("contact", FieldKind::Radio)
                .label(text("Contact for questions", "Kontakt für Fragen"))
                .required()
        },
        Field {
            max_length: Some(120),
            placeholder: text("https://example.com/help", "https://example.com/hilfe"),
            ..Field::new("website", FieldKind::Url)
                .label(text("Web page", "Webseite"))
                .required()
                .visible_when(contact("website"))
        },
        Field {
            max_length: Some(120),
            placeholder: text("payments@example.com", "zahlungen@example.com"),
            ..Field::new("email", FieldKind::Email)
                .label(text("Email address", "E-Mail-Adresse"))
                .required()
                .visible_when(contact("email"))
        },
    ]
}

#[cfg(test)]
mod tests {
    use portico_sdk::schema::Level;
    use portico_sdk::settings::{Values, validate_values, with_defaults};
    use serde_json::json;

    use super::*;

    fn wrong(values: Value, secrets: &[&str]) -> Vec<String> {
        let values: Values = serde_json::from_value(values).unwrap();
        let secrets: Vec<String> = secrets.iter().map(|key| (*key).to_owned()).collect();
        let filled = with_defaults(&form(), &values);
        let checked = validate_values(&form(), &filled, Level::Org, &secrets);
        let errors = checked.err().unwrap_or_default();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn the_defaults_can_be_saved_and_live_mode_asks_for_the_account() {
        assert_eq!(wrong(json!({}), &[]), [""; 0]);
        assert_eq!(
            wrong(json!({ "mode": "live" }), &[]),
            ["account_id", "api_key"]
        );
        let live = json!({ "mode": "live", "account_id": "acct_12345678" });
        assert_eq!(wrong(live, &["api_key"]), [""; 0]);
        let copied = json!({ "api_key": "\"sk_live_12345678\"" });
        assert_eq!(wrong(copied, &[]), ["api_key"]);
    }

    #[test]
    fn the_chosen_contact_is_the_one_that_is_asked_for() {
        let statement = |members: Value| wrong(json!({ "statement": members }), &[]);
        assert_eq!(
            statement(json!({ "contact": "website" })),
            ["statement.website"]
        );
        assert_eq!(
            statement(json!({ "contact": "email", "email": "x" })),
            ["statement.email"]
        );
        assert_eq!(
            statement(json!({ "contact": "none", "email": "x" })),
            [""; 0]
        );
        assert_eq!(
            statement(json!({ "contact": "none", "text": "Käse" })),
            ["statement.text"]
        );
    }
}
