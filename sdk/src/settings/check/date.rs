//! Days of the calendar, as HTML writes them: `YYYY-MM-DD`, compared as text.

use serde_json::Value;

use super::text_of;
use crate::schema::Field;
use crate::settings::FieldErrorCode;

/// `None`: nothing was given.
pub(super) fn check(field: &Field, given: Option<&Value>) -> Result<Option<Value>, FieldErrorCode> {
    let Some(text) = text_of(given)? else {
        return Ok(None);
    };
    if !is_date(text) {
        return Err(FieldErrorCode::NotADate);
    }
    if !field.min_date.is_empty() && text < field.min_date.as_str() {
        let min = field.min_date.clone();
        return Err(FieldErrorCode::TooEarly { min });
    }
    if !field.max_date.is_empty() && text > field.max_date.as_str() {
        let max = field.max_date.clone();
        return Err(FieldErrorCode::TooLate { max });
    }
    Ok(Some(Value::String(text.to_owned())))
}

/// True for a day from 0001-01-01 to 9999-12-31 of the Gregorian calendar.
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<u32> {
        let digits = text.get(from..to)?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(())?;
        digits.parse().ok()
    };
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    bytes.len() == 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && year >= 1
        && (1..=days).contains(&day)
}
