//! Objects and lists: their members follow the rules of fields, inside the scope of the form around them.

use serde_json::{Map, Value};

use super::Walk;
use crate::condition::Scope;
use crate::schema::{Field, MAX_ROWS};
use crate::settings::{FieldErrorCode, normal_value};

impl Walk<'_> {
    /// An object is always there; its members may be empty.
    pub(super) fn object(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        given: Option<&Value>,
        path: &str,
    ) -> Option<Value> {
        match given {
            None => Some(self.members(scope, field, &Value::Object(Map::new()), path)),
            Some(members @ Value::Object(_)) => Some(self.members(scope, field, members, path)),
            Some(_) => {
                self.add(path, FieldErrorCode::WrongType);
                None
            }
        }
    }

    /// Rows in their order.
    pub(super) fn list(
        &mut self,
        scope: &Scope<'_>,
        field: &Field,
        given: Option<&Value>,
        required: bool,
        path: &str,
    ) -> Option<Value> {
        let rows = match given {
            None => &[],
            Some(Value::Array(rows)) => rows.as_slice(),
            Some(_) => {
                self.add(path, FieldErrorCode::WrongType);
                return None;
            }
        };
        if let Err(code) = count(field, rows.len(), required) {
            self.add(path, code);
            // Of a list that is far too long nothing more is looked at.
            if rows.len() > usize::try_from(MAX_ROWS).unwrap_or(usize::MAX) {
                return None;
            }
        }
        let room = self.cells_left / row_cells(field);
        if rows.len() > room {
            let max = u32::try_from(room).unwrap_or(u32::MAX);
            self.add(path, FieldErrorCode::TooMany { max });
            return None;
        }
        self.cells_left -= rows.len() * row_cells(field);
        let mut valid = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let row = self.object(scope, field, Some(row), &format!("{path}.{index}"));
            valid.extend(row.map(|row| (index, row)));
        }
        self.unique(field, &valid, path);
        Some(Value::Array(
            valid.into_iter().map(|(_, row)| row).collect(),
        ))
    }

    fn members(&mut self, outer: &Scope<'_>, field: &Field, given: &Value, path: &str) -> Value {
        let scope = Scope::inside(outer, field, given);
        let mut valid = Map::new();
        for (member, _) in scope.fields().filter(|(_, visible)| *visible) {
            let path = format!("{path}.{}", member.key);
            let required = self.duty && scope.is_required(member);
            let value = self.field(&scope, member, given.get(&member.key), required, &path);
            valid.extend(value.map(|value| (member.key.clone(), value)));
        }
        let keys = given.as_object().into_iter().flat_map(Map::keys);
        self.unknown(&field.fields, keys, &format!("{path}."));
        // With what is wrong in it left out: that there are errors is known.
        Value::Object(valid)
    }

    /// Says of every later row with the same value where it stands. Rows in their one form: what is not there in a row is not
    /// compared, and what is written in two ways is.
    fn unique(&mut self, field: &Field, rows: &[(usize, Value)], path: &str) {
        if field.unique.is_empty() {
            return;
        }
        let Some(member) = field
            .fields
            .iter()
            .find(|member| member.key == field.unique)
        else {
            return;
        };
        // A list has a hundred rows at most.
        let mut seen: Vec<Value> = Vec::new();
        for (index, row) in rows {
            let value = normal_value(member, row.get(&field.unique));
            if value.is_null() {
                continue;
            }
            if seen.contains(&value) {
                self.add(
                    &format!("{path}.{index}.{}", field.unique),
                    FieldErrorCode::NotUnique,
                );
            } else {
                seen.push(value);
            }
        }
    }
}

/// How many fields a row of the list has, the list's hidden one that numbers it among them.
pub(in crate::settings) fn row_cells(list: &Field) -> usize {
    fn count(fields: &[Field]) -> usize {
        fields.iter().map(|field| 1 + count(&field.fields)).sum()
    }
    1 + count(&list.fields)
}

/// Whether a list has so many rows, or a choice so many options, as it may.
pub(super) fn count(field: &Field, count: usize, required: bool) -> Result<(), FieldErrorCode> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count == 0 && required {
        return Err(FieldErrorCode::Required);
    }
    let max = if field.kind.is_choice() {
        field.max_items.unwrap_or(u32::MAX)
    } else {
        field.most_rows()
    };
    if count > max {
        return Err(FieldErrorCode::TooMany { max });
    }
    match field.min_items {
        // Nothing at all is fine where nothing is required.
        Some(min) if count < min && count > 0 => Err(FieldErrorCode::TooFew { min }),
        _ => Ok(()),
    }
}
