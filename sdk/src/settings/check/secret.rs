//! Passwords: what is given is checked, what is not given stays (FORMS 4).

use serde_json::Value;

use super::text;
use crate::pattern::Compiled;
use crate::schema::Field;
use crate::settings::FieldErrorCode;
use crate::settings::secrets::is_unchanged;

/// `None`: leave what is stored.
pub(super) fn check(
    field: &Field,
    given: Option<&Value>,
    required: bool,
    stored: bool,
    patterns: &mut Compiled,
) -> Result<Option<Value>, FieldErrorCode> {
    let keeps = given.is_none_or(|value| value.as_str() == Some("") || is_unchanged(value));
    match given {
        _ if keeps && stored => Ok(None),
        _ if keeps && required => Err(FieldErrorCode::Required),
        _ if keeps => Ok(None),
        Some(Value::Null) | None if required => Err(FieldErrorCode::Required),
        Some(Value::Null) | None => Ok(Some(Value::Null)),
        Some(Value::String(text)) => text::typed(field, text, patterns).map(Some),
        Some(_) => Err(FieldErrorCode::WrongType),
    }
}
