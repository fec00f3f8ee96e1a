//! Reading values of keywords.

use serde_json::{Map, Value};

/// A place inside another, as a JSON pointer.
pub(super) fn at(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The names of `type`, which may be one or several.
pub(super) fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        several => strings(several),
    }
}

/// The texts of an array.
pub(super) fn strings(value: Option<&Value>) -> Vec<&str> {
    let values = value.and_then(Value::as_array);
    values
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// A number of things. JSON Schema takes 2.0 for one.
pub(super) fn count(value: &Value) -> Option<u32> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0)?;
    let whole = serde_json::Number::from_f64(number)?.to_string();
    whole.strip_suffix(".0").unwrap_or(&whole).parse().ok()
}
