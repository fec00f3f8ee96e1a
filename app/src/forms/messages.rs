//! The sentence for each way in which a value can be wrong, the same on the server and in the browser: the browser gets the
//! few templates that its form can need, and fills in label and bound.

use litemap::LiteMap;
use portico_sdk::settings::FieldErrorCode;
use serde::Serialize;
use serde_json::Number;

use super::config::as_object;
use super::outcome::number_text;
use super::read::read_members;
use crate::i18n::fill;

/// Templates by the name of the code on the wire; of texts that count something there is one more, `….one`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Messages {
    #[serde(serialize_with = "as_object")]
    templates: LiteMap<String, String>,
    /// What stands before decimals.
    decimal: String,
    /// The days that may be a bound, as the language writes them.
    #[serde(serialize_with = "as_object")]
    days: LiteMap<String, String>,
}

read_members!(Messages {
    templates,
    decimal,
    days
});

impl Messages {
    /// What is wrong with a field, named by its label. `own` is what the field itself says of its pattern.
    pub fn sentence(&self, code: &FieldErrorCode, label: &str, own: &str) -> String {
        let (name, values): (&str, Vec<(&str, String)>) = match code {
            FieldErrorCode::PatternMismatch if !own.is_empty() => return own.to_owned(),
            FieldErrorCode::TooSmall { min: bound }
            | FieldErrorCode::TooLarge { max: bound }
            | FieldErrorCode::NotAStep { step: bound } => {
                (code_name(code), vec![("bound", self.number(*bound))])
            }
            FieldErrorCode::TooShort { min: count }
            | FieldErrorCode::TooLong { max: count }
            | FieldErrorCode::TooFew { min: count }
            | FieldErrorCode::TooMany { max: count } => {
                (code_name(code), vec![("n", count.to_string())])
            }
            FieldErrorCode::TooEarly { min: day } | FieldErrorCode::TooLate { max: day } => {
                (code_name(code), vec![("bound", self.day(day))])
            }
            _ => (code_name(code), Vec::new()),
        };
        let one = values
            .first()
            .is_some_and(|(name, n)| *name == "n" && n == "1");
        let singular = one
            .then(|| self.templates.get(&format!("{name}.one")))
            .flatten();
        let template = singular.or_else(|| self.templates.get(name));
        let mut filled = vec![("label", label)];
        filled.extend(values.iter().map(|(name, value)| (*name, value.as_str())));
        fill(template.map_or("", String::as_str), &filled)
    }

    fn day(&self, day: &String) -> String {
        self.days.get(day).unwrap_or(day).clone()
    }

    /// A bound as the language writes it, without grouping: it has to be typed back in.
    fn number(&self, bound: f64) -> String {
        let plain = Number::from_f64(bound).map(|number| number_text(&number));
        plain.unwrap_or_default().replace('.', &self.decimal)
    }
}

/// The name of a code, as on the wire.
pub fn code_name(code: &FieldErrorCode) -> &'static str {
    match code {
        FieldErrorCode::Required => "required",
        FieldErrorCode::WrongType => "wrong_type",
        FieldErrorCode::TooSmall { .. } => "too_small",
        FieldErrorCode::TooLarge { .. } => "too_large",
        FieldErrorCode::NotAStep { .. } => "not_a_step",
        FieldErrorCode::TooShort { .. } => "too_short",
        FieldErrorCode::TooLong { .. } => "too_long",
        FieldErrorCode::NotAnOption => "not_an_option",
        FieldErrorCode::PatternMismatch => "pattern_mismatch",
        FieldErrorCode::NotAnEmail => "not_an_email",
        FieldErrorCode::NotAUrl => "not_a_url",
        FieldErrorCode::NotADate => "not_a_date",
        FieldErrorCode::NotAColor => "not_a_color",
        FieldErrorCode::TooEarly { .. } => "too_early",
        FieldErrorCode::TooLate { .. } => "too_late",
        FieldErrorCode::TooFew { .. } => "too_few",
        FieldErrorCode::TooMany { .. } => "too_many",
        FieldErrorCode::NotUnique => "not_unique",
        FieldErrorCode::UnknownField => "unknown_field",
        FieldErrorCode::ReadOnly => "read_only",
    }
}

#[cfg(feature = "ssr")]
mod make {
    use std::collections::BTreeSet;

    use litemap::LiteMap;

    use portico_sdk::schema::{Field, FieldKind};

    use super::Messages;
    use crate::i18n::{Locale, Plural, format_day};

    impl Messages {
        /// All of them, with the bounds of these fields.
        pub fn of(fields: &[Field], locale: Locale) -> Self {
            let text = &locale.text().forms;
            let plain = [
                ("required", text.required),
                ("wrong_type", text.wrong_type),
                ("too_small", text.too_small),
                ("too_large", text.too_large),
                ("not_a_step", text.not_a_step),
                ("not_an_option", text.not_an_option),
                ("pattern_mismatch", text.pattern_mismatch),
                ("not_an_email", text.not_an_email),
                ("not_a_url", text.not_a_url),
                ("not_a_date", text.not_a_date),
                ("not_a_color", text.not_a_color),
                ("too_early", text.too_early),
                ("too_late", text.too_late),
                ("not_unique", text.not_unique),
                ("unknown_field", text.unknown_field),
                ("read_only", text.read_only),
            ];
            let counted = [
                ("too_short", text.too_short),
                ("too_long", text.too_long),
                ("too_few", text.too_few),
                ("too_many", text.too_many),
            ];
            let both = |(name, Plural { one, other }): (&str, Plural)| {
                [(format!("{name}.one"), one), (name.to_owned(), other)]
            };
            Self {
                templates: plain
                    .into_iter()
                    .map(|(name, text)| (name.to_owned(), text))
                    .chain(counted.into_iter().flat_map(both))
                    .map(|(name, text)| (name, text.to_owned()))
                    .collect(),
                decimal: locale.decimal_mark().to_string(),
                days: days(fields, locale),
            }
        }

        /// Those that the validator can say about these fields in a browser.
        pub fn about(fields: &[Field], locale: Locale) -> Self {
            let mut names = BTreeSet::from(["required"]);
            collect(fields, &mut names);
            let mut all = Self::of(fields, locale);
            all.templates
                .retain(|name, _| names.contains(name.trim_end_matches(".one")));
            all
        }
    }

    fn days(fields: &[Field], locale: Locale) -> LiteMap<String, String> {
        fields
            .iter()
            .flat_map(|field| {
                let inside = days(&field.fields, locale);
                [&field.min_date, &field.max_date]
                    .into_iter()
                    .filter(|day| !day.is_empty())
                    .map(|day| (day.clone(), format_day(day, locale)))
                    .chain(inside)
            })
            .collect()
    }

    fn collect(fields: &[Field], names: &mut BTreeSet<&'static str>) {
        for field in fields {
            names.extend(match field.kind {
                FieldKind::Number | FieldKind::Range => {
                    &["wrong_type", "too_small", "too_large", "not_a_step"][..]
                }
                FieldKind::Text | FieldKind::Password | FieldKind::Textarea => {
                    &["too_short", "too_long", "pattern_mismatch"]
                }
                FieldKind::Email => &["too_short", "too_long", "pattern_mismatch", "not_an_email"],
                FieldKind::Url => &["too_short", "too_long", "pattern_mismatch", "not_a_url"],
                FieldKind::Date => &["not_a_date", "too_early", "too_late"],
                FieldKind::Color => &["not_a_color"],
                FieldKind::Select | FieldKind::Radio => &["not_an_option"],
                FieldKind::Multiselect => &["not_an_option", "too_few", "too_many"],
                FieldKind::List => &["too_few", "too_many", "not_unique"],
                FieldKind::Toggle | FieldKind::Object => &[],
            });
            collect(&field.fields, names);
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use portico_sdk::schema::{Field, FieldKind};

    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn the_sentence_names_the_field_and_the_bound() {
        let say = |locale, code: &FieldErrorCode, label| {
            Messages::of(&[], locale).sentence(code, label, "")
        };
        let max = FieldErrorCode::TooLarge { max: 2.5 };
        assert_eq!(
            say(Locale::En, &max, "Weight"),
            "Weight must be 2.5 or less."
        );
        assert_eq!(
            say(Locale::De, &max, "Gewicht"),
            "„Gewicht“ darf höchstens 2,5 sein."
        );
        let whole = FieldErrorCode::TooSmall { min: 3.0 };
        assert_eq!(
            say(Locale::En, &whole, "Weight"),
            "Weight must be 3 or more."
        );
        let long = FieldErrorCode::TooLong { max: 1 };
        assert_eq!(
            say(Locale::En, &long, "Mark"),
            "Mark may have at most 1 character."
        );
        let long = FieldErrorCode::TooLong { max: 2 };
        assert_eq!(
            say(Locale::En, &long, "Mark"),
            "Mark may have at most 2 characters."
        );
    }

    #[test]
    fn i18n_a_day_in_a_sentence_is_written_as_the_language_writes_it_also_inside_of_rows() {
        let day = Field {
            min_date: "2026-01-02".to_owned(),
            max_date: "2026-12-31".to_owned(),
            ..Field::new("day", FieldKind::Date)
        };
        let list = Field {
            fields: vec![day],
            ..Field::new("days", FieldKind::List)
        };
        let early = FieldErrorCode::TooEarly {
            min: "2026-01-02".to_owned(),
        };
        let late = FieldErrorCode::TooLate {
            max: "2026-12-31".to_owned(),
        };
        for (locale, code, sentence) in [
            (
                Locale::En,
                &late,
                "Day must be 31\u{a0}Dec\u{a0}2026 or earlier.",
            ),
            (
                Locale::De,
                &early,
                "„Day“ darf nicht vor dem 2.\u{a0}Januar\u{a0}2026 liegen.",
            ),
            (
                Locale::De,
                &late,
                "„Day“ darf nicht nach dem 31.\u{a0}Dezember\u{a0}2026 liegen.",
            ),
        ] {
            let fields = std::slice::from_ref(&list);
            // What the server says, and what a browser gets to say.
            for messages in [
                Messages::of(fields, locale),
                Messages::about(fields, locale),
            ] {
                assert_eq!(messages.sentence(code, "Day", ""), sentence);
            }
        }
    }

    #[test]
    fn a_field_says_itself_what_its_pattern_is() {
        let messages = Messages::of(&[], Locale::En);
        let code = FieldErrorCode::PatternMismatch;
        assert_eq!(
            messages.sentence(&code, "SKU", "Use three letters."),
            "Use three letters."
        );
        assert!(messages.sentence(&code, "SKU", "").contains("SKU"));
    }

    #[test]
    fn a_browser_gets_a_sentence_for_all_that_its_validator_can_say() {
        for kind in FieldKind::ALL {
            let inside = vec![Field::new("inside", FieldKind::Text)];
            let field = Field {
                fields: inside,
                ..Field::new("f", kind)
            };
            let known = Messages::about(&[field], Locale::De);
            for (name, template) in &known.templates {
                assert!(!template.is_empty(), "{name}");
            }
            assert!(known.templates.contains_key("required"));
        }
    }
}
