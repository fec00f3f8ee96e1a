//! A condition in words, for readers whose browser does not hide what does not apply.

use portico_sdk::condition::{Condition, Scope};
use portico_sdk::schema::{Field, FieldKind};
use serde_json::Value;

use crate::forms::value_words::value_in_words;
use crate::i18n::{Locale, fill};

/// "Only when Mode is Live."
pub(super) fn in_words(condition: &Condition, scope: &Scope<'_>, locale: Locale) -> String {
    let text = &locale.text().forms;
    match words(condition, scope, locale) {
        Some(condition) => fill(text.only_when, &[("condition", &condition)]),
        None => text.only_sometimes.to_owned(),
    }
}

/// `None`: there are no few words for it.
fn words(condition: &Condition, scope: &Scope<'_>, locale: Locale) -> Option<String> {
    let text = &locale.text().forms;
    let joined = |all: &[Condition], between: &str| {
        let parts: Option<Vec<String>> = all
            .iter()
            .map(|condition| words(condition, scope, locale))
            .collect();
        parts
            .filter(|parts| !parts.is_empty())
            .map(|parts| parts.join(between))
    };
    match condition {
        Condition::Equals { field, value } => {
            comparison(scope.find(field)?, std::slice::from_ref(value), locale)
        }
        Condition::In { field, values } => comparison(scope.find(field)?, values, locale),
        Condition::And(all) => joined(all, text.and),
        Condition::Or(all) => joined(all, text.or),
        Condition::Not(_) => None,
    }
}

fn comparison(field: &Field, values: &[Value], locale: Locale) -> Option<String> {
    let text = &locale.text().forms;
    let own = field.label.text(locale.tag());
    let label = if own.is_empty() { &field.key } else { own };
    if field.kind == FieldKind::Toggle {
        return match values {
            [Value::Bool(true)] => Some(fill(text.is_on, &[("label", label)])),
            [_] => Some(fill(text.is_off, &[("label", label)])),
            _ => None,
        };
    }
    let named: Vec<String> = values
        .iter()
        .map(|value| {
            let words = value_in_words(field, value, locale);
            words.unwrap_or_else(|| text.empty.to_owned())
        })
        .collect();
    Some(fill(
        text.is_value,
        &[("label", label), ("value", &named.join(text.or))],
    ))
}
