//! Numbers: bounds and steps.

use serde_json::Value;

use crate::schema::Field;
use crate::settings::FieldErrorCode;

/// How far from a whole number of steps a value may be: 0.3 is three steps of 0.1, though not in binary.
const STEP_TOLERANCE: f64 = 1e-9;

/// `None`: nothing was given.
pub(super) fn check(field: &Field, given: Option<&Value>) -> Result<Option<Value>, FieldErrorCode> {
    let Some(value) = given else { return Ok(None) };
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
    Ok(Some(value.clone()))
}
