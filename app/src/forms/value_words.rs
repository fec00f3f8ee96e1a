//! A value in words, as the reader's language writes it.

use portico_sdk::schema::{Field, FieldKind};
use serde_json::{Number, Value};

use super::outcome::number_text;
use crate::i18n::{Locale, fill, format_day};

/// The longest text that is quoted within a sentence, in Unicode scalar values.
const MAX_QUOTED: usize = 80;

/// What a field holds: the label of an option, a number, a day, a short text. `None` where there are no few words for it, and
/// for secrets.
pub fn value_in_words(field: &Field, value: &Value, locale: Locale) -> Option<String> {
    let option = |value: &Value| {
        let found = field
            .options
            .iter()
            .find(|option| value == option.value.as_str());
        let label = found.map_or("", |option| option.label.text(locale.tag()));
        let own = if label.is_empty() {
            value.as_str()?
        } else {
            label
        };
        Some(own.to_owned())
    };
    let words = match (field.kind, value) {
        (FieldKind::Password, _) => return None,
        (FieldKind::Multiselect, Value::Array(chosen)) => {
            let labels: Option<Vec<String>> = chosen.iter().map(option).collect();
            labels?.join(", ")
        }
        (FieldKind::Select | FieldKind::Radio, value) => option(value)?,
        (FieldKind::Date, Value::String(day)) => format_day(day, locale),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Number(number)) => number_in_words(number, locale),
        _ => return None,
    };
    let is_short = words.chars().count() <= MAX_QUOTED && !words.contains('\n');
    (!words.is_empty() && is_short).then_some(words)
}

/// A number with the decimal mark of the language, without groups: it may have to be typed in.
pub fn number_in_words(number: &Number, locale: Locale) -> String {
    number_text(number).replace('.', &locale.decimal_mark().to_string())
}

/// What is said of a field that somebody else has changed meanwhile: what it holds `now`.
pub fn changed_meanwhile(
    field: Option<&Field>,
    label: &str,
    now: Option<&Value>,
    locale: Locale,
) -> String {
    let text = &locale.text().forms;
    match field.and_then(|field| value_in_words(field, now?, locale)) {
        Some(value) => fill(text.stale_field, &[("label", label), ("value", &value)]),
        None => fill(text.stale_changed, &[("label", label)]),
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::i18n::LocaleText;
    use portico_sdk::schema::SelectOption;
    use serde_json::json;

    use super::*;

    fn field(kind: FieldKind) -> Field {
        Field {
            options: vec![
                SelectOption {
                    value: "live".to_owned(),
                    label: LocaleText::en("Live").with("de", "Echtbetrieb"),
                },
                SelectOption {
                    value: "bare".to_owned(),
                    label: LocaleText::default(),
                },
            ],
            ..Field::new("f", kind)
        }
    }

    #[test]
    fn i18n_a_value_is_said_as_the_language_writes_it_and_an_option_by_its_label() {
        let said = |kind, value: Value| value_in_words(&field(kind), &value, Locale::De);
        for (kind, value, words) in [
            (FieldKind::Select, json!("live"), "Echtbetrieb"),
            (FieldKind::Radio, json!("bare"), "bare"),
            (
                FieldKind::Multiselect,
                json!(["live", "bare"]),
                "Echtbetrieb, bare",
            ),
            (FieldKind::Number, json!(2.5), "2,5"),
            (FieldKind::Range, json!(2000.0), "2000"),
            (
                FieldKind::Date,
                json!("2026-12-31"),
                "31.\u{a0}Dezember\u{a0}2026",
            ),
            (FieldKind::Text, json!("as it is"), "as it is"),
        ] {
            assert_eq!(said(kind, value).as_deref(), Some(words));
        }
        for (kind, value) in [
            (FieldKind::Toggle, json!(true)),
            (FieldKind::Multiselect, json!([])),
            (FieldKind::Text, json!("")),
            (FieldKind::Text, json!(null)),
            (FieldKind::Textarea, json!("two\nlines")),
            (FieldKind::Text, json!("x".repeat(81))),
            (FieldKind::Object, json!({ "a": 1 })),
        ] {
            assert_eq!(said(kind, value.clone()), None, "{value}");
        }
    }

    #[test]
    fn threat_46_a_secret_is_never_put_into_words() {
        let secret = field(FieldKind::Password);
        let canary = json!("canary");
        assert_eq!(value_in_words(&secret, &canary, Locale::En), None);
        let said = changed_meanwhile(Some(&secret), "Key", Some(&canary), Locale::En);
        assert_eq!(said, "Key was changed");
    }

    #[test]
    fn forms_5_what_somebody_else_changed_is_said_with_what_it_is_now() {
        let mode = field(FieldKind::Select);
        let said = |now: Option<Value>, locale| {
            changed_meanwhile(Some(&mode), "Modus", now.as_ref(), locale)
        };
        assert_eq!(
            said(Some(json!("live")), Locale::De),
            "Modus ist jetzt: Echtbetrieb"
        );
        assert_eq!(said(None, Locale::De), "Modus wurde geändert");
    }
}
