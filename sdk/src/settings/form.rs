//! From an HTML form post to typed values: the path without JavaScript (FORMS 6, 8).
//!
//! A control is named by where its value stands: `mode`, `smtp.host`, `links.0.url`. Rows are counted by hidden inputs named
//! [`row_name`], whose values are the numbers in the names of the row's controls and whose order is that of the rows: rows
//! that were moved or taken away need not be named anew.

use std::cell::Cell;

use serde_json::{Map, Number, Value};

use super::check::row_cells;
use super::{MAX_CELLS, Values, is_row_number, is_writable};
use crate::ordered::ordered;
use crate::schema::{Field, FieldKind, FormSchema, Level, MAX_ROWS};

/// Name of the checkbox that deletes a stored secret. Field keys have no colon, so it cannot collide with one.
pub fn clear_name(key: &str) -> String {
    format!("{key}:clear")
}

/// Name of the hidden inputs that number the rows of a list.
pub fn row_name(path: &str) -> String {
    format!("{path}:row")
}

/// Reads the fields of `schema` that may be written on `level` from a form post; names that are no fields (the form's own
/// hidden ones) are ignored.
///
/// A checkbox that is absent is off, an empty text is null, line breaks become `\n`. An empty password is left out (it
/// stays as it is), unless [`clear_name`] was ticked: then it is null. A number that cannot be read stays text, so that
/// [`super::validate_values`] refuses it and the page can show it again. Of more rows than a list may ever have, the rest is
/// left out but for one, which is refused.
pub fn parse_form(
    schema: &FormSchema,
    level: Level,
    pairs: impl IntoIterator<Item = (String, String)>,
) -> Values {
    let mut texts = Map::new();
    for (name, value) in pairs {
        let of_name = texts.entry(name).or_insert(Value::Array(Vec::new()));
        if let Value::Array(of_name) = of_name {
            of_name.push(Value::String(value));
        }
    }
    let posted = Posted {
        texts,
        cells_left: Cell::new(MAX_CELLS),
    };
    let fields = schema.fields.iter();
    ordered(
        fields
            .filter(|field| is_writable(field.level, level))
            .filter_map(|field| Some((field.key.clone(), posted.value(field, &field.key)?))),
    )
}

struct Posted {
    /// Everything that was posted, by name: arrays of texts. A map of a type that is there anyway; one of its own is 7 KB of wasm.
    texts: Map<String, Value>,
    /// How many more fields rows may have.
    cells_left: Cell<usize>,
}

impl Posted {
    fn all(&self, name: &str) -> &[Value] {
        let of_name = self.texts.get(name).and_then(Value::as_array);
        of_name.map_or(&[], Vec::as_slice)
    }

    /// Of several the last: a hidden input may stand before a checkbox of the same name.
    fn text(&self, name: &str) -> &str {
        self.all(name)
            .last()
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn value(&self, field: &Field, path: &str) -> Option<Value> {
        let text = self.text(path);
        match field.kind {
            FieldKind::Toggle => Some(Value::Bool(!matches!(text, "" | "false" | "off" | "0"))),
            FieldKind::Password if text.is_empty() => self
                .texts
                .contains_key(&clear_name(path))
                .then_some(Value::Null),
            FieldKind::Number | FieldKind::Range => Some(number(text.trim())),
            FieldKind::Multiselect => Some(self.choices(path)),
            FieldKind::Object => Some(self.members(field, path)),
            FieldKind::List => Some(self.rows(field, path)),
            _ if text.is_empty() => Some(Value::Null),
            FieldKind::Email | FieldKind::Url => Some(Value::String(text.trim().to_owned())),
            _ => Some(Value::String(text.replace("\r\n", "\n"))),
        }
    }

    fn choices(&self, path: &str) -> Value {
        let chosen = self.all(path).iter().filter(|value| *value != "");
        Value::Array(chosen.cloned().collect())
    }

    fn members(&self, field: &Field, path: &str) -> Value {
        let members = field.fields.iter().filter_map(|member| {
            let value = self.value(member, &format!("{path}.{}", member.key))?;
            Some((member.key.clone(), value))
        });
        Value::Object(ordered(members))
    }

    fn rows(&self, field: &Field, path: &str) -> Value {
        let cells = row_cells(field);
        let room = self.cells_left.get() / cells;
        let most = usize::try_from(MAX_ROWS).map_or(room, |most| most.min(room));
        let mut numbers: Vec<&str> = Vec::new();
        let posted = self.all(&row_name(path)).iter().filter_map(Value::as_str);
        for number in posted.filter(|number| is_short_number(number)) {
            if numbers.len() > most {
                break;
            }
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        let used = numbers.len() * cells;
        self.cells_left
            .set(self.cells_left.get().saturating_sub(used));
        let rows = numbers
            .into_iter()
            .map(|number| self.members(field, &format!("{path}.{number}")))
            .collect();
        Value::Array(rows)
    }
}

/// Short enough that names stay short; what it counts is up to whoever drew the form.
fn is_short_number(text: &str) -> bool {
    (1..=6).contains(&text.len()) && is_row_number(text)
}

/// HTML's "valid floating-point number", which knows neither `inf` nor `NaN`.
fn number(text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    let whole = text.parse::<i64>().map(Number::from).ok();
    let parsed = || match serde_json::from_str(&as_json(text)?) {
        Ok(Value::Number(number)) => Some(number),
        _ => None,
    };
    let number = whole.or_else(parsed);
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// JSON knows no plus sign and wants a digit before the point. Its parser is in the browser's bundle already; the one of
/// the standard library would add 10 KB of tables to it.
fn as_json(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let zero = if digits.starts_with('.') { "0" } else { "" };
    digits
        .starts_with(|c: char| c.is_ascii_digit() || c == '.')
        .then(|| format!("{sign}{zero}{digits}"))
}
