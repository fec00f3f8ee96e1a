//! What the host sets, and what an organisation may add.

use portico_plugin_kit::{option, section, text, whole_units};
use portico_sdk::condition::Condition;
use portico_sdk::i18n::LocaleText;
use portico_sdk::plugin::SettingProblem;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::{Values, settings_url};
use serde_json::Value;

const DEFAULT_RATE: f64 = 1.0;

/// The form; the server stores its values, no route of ours is involved.
pub fn form() -> FormSchema {
    let url = settings_url("loyalty-points");
    FormSchema {
        title: text("How points are earned", "Wie Punkte gesammelt werden"),
        description: text(
            "Signed-in customers collect points with every order.",
            "Angemeldete Kundinnen und Kunden sammeln mit jeder Bestellung Punkte.",
        ),
        submit_label: text("Save points settings", "Punkteeinstellungen speichern"),
        success_message: text("Points settings saved", "Punkteeinstellungen gespeichert"),
        groups: vec![
            section(
                "rate",
                text("Points for an order", "Punkte für eine Bestellung"),
                text(
                    "Counts for orders from now on; points that were earned stay.",
                    "Gilt für Bestellungen ab jetzt; gesammelte Punkte bleiben.",
                ),
            ),
            section(
                "period",
                text("Period", "Zeitraum"),
                text(
                    "For a programme that begins or ends on a day.",
                    "Für ein Programm, das an einem Tag beginnt oder endet.",
                ),
            ),
            section(
                "shown",
                text("What customers see", "Was Kundinnen und Kunden sehen"),
                LocaleText::default(),
            ),
        ],
        fields: [rate(), period(), shown()].concat(),
        submit_url: url.clone(),
        load_url: url,
        ..FormSchema::default()
    }
}

fn rate() -> Vec<Field> {
    vec![
        Field {
            group: "rate".to_owned(),
            level: Level::Host,
            default: Some(Value::from(DEFAULT_RATE)),
            min: Some(0.0),
            max: Some(10.0),
            step: Some(0.1),
            help_text: text(
                "For each whole unit of the currency: at 1, an order of 84.90 euro earns 84 points.",
                "Für jede ganze Einheit der Währung: Bei 1 bringt eine Bestellung über 84,90 Euro 84 Punkte.",
            ),
            ..Field::new("points_per_unit", FieldKind::Range)
                .label(text("Points per unit", "Punkte pro Einheit"))
        },
        Field {
            group: "rate".to_owned(),
            level: Level::Host,
            default: Some(Value::from("down")),
            options: vec![
                option("down", text("Down", "Abrunden")),
                option("nearest", text("To the nearest", "Kaufmännisch runden")),
                option("up", text("Up", "Aufrunden")),
            ],
            help_text: text("Points are whole.", "Es gibt nur ganze Punkte."),
            ..Field::new("rounding", FieldKind::Radio)
                .label(text("Rounding", "Rundung"))
                .required()
        },
    ]
}

fn period() -> Vec<Field> {
    let limited = || Condition::equals("limited", true);
    let day = |key: &str| Field {
        group: "period".to_owned(),
        level: Level::Host,
        min_date: "2020-01-01".to_owned(),
        max_date: "2099-12-31".to_owned(),
        ..Field::new(key, FieldKind::Date).visible_when(limited())
    };
    vec![
        Field {
            group: "period".to_owned(),
            level: Level::Host,
            default: Some(Value::Bool(false)),
            ..Field::new("limited", FieldKind::Toggle)
                .label(text("Only for a time", "Nur für eine bestimmte Zeit"))
        },
        Field {
            help_text: text(
                "Empty: it has begun. Days begin and end at midnight UTC.",
                "Leer: Es hat begonnen. Tage beginnen und enden um Mitternacht UTC.",
            ),
            ..day("from").label(text("First day", "Erster Tag"))
        },
        Field {
            help_text: text(
                "Orders of this day earn points, too.",
                "Auch Bestellungen dieses Tages bringen Punkte.",
            ),
            ..day("until")
                .label(text("Last day", "Letzter Tag"))
                .required()
        },
    ]
}

fn shown() -> Vec<Field> {
    vec![Field {
        group: "shown".to_owned(),
        max_length: Some(40),
        placeholder: text("Acme Club", "Acme Club"),
        help_text: text(
            "Shown above the points. Empty: “Your points”.",
            "Steht über den Punkten. Leer: „Ihre Punkte“.",
        ),
        ..Field::new("programme", FieldKind::Text)
            .label(text("Name of the programme", "Name des Programms"))
    }]
}

/// Kinds and bounds compare a day with fixed ones only, not with each other.
pub fn problems(values: &Values) -> Vec<SettingProblem> {
    let settings = Settings::read(values);
    let backwards = matches!(&settings.until, Some(until) if settings.from > *until);
    backwards
        .then(|| SettingProblem {
            field: "until".to_owned(),
            message: text(
                "The last day is before the first.",
                "Der letzte Tag liegt vor dem ersten.",
            ),
        })
        .into_iter()
        .collect()
}

/// What becomes of parts of points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rounding {
    /// They are lost.
    #[default]
    Down,
    /// From a half on they are a point.
    Nearest,
    /// They are a point.
    Up,
}

/// The rules in force.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// Points for one whole unit of the currency.
    pub rate: f64,
    /// What becomes of parts of points.
    pub rounding: Rounding,
    /// First day, `YYYY-MM-DD`; empty: it has begun.
    pub from: String,
    /// Last day, `YYYY-MM-DD`; `None`: there is none.
    pub until: Option<String>,
    /// May be empty.
    pub programme: String,
}

impl Settings {
    /// Reads stored values; what is missing gets the form's default.
    pub fn read(values: &Values) -> Self {
        let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default();
        // Fields that are hidden keep what is stored: days count only while the toggle is on that shows them.
        let limited = values.get("limited") == Some(&Value::Bool(true));
        let day = |key: &str| (if limited { text(key) } else { "" }).to_owned();
        Self {
            rate: values
                .get("points_per_unit")
                .and_then(Value::as_f64)
                .unwrap_or(DEFAULT_RATE),
            rounding: match text("rounding") {
                "nearest" => Rounding::Nearest,
                "up" => Rounding::Up,
                _ => Rounding::Down,
            },
            from: day("from"),
            until: Some(day("until")).filter(|until| !until.is_empty()),
            programme: text("programme").trim().to_owned(),
        }
    }

    /// Whole points for an amount in minor units, spent on a day; none for what is no amount of money, and outside the period.
    pub fn points(&self, amount: i64, currency: &str, day: &str) -> u64 {
        let over = matches!(&self.until, Some(until) if day > until.as_str());
        if over || day < self.from.as_str() {
            return 0;
        }
        let points = whole_units(amount, currency).unwrap_or(0.0) * self.rate;
        // A hair is given because 84.9 units at 10 points are 849 points, though not in binary.
        let rounded = match self.rounding {
            Rounding::Down => (points + 1e-6).floor(),
            Rounding::Nearest => (points + 0.5 + 1e-6).floor(),
            Rounding::Up => (points - 1e-6).ceil(),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let points = rounded.clamp(0.0, 1e12) as u64;
        points
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DAY: &str = "2026-11-20";

    fn settings(values: Value) -> Settings {
        Settings::read(&serde_json::from_value(values).unwrap())
    }

    #[test]
    fn points_are_whole_and_rounded_as_the_host_says() {
        let at = |rate: f64, rounding: &str| {
            settings(json!({ "points_per_unit": rate, "rounding": rounding }))
        };
        for (rounding, expected) in [("down", 84), ("nearest", 85), ("up", 85), ("", 84)] {
            assert_eq!(at(1.0, rounding).points(8490, "EUR", DAY), expected);
        }
        for (rounding, expected) in [("down", 84), ("nearest", 84), ("up", 85)] {
            assert_eq!(at(1.0, rounding).points(8449, "EUR", DAY), expected);
        }
        for rounding in ["down", "nearest", "up"] {
            let at = |rate| at(rate, rounding);
            assert_eq!(at(10.0).points(8490, "EUR", DAY), 849, "{rounding}");
            assert_eq!(at(0.5).points(8490, "JPY", DAY), 4_245);
            assert_eq!(at(0.1).points(100_000_000, "EUR", DAY), 100_000);
            assert_eq!(at(0.0).points(8490, "EUR", DAY), 0);
            assert_eq!(at(1.0).points(-8490, "EUR", DAY), 0);
            assert_eq!(at(1.0).points(8490, "points", DAY), 0);
        }
        let broken = Settings {
            rate: f64::NAN,
            ..Settings::default()
        };
        assert_eq!(broken.points(8490, "EUR", DAY), 0);
    }

    #[test]
    fn both_days_of_a_period_count_and_none_while_it_is_switched_off() {
        let period = |limited: bool| {
            settings(json!({ "limited": limited, "from": "2026-11-20", "until": "2026-11-21" }))
        };
        let earned = |limited, day| period(limited).points(100, "EUR", day);
        let days = ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"];
        assert_eq!(days.map(|day| earned(true, day)), [0, 1, 1, 0]);
        assert_eq!(days.map(|day| earned(false, day)), [1, 1, 1, 1]);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_a_problem_while_it_counts() {
        let problems = |limited: bool, from: Value| {
            let values = json!({ "limited": limited, "from": from, "until": "2026-11-21" });
            problems(&serde_json::from_value(values).unwrap()).len()
        };
        assert_eq!(problems(true, json!("2026-11-22")), 1);
        assert_eq!(problems(false, json!("2026-11-22")), 0);
        assert_eq!(problems(true, json!("2026-11-21")), 0);
        assert_eq!(problems(true, Value::Null), 0);
    }
}
