//! From JSON Schema to a form: what [`super::export`] writes, and the common subset of what others write.

mod kinds;
mod many;
mod notes;
mod registrable;
mod words;

use serde_json::{Map, Value};

use super::OURS;
use super::export::{Place, export, is_needed};
use crate::i18n::LocaleText;
use crate::schema::{Field, FieldKind, FormSchema, Level};
use crate::settings::is_duty;

use notes::{FieldNotes, FormNotes};
use words::{at, strings, types};

/// Something that a form cannot say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct ImportProblem {
    /// Where it stands, as a JSON pointer.
    pub path: String,
    /// What it is, and what to do instead.
    pub problem: String,
}

/// The form of a schema. Titles and descriptions become texts of the language `locale`.
///
/// ```
/// use portico_sdk::json_schema::import;
///
/// let schema = serde_json::json!({
///     "type": "object",
///     "properties": { "port": { "type": "integer", "minimum": 1, "exclusiveMaximum": 65_536 }, "tags": { "type": "array" } }
/// });
/// let problems = import(&schema, "en").unwrap_err();
/// assert_eq!(problems[0].path, "/properties/tags/items");
/// ```
///
/// # Errors
/// Everything that a form cannot express, each with its place: references, alternatives of different shapes, arrays of plain
/// values that are no enumeration, and so on; and what no plugin may declare, such as a property `api-key`. What does not
/// change which values are valid (comments, examples) is left out.
pub fn import(schema: &Value, locale: &str) -> Result<FormSchema, Vec<ImportProblem>> {
    let mut reader = Reader {
        locale,
        problems: Vec::new(),
        rules: Vec::new(),
        level: Level::default(),
        duty: None,
    };
    let form = reader.form(schema);
    if reader.problems.is_empty() {
        reader.compare_rules(schema, &form);
        reader.problems.extend(registrable::problems(&form));
    }
    if reader.problems.is_empty() {
        Ok(form)
    } else {
        Err(reader.problems)
    }
}

/// Keywords that do not change which values are valid.
const ANNOTATIONS: [&str; 7] = [
    "$anchor",
    "$comment",
    "deprecated",
    "description",
    "examples",
    "title",
    OURS,
];

struct Reader<'l> {
    locale: &'l str,
    problems: Vec<ImportProblem>,
    /// Where objects have an `allOf`, which can only be what [`export`] made of conditions.
    rules: Vec<String>,
    /// The level on which its values are saved.
    level: Level,
    /// Inside an object or a list: whether what is required there has to be filled in on that level.
    duty: Option<bool>,
}

impl Reader<'_> {
    fn refuse(&mut self, path: &str, problem: impl Into<String>) {
        self.problems.push(ImportProblem {
            path: path.to_owned(),
            problem: problem.into(),
        });
    }

    fn text(&self, text: &str) -> LocaleText {
        if text.is_empty() {
            LocaleText::default()
        } else {
            LocaleText::default().with(self.locale, text)
        }
    }

    /// A title or a description.
    fn words(&mut self, schema: &Map<String, Value>, key: &str, path: &str) -> LocaleText {
        match schema.get(key) {
            None => LocaleText::default(),
            Some(Value::String(text)) => self.text(text),
            Some(_) => {
                self.refuse(&at(path, key), "is no text");
                LocaleText::default()
            }
        }
    }

    /// Refuses every keyword that is not among these.
    fn only(&mut self, schema: &Map<String, Value>, allowed: &[&str], path: &str) {
        for key in schema.keys() {
            let known = allowed.contains(&key.as_str()) || ANNOTATIONS.contains(&key.as_str());
            if known || key.starts_with("x-") {
                continue;
            }
            let problem = match key.as_str() {
                "$ref" | "$dynamicRef" => "is a reference; write out what it stands for",
                "allOf" | "anyOf" | "oneOf" | "not" | "if" | "then" | "else" => {
                    "has no counterpart in a form here; write the properties out, or give fields conditions afterwards"
                }
                _ => {
                    "has no counterpart in a form here; leave it out, or check it where the values are read"
                }
            };
            self.refuse(&at(path, key), problem);
        }
    }

    fn form(&mut self, schema: &Value) -> FormSchema {
        let Some(root) = schema.as_object() else {
            self.refuse(
                "",
                "is no object; give the schema of an object with properties",
            );
            return FormSchema::default();
        };
        if types(root) != ["object"] {
            self.refuse(
                "/type",
                "is not object; a form is an object with properties",
            );
            return FormSchema::default();
        }
        let notes: FormNotes = self.notes(root, "");
        self.level = notes.level;
        self.only(
            root,
            &[
                "$schema",
                "$id",
                "$defs",
                "definitions",
                "type",
                "properties",
                "required",
                "additionalProperties",
                "allOf",
            ],
            "",
        );
        FormSchema {
            title: self.words(root, "title", ""),
            description: self.words(root, "description", ""),
            groups: notes.groups(self),
            fields: self.members(root, ""),
            ..FormSchema::default()
        }
    }

    /// Fields in the order that is named, then the others as they come.
    fn members(&mut self, schema: &Map<String, Value>, path: &str) -> Vec<Field> {
        if schema.contains_key("allOf") {
            self.rules.push(at(path, "allOf"));
        }
        if schema
            .get("additionalProperties")
            .is_some_and(|more| *more != Value::Bool(false))
        {
            self.refuse(
                &at(path, "additionalProperties"),
                "asks for members that are not named; a form has none: leave it out, or make it false",
            );
        }
        let empty = Map::new();
        let properties = match schema.get("properties") {
            None => &empty,
            Some(Value::Object(properties)) => properties,
            Some(_) => {
                self.refuse(&at(path, "properties"), "is no object");
                return Vec::new();
            }
        };
        let place = at(path, "required");
        let required = self.names(schema.get("required"), &place);
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(**name))
        {
            self.refuse(&place, format!("names {name}, which is no property"));
        }
        let ordered = strings(schema.get("x-order"));
        let place = |key: &str| {
            let named = ordered.iter().position(|name| *name == key);
            named.unwrap_or(usize::MAX)
        };
        let mut keys: Vec<&String> = properties.keys().collect();
        keys.sort_by_key(|key| place(key));
        keys.into_iter()
            .filter_map(|key| {
                let at = at(&at(path, "properties"), key);
                let Some(property) = properties.get(key).and_then(Value::as_object) else {
                    self.refuse(&at, "is no object");
                    return None;
                };
                self.field(key, property, required.contains(&key.as_str()), &at)
            })
            .collect()
    }

    /// An array of texts.
    fn names<'v>(&mut self, value: Option<&'v Value>, path: &str) -> Vec<&'v str> {
        let found = strings(value);
        let given = value.map_or(Some(0), |value| value.as_array().map(Vec::len));
        if given != Some(found.len()) {
            self.refuse(path, "is no array of texts");
        }
        found
    }

    fn field(
        &mut self,
        key: &str,
        schema: &Map<String, Value>,
        present: bool,
        path: &str,
    ) -> Option<Field> {
        let notes: FieldNotes = self.notes(schema, path);
        let kind = self.kind(schema, notes.kind, path)?;
        let mut field = Field {
            label: self.words(schema, "title", path),
            help_text: self.words(schema, "description", path),
            default: schema
                .get("default")
                .filter(|value| !value.is_null())
                .cloned(),
            ..notes.field(key, kind, self)
        };
        if schema
            .get("readOnly")
            .is_some_and(|only| *only != Value::Bool(false))
            && field.level != Level::Host
        {
            self.refuse(
                &at(path, "readOnly"),
                "has no counterpart in a form: every field can be written; leave the property out",
            );
        }
        if schema
            .get("writeOnly")
            .is_some_and(|only| *only != Value::Bool(false))
            && kind != FieldKind::Password
        {
            self.refuse(
                &at(path, "writeOnly"),
                "stands at something else than a text; only texts can be secrets",
            );
        }
        let from = kinds::Source {
            schema,
            notes: &notes,
            present,
            path,
        };
        let around = self.duty;
        let duty = around.unwrap_or_else(|| is_duty(field.level, self.level));
        self.duty = Some(duty);
        self.body(&mut field, &from);
        self.duty = around;
        if kind == FieldKind::Object && duty {
            self.presence(&field, &from);
        }
        Some(field)
    }

    /// An object of a form is always there.
    fn presence(&mut self, field: &Field, from: &kinds::Source<'_>) {
        let sometimes = from.notes.visible_when.is_some();
        if !is_needed(field, Place::Inside { duty: true }) {
            return;
        }
        if from.is_nullable() {
            self.refuse(
                &at(from.path, "type"),
                "allows null, though members are required; an object of a form is always there",
            );
        } else if !from.present && !sometimes {
            self.refuse(
                from.path,
                "may be missing, though members of it are required; an object of a form is always there: require it too, or \
                 none of its members",
            );
        }
    }

    /// Rules that were made of conditions say the same as those.
    fn compare_rules(&mut self, schema: &Value, form: &FormSchema) {
        if self.rules.is_empty() {
            return;
        }
        let said = export(form, self.level, self.locale);
        let mut places = std::mem::take(&mut self.rules);
        places.push("/$defs".to_owned());
        for place in places {
            if schema.pointer(&place) != said.pointer(&place) {
                self.refuse(
                    &place,
                    "says something else than the conditions that stand beside it; change those, or take it away",
                );
            }
        }
    }
}
