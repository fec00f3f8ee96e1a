//! What the host sets, and what an organisation may add.

use portico_plugin_kit::{text, whole_units};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::Values;
use serde_json::Value;

const SETTINGS_URL: &str = "/api/v1/admin/plugins/loyalty-points/settings";
const DEFAULT_RATE: f64 = 1.0;

/// The form; the server stores its values, no route of ours is involved.
pub fn form() -> FormSchema {
    FormSchema {
        title: text("How points are earned", "Wie Punkte gesammelt werden"),
        description: text(
            "Signed-in customers collect points with every order.",
            "Angemeldete Kundinnen und Kunden sammeln mit jeder Bestellung Punkte.",
        ),
        submit_label: text("Save points settings", "Punkteeinstellungen speichern"),
        success_message: text("Points settings saved", "Punkteeinstellungen gespeichert"),
        fields: vec![
            Field {
                default: Some(Value::from(DEFAULT_RATE)),
                min: Some(0.0),
                max: Some(1_000.0),
                step: Some(0.1),
                level: Level::Host,
                help_text: text(
                    "For each whole unit of the currency, for example 1 for one point per euro. Counts for orders from now on.",
                    "Für jede ganze Einheit der Währung, zum Beispiel 1 für einen Punkt pro Euro. Gilt für Bestellungen ab jetzt.",
                ),
                ..Field::new("points_per_unit", FieldKind::Number)
                    .label(text("Points per unit", "Punkte pro Einheit"))
                    .required()
            },
            Field {
                max_length: Some(40),
                placeholder: text("Acme Club", "Acme Club"),
                help_text: text(
                    "Shown above the points. Empty: “Your points”.",
                    "Steht über den Punkten. Leer: „Ihre Punkte“.",
                ),
                ..Field::new("programme", FieldKind::Text)
                    .label(text("Name of the programme", "Name des Programms"))
            },
        ],
        submit_url: SETTINGS_URL.to_owned(),
        load_url: SETTINGS_URL.to_owned(),
        context: Vec::new(),
    }
}

/// The rules in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Points for one whole unit of the currency.
    pub rate: f64,
    /// May be empty.
    pub programme: String,
}

impl Settings {
    /// Reads stored values; what is missing gets the form's default.
    pub fn read(values: &Values) -> Self {
        Self {
            rate: values
                .get("points_per_unit")
                .and_then(Value::as_f64)
                .unwrap_or(DEFAULT_RATE),
            programme: values
                .get("programme")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .trim()
                .to_owned(),
        }
    }

    /// Points for an amount in minor units: whole points, rounded down; none for what is no amount of money.
    pub fn points(&self, amount: i64, currency: &str) -> u64 {
        let units = whole_units(amount, currency).unwrap_or(0.0);
        // A hair is added because 84.9 units at 10 points are 849 points, though not in binary.
        let points = (units * self.rate + 1e-6).floor().clamp(0.0, 1e12);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped above"
        )]
        let points = points as u64;
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole_and_rounded_down() {
        let at = |rate| Settings {
            rate,
            programme: String::new(),
        };
        assert_eq!(at(1.0).points(8490, "EUR"), 84);
        assert_eq!(at(10.0).points(8490, "EUR"), 849);
        assert_eq!(at(0.5).points(8490, "JPY"), 4_245);
        assert_eq!(at(0.1).points(100_000_000, "EUR"), 100_000);
        assert_eq!(at(0.0).points(8490, "EUR"), 0);
        assert_eq!(at(1.0).points(-8490, "EUR"), 0);
        assert_eq!(at(1.0).points(8490, "points"), 0);
        assert_eq!(at(f64::NAN).points(8490, "EUR"), 0);
    }
}
