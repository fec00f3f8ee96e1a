//! The validator: walks a form with its values and asks for each field what is wrong with it.

mod choice;
mod date;
mod nested;
mod number;
mod secret;
mod text;

use serde_json::Value;
use std::borrow::Cow;

use super::{FieldError, FieldErrorCode, Values, is_duty, is_writable};
use crate::condition::Scope;
use crate::pattern::Compiled;
use crate::schema::{Field, FieldKind, FormSchema, Level};

pub use date::is_date;
pub(super) use nested::row_cells;
pub use text::{MAX_TEXT, is_color};

/// The most fields that all rows of all lists of a form may have together. A list within a list within a list multiplies, and
/// every one of them is checked and drawn.
pub const MAX_CELLS: usize = 10_000;

/// Checks all values of a form as they are about to be saved on `level`, and returns them in their one form: every field
/// that is there and may be written there is present, toggles as booleans, empty optional fields as null, empty lists and
/// choices as `[]` (FORMS 8).
///
/// Fields that are not there (FORMS 3) are neither checked nor returned, whatever was given for them.
///
/// A secret keeps its place only when it changes: absent, blank or `{"is_set": …}` leaves it as it is, and it is absent
/// from the result; null clears it. `stored_secrets` names those that are stored, which satisfies `required`.
///
/// Required fields are refused empty only on the level they belong to ([`is_duty`]).
///
/// All errors are returned in the order of the form, those of members and rows where they stand, and after them those of
/// unknown keys.
///
/// ```
/// use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
/// use portico_sdk::settings::{FieldErrorCode, Values, validate_values};
///
/// let schema = FormSchema { fields: vec![Field::new("port", FieldKind::Number).required()], ..Default::default() };
/// let errors = validate_values(&schema, &Values::new(), Level::Org, &[]).unwrap_err();
/// assert_eq!(errors[0].code, FieldErrorCode::Required);
/// ```
pub fn validate_values(
    schema: &FormSchema,
    values: &Values,
    level: Level,
    stored_secrets: &[String],
) -> Result<Values, Vec<FieldError>> {
    let mut walk = Walk::new(stored_secrets);
    let scope = Scope::new(&schema.fields, Cow::Borrowed(values), None);
    let mut valid = Values::new();
    for (field, _) in scope.fields().filter(|(_, visible)| *visible) {
        let given = values.get(&field.key);
        if is_writable(field.level, level) {
            walk.duty = is_duty(field.level, level);
            let required = walk.duty && scope.is_required(field);
            if let Some(value) = walk.field(&scope, field, given, required, &field.key) {
                valid.insert(field.key.clone(), value);
            }
        } else if given.is_some() {
            walk.add(&field.key, FieldErrorCode::ReadOnly);
        }
    }
    walk.unknown(&schema.fields, values.keys(), "");
    if walk.errors.is_empty() {
        Ok(valid)
    } else {
        Err(walk.errors)
    }
}

/// Checks the value of one field by itself, as if it were there. `secret_stored` counts for a `password` only.
pub fn validate_field(
    field: &Field,
    value: Option<&Value>,
    secret_stored: bool,
) -> Result<(), FieldErrorCode> {
    let key = secret_stored.then(|| field.key.clone());
    let mut walk = Walk::new(key.as_slice());
    let scope = Scope::new(std::slice::from_ref(field), Cow::Owned(Values::new()), None);
    walk.field(&scope, field, value, field.required, &field.key);
    match walk.errors.into_iter().next() {
        Some(error) => Err(error.code),
        None => Ok(()),
    }
}

/// One pass over a form.
struct Walk<'a> {
    errors: Vec<FieldError>,
    stored_secrets: &'a [String],
    /// Whoever edits has to fill in what is required of the field that is looked at, and of those inside it.
    duty: bool,
    /// How many more fields rows may have.
    cells_left: usize,
    patterns: Compiled,
}

impl<'a> Walk<'a> {
    fn new(stored_secrets: &'a [String]) -> Self {
        Self {
            errors: Vec::new(),
            stored_secrets,
            duty: true,
            cells_left: MAX_CELLS,
            patterns: Compiled::default(),
        }
    }

    fn add(&mut self, path: &str, code: FieldErrorCode) {
        self.errors.push(FieldError {
            field: path.to_owned(),
            code,
        });
    }

    /// The value of a field in its one form; `None`: leave what is stored, or there are errors.
    fn field(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        given: Option<&Value>,
        required: bool,
        path: &str,
    ) -> Option<Value> {
        let given = given.filter(|value| !value.is_null() || field.kind == FieldKind::Password);
        let verdict = match field.kind {
            FieldKind::Object => return self.object(scope, field, given, path),
            FieldKind::List => return self.list(scope, field, given, required, path),
            FieldKind::Password => {
                let stored = self.stored_secrets.iter().any(|key| key == path);
                secret::check(field, given, required, stored, &mut self.patterns)
            }
            FieldKind::Toggle => toggle(given, required).map(Some),
            FieldKind::Multiselect => choice::several(field, given, required).map(Some),
            kind => {
                let value = match kind {
                    FieldKind::Number | FieldKind::Range => number::check(field, given),
                    FieldKind::Select | FieldKind::Radio => choice::one(field, given),
                    FieldKind::Date => date::check(field, given),
                    _ => text::check(field, given, &mut self.patterns),
                };
                match value {
                    Ok(None) if required => Err(FieldErrorCode::Required),
                    Ok(value) => Ok(Some(value.unwrap_or(Value::Null))),
                    Err(code) => Err(code),
                }
            }
        };
        verdict.unwrap_or_else(|code| {
            self.add(path, code);
            None
        })
    }

    fn unknown<'k>(
        &mut self,
        fields: &[Field],
        keys: impl Iterator<Item = &'k String>,
        prefix: &str,
    ) {
        let is_known = |key: &str| fields.iter().any(|field| field.key == key);
        for key in keys.filter(|key| !is_known(key)) {
            self.add(&format!("{prefix}{key}"), FieldErrorCode::UnknownField);
        }
    }
}

fn toggle(given: Option<&Value>, required: bool) -> Result<Value, FieldErrorCode> {
    match given {
        Some(Value::Bool(true)) => Ok(Value::Bool(true)),
        None | Some(Value::Bool(false)) if required => Err(FieldErrorCode::Required),
        None | Some(Value::Bool(false)) => Ok(Value::Bool(false)),
        Some(_) => Err(FieldErrorCode::WrongType),
    }
}

/// The text given, if any; the empty text is none.
fn text_of(given: Option<&Value>) -> Result<Option<&str>, FieldErrorCode> {
    match given {
        None => Ok(None),
        Some(Value::String(text)) => Ok((!text.is_empty()).then_some(text)),
        Some(_) => Err(FieldErrorCode::WrongType),
    }
}
