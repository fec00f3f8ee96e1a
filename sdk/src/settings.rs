//! Values of a form: what is stored, what a browser may see, and the one validator for both sides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

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
