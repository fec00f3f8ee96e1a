//! From an HTML form post to typed values: the path without JavaScript (FORMS 6, 8).

use std::collections::HashMap;

use serde_json::{Number, Value};

use super::{Values, is_writable};
use crate::schema::{Field, FieldKind, FormSchema, Level};

/// Name of the checkbox that deletes a stored secret. Field keys have no colon, so it cannot collide with one.
pub fn clear_name(key: &str) -> String {
    format!("{key}:clear")
}

/// Reads the fields of `schema` that may be written on `level` from a form post; names that are no fields (the form's own
/// hidden ones) are ignored.
///
/// A checkbox that is absent is off, an empty text is null, line breaks become `\n`. An empty password is left out (it
/// stays as it is), unless [`clear_name`] was ticked: then it is null. A number that cannot be read stays text, so that
/// [`super::validate_values`] refuses it and the page can show it again.
pub fn parse_form(
    schema: &FormSchema,
    level: Level,
    pairs: impl IntoIterator<Item = (String, String)>,
) -> Values {
    let posted: HashMap<String, String> = pairs.into_iter().collect();
    schema
        .fields
        .iter()
        .filter(|field| is_writable(field.level, level))
        .filter_map(|field| Some((field.key.clone(), value(field, &posted)?)))
        .collect()
}

fn value(field: &Field, posted: &HashMap<String, String>) -> Option<Value> {
    let text = posted.get(&field.key).map_or("", String::as_str);
    match field.kind {
        FieldKind::Toggle => Some(Value::Bool(!matches!(text, "" | "false" | "off" | "0"))),
        FieldKind::Password if text.is_empty() => posted
            .contains_key(&clear_name(&field.key))
            .then_some(Value::Null),
        FieldKind::Number => Some(number(text.trim())),
        _ if text.is_empty() => Some(Value::Null),
        FieldKind::Text | FieldKind::Password | FieldKind::Textarea | FieldKind::Select => {
            Some(Value::String(text.replace("\r\n", "\n")))
        }
    }
}

/// HTML's "valid floating-point number", which knows neither `inf` nor `NaN`.
fn number(text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    let whole = text.parse::<i64>().map(Number::from).ok();
    let parsed = whole.or_else(|| serde_json::from_str(&as_json(text)?).ok());
    parsed.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// JSON knows no plus sign and wants a digit before the point. Its parser is in the browser's bundle already; the one of
/// the standard library would add 10 KB of tables to it.
fn as_json(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let zero = if digits.starts_with('.') { "0" } else { "" };
    digits
        .starts_with(|c: char| c.is_ascii_digit() || c == '.')
        .then(|| format!("{sign}{zero}{digits}"))
}
