//! What an organisation sets: the form, and the values as the routes use them.

use portico_plugin_kit::{option, text};
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::Values;
use serde_json::Value;

const SETTINGS_URL: &str = "/api/v1/admin/plugins/acme-pay/settings";
const DEFAULT_LIMIT: f64 = 2_000.0;

/// The form; the server stores its values, no route of ours is involved.
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
        fields: vec![
            Field {
                required: true,
                default: Some(Value::from("test")),
                options: vec![
                    option("test", text("Test", "Test")),
                    option("live", text("Live", "Live")),
                ],
                help_text: text(
                    "In test mode no money moves. This example refuses live payments.",
                    "Im Testmodus fließt kein Geld. Dieses Beispiel lehnt Live-Zahlungen ab.",
                ),
                ..Field::new("mode", FieldKind::Select).label(text("Mode", "Modus"))
            },
            Field {
                required: true,
                max_length: Some(60),
                default: Some(Value::from("Acme Shop")),
                help_text: text(
                    "Buyers see whom they pay.",
                    "Käuferinnen und Käufer sehen, an wen sie zahlen.",
                ),
                ..Field::new("merchant_name", FieldKind::Text)
                    .label(text("Merchant name", "Name des Händlers"))
            },
            Field {
                max_length: Some(200),
                placeholder: text("sk_test_…", "sk_test_…"),
                help_text: text(
                    "From your Acme Pay account. Not needed in test mode.",
                    "Aus Ihrem Acme-Pay-Konto. Im Testmodus nicht nötig.",
                ),
                ..Field::new("api_key", FieldKind::Password).label(text("API key", "API-Schlüssel"))
            },
            Field {
                default: Some(Value::from(false)),
                help_text: text(
                    "Adds a button for paying with Acme Wallet.",
                    "Fügt einen Knopf zum Bezahlen mit Acme Wallet hinzu.",
                ),
                ..Field::new("wallets", FieldKind::Toggle)
                    .label(text("Accept wallets", "Wallets annehmen"))
            },
            Field {
                required: true,
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
            },
            Field {
                max_length: Some(66),
                placeholder: text("ACME SHOP", "ACME SHOP"),
                help_text: text(
                    "Printed on the buyer's card statement, at most 66 characters.",
                    "Steht auf der Kartenabrechnung, höchstens 66 Zeichen.",
                ),
                ..Field::new("statement_text", FieldKind::Textarea)
                    .label(text("Statement text", "Text auf der Abrechnung"))
            },
        ],
        submit_url: SETTINGS_URL.to_owned(),
        load_url: SETTINGS_URL.to_owned(),
        context: Vec::new(),
    }
}

/// What the routes need of the settings. The API key is not among them: test mode never uses it.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Real money; refused by this example.
    pub live: bool,
    /// Whom the buyer pays.
    pub merchant_name: String,
    /// Offer the wallet button.
    pub wallets: bool,
    /// Largest payment in whole units of the currency.
    pub limit: f64,
    /// Printed on the card statement; may be empty.
    pub statement_text: String,
}

impl Settings {
    /// Reads stored values; what is missing gets the form's default.
    pub fn read(values: &Values) -> Self {
        let string = |key: &str| {
            values
                .get(key)
                .and_then(Value::as_str)
                .map(|text| text.trim().to_owned())
        };
        Self {
            live: string("mode").as_deref() == Some("live"),
            merchant_name: string("merchant_name").unwrap_or_default(),
            wallets: values
                .get("wallets")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            limit: values
                .get("limit")
                .and_then(Value::as_f64)
                .unwrap_or(DEFAULT_LIMIT),
            statement_text: string("statement_text").unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_mean_test_mode_and_the_default_limit() {
        let settings = Settings::read(&Values::new());
        assert!(!settings.live && !settings.wallets);
        assert!((settings.limit - DEFAULT_LIMIT).abs() < f64::EPSILON);
    }

    #[test]
    fn only_the_word_live_turns_live_mode_on() {
        for (mode, live) in [("live", true), ("test", false), ("LIVE", false)] {
            let values = Values::from([("mode".to_owned(), Value::from(mode))]);
            assert_eq!(Settings::read(&values).live, live, "{mode}");
        }
    }
}
