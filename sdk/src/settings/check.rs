//! The validator.

use std::collections::BTreeSet;

use serde_json::Value;

use super::secrets::is_unchanged;
use super::{FieldError, FieldErrorCode, Values, is_writable};
use crate::schema::{Field, FieldKind, FormSchema, Level};

/// The longest text of any field, in Unicode scalar values, whatever the field declares.
pub const MAX_TEXT: u32 = 65_536;

/// How far from a whole number of steps a value may be: 0.3 is three steps of 0.1, though not in binary.
const STEP_TOLERANCE: f64 = 1e-9;

/// Checks all values of a form as they are about to be saved on `level`, and returns them in their one form: every field
/// that may be written there is present, toggles as booleans, empty optional fields as null (FORMS 8).
///
/// A secret keeps its place only when it changes: absent, blank or `{"is_set": …}` leaves it as it is, and it is absent
/// from the result; null clears it. `stored_secrets` names those that are stored, which satisfies `required`.
///
/// Required fields of level [`Level::Host`] are the host's to fill, those of level [`Level::Org`] the organisation's:
/// neither blocks the other's save.
///
/// All errors are returned, those of fields in the order of the form, then those of unknown keys.
///
/// ```
/// use std::collections::BTreeSet;
/// use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
/// use portico_sdk::settings::{FieldErrorCode, Values, validate_values};
///
/// let schema = FormSchema { fields: vec![Field::new("port", FieldKind::Number).required()], ..Default::default() };
/// let errors = validate_values(&schema, &Values::new(), Level::Org, &BTreeSet::new()).unwrap_err();
/// assert_eq!(errors[0].code, FieldErrorCode::Required);
/// ```
pub fn validate_values(
    schema: &FormSchema,
    values: &Values,
    level: Level,
    stored_secrets: &BTreeSet<String>,
) -> Result<Values, Vec<FieldError>> {
    let mut valid = Values::new();
    let mut errors = Vec::new();
    for field in &schema.fields {
        let given = values.get(&field.key);
        let verdict = if is_writable(field.level, level) {
            let required = field.required && field.level == level;
            check(field, given, required, stored_secrets.contains(&field.key))
        } else if given.is_some() {
            Err(FieldErrorCode::ReadOnly)
        } else {
            Ok(None)
        };
        match verdict {
            Ok(Some(value)) => {
                valid.insert(field.key.clone(), value);
            }
            Ok(None) => {}
            Err(code) => errors.push(FieldError {
                field: field.key.clone(),
                code,
            }),
        }
    }
    let known: BTreeSet<&str> = schema
        .fields
        .iter()
        .map(|field| field.key.as_str())
        .collect();
    for key in values.keys().filter(|key| !known.contains(key.as_str())) {
        errors.push(FieldError {
            field: key.clone(),
            code: FieldErrorCode::UnknownField,
        });
    }
    if errors.is_empty() {
        Ok(valid)
    } else {
        Err(errors)
    }
}

/// Checks the value of one field, for messages while it is edited. `secret_stored` counts for a `password` only.
pub fn validate_field(
    field: &Field,
    value: Option<&Value>,
    secret_stored: bool,
) -> Result<(), FieldErrorCode> {
    check(field, value, field.required, secret_stored).map(|_| ())
}

/// The value in its one form; `None`: leave what is stored.
fn check(
    field: &Field,
    given: Option<&Value>,
    required: bool,
    secret_stored: bool,
) -> Result<Option<Value>, FieldErrorCode> {
    let value = match field.kind {
        FieldKind::Toggle => return toggle(given, required).map(Some),
        FieldKind::Password => return password(field, given, required, secret_stored),
        FieldKind::Number => given
            .filter(|value| !value.is_null())
            .map(|value| number(field, value)),
        FieldKind::Text | FieldKind::Textarea => {
            text_of(given)?.map(|text| text_value(field, text))
        }
        FieldKind::Select => text_of(given)?.map(|text| option(field, text)),
    };
    match value {
        Some(verdict) => verdict.map(Some),
        None if required => Err(FieldErrorCode::Required),
        None => Ok(Some(Value::Null)),
    }
}

fn toggle(given: Option<&Value>, required: bool) -> Result<Value, FieldErrorCode> {
    match given {
        Some(Value::Bool(true)) => Ok(Value::Bool(true)),
        None | Some(Value::Null | Value::Bool(false)) if required => Err(FieldErrorCode::Required),
        None | Some(Value::Null | Value::Bool(false)) => Ok(Value::Bool(false)),
        Some(_) => Err(FieldErrorCode::WrongType),
    }
}

fn password(
    field: &Field,
    given: Option<&Value>,
    required: bool,
    stored: bool,
) -> Result<Option<Value>, FieldErrorCode> {
    let keeps = given.is_none_or(|value| value.as_str() == Some("") || is_unchanged(value));
    match given {
        _ if keeps && stored => Ok(None),
        _ if keeps && required => Err(FieldErrorCode::Required),
        _ if keeps => Ok(None),
        Some(Value::Null) | None if required => Err(FieldErrorCode::Required),
        Some(Value::Null) | None => Ok(Some(Value::Null)),
        Some(Value::String(text)) => text_value(field, text).map(Some),
        Some(_) => Err(FieldErrorCode::WrongType),
    }
}

/// The text given, if any; the empty text is none.
fn text_of(given: Option<&Value>) -> Result<Option<&str>, FieldErrorCode> {
    match given {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok((!text.is_empty()).then_some(text)),
        Some(_) => Err(FieldErrorCode::WrongType),
    }
}

fn text_value(field: &Field, text: &str) -> Result<Value, FieldErrorCode> {
    let length = text.chars().count();
    let longer_than = |limit: u32| usize::try_from(limit).is_ok_and(|limit| length > limit);
    let max = field.max_length.unwrap_or(MAX_TEXT).min(MAX_TEXT);
    if longer_than(max) {
        return Err(FieldErrorCode::TooLong { max });
    }
    match field.min_length {
        Some(min) if usize::try_from(min).is_ok_and(|min| length < min) => {
            Err(FieldErrorCode::TooShort { min })
        }
        _ => Ok(Value::String(text.to_owned())),
    }
}

fn option(field: &Field, text: &str) -> Result<Value, FieldErrorCode> {
    if field.options.iter().any(|option| option.value == text) {
        Ok(Value::String(text.to_owned()))
    } else {
        Err(FieldErrorCode::NotAnOption)
    }
}

fn number(field: &Field, value: &Value) -> Result<Value, FieldErrorCode> {
    let number = value
        .as_f64()
        .filter(|number| number.is_finite())
        .ok_or(FieldErrorCode::WrongType)?;
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(FieldErrorCode::TooSmall { min });
    }
    if let Some(max) = field.max.filter(|max| number > *max) {
        return Err(FieldErrorCode::TooLarge { max });
    }
    if let Some(step) = field.step.filter(|step| *step > 0.0) {
        let steps = (number - field.min.unwrap_or(0.0)) / step;
        if (steps - steps.round()).abs() > STEP_TOLERANCE * steps.abs().max(1.0) {
            return Err(FieldErrorCode::NotAStep { step });
        }
    }
    Ok(value.clone())
}
