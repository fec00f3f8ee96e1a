//! From a form to JSON Schema.

mod conditions;
mod kinds;

use serde_json::{Map, Value, json};

use super::{DIALECT, OURS};
use crate::i18n::LocaleText;
use crate::schema::{Field, FieldKind, FormSchema, Level};
use crate::settings::{is_duty, is_writable, validate_field};

use conditions::Beside;

/// The schema of the values that are saved on `level`, its texts in one language.
///
/// ```
/// use portico_sdk::json_schema::export;
/// use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
///
/// let form = FormSchema { fields: vec![Field::new("api_key", FieldKind::Password).required()], ..Default::default() };
/// let schema = export(&form, Level::Org, "en");
/// assert_eq!(schema["properties"]["api_key"]["writeOnly"], true);
/// assert_eq!(schema["required"], serde_json::json!(["api_key"]));
/// ```
pub fn export(form: &FormSchema, level: Level, locale: &str) -> Value {
    let mut writer = Writer {
        locale,
        definitions: Map::new(),
    };
    let mut schema = writer.object(&form.fields, Place::Form(level), "");
    schema.insert("$schema".to_owned(), DIALECT.into());
    put_text(&mut schema, "title", &form.title, locale);
    put_text(&mut schema, "description", &form.description, locale);
    if !writer.definitions.is_empty() {
        let definitions = std::mem::take(&mut writer.definitions);
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    let mut ours = Map::from_iter([("level".to_owned(), json!(level))]);
    if !form.groups.is_empty() {
        let groups = form.groups.iter().map(|group| {
            let mut found = Map::from_iter([("key".to_owned(), json!(group.key))]);
            put_text(&mut found, "title", &group.title, locale);
            put_text(&mut found, "description", &group.description, locale);
            Value::Object(found)
        });
        ours.insert("groups".to_owned(), groups.collect());
    }
    schema.insert(OURS.to_owned(), Value::Object(ours));
    Value::Object(schema)
}

struct Writer<'l> {
    locale: &'l str,
    /// For `$defs`: when fields that others ask for are there.
    definitions: Map<String, Value>,
}

/// Where fields stand, and so who fills them in.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In the form, which is saved on a level.
    Form(Level),
    /// In an object or a row, whose members go with the field around them.
    Inside { duty: bool },
}

impl Place {
    /// Whoever saves has to fill in what is required of the field, and of those inside it.
    fn is_duty(self, field: &Field) -> bool {
        match self {
            Self::Form(level) => is_duty(field.level, level),
            Self::Inside { duty } => duty,
        }
    }

    fn is_writable(self, field: &Field) -> bool {
        match self {
            Self::Form(level) => is_writable(field.level, level),
            Self::Inside { .. } => true,
        }
    }

    fn is_required(self, field: &Field) -> bool {
        field.required && self.is_duty(field)
    }

    fn inside(self, field: &Field) -> Self {
        Self::Inside {
            duty: self.is_duty(field),
        }
    }
}

impl Writer<'_> {
    /// An object with these members and no others. Order is that of the form.
    fn object(&mut self, fields: &[Field], place: Place, path: &str) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in fields {
            let property = self.property(field, place, &format!("{path}{}.", field.key));
            properties.insert(field.key.clone(), Value::Object(property));
        }
        let order: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
        let mut schema = Map::from_iter([
            ("type".to_owned(), json!("object")),
            ("properties".to_owned(), Value::Object(properties)),
            ("additionalProperties".to_owned(), json!(false)),
            // Objects of JSON have no order, forms have one.
            ("x-order".to_owned(), json!(order)),
        ]);
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.visible_when.is_none() && is_needed(field, place))
            .map(|field| field.key.as_str())
            .collect();
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        let rules = self.rules(&Beside::new(fields, path), place);
        if !rules.is_empty() {
            schema.insert("allOf".to_owned(), Value::Array(rules));
        }
        schema
    }

    fn property(&mut self, field: &Field, place: Place, path: &str) -> Map<String, Value> {
        let required = place.is_required(field);
        let mut schema = match field.kind {
            FieldKind::Object => {
                let mut schema = self.object(&field.fields, place.inside(field), path);
                if !is_needed(field, place) {
                    schema.insert("type".to_owned(), json!(["object", "null"]));
                }
                schema
            }
            FieldKind::List => {
                let rows = self.object(&field.fields, place.inside(field), path);
                kinds::list(field, required, rows)
            }
            FieldKind::Multiselect => kinds::multiselect(field, required, self.locale),
            FieldKind::Select | FieldKind::Radio => kinds::choice(field, required, self.locale),
            FieldKind::Number | FieldKind::Range => kinds::number(field, required),
            FieldKind::Toggle => kinds::toggle(required),
            _ => kinds::text(field, required),
        };
        put_text(&mut schema, "title", &field.label, self.locale);
        put_text(&mut schema, "description", &field.help_text, self.locale);
        if let Some(default) = &field.default {
            schema.insert("default".to_owned(), default.clone());
        }
        if field.kind == FieldKind::Password {
            schema.insert("writeOnly".to_owned(), json!(true));
        }
        if !place.is_writable(field) {
            schema.insert("readOnly".to_owned(), json!(true));
        }
        let ours = kinds::ours(field, required, self.locale);
        schema.insert(OURS.to_owned(), Value::Object(ours));
        schema
    }
}

/// Whether an object without the field (while it is there) is refused: it is required, or something in it is.
pub(super) fn is_needed(field: &Field, place: Place) -> bool {
    place.is_duty(field) && validate_field(&conditions::sayable(field), None, false).is_err()
}

fn put_text(schema: &mut Map<String, Value>, key: &str, text: &LocaleText, locale: &str) {
    if let Some(found) = text.lookup(locale) {
        schema.insert(key.to_owned(), json!(found.text));
    }
}
