//! Choices and rows.

use serde_json::{Map, Value, json};

use super::Reader;
use super::kinds::Source;
use super::words::{at, count, types};
use crate::i18n::LocaleText;
use crate::schema::MAX_ROWS;
use crate::schema::{Field, FieldKind, SelectOption};

impl Reader<'_> {
    pub(super) fn choice(&mut self, field: &mut Field, from: &Source<'_>) {
        let (options, empty) = self.options(from.schema, from.path);
        field.options = options;
        // Without a type it is the options alone that say whether null is one.
        let nullable = empty && (types(from.schema).is_empty() || from.is_nullable());
        field.required = from.notes.required || (from.present && !nullable);
        let mut own = vec!["enum", "oneOf"];
        if field.required && from.schema.get("minLength") == Some(&json!(1)) {
            own.push("minLength");
        }
        self.only_of_field(from, &own);
    }

    pub(super) fn multiselect(&mut self, field: &mut Field, from: &Source<'_>) {
        self.only_of_field(
            from,
            &["items", "uniqueItems", "minItems", "maxItems", "anyOf"],
        );
        self.counts(field, from);
        let Some(items) = from.schema.get("items").and_then(Value::as_object) else {
            return;
        };
        let path = from.at("items");
        self.only(items, &["type", "enum", "oneOf"], &path);
        if !matches!(types(items).as_slice(), [] | ["string"]) {
            self.refuse(&at(&path, "type"), "is not string; options are texts");
        }
        let (options, empty) = self.options(items, &path);
        if empty && types(items).is_empty() {
            self.refuse(&path, "allows null, which is no option of a form");
        }
        field.options = options;
    }

    pub(super) fn list(&mut self, field: &mut Field, from: &Source<'_>) {
        self.only_of_field(
            from,
            &["items", "uniqueItems", "minItems", "maxItems", "anyOf"],
        );
        if from
            .schema
            .get("uniqueItems")
            .is_some_and(|unique| *unique != Value::Bool(false))
        {
            self.refuse(
                &from.at("uniqueItems"),
                "has no counterpart in a form: name the member that tells rows apart as `unique` of the list afterwards",
            );
        }
        self.counts(field, from);
        let path = from.at("items");
        let rows = from.schema.get("items").and_then(Value::as_object);
        let Some(rows) = rows.filter(|rows| types(rows) == ["object"]) else {
            self.refuse(
                &path,
                "describes no objects; rows of a list are objects with properties",
            );
            return;
        };
        self.only(
            rows,
            &[
                "type",
                "properties",
                "required",
                "additionalProperties",
                "allOf",
            ],
            &path,
        );
        field.fields = self.members(rows, &path);
    }

    /// That an array is there says nothing: one of a form always is.
    fn counts(&mut self, field: &mut Field, from: &Source<'_>) {
        let mut least = self.count(from.schema, "minItems", from.path);
        let some = least.is_some_and(|least| least > 0);
        field.required = from.notes.required || (from.is_given() && some);
        if some && from.present && from.is_nullable() {
            self.refuse(
                &from.at("minItems"),
                "stands beside null; an array of a form is never null: allow it to be missing instead",
            );
        }
        if let Some(either) = from.schema.get("anyOf") {
            let some = either.pointer("/1/minItems").and_then(count);
            let ours = some.map(|some| json!([{ "maxItems": 0 }, { "minItems": some }]));
            if least.is_some() || ours.as_ref() != Some(either) {
                self.refuse(
                    &from.at("anyOf"),
                    "has no counterpart in a form; use minItems and maxItems",
                );
            }
            least = some;
        }
        field.min_items = least.filter(|least| *least > 1).or(from.notes.min_items);
        let most = self.count(from.schema, "maxItems", from.path);
        let rows = field.kind == FieldKind::List;
        if rows && most.is_some_and(|most| most > MAX_ROWS) {
            let problem = format!("is more than {MAX_ROWS}, the most rows of a list");
            self.refuse(&from.at("maxItems"), problem);
        }
        field.max_items = most
            .filter(|most| !rows || *most < MAX_ROWS)
            .or(from.notes.max_items);
    }

    /// `enum`, or `oneOf` of constants with titles; and whether null is among them.
    fn options(&mut self, schema: &Map<String, Value>, path: &str) -> (Vec<SelectOption>, bool) {
        let mut options = Vec::new();
        let mut empty = false;
        let key = if schema.contains_key("oneOf") {
            "oneOf"
        } else {
            "enum"
        };
        let path_of_all = at(path, key);
        if key == "oneOf" && schema.contains_key("enum") {
            self.refuse(&at(path, "enum"), "stands beside oneOf; use one of them");
        }
        let Some(members) = schema.get(key).and_then(Value::as_array) else {
            self.refuse(&path_of_all, "is no array");
            return (options, empty);
        };
        for (index, member) in members.iter().enumerate() {
            let path = at(&path_of_all, &index.to_string());
            let (value, label) = if key == "enum" {
                (Some(member), LocaleText::default())
            } else if let Some(member) = member.as_object() {
                self.only(member, &["const", "type"], &path);
                if !matches!(types(member).as_slice(), [] | ["string"]) {
                    self.refuse(&at(&path, "type"), "is not string; options are texts");
                }
                (member.get("const"), self.words(member, "title", &path))
            } else {
                (None, LocaleText::default())
            };
            match value {
                Some(Value::Null) => empty = true,
                Some(Value::String(value)) => options.push(SelectOption {
                    value: value.clone(),
                    label,
                }),
                _ => self.refuse(&path, "is no text that could be chosen; options are texts"),
            }
        }
        (options, empty)
    }
}
