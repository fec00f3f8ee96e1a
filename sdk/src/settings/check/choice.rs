//! Choices: only what is among the options.

use serde_json::Value;

use super::text_of;
use crate::schema::{Field, SelectOption};
use crate::settings::FieldErrorCode;

/// One of the options; `None`: nothing was chosen.
pub(super) fn one(field: &Field, given: Option<&Value>) -> Result<Option<Value>, FieldErrorCode> {
    let Some(text) = text_of(given)? else {
        return Ok(None);
    };
    if field.options.iter().any(|option| option.value == text) {
        Ok(Some(Value::String(text.to_owned())))
    } else {
        Err(FieldErrorCode::NotAnOption)
    }
}

/// Any of the options, each once and in their order.
pub(super) fn several(
    field: &Field,
    given: Option<&Value>,
    required: bool,
) -> Result<Value, FieldErrorCode> {
    let chosen = match given {
        None => &[],
        Some(Value::Array(chosen)) => chosen.as_slice(),
        Some(_) => return Err(FieldErrorCode::WrongType),
    };
    if chosen.iter().any(|value| !value.is_string()) {
        return Err(FieldErrorCode::WrongType);
    }
    let is = |option: &SelectOption, value: &Value| value.as_str() == Some(&option.value);
    let known = |value: &Value| field.options.iter().any(|option| is(option, value));
    if !chosen.iter().all(known) {
        return Err(FieldErrorCode::NotAnOption);
    }
    let valid: Vec<Value> = field
        .options
        .iter()
        .filter(|option| chosen.iter().any(|value| is(option, value)))
        .map(|option| Value::String(option.value.clone()))
        .collect();
    super::nested::count(field, valid.len(), required)?;
    Ok(Value::Array(valid))
}
