//! JSON Schema 2020-12: forms for other tools, and forms from other tools (FORMS 10).
//!
//! # What is written
//!
//! [`export`] writes every form, with the language and the level it is asked for. A value that is valid against the schema is
//! accepted by the form, and what the form makes of an accepted value ([`crate::settings::validate_values`]) is valid against the
//! schema. As in the form, only what is of the level asked for has to be filled in, members with the field around them. Conditions of fields beside each other are written as `if`/`then`; the limits that hold for every form (65,536
//! characters, 100 rows …) are written out.
//!
//! A form takes other spellings of the same value, which the schema does not: the empty text for null, an option chosen twice,
//! `{"is_set": …}` for a secret that stays, and anything at all in a field that is not there.
//!
//! What the form itself refuses the second time, the schema refuses as well: of a toggle or several choices for which nothing is
//! given, conditions count the default, and off or nothing is saved, which they count from then on.
//!
//! What JSON Schema has no words for is checked by the form only; what of it a field declares stands under `x-portico`:
//!
//! - `unique`, `min_date` and `max_date`,
//! - that all rows of all lists together have at most 10,000 fields ([`crate::settings::MAX_CELLS`]); how many rows each list has
//!   is said,
//! - steps that are not counted from 0 (`min` 1 and `step` 5: 1, 6, 11),
//! - conditions that ask for a field around the object or list they stand in,
//! - that an organisation does not write fields of the host: they are `readOnly` on its level,
//! - that a day is in the calendar and a mail address or web address in order beyond its `pattern`: `format` is an annotation
//!   unless a validator is told otherwise, and such validators differ about rare addresses and the year 0.
//!
//! Patterns stand as they are; `\s` is ASCII in a form and any blank elsewhere. Addresses, context and buttons of a form, and texts
//! in other languages, are no part of its schema. An empty text counts as none and does not come back.
//!
//! # What is read
//!
//! [`import`] reads what [`export`] writes, and the common subset: objects in objects, arrays of objects, enumerations of texts,
//! bounds, steps, lengths, patterns, formats. Everything else is refused with its JSON pointer, except annotations. What a form
//! accepts is valid against the schema it was read from, when empty fields are left out. The form may be narrower: its
//! limits hold, a required text has a character, an option chosen twice counts once, web addresses have `https` or `http`, and
//! members it does not know are refused.

mod export;
mod import;

use crate::pattern::MAX_MATCHED;
use crate::schema::{Field, FieldKind};
use crate::settings::MAX_TEXT;

pub use export::export;
pub use import::{ImportProblem, import};

/// The dialect, for `$schema`.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Key of what JSON Schema has no word for: kind, level, conditions, `unique`, sections.
const OURS: &str = "x-portico";

/// How texts of a kind look, apart from their length and the field's own pattern.
fn pattern_of(kind: FieldKind) -> Option<&'static str> {
    match kind {
        // As HTML defines it.
        FieldKind::Email => Some(
            "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\
             (?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        ),
        FieldKind::Url => Some("^https?://[^\\s/?#\\\\<>\"`{}|^]+(?:[/?#][^\\s\\\\<>\"`{}|^]*)?$"),
        FieldKind::Date => Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        FieldKind::Color => Some("^#[0-9A-Fa-f]{6}$"),
        _ => None,
    }
}

/// The most characters of a text, whatever its field declares.
fn longest(field: &Field) -> u32 {
    match field.kind {
        FieldKind::Url => 2_048,
        FieldKind::Email => 254,
        _ if !field.pattern.is_empty() => MAX_MATCHED,
        _ => MAX_TEXT,
    }
}

/// Whether a number is a whole number of steps, as precisely as a form looks at it.
fn is_multiple(number: f64, step: f64) -> bool {
    let steps = number / step;
    (steps - steps.round()).abs() <= 1e-9 * steps.abs().max(1.0)
}
