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
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let parsed = text
        .parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| text.parse().ok().and_then(Number::from_f64))
        .filter(|_| plain);
    parsed.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
