//! What one side cannot say: named when a schema is read, documented when a form is written.

use std::collections::BTreeSet;

use portico_sdk::json_schema::{export, import};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::{MAX_CELLS, validate_values};
use portico_sdk::{Condition, LocaleText};
use serde_json::{Value, json};

fn property(property: Value) -> Value {
    json!({"type": "object", "properties": {"a": property}})
}

fn required(property: Value) -> Value {
    json!({"type": "object", "properties": {"a": property}, "required": ["a"]})
}

fn field(schema: &Value) -> Field {
    let mut form = import(schema, "en").unwrap();
    form.fields.remove(0)
}

#[test]
fn forms_10_what_a_form_cannot_say_is_named_with_its_place() {
    let row = json!({"type": "object", "properties": {"b": {"type": "string"}}});
    let with = |mut schema: Value, key: &str, value: Value| {
        schema[key] = value;
        schema
    };
    let text = |key: &str, value: Value| property(with(json!({"type": "string"}), key, value));
    let date = json!({"type": "string", "format": "date"});
    let rows = json!({"type": "array", "items": row});
    let choices = json!({"type": "array", "items": {"enum": ["x", "y"]}});
    for (schema, path) in [
        (json!(true), ""),
        (json!({"type": "array"}), "/type"),
        (json!({"type": ["object", "null"]}), "/type"),
        (json!({"type": "object", "allOf": []}), "/allOf"),
        (
            json!({"type": "object", "allOf": [{"required": ["a"]}]}),
            "/allOf",
        ),
        (json!({"type": "object", "if": {}}), "/if"),
        (
            json!({"type": "object", "minProperties": 1}),
            "/minProperties",
        ),
        (json!({"type": "object", "required": ["x"]}), "/required"),
        (json!({"type": "object", "required": [1]}), "/required"),
        (json!({"type": "object", "properties": []}), "/properties"),
        (
            json!({"type": "object", "additionalProperties": true}),
            "/additionalProperties",
        ),
        (
            json!({"type": "object", "additionalProperties": {}}),
            "/additionalProperties",
        ),
        (json!({"type": "object", "const": {}}), "/const"),
        (
            json!({"type": "object", "oneOf": [{"required": ["a"]}]}),
            "/oneOf",
        ),
        (json!({"type": "object", "default": {}}), "/default"),
        (property(json!({"$ref": "#/x"})), "/properties/a/$ref"),
        (property(json!({})), "/properties/a"),
        (
            property(json!({"type": ["string", "number"]})),
            "/properties/a/type",
        ),
        (text("not", json!({})), "/properties/a/not"),
        (text("const", json!("x")), "/properties/a/const"),
        (text("format", json!("date-time")), "/properties/a/format"),
        (text("pattern", json!("(?=a)b")), "/properties/a/pattern"),
        (text("pattern", json!(1)), "/properties/a/pattern"),
        (text("minLength", json!("2")), "/properties/a/minLength"),
        (text("maxLength", json!(100_000)), "/properties/a/maxLength"),
        (text("minimum", json!(1)), "/properties/a/minimum"),
        (text("readOnly", json!(true)), "/properties/a/readOnly"),
        (
            text("contentEncoding", json!("base64")),
            "/properties/a/contentEncoding",
        ),
        (text("default", json!(1)), "/properties/a/default"),
        (text("title", json!(1)), "/properties/a/title"),
        (text("enum", json!(["x", 1])), "/properties/a/enum/1"),
        (
            text("oneOf", json!([{"const": "x"}, {"title": "y"}])),
            "/properties/a/oneOf/1",
        ),
        (
            text("oneOf", json!([{"const": "x", "not": {}}])),
            "/properties/a/oneOf/0/not",
        ),
        (text("enum", json!(["x", "x"])), "/properties/a"),
        (property(json!({"enum": [1, 2]})), "/properties/a/enum/0"),
        (property(json!({"const": 1})), "/properties/a/const"),
        (
            property(with(date.clone(), "pattern", json!("^2026"))),
            "/properties/a/pattern",
        ),
        (
            property(with(date, "minLength", json!(10))),
            "/properties/a/minLength",
        ),
        (
            property(json!({"type": "number", "enum": [1]})),
            "/properties/a/enum",
        ),
        (
            property(json!({"type": "number", "minimum": "1"})),
            "/properties/a/minimum",
        ),
        (
            property(json!({"type": "number", "exclusiveMinimum": 0})),
            "/properties/a/exclusiveMinimum",
        ),
        (
            property(json!({"type": "number", "multipleOf": 0})),
            "/properties/a/multipleOf",
        ),
        (
            property(json!({"type": "integer", "multipleOf": 1.5})),
            "/properties/a/multipleOf",
        ),
        (
            property(json!({"type": "number", "writeOnly": true})),
            "/properties/a/writeOnly",
        ),
        (
            property(json!({"type": "integer", "minimum": 3, "maximum": 1})),
            "/properties/a",
        ),
        (
            property(json!({"type": "boolean", "const": true})),
            "/properties/a/const",
        ),
        (
            required(json!({"type": "boolean", "const": false})),
            "/properties/a/const",
        ),
        (
            property(json!({"type": "array", "items": {"type": "string"}})),
            "/properties/a/items",
        ),
        (property(json!({"type": "array"})), "/properties/a/items"),
        (
            property(with(rows.clone(), "uniqueItems", json!(true))),
            "/properties/a/uniqueItems",
        ),
        (
            property(with(rows.clone(), "contains", json!({}))),
            "/properties/a/contains",
        ),
        (
            property(with(rows.clone(), "maxItems", json!(101))),
            "/properties/a/maxItems",
        ),
        (
            property(with(rows, "anyOf", json!([{"maxItems": 0}]))),
            "/properties/a/anyOf",
        ),
        (
            property(with(choices.clone(), "prefixItems", json!([]))),
            "/properties/a/prefixItems",
        ),
        (
            property(with(choices, "contains", json!({}))),
            "/properties/a/contains",
        ),
        (
            property(json!({"type": "array", "items": {"enum": ["x", null]}})),
            "/properties/a/items",
        ),
        (
            property(with(row.clone(), "required", json!(["b"]))),
            "/properties/a",
        ),
        (
            required(
                json!({"type": ["object", "null"], "properties": {"b": {"type": "string"}}, "required": ["b"]}),
            ),
            "/properties/a/type",
        ),
        (
            property(with(row.clone(), "oneOf", json!([{}]))),
            "/properties/a/oneOf",
        ),
        (
            property(with(row, "default", json!({}))),
            "/properties/a/default",
        ),
        (property(json!({"type": "object"})), "/properties/a"),
        (
            property(
                json!({"type": "object", "properties": {"s": {"type": "string", "writeOnly": true}}}),
            ),
            "/properties/a/properties/s",
        ),
        (
            property(json!({"type": "object", "properties": {"b": 1}})),
            "/properties/a/properties/b",
        ),
        (
            json!({"type": "object", "properties": {"api-key": {"type": "string"}}}),
            "/properties/api-key",
        ),
        (
            json!({"type": "object", "properties": {"a/b~c": {"type": "string", "not": {}}}}),
            "/properties/a~1b~0c/not",
        ),
        (
            text("x-portico", json!({"type": "number"})),
            "/properties/a/type",
        ),
        (
            text("x-portico", json!({"type": "text", "step": "x"})),
            "/properties/a/x-portico",
        ),
        (
            text("x-portico", json!({"type": "text", "colour": "red"})),
            "/properties/a/x-portico",
        ),
    ] {
        let problems = import(&schema, "en").expect_err(&schema.to_string());
        assert_eq!(problems[0].path, path, "{schema}: {problems:?}");
        assert!(!problems[0].problem.is_empty());
    }
}

#[test]
fn forms_10_everything_is_named_at_once() {
    let schema = json!({"type": "object", "minProperties": 1, "properties": {
        "a": {"type": "string", "not": {}, "format": "uuid"}, "b": {"type": "number", "enum": [1]}
    }});
    let problems = import(&schema, "en").unwrap_err();
    let places: BTreeSet<&str> = problems
        .iter()
        .map(|problem| problem.path.as_str())
        .collect();
    let expected = [
        "/minProperties",
        "/properties/a/not",
        "/properties/a/format",
        "/properties/b/enum",
    ];
    assert_eq!(places, BTreeSet::from(expected));
}

#[test]
fn forms_10_steps_are_counted_from_where_the_other_side_counts() {
    let read = |schema: Value| {
        let field = field(&property(schema));
        (field.min, field.max, field.step)
    };
    for (schema, bounds) in [
        (
            json!({"type": "number", "minimum": 1, "multipleOf": 5}),
            (Some(5.0), None, Some(5.0)),
        ),
        (
            json!({"type": "integer", "minimum": 0.5}),
            (Some(1.0), None, Some(1.0)),
        ),
        (
            json!({"type": "integer", "minimum": -0.5}),
            (Some(0.0), None, Some(1.0)),
        ),
        (
            json!({"type": "integer", "multipleOf": 0.5}),
            (None, None, Some(1.0)),
        ),
        (
            json!({"type": "integer", "multipleOf": 4}),
            (None, None, Some(4.0)),
        ),
        (
            json!({"type": "number", "minimum": 0.25, "multipleOf": 0.1}),
            (Some(0.3), None, Some(0.1)),
        ),
        (
            json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10}),
            (Some(1.0), Some(9.0), Some(1.0)),
        ),
        (
            json!({"type": "integer", "exclusiveMinimum": 0.5, "minimum": 3, "exclusiveMaximum": 9.5}),
            (Some(3.0), Some(9.0), Some(1.0)),
        ),
    ] {
        assert_eq!(read(schema.clone()), bounds, "{schema}");
    }

    let stepped = |min: f64| {
        let field = Field {
            min: Some(min),
            step: Some(5.0),
            ..Field::new("a", FieldKind::Number).label(LocaleText::en("A"))
        };
        let form = FormSchema {
            fields: vec![field],
            ..FormSchema::default()
        };
        let exported = export(&form, Level::Org, "en");
        assert_eq!(import(&exported, "en"), Ok(form));
        exported["properties"]["a"].clone()
    };
    assert_eq!(stepped(10.0)["multipleOf"], 5.0);
    // 1, 6, 11: no word for that, and none that refuses 6.
    assert_eq!(stepped(1.0).get("multipleOf"), None);
    assert_eq!(stepped(1.0)["x-portico"]["step"], 5.0);
}

#[test]
fn forms_10_rules_that_do_not_come_from_the_conditions_are_refused() {
    let form = FormSchema {
        fields: vec![
            Field::new("on", FieldKind::Toggle),
            Field::new("key", FieldKind::Text).required_when(Condition::equals("on", true)),
            Field::new("more", FieldKind::Text)
                .visible_when(Condition::equals("on", true))
                .required(),
        ],
        ..FormSchema::default()
    };
    let exported = export(&form, Level::Org, "en");
    assert_eq!(import(&exported, "en"), Ok(form));
    for (place, path) in [("/allOf/0/if", "/allOf"), ("/$defs/visible.more", "/$defs")] {
        let mut changed = exported.clone();
        *changed.pointer_mut(place).unwrap() = json!({"required": ["more"]});
        assert_eq!(import(&changed, "en").unwrap_err()[0].path, path);
    }
    let mut changed = exported;
    changed["properties"]["key"]["x-portico"]["required_when"] = json!({"or": []});
    assert_eq!(import(&changed, "en").unwrap_err()[0].path, "/allOf");
}

/// Everything the documentation of `json_schema` says is checked by the form only; and nothing else is known.
#[test]
fn forms_10_the_documented_exceptions_are_the_ones_there_are() {
    let a = |field: Field| Field {
        key: "a".to_owned(),
        ..field
    };
    let rows = |member: Field| Field {
        fields: vec![member],
        ..Field::new("rows", FieldKind::List)
    };
    let outside =
        rows(Field::new("b", FieldKind::Text).required_when(Condition::equals("on", true)));
    let date = Field::new("a", FieldKind::Date);
    let many = vec![json!({}); 100];
    assert!(many.len() * many.len() >= MAX_CELLS);
    for (fields, value) in [
        (
            vec![rows(Field {
                key: "inner".to_owned(),
                ..rows(Field::new("b", FieldKind::Text))
            })],
            json!({"rows": vec![json!({"inner": many}); 100]}),
        ),
        (
            vec![Field {
                unique: "b".to_owned(),
                ..rows(Field::new("b", FieldKind::Text))
            }],
            json!({"rows": [{"b": "x"}, {"b": "x"}]}),
        ),
        (
            vec![Field {
                min_date: "2026-01-01".to_owned(),
                ..date.clone()
            }],
            json!({"a": "2025-12-31"}),
        ),
        (
            vec![Field {
                max_date: "2026-01-01".to_owned(),
                ..date.clone()
            }],
            json!({"a": "2026-12-31"}),
        ),
        (
            vec![Field {
                min: Some(1.0),
                step: Some(5.0),
                ..Field::new("a", FieldKind::Number)
            }],
            json!({"a": 5}),
        ),
        (
            vec![Field::new("on", FieldKind::Toggle), outside],
            json!({"on": true, "rows": [{}]}),
        ),
        (
            vec![Field {
                level: Level::Host,
                ..a(Field::new("a", FieldKind::Text))
            }],
            json!({"a": "x"}),
        ),
        (vec![date], json!({"a": "2026-02-30"})),
        (
            vec![Field::new("a", FieldKind::Url)],
            json!({"a": "https://-a.example:99999"}),
        ),
    ] {
        let form = FormSchema {
            fields,
            ..FormSchema::default()
        };
        let values = serde_json::from_value(value.clone()).unwrap();
        let verdict = validate_values(&form, &values, Level::Org, &[]);
        assert!(verdict.is_err(), "{value}");
        let schema = jsonschema::draft202012::new(&export(&form, Level::Org, "en")).unwrap();
        assert!(schema.is_valid(&value), "{value}: no exception any more");
    }
}

#[test]
fn forms_10_limits_that_hold_for_every_form_stand_in_its_schema() {
    for (kind, most) in [
        (FieldKind::Text, 65_536),
        (FieldKind::Textarea, 65_536),
        (FieldKind::Password, 65_536),
    ] {
        let form = FormSchema {
            fields: vec![Field::new("a", kind)],
            ..FormSchema::default()
        };
        let schema = export(&form, Level::Org, "en");
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for (length, valid) in [(most, true), (most + 1, false)] {
            let value = json!({"a": "é".repeat(length)});
            let values = serde_json::from_value(value.clone()).unwrap();
            let verdict = validate_values(&form, &values, Level::Org, &[]);
            assert_eq!(
                (verdict.is_ok(), validator.is_valid(&value)),
                (valid, valid),
                "{kind:?}"
            );
        }
    }
    let at_most = |field: Field, fits: Value, too_much: Value| {
        let form = FormSchema {
            fields: vec![field],
            ..FormSchema::default()
        };
        let validator = jsonschema::draft202012::new(&export(&form, Level::Org, "en")).unwrap();
        for (value, valid) in [(fits, true), (too_much, false)] {
            let values = serde_json::from_value(value.clone()).unwrap();
            let verdict = validate_values(&form, &values, Level::Org, &[]);
            assert_eq!(
                (verdict.is_ok(), validator.is_valid(&value)),
                (valid, valid)
            );
        }
    };
    let url = |length: usize| json!({"a": format!("https://a/{}", "b".repeat(length - 10))});
    at_most(Field::new("a", FieldKind::Url), url(2_048), url(2_049));
    let local = |length: usize| json!({"a": format!("{}@b", "a".repeat(length - 2))});
    at_most(Field::new("a", FieldKind::Email), local(254), local(255));
    let matched = Field {
        pattern: "a+".to_owned(),
        ..Field::new("a", FieldKind::Text)
    };
    let text = |length: usize| json!({"a": "a".repeat(length)});
    at_most(matched, text(1_000), text(1_001));
    let rows = Field {
        fields: vec![Field::new("b", FieldKind::Text)],
        ..Field::new("a", FieldKind::List)
    };
    let many = |count: usize| json!({"a": vec![json!({}); count]});
    at_most(rows, many(100), many(101));
}
