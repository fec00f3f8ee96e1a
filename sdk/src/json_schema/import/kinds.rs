//! Which kind of field a property is, and what its keywords say of it.

use serde_json::{Map, Value, json};

use super::super::{is_multiple, longest, pattern_of};
use super::Reader;
use super::notes::FieldNotes;
use super::words::{at, count, types};
use crate::pattern;
use crate::schema::{Field, FieldKind};

/// Where a field comes from.
pub(super) struct Source<'a> {
    pub schema: &'a Map<String, Value>,
    pub notes: &'a FieldNotes,
    /// It is among the `required` ones: the member is there, with whatever value.
    pub present: bool,
    pub path: &'a str,
}

impl Source<'_> {
    pub(super) fn is_nullable(&self) -> bool {
        types(self.schema).contains(&"null")
    }

    /// It is there and not null: a form does not tell the two apart.
    pub(super) fn is_given(&self) -> bool {
        self.notes.required || (self.present && !self.is_nullable())
    }

    pub(super) fn at(&self, key: &str) -> String {
        at(self.path, key)
    }
}

/// Keywords of every field.
const COMMON: [&str; 4] = ["type", "default", "readOnly", "writeOnly"];

impl Reader<'_> {
    pub(super) fn only_of_field(&mut self, from: &Source<'_>, own: &[&str]) {
        self.only(from.schema, &[&COMMON[..], own].concat(), from.path);
    }

    /// What we wrote ourselves, else what the type and its neighbours suggest.
    pub(super) fn kind(
        &mut self,
        schema: &Map<String, Value>,
        noted: Option<FieldKind>,
        path: &str,
    ) -> Option<FieldKind> {
        if schema.get("type").is_some_and(Value::is_array) {
            self.names(schema.get("type"), &at(path, "type"));
        }
        let types: Vec<&str> = types(schema)
            .into_iter()
            .filter(|name| *name != "null")
            .collect();
        let has = |key: &str| schema.contains_key(key);
        let secret = schema.get("writeOnly") == Some(&Value::Bool(true));
        let format = schema.get("format").and_then(Value::as_str);
        let kind = match types.as_slice() {
            ["boolean"] => FieldKind::Toggle,
            ["number" | "integer"] => FieldKind::Number,
            ["object"] => FieldKind::Object,
            ["array"] => match schema.get("items") {
                Some(items) if items.get("enum").or(items.get("oneOf")).is_some() => {
                    FieldKind::Multiselect
                }
                _ => FieldKind::List,
            },
            ["string"] | [] if has("enum") || has("oneOf") => FieldKind::Select,
            ["string"] if secret => FieldKind::Password,
            ["string"] => match format {
                Some("email" | "idn-email") => FieldKind::Email,
                Some("uri" | "iri") => FieldKind::Url,
                Some("date") => FieldKind::Date,
                Some("password") => FieldKind::Password,
                _ => FieldKind::Text,
            },
            [] => {
                for keyword in [
                    "$ref",
                    "$dynamicRef",
                    "allOf",
                    "anyOf",
                    "not",
                    "if",
                    "const",
                ] {
                    if has(keyword) {
                        let problem = "has no counterpart in a form; say which type the value has";
                        self.refuse(&at(path, keyword), problem);
                        return None;
                    }
                }
                self.refuse(
                    path,
                    "has no type; say which of string, number, boolean, object, array it is",
                );
                return None;
            }
            several => {
                let names = several.join(" or ");
                self.refuse(
                    &at(path, "type"),
                    format!("is {names}; a field takes values of one type"),
                );
                return None;
            }
        };
        let noted = noted.unwrap_or(kind);
        if type_of(noted) != type_of(kind) || noted.is_choice() != kind.is_choice() {
            self.refuse(
                &at(path, "type"),
                format!("does not go with the kind of field noted, {}", noted.name()),
            );
            return None;
        }
        Some(noted)
    }

    /// What depends on the kind.
    pub(super) fn body(&mut self, field: &mut Field, from: &Source<'_>) {
        match field.kind {
            FieldKind::Object => {
                let own = ["properties", "required", "additionalProperties", "allOf"];
                // Members have defaults of their own.
                self.only(
                    from.schema,
                    &[&["type", "readOnly", "writeOnly"][..], &own].concat(),
                    from.path,
                );
                field.fields = self.members(from.schema, from.path);
            }
            FieldKind::List => self.list(field, from),
            FieldKind::Multiselect => self.multiselect(field, from),
            FieldKind::Select | FieldKind::Radio => self.choice(field, from),
            FieldKind::Number | FieldKind::Range => self.number(field, from),
            FieldKind::Toggle => self.toggle(field, from),
            _ => self.typed_text(field, from),
        }
    }

    /// That a boolean is there says nothing: a toggle always is.
    fn toggle(&mut self, field: &mut Field, from: &Source<'_>) {
        self.only_of_field(from, &["const"]);
        match from.schema.get("const") {
            None => field.required = from.notes.required,
            Some(Value::Bool(true)) if from.is_given() => field.required = true,
            Some(Value::Bool(true)) => self.refuse(
                &from.at("const"),
                "stands at a property that may be missing; a toggle is never missing: require it, or leave const out",
            ),
            Some(_) => self.refuse(&from.at("const"), "is not true; a toggle can only have to be on"),
        }
    }

    fn number(&mut self, field: &mut Field, from: &Source<'_>) {
        self.only_of_field(
            from,
            &[
                "minimum",
                "maximum",
                "multipleOf",
                "exclusiveMinimum",
                "exclusiveMaximum",
            ],
        );
        field.required = from.is_given();
        let multiple = self.bound(from, "multipleOf").filter(|step| *step > 0.0);
        let whole = types(from.schema).contains(&"integer");
        let step = match multiple {
            Some(step) if !whole || is_multiple(step, 1.0) => Some(step),
            // Halves, quarters and so on: only the whole ones are integers.
            Some(step) if is_multiple(1.0, step) => Some(1.0),
            Some(_) => {
                let problem = "is neither whole nor a part of 1; say it as a whole number";
                self.refuse(&from.at("multipleOf"), problem);
                None
            }
            None => whole.then_some(1.0),
        };
        let mut least = self.bound(from, "minimum");
        let mut most = self.bound(from, "maximum");
        let above = self.next_inside(from, "exclusiveMinimum", step);
        let below = self.next_inside(from, "exclusiveMaximum", step);
        if let Some(above) = above {
            least = Some(least.map_or(above, |least| least.max(above)));
        }
        if let Some(below) = below {
            most = Some(most.map_or(below, |most| most.min(below)));
        }
        field.max = most;
        // A form counts from the least number, JSON Schema from 0.
        field.min = match (least, step) {
            (Some(least), Some(step)) if !is_multiple(least, step) => {
                Some(rounded((least / step).ceil() * step))
            }
            (least, _) => least,
        };
        field.step = step;
        if let Some(noted) = from.notes.step {
            if step.is_some() {
                self.refuse(
                    &from.at("multipleOf"),
                    "stands beside another step that is noted",
                );
            }
            field.min = least;
            field.step = Some(noted);
        }
    }

    /// The next step inside of a limit that is not included.
    fn next_inside(&mut self, from: &Source<'_>, key: &str, step: Option<f64>) -> Option<f64> {
        let limit = self.bound(from, key)?;
        let Some(step) = step else {
            let problem = "has no counterpart in a form unless the number has steps; use the one that includes the limit";
            self.refuse(&from.at(key), problem);
            return None;
        };
        let steps = limit / step;
        let steps = match (key, is_multiple(limit, step)) {
            ("exclusiveMinimum", true) => steps.round() + 1.0,
            ("exclusiveMinimum", false) => steps.ceil(),
            (_, true) => steps.round() - 1.0,
            (_, false) => steps.floor(),
        };
        Some(rounded(steps * step))
    }

    fn bound(&mut self, from: &Source<'_>, key: &str) -> Option<f64> {
        let given = from.schema.get(key)?;
        let number = given.as_f64();
        let step = key == "multipleOf";
        if number.is_none_or(|number| step && number <= 0.0) {
            self.refuse(&from.at(key), "is no number that can stand here");
        }
        number
    }

    pub(super) fn count(
        &mut self,
        schema: &Map<String, Value>,
        key: &str,
        path: &str,
    ) -> Option<u32> {
        let given = schema.get(key)?;
        let number = count(given);
        if number.is_none() {
            self.refuse(
                &at(path, key),
                "is no whole number that a form could count to",
            );
        }
        number
    }

    fn typed_text(&mut self, field: &mut Field, from: &Source<'_>) {
        let of_kind = pattern_of(field.kind);
        let typed = field.kind.is_text();
        let lengths: &[&str] = if typed {
            &["minLength", "maxLength"]
        } else {
            &[]
        };
        self.only_of_field(
            from,
            &[&["format", "pattern", "allOf"][..], lengths].concat(),
        );
        self.format(field.kind, from);
        if let Some(also) = from.schema.get("allOf") {
            let ours = of_kind.is_some_and(|of_kind| *also == json!([{ "pattern": of_kind }]));
            if !ours {
                self.refuse(
                    &from.at("allOf"),
                    "has no counterpart in a form; put it into one pattern",
                );
            }
        }
        match from.schema.get("pattern") {
            None => {}
            Some(Value::String(text)) if Some(text.as_str()) == of_kind => {}
            Some(Value::String(_)) if !typed => self.refuse(
                &from.at("pattern"),
                "stands at a date or a colour, which has no pattern in a form; leave it out, or leave the format out",
            ),
            Some(Value::String(text)) => {
                field.pattern = whole(text);
                if let Err(problem) = pattern::check(&field.pattern) {
                    self.refuse(&from.at("pattern"), format!("cannot be used in a form: {problem}"));
                    field.pattern.clear();
                }
            }
            Some(_) => self.refuse(&from.at("pattern"), "is no text"),
        }
        field.required = from.is_given();
        if !typed {
            return;
        }
        // That a required text has a character at least needs no bound.
        let least = self.count(from.schema, "minLength", from.path);
        field.min_length = least.filter(|least| *least > 1).or(from.notes.min_length);
        let most = self.count(from.schema, "maxLength", from.path);
        let limit = longest(field);
        if most.is_some_and(|most| most > limit) {
            self.refuse(
                &from.at("maxLength"),
                format!("is more than {limit}, the most that a form takes there"),
            );
        }
        field.max_length = most.filter(|most| *most < limit).or(from.notes.max_length);
    }

    fn format(&mut self, kind: FieldKind, from: &Source<'_>) {
        let Some(format) = from.schema.get("format") else {
            return;
        };
        let formats: &[&str] = match kind {
            FieldKind::Email => &["email", "idn-email"],
            FieldKind::Url => &["uri", "iri"],
            FieldKind::Date => &["date"],
            FieldKind::Password => &["password"],
            _ => &[],
        };
        if !format
            .as_str()
            .is_some_and(|format| formats.contains(&format))
        {
            self.refuse(
                &from.at("format"),
                "is none that a form knows at such a value: email, uri, iri, date, password; write it as a pattern, or leave it out",
            );
        }
    }
}

/// The type of JSON that a kind's values have.
fn type_of(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Toggle => "boolean",
        FieldKind::Number | FieldKind::Range => "number",
        FieldKind::Multiselect | FieldKind::List => "array",
        FieldKind::Object => "object",
        _ => "string",
    }
}

/// Three steps of 0.1 are 0.3, not what binary makes of them.
fn rounded(number: f64) -> f64 {
    let near = format!("{number:.12e}").parse().unwrap_or(number);
    // There is a zero below zero, which nobody means.
    if near == 0.0 { 0.0 } else { near }
}

/// A pattern of JSON Schema may match anywhere, ours speaks of the whole text.
fn whole(pattern: &str) -> String {
    if pattern.is_empty() {
        return String::new();
    }
    let ends = pattern
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix('$'))
        .filter(|rest| {
            let escapes = rest.bytes().rev().take_while(|byte| *byte == b'\\').count();
            escapes % 2 == 0
        });
    // What `export` wrote.
    let ours = ends.and_then(|rest| rest.strip_prefix("(?:")?.strip_suffix(')'));
    if let Some(ours) = ours.filter(|ours| pattern::check(ours).is_ok()) {
        return ours.to_owned();
    }
    match ends.filter(|rest| !rest.is_empty() && !rest.contains('|')) {
        Some(rest) => rest.to_owned(),
        None => format!("(?s:.*)(?:{pattern})(?s:.*)"),
    }
}
