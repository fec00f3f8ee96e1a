//! Forms as JSON Schema, there and back (FORMS 10).

mod agreement;
mod exceptions;
mod made;
mod meaning;

use portico_sdk::json_schema::{DIALECT, export, import};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Group, Level, SelectOption};
use portico_sdk::{Condition, LocaleText};
use serde_json::{Value, json};

fn option(value: &str) -> SelectOption {
    SelectOption {
        value: value.to_owned(),
        label: LocaleText::en(value.to_uppercase()),
    }
}

/// One field of each kind, with everything that kind can have.
fn everything() -> FormSchema {
    let label = |kind: FieldKind| {
        Field::new(kind.name(), kind).label(LocaleText::en(kind.name().to_uppercase()))
    };
    let options = || vec![option("test"), option("live")];
    let fields = FieldKind::ALL.map(|kind| match kind {
        FieldKind::Text => Field {
            pattern: "[a-z]+".to_owned(),
            pattern_message: LocaleText::en("Small letters."),
            min_length: Some(2),
            max_length: Some(9),
            placeholder: LocaleText::en("abc"),
            help_text: LocaleText::en("Help."),
            group: "first".to_owned(),
            ..label(kind).required()
        },
        FieldKind::Number => Field {
            min: Some(1.0),
            max: Some(9.0),
            step: Some(0.5),
            default: Some(json!(2.5)),
            ..label(kind)
        },
        FieldKind::Range => Field {
            min: Some(0.0),
            max: Some(10.0),
            step: Some(5.0),
            default: Some(json!(5)),
            ..label(kind)
        },
        FieldKind::Toggle => label(kind).required(),
        FieldKind::Select | FieldKind::Radio => Field {
            options: options(),
            ..label(kind)
        },
        FieldKind::Multiselect => Field {
            options: options(),
            min_items: Some(2),
            max_items: Some(2),
            ..label(kind)
        },
        FieldKind::Date => Field {
            min_date: "2026-01-01".to_owned(),
            max_date: "2026-12-31".to_owned(),
            ..label(kind)
        },
        FieldKind::List => Field {
            fields: vec![Field::new("name", FieldKind::Text).required()],
            unique: "name".to_owned(),
            add_label: LocaleText::en("Add a name"),
            max_items: Some(4),
            ..label(kind).required()
        },
        FieldKind::Object => Field {
            fields: vec![Field::new("inner", FieldKind::Toggle)],
            ..label(kind)
        },
        FieldKind::Password => Field {
            level: Level::Host,
            ..label(kind).required()
        },
        FieldKind::Url => label(kind).required_when(Condition::equals("select", "live")),
        FieldKind::Email => label(kind)
            .required()
            .visible_when(Condition::equals("toggle", true)),
        _ => label(kind),
    });
    FormSchema {
        title: LocaleText::en("Everything"),
        description: LocaleText::en("All of it."),
        fields: fields.into(),
        groups: vec![Group {
            key: "first".to_owned(),
            title: LocaleText::en("First"),
            description: LocaleText::en("Comes first."),
        }],
        ..FormSchema::default()
    }
}

#[test]
fn forms_10_what_was_exported_comes_back() {
    for level in [Level::Host, Level::Org] {
        let exported = export(&everything(), level, "en");
        assert_eq!(exported["$schema"], DIALECT);
        assert_eq!(import(&exported, "en"), Ok(everything()));
    }
    let exported = export(&everything(), Level::Org, "en");
    // Through text, as it would travel.
    let text = exported.to_string();
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(import(&read, "en"), Ok(everything()));
}

#[test]
fn forms_10_the_words_of_json_schema_are_those_of_the_dialect() {
    let exported = export(&everything(), Level::Host, "en");
    let property = |name: &str| exported["properties"][name].clone();
    assert_eq!(property("password")["writeOnly"], true);
    assert_eq!(property("email")["format"], "email");
    assert_eq!(property("url")["format"], "iri");
    assert_eq!(property("date")["format"], "date");
    assert_eq!(property("date")["type"], json!(["string", "null"]));
    assert_eq!(property("text")["pattern"], "^(?:[a-z]+)$");
    assert_eq!(
        property("select")["oneOf"][0],
        json!({"const": "test", "title": "TEST"})
    );
    assert_eq!(property("multiselect")["uniqueItems"], true);
    assert_eq!(property("object")["additionalProperties"], false);
    // The host fills in its own fields, an organisation its own, and a field that is not always there has a rule.
    assert_eq!(exported["required"], json!(["password"]));
    let exported = export(&everything(), Level::Org, "en");
    assert_eq!(exported["required"], json!(["text", "toggle", "list"]));
    assert_eq!(exported["properties"]["password"]["readOnly"], true);
    assert_eq!(exported["properties"]["list"]["minItems"], 1);
    assert_eq!(exported["properties"]["toggle"]["const"], true);
    assert_eq!(
        exported["allOf"][1],
        json!({"if": {"$ref": "#/$defs/visible.email"}, "then": {"required": ["email"]}})
    );
    // Texts are in the language asked for, else as they are declared.
    let mut german = everything();
    german.title = german.title.with("de", "Alles");
    assert_eq!(export(&german, Level::Org, "de-AT")["title"], "Alles");
}

#[test]
fn forms_10_the_common_subset_of_others_is_read() {
    let schema = json!({
        "type": "object",
        "required": ["host", "mode", "on", "tags", "many"],
        "properties": {
            "host": {"type": "string", "format": "uri", "maxLength": 100},
            "mode": {"enum": ["test", "live"], "default": "test"},
            "port": {"type": "integer", "minimum": 1, "maximum": 65_535},
            "secret": {"type": "string", "writeOnly": true},
            "on": {"type": "boolean", "description": "Whether."},
            "code": {"type": "string", "pattern": "^[A-Z]|x$"},
            "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 1},
            "many": {"type": "array", "items": {"enum": ["a", "b"]}},
            "rows": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": ["string", "null"]}}}},
            "smtp": {"type": "object", "properties": {"mail": {"type": "string", "format": "email"}}}
        }
    });
    let form = import(&schema, "en").unwrap();
    let field = |key: &str| form.fields.iter().find(|field| field.key == key).unwrap();
    assert_eq!(
        (field("host").kind, field("host").required),
        (FieldKind::Url, true)
    );
    assert_eq!(
        (field("mode").kind, field("mode").options.len()),
        (FieldKind::Select, 2)
    );
    assert_eq!(field("mode").default, Some(json!("test")));
    assert_eq!(
        (field("port").kind, field("port").step),
        (FieldKind::Number, Some(1.0))
    );
    assert_eq!(field("secret").kind, FieldKind::Password);
    assert_eq!(field("on").help_text, LocaleText::en("Whether."));
    assert_eq!(
        (field("tags").kind, field("tags").required),
        (FieldKind::Multiselect, true)
    );
    assert_eq!(
        (field("rows").kind, field("rows").fields[0].kind),
        (FieldKind::List, FieldKind::Text)
    );
    // That something is there says nothing of toggles and arrays: in a form they always are.
    assert!(!field("on").required && !field("many").required);
    assert_eq!(field("smtp").fields[0].kind, FieldKind::Email);
    // It may match anywhere there, and only as a whole here.
    let matches = |text: &str| portico_sdk::pattern::matches(&field("code").pattern, text);
    assert!(matches("Abc") && matches("abx") && !matches("abc"));
}
