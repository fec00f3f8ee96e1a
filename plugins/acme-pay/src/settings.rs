//! The values that an organisation sets, as the routes use them. The form that asks for them is in `form`.

use portico_sdk::settings::Values;
use serde_json::Value;

/// Largest payment where nothing else is set, in whole units of the currency.
pub const DEFAULT_LIMIT: f64 = 2_000.0;

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
    /// What the card statement says, with the way to ask about it; may be empty.
    pub statement_text: String,
}

impl Settings {
    /// Reads stored values; what is missing gets the form's default.
    pub fn read(values: &Values) -> Self {
        let text = |key: &str| text(values.get(key)).to_owned();
        Self {
            live: text("mode") == "live",
            merchant_name: text("merchant_name"),
            wallets: values.get("wallets") == Some(&Value::Bool(true)),
            limit: values
                .get("limit")
                .and_then(Value::as_f64)
                .unwrap_or(DEFAULT_LIMIT),
            statement_text: values
                .get("statement")
                .map(statement_text)
                .unwrap_or_default(),
        }
    }
}

/// The text and, where one is given, the way to ask about a payment. Only the chosen way counts: a save forgets the other one,
/// but what is tried out before it may still have both.
fn statement_text(statement: &Value) -> String {
    let contact = match text(statement.get("contact")) {
        "website" => text(statement.get("website")),
        "email" => text(statement.get("email")),
        _ => "",
    };
    let parts = [text(statement.get("text")), contact];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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

    #[test]
    fn a_statement_has_the_text_and_the_chosen_contact_only() {
        let both = |contact: &str| json!({ "text": "ACME ", "contact": contact, "website": "https://acme.example", "email": "pay@acme.example" });
        for (statement, expected) in [
            (both("website"), "ACME · https://acme.example"),
            (both("email"), "ACME · pay@acme.example"),
            (both("none"), "ACME"),
            (
                json!({ "contact": "email", "email": "pay@acme.example" }),
                "pay@acme.example",
            ),
            (json!({}), ""),
            (json!("text of an earlier version"), ""),
        ] {
            let values = Values::from([("statement".to_owned(), statement)]);
            assert_eq!(Settings::read(&values).statement_text, expected);
        }
    }
}
