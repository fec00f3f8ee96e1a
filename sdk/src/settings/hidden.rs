//! What is not there now, and comes back with its value (FORMS 3).

use serde_json::{Map, Value};

use super::validate_field;
use crate::ordered::ordered;
use crate::schema::{Field, FieldKind};

/// The valid value of a field, and with it what members of objects and rows were `given` that are not there now. What they could
/// not be saved with is dropped. Rows are the same ones, in the same order, as they are when nothing in them is wrong.
pub fn with_hidden(field: &Field, valid: &Value, given: Option<&Value>) -> Value {
    match (field.kind, valid, given) {
        (FieldKind::Object, Value::Object(valid), Some(Value::Object(given))) => {
            members(field, valid, given)
        }
        (FieldKind::List, Value::Array(valid), Some(Value::Array(given)))
            if valid.len() == given.len() =>
        {
            let rows = valid.iter().zip(given).map(|row| match row {
                (Value::Object(valid), Value::Object(given)) => members(field, valid, given),
                (valid, _) => valid.clone(),
            });
            Value::Array(rows.collect())
        }
        _ => valid.clone(),
    }
}

fn members(field: &Field, valid: &Map<String, Value>, given: &Map<String, Value>) -> Value {
    let members = field.fields.iter().filter_map(|member| {
        let given = given.get(&member.key);
        let value = match valid.get(&member.key) {
            Some(valid) => with_hidden(member, valid, given),
            None => given
                .filter(|value| {
                    !value.is_null() && validate_field(member, Some(value), false).is_ok()
                })?
                .clone(),
        };
        Some((member.key.clone(), value))
    });
    Value::Object(ordered(members))
}
