//! Values of a form: what is stored, what a browser may see, and the one validator for both sides.
//!
//! The same code runs natively (every write to the settings store) and on wasm (before a form is posted), so that both
//! give the same verdict. Nothing here formats text: a [`FieldError`] is a code with its numbers.

mod check;
mod form;
mod hidden;
mod secrets;
mod shape;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ordered::ordered;
use crate::schema::{Field, FieldKind, FormSchema, Level};

pub use check::{MAX_CELLS, MAX_TEXT, is_color, is_date, validate_field, validate_values};
pub use form::{clear_name, parse_form, row_name};
pub use hidden::with_hidden;
pub use secrets::redact;
pub use shape::{known, normal, normal_value};

/// Key of a posted body under which a form sends what its slot passed to it, beside the values (PARITY 23).
pub const CONTEXT_KEY: &str = "context";

/// Where every plugin's settings are read and saved (CONTRACT "Settings").
///
/// ```
/// # use portico_sdk::settings::settings_url;
/// assert_eq!(settings_url("acme-pay"), "/api/v1/admin/plugins/acme-pay/settings");
/// ```
pub fn settings_url(plugin: &str) -> String {
    format!("/api/v1/admin/plugins/{plugin}/settings")
}

/// Field key → value, as posted and as handed to a plugin.
pub type Values = BTreeMap<String, Value>;

/// One thing wrong with one field. The text shown is made from the code and its numbers, in the reader's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldError {
    /// Where it stands: the key of the field, with the keys and row numbers around it (`smtp.host`, `links.2.url`).
    pub field: String,
    /// What is wrong.
    #[serde(flatten)]
    pub code: FieldErrorCode,
}

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FieldErrorCode {
    /// Nothing was given for a required field.
    Required,
    /// The value has the wrong JSON type for the field's kind.
    WrongType,
    /// The number is below `min`.
    TooSmall {
        /// Smallest number allowed.
        min: f64,
    },
    /// The number is above `max`.
    TooLarge {
        /// Largest number allowed.
        max: f64,
    },
    /// The number is not a multiple of `step` counted from `min` (or 0).
    NotAStep {
        /// Granularity.
        step: f64,
    },
    /// The text has fewer than `min` characters.
    TooShort {
        /// Fewest characters allowed.
        min: u32,
    },
    /// The text has more than `max` characters.
    TooLong {
        /// Most characters allowed.
        max: u32,
    },
    /// The value is not one of the options.
    NotAnOption,
    /// The text does not match the field's pattern.
    PatternMismatch,
    /// The text is no mail address.
    NotAnEmail,
    /// The text is no web address.
    NotAUrl,
    /// The text is no day of the calendar.
    NotADate,
    /// The text is no colour.
    NotAColor,
    /// The day is before `min`.
    TooEarly {
        /// Earliest day allowed.
        min: String,
    },
    /// The day is after `max`.
    TooLate {
        /// Latest day allowed.
        max: String,
    },
    /// There are fewer than `min` rows or choices.
    TooFew {
        /// Fewest allowed.
        min: u32,
    },
    /// There are more than `max` rows or choices.
    TooMany {
        /// Most allowed.
        max: u32,
    },
    /// An earlier row has the same value.
    NotUnique,
    /// The form has no such field.
    UnknownField,
    /// The field is set by the host, not here.
    ReadOnly,
}

/// The fields that may be written on a level. The host writes every field (what it sets counts until an organisation sets
/// its own), an organisation only those of level [`Level::Org`].
pub fn is_writable(field: Level, level: Level) -> bool {
    level == Level::Host || field == Level::Org
}

/// Required fields are to be filled in on the level they belong to: the host's by the host, the organisation's by the
/// organisation, so that neither blocks the other's save. Members of objects and rows belong to the level of the field around
/// them.
pub fn is_duty(field: Level, level: Level) -> bool {
    field == level
}

/// Whether a part of a path such as `links.2.url` is the number of a row. Keys of fields do not begin with a digit.
pub fn is_row_number(segment: &str) -> bool {
    segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// The field whose value stands at a path such as `links.2.url`.
pub fn field_at<'f>(fields: &'f [Field], path: &str) -> Option<&'f Field> {
    let mut beside = fields;
    let mut found = None;
    for key in path.split('.').filter(|segment| !is_row_number(segment)) {
        let field = beside.iter().find(|field| field.key == key)?;
        beside = &field.fields;
        found = Some(field);
    }
    found
}

/// The value that stands at a path such as `links.2.url`.
///
/// ```
/// # use portico_sdk::settings::value_at;
/// # use serde_json::json;
/// let values = json!({ "smtp": { "host": "h" }, "links": [{ "url": "u" }] });
/// assert_eq!(value_at(&values, "smtp.host"), Some(&json!("h")));
/// assert_eq!(value_at(&values, "links.0.url"), Some(&json!("u")));
/// assert_eq!(value_at(&values, "links.1.url"), None);
/// ```
pub fn value_at<'v>(values: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.')
        .try_fold(values, |value, segment| match value {
            Value::Array(rows) => rows.get(segment.parse::<usize>().ok()?),
            _ => value.get(segment),
        })
}

/// The values to start with: the stored ones, and the declared default where nothing is stored. Members of an object have
/// defaults of their own.
pub fn with_defaults(schema: &FormSchema, stored: &Values) -> Values {
    let mut values = stored.clone();
    fill_in(&schema.fields, &mut values);
    values
}

/// What a new row of a list starts with.
pub fn new_row(list: &Field) -> Values {
    let mut values = Values::new();
    fill_in(&list.fields, &mut values);
    values
}

fn fill_in(fields: &[Field], values: &mut Values) {
    for field in fields {
        let empty = values.get(&field.key).is_none_or(Value::is_null);
        if let Some(default) = field.default.as_ref().filter(|_| empty) {
            values.insert(field.key.clone(), default.clone());
        }
        if field.kind == FieldKind::Object {
            let mut members: Values = match values.get(&field.key) {
                Some(Value::Object(members)) => ordered(members.clone()),
                _ => Values::new(),
            };
            fill_in(&field.fields, &mut members);
            if !members.is_empty() {
                values.insert(field.key.clone(), Value::Object(ordered(members)));
            }
        }
    }
}
