//! Values of a form: what is stored, what a browser may see, and the one validator for both sides.
//!
//! The same code runs natively (every write to the settings store) and on wasm (before a form is posted), so that both
//! give the same verdict. Nothing here formats text: a [`FieldError`] is a code with its numbers.

mod check;
mod form;
mod secrets;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::schema::{FormSchema, Level};

pub use check::{MAX_TEXT, validate_field, validate_values};
pub use form::{clear_name, parse_form};
pub use secrets::redact;

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
    /// Key of the field.
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

/// The values to start with: the stored ones, and the declared default where nothing is stored.
pub fn with_defaults(schema: &FormSchema, stored: &Values) -> Values {
    let mut values = stored.clone();
    for field in &schema.fields {
        if let Some(default) = &field.default
            && values.get(&field.key).is_none_or(Value::is_null)
        {
            values.insert(field.key.clone(), default.clone());
        }
    }
    values
}
