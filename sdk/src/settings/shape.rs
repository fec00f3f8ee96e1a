//! The shape of values: what of them a form knows, and one form in which two can be compared.

use serde_json::{Map, Number, Value};

use super::Values;
use crate::ordered::ordered;
use crate::schema::{Field, FieldKind};

/// What of the values a form knows. Left out is what it does not declare (an older version of the plugin may have, perhaps as
/// a secret), and what is of another type than declared now, or no option any more: it counts as not set, so that it blocks no
/// save.
pub fn known(fields: &[Field], values: &Values) -> Values {
    ordered(known_in(fields, |key| values.get(key)))
}

fn known_in<'v>(
    fields: &[Field],
    get: impl Fn(&str) -> Option<&'v Value>,
) -> impl Iterator<Item = (String, Value)> {
    fields
        .iter()
        .filter_map(move |field| Some((field.key.clone(), known_value(field, get(&field.key)?)?)))
}

fn known_value(field: &Field, value: &Value) -> Option<Value> {
    let object = |value: &Value| {
        let members = value.as_object()?;
        let known = known_in(&field.fields, |key| members.get(key));
        Some(Value::Object(ordered(known)))
    };
    let is_option = |value: &Value| {
        field
            .options
            .iter()
            .any(|option| value == option.value.as_str())
    };
    let fits = match field.kind {
        FieldKind::Object => return object(value),
        FieldKind::List => {
            let rows = value.as_array()?.iter().filter_map(object);
            return Some(Value::Array(rows.collect()));
        }
        FieldKind::Multiselect => {
            let chosen = value.as_array()?.iter();
            return Some(chosen.filter(|value| is_option(value)).cloned().collect());
        }
        FieldKind::Select | FieldKind::Radio => is_option(value),
        FieldKind::Toggle => value.is_boolean(),
        FieldKind::Number | FieldKind::Range => value.is_number(),
        FieldKind::Password => true,
        _ => value.is_string(),
    };
    (fits || value.is_null()).then(|| value.clone())
}

/// The values in a form in which equal ones are equal, whoever wrote them down: every field but the secrets is there, nothing
/// is null (or off, or without rows), and numbers and colours are written in one way. What would be refused stays as it is.
///
/// ```
/// # use portico_sdk::schema::{Field, FieldKind};
/// # use portico_sdk::settings::{Values, normal};
/// # use serde_json::json;
/// let fields = [Field::new("on", FieldKind::Toggle), Field::new("n", FieldKind::Number)];
/// let typed = Values::from([("on".to_owned(), json!(false)), ("n".to_owned(), json!(1))]);
/// let stored = Values::from([("n".to_owned(), json!(1.0))]);
/// assert_eq!(normal(&fields, &typed), normal(&fields, &stored));
/// ```
pub fn normal(fields: &[Field], values: &Values) -> Values {
    ordered(normal_in(fields, |key| values.get(key)))
}

fn normal_in<'v>(
    fields: &[Field],
    get: impl Fn(&str) -> Option<&'v Value>,
) -> impl Iterator<Item = (String, Value)> {
    fields
        .iter()
        .filter(|field| field.kind != FieldKind::Password)
        .map(move |field| (field.key.clone(), normal_value(field, get(&field.key))))
}

/// The value of one field, as [`normal`] has it.
pub fn normal_value(field: &Field, given: Option<&Value>) -> Value {
    let given = given.filter(|value| !value.is_null());
    let object = |members: Option<&Map<String, Value>>| {
        ordered(normal_in(&field.fields, |key| members?.get(key)))
    };
    match (field.kind, given) {
        (FieldKind::Toggle, None) => Value::Bool(false),
        (FieldKind::Multiselect | FieldKind::List, None) => Value::Array(Vec::new()),
        (FieldKind::Object, None) => Value::Object(object(None)),
        (_, None) => Value::Null,
        (FieldKind::Object, Some(Value::Object(members))) => Value::Object(object(Some(members))),
        (FieldKind::List, Some(Value::Array(rows))) => {
            let row = |row: &Value| match row {
                Value::Object(members) => Value::Object(object(Some(members))),
                other => other.clone(),
            };
            Value::Array(rows.iter().map(row).collect())
        }
        (FieldKind::Multiselect, Some(Value::Array(chosen))) => in_order(field, chosen),
        (FieldKind::Number | FieldKind::Range, Some(Value::Number(number))) => number
            .as_f64()
            .and_then(Number::from_f64)
            .map_or_else(|| Value::Number(number.clone()), Value::Number),
        (FieldKind::Toggle, Some(other)) => other.clone(),
        (_, Some(Value::String(text))) if text.is_empty() => Value::Null,
        (FieldKind::Color, Some(Value::String(text))) => Value::String(text.to_ascii_lowercase()),
        (_, Some(other)) => other.clone(),
    }
}

/// Choices in the order of the options; as they are where one is no option.
fn in_order(field: &Field, chosen: &[Value]) -> Value {
    let is_option = |value: &Value| {
        field
            .options
            .iter()
            .any(|option| value == option.value.as_str())
    };
    if !chosen.iter().all(is_option) {
        return Value::Array(chosen.to_vec());
    }
    let options = field.options.iter().map(|option| option.value.as_str());
    let kept = options.filter(|option| chosen.iter().any(|value| value == option));
    Value::Array(kept.map(Value::from).collect())
}
