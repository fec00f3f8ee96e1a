//! What each kind of field says in JSON Schema, and what it has no word for there.

use serde_json::{Map, Value, json};

use super::super::{is_multiple, longest, pattern_of};
use super::put_text;
use crate::schema::{Field, FieldKind, Level, MAX_ROWS};

type Schema = Map<String, Value>;

/// A value of a type; where it may be empty, also null.
fn typed(name: &str, required: bool) -> Schema {
    let types = if required {
        json!(name)
    } else {
        json!([name, "null"])
    };
    Map::from_iter([("type".to_owned(), types)])
}

pub(super) fn text(field: &Field, required: bool) -> Schema {
    let mut schema = typed("string", required);
    let format = match field.kind {
        FieldKind::Email => Some("email"),
        // Host names may stand in their own script.
        FieldKind::Url => Some("iri"),
        FieldKind::Date => Some("date"),
        FieldKind::Password => Some("password"),
        _ => None,
    };
    if let Some(format) = format {
        schema.insert("format".to_owned(), json!(format));
    }
    let of_kind = pattern_of(field.kind);
    if field.pattern.is_empty() {
        if let Some(pattern) = of_kind {
            schema.insert("pattern".to_owned(), json!(pattern));
        }
    } else {
        let whole = format!("^(?:{})$", field.pattern);
        schema.insert("pattern".to_owned(), json!(whole));
        if let Some(pattern) = of_kind {
            schema.insert("allOf".to_owned(), json!([{ "pattern": pattern }]));
        }
    }
    if field.kind.is_text() {
        let least = field.min_length.unwrap_or(0).max(u32::from(required));
        if least > 0 {
            schema.insert("minLength".to_owned(), json!(least));
        }
        let most = longest(field);
        let most = field.max_length.unwrap_or(most).min(most);
        schema.insert("maxLength".to_owned(), json!(most));
    }
    schema
}

pub(super) fn number(field: &Field, required: bool) -> Schema {
    let mut schema = typed("number", required);
    for (key, bound) in [("minimum", field.min), ("maximum", field.max)] {
        if let Some(bound) = bound {
            schema.insert(key.to_owned(), json!(bound));
        }
    }
    if let Some(step) = field.step.filter(|_| counts_from_zero(field)) {
        schema.insert("multipleOf".to_owned(), json!(step));
    }
    schema
}

/// JSON Schema counts steps from 0, a form from `min`.
fn counts_from_zero(field: &Field) -> bool {
    match (field.min, field.step) {
        (Some(min), Some(step)) => is_multiple(min, step),
        _ => true,
    }
}

pub(super) fn toggle(required: bool) -> Schema {
    let mut schema = typed("boolean", required);
    if required {
        schema.insert("const".to_owned(), json!(true));
    }
    schema
}

pub(super) fn choice(field: &Field, required: bool, locale: &str) -> Schema {
    let mut schema = typed("string", required);
    let mut options = options(field, locale);
    if !required {
        options.push(json!({ "const": null }));
    } else if field.options.iter().any(|option| option.value.is_empty()) {
        // The option that says that nothing is chosen.
        schema.insert("minLength".to_owned(), json!(1));
    }
    schema.insert("oneOf".to_owned(), Value::Array(options));
    schema
}

pub(super) fn multiselect(field: &Field, required: bool, locale: &str) -> Schema {
    let mut schema = typed("array", required);
    schema.insert("uniqueItems".to_owned(), json!(true));
    let items = json!({ "type": "string", "oneOf": options(field, locale) });
    schema.insert("items".to_owned(), items);
    put_counts(&mut schema, field, required, field.max_items);
    schema
}

pub(super) fn list(field: &Field, required: bool, rows: Schema) -> Schema {
    let mut schema = typed("array", required);
    schema.insert("items".to_owned(), Value::Object(rows));
    let most = field.max_items.unwrap_or(MAX_ROWS).min(MAX_ROWS);
    put_counts(&mut schema, field, required, Some(most));
    schema
}

fn put_counts(schema: &mut Schema, field: &Field, required: bool, most: Option<u32>) {
    let least = field.min_items.unwrap_or(0);
    if required {
        schema.insert("minItems".to_owned(), json!(least.max(1)));
    } else if least > 1 {
        // Nothing at all is fine where nothing is required.
        let counts = json!([{ "maxItems": 0 }, { "minItems": least }]);
        schema.insert("anyOf".to_owned(), counts);
    }
    if let Some(most) = most {
        schema.insert("maxItems".to_owned(), json!(most));
    }
}

fn options(field: &Field, locale: &str) -> Vec<Value> {
    field
        .options
        .iter()
        .map(|option| {
            let mut found = Map::from_iter([("const".to_owned(), json!(option.value))]);
            put_text(&mut found, "title", &option.label, locale);
            Value::Object(found)
        })
        .collect()
}

/// What a value looks like that fills the field in.
pub(super) fn filled(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Toggle => json!({ "const": true }),
        FieldKind::Number | FieldKind::Range => json!({ "type": "number" }),
        FieldKind::Multiselect | FieldKind::List => json!({ "type": "array", "minItems": 1 }),
        FieldKind::Object => json!({ "type": "object" }),
        _ => json!({ "type": "string", "minLength": 1 }),
    }
}

/// What JSON Schema has no word for; the kind is always there, because a menu and radio buttons take the same values.
pub(super) fn ours(field: &Field, required: bool, locale: &str) -> Schema {
    let mut ours = Map::from_iter([("type".to_owned(), json!(field.kind))]);
    let mut put = |key: &str, value: Value| {
        ours.insert(key.to_owned(), value);
    };
    if field.level == Level::Host {
        put("level", json!(field.level));
    }
    if field.required && (field.visible_when.is_some() || !required) {
        put("required", json!(true));
    }
    for (key, condition) in [
        ("visible_when", &field.visible_when),
        ("required_when", &field.required_when),
    ] {
        if let Some(condition) = condition {
            put(key, json!(condition));
        }
    }
    for (key, text) in [
        ("unique", &field.unique),
        ("group", &field.group),
        ("min_date", &field.min_date),
        ("max_date", &field.max_date),
    ] {
        if !text.is_empty() {
            put(key, json!(text));
        }
    }
    if let Some(step) = field.step.filter(|_| !counts_from_zero(field)) {
        put("step", json!(step));
    }
    // Bounds that say nothing more than what holds anyway.
    let no_more = |bound: Option<u32>, most: u32| bound.filter(|bound| *bound >= most);
    let rows = field.kind == FieldKind::List;
    for (key, bound) in [
        ("min_length", field.min_length.filter(|least| *least < 2)),
        ("min_items", field.min_items.filter(|least| *least < 2)),
        ("max_length", no_more(field.max_length, longest(field))),
        (
            "max_items",
            no_more(field.max_items, MAX_ROWS).filter(|_| rows),
        ),
    ] {
        if let Some(bound) = bound {
            put(key, json!(bound));
        }
    }
    for (key, text) in [
        ("placeholder", &field.placeholder),
        ("add_label", &field.add_label),
        ("pattern_message", &field.pattern_message),
    ] {
        put_text(&mut ours, key, text, locale);
    }
    ours
}
