//! What a schema says of levels, of conditions and of texts, next to what the form says.

use portico_sdk::json_schema::{export, import};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level, SelectOption};
use portico_sdk::settings::validate_values;
use portico_sdk::{Condition, LocaleText};
use serde_json::{Value, json};

fn form(fields: Vec<Field>) -> FormSchema {
    FormSchema {
        fields,
        ..FormSchema::default()
    }
}

/// Whether it may be saved; asked of the form and of its schema.
fn is_accepted(form: &FormSchema, level: Level, value: &Value) -> bool {
    let schema = export(form, level, "en");
    let values = serde_json::from_value(value.clone()).unwrap();
    let accepted = validate_values(form, &values, level, &[]).is_ok();
    let valid = jsonschema::draft202012::new(&schema)
        .unwrap()
        .is_valid(value);
    assert_eq!(accepted, valid, "{value} against {schema:#}");
    accepted
}

/// The host is not asked for what organisations fill in, wherever it stands.
#[test]
fn forms_10_members_are_required_on_the_level_of_the_field_around_them() {
    let members = || {
        let inner = Field {
            fields: vec![Field::new("deep", FieldKind::Number).required()],
            ..Field::new("inner", FieldKind::Object)
        };
        let when = Field::new("when", FieldKind::Text).required_when(Condition::equals("on", true));
        vec![
            Field::new("text", FieldKind::Text).required(),
            Field::new("on", FieldKind::Toggle),
            when,
            inner,
        ]
    };
    for owner in [Level::Host, Level::Org] {
        let form = form(vec![
            Field {
                fields: members(),
                level: owner,
                ..Field::new("object", FieldKind::Object)
            },
            Field {
                fields: members(),
                level: owner,
                ..Field::new("rows", FieldKind::List)
            },
        ]);
        for level in [Level::Host, Level::Org] {
            assert_eq!(
                import(&export(&form, level, "en"), "en").as_ref(),
                Ok(&form)
            );
        }
        let full = json!({"text": "x", "on": true, "when": "y", "inner": {"deep": 1}});
        assert!(is_accepted(
            &form,
            owner,
            &json!({"object": full, "rows": [full]})
        ));
        for (member, value) in [
            ("text", json!(null)),
            ("when", json!(null)),
            ("inner", json!({})),
            ("inner", json!(null)),
        ] {
            let mut part = full.clone();
            part[member] = value;
            for value in [
                json!({"object": part, "rows": []}),
                json!({"object": full, "rows": [part]}),
            ] {
                assert!(!is_accepted(&form, owner, &value), "{value}");
                if owner == Level::Org {
                    assert!(is_accepted(&form, Level::Host, &value), "{value}");
                }
            }
        }
        assert!(!is_accepted(&form, owner, &json!({"rows": []})));
        if owner == Level::Org {
            for value in [json!({}), json!({"object": null, "rows": [{}]})] {
                assert!(is_accepted(&form, Level::Host, &value));
            }
        }
    }
}

#[test]
fn forms_10_what_is_null_or_empty_counts_with_its_default_in_a_condition() {
    let asked = |default: Option<Value>| Field {
        options: ["test", "live"]
            .map(|value| SelectOption {
                value: value.to_owned(),
                label: LocaleText::en(value),
            })
            .into(),
        default,
        ..Field::new("mode", FieldKind::Select)
    };
    let key = |when: Condition| Field::new("key", FieldKind::Text).required_when(when);
    // Whether the key is required when the mode is missing, null, test and live.
    for (default, wanted, required) in [
        (Some("live"), json!("live"), [true, true, false, true]),
        (Some("live"), json!("test"), [false, false, true, false]),
        (Some("live"), json!(null), [false; 4]),
        (None, json!("live"), [false, false, false, true]),
        (None, json!(null), [true, true, false, false]),
        (None, json!(""), [true, true, false, false]),
    ] {
        let form = form(vec![
            asked(default.map(Value::from)),
            key(Condition::equals("mode", wanted.clone())),
        ]);
        let given = [
            json!({}),
            json!({"mode": null}),
            json!({"mode": "test"}),
            json!({"mode": "live"}),
        ];
        let refused = given.map(|value| !is_accepted(&form, Level::Org, &value));
        assert_eq!(refused, required, "{default:?} {wanted}");
    }
    // An empty text as well, where the schema of the field has one.
    let text = |default: Option<Value>| Field {
        default,
        ..Field::new("mode", FieldKind::Text)
    };
    for (default, required) in [(None, false), (Some("live"), true)] {
        let form = form(vec![
            text(default.map(Value::from)),
            key(Condition::equals("mode", "live")),
        ]);
        let accepted = is_accepted(&form, Level::Org, &json!({"mode": ""}));
        assert_eq!(accepted, !required);
    }
    // Nothing chosen is a choice, not a missing one.
    let tags = Field {
        kind: FieldKind::Multiselect,
        ..asked(Some(json!(["live"])))
    };
    for (wanted, required) in [(json!("live"), false), (json!([]), true)] {
        let form = form(vec![tags.clone(), key(Condition::equals("mode", wanted))]);
        let accepted = is_accepted(&form, Level::Org, &json!({"mode": []}));
        assert_eq!(accepted, !required);
        let accepted = is_accepted(&form, Level::Org, &json!({"mode": null}));
        assert_eq!(accepted, required);
    }
}

/// The documented case in which what the form saves is not valid: the form would not save it again either.
#[test]
fn forms_10_a_toggle_that_is_left_to_its_default_is_saved_off() {
    let form = form(vec![
        Field {
            default: Some(json!(true)),
            ..Field::new("on", FieldKind::Toggle)
        },
        Field::new("key", FieldKind::Text).required_when(Condition::equals("on", false)),
    ]);
    for value in [json!({}), json!({"on": null})] {
        assert!(is_accepted(&form, Level::Org, &value));
        let values = serde_json::from_value(value).unwrap();
        let saved = validate_values(&form, &values, Level::Org, &[]).unwrap();
        assert_eq!(json!(saved), json!({"on": false, "key": null}));
        assert!(!is_accepted(&form, Level::Org, &json!(saved)));
    }
}

/// PARITY 20: an empty text is none.
#[test]
fn forms_10_an_empty_text_is_none_and_does_not_come_back() {
    let choice = |empty: LocaleText| {
        form(vec![Field {
            label: LocaleText::en("Mode"),
            options: vec![
                SelectOption {
                    value: String::new(),
                    label: empty.clone(),
                },
                SelectOption {
                    value: "live".to_owned(),
                    label: LocaleText::en("Live"),
                },
            ],
            help_text: empty,
            ..Field::new("mode", FieldKind::Select)
        }])
    };
    let exported = export(&choice(LocaleText::en("")), Level::Org, "en");
    assert_eq!(
        exported["properties"]["mode"]["oneOf"][0],
        json!({"const": ""})
    );
    assert_eq!(exported["properties"]["mode"].get("description"), None);
    assert_eq!(import(&exported, "en"), Ok(choice(LocaleText::default())));
}
