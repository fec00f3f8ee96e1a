//! All fields together: errors, levels, defaults, and what holds for every form.

use portico_sdk::FieldKind::{Number, Password, Text, Toggle};
use portico_sdk::schema::Level;
use portico_sdk::settings::FieldErrorCode as E;
use portico_sdk::settings::{
    FieldError, FieldErrorCode, Values, is_writable, parse_form, validate_values, with_defaults,
};
use portico_sdk::{Field, FieldKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{every_kind, field, form, pairs, values};

#[test]
fn parity_25_every_error_is_reported_in_the_order_of_the_form() {
    let schema = form([
        Field {
            key: "z".to_owned(),
            ..field(Number)
        },
        Field {
            key: "a".to_owned(),
            ..field(Text).required()
        },
        Field {
            key: "ok".to_owned(),
            ..field(Toggle)
        },
    ]);
    let posted = values(json!({"z": "x", "y": 1, "b": 2}));
    let errors = validate_values(&schema, &posted, Level::Org, &[]).unwrap_err();
    let seen: Vec<(&str, &FieldErrorCode)> = errors
        .iter()
        .map(|error| (error.field.as_str(), &error.code))
        .collect();
    assert_eq!(
        seen,
        [
            ("z", &E::WrongType),
            ("a", &E::Required),
            ("b", &E::UnknownField),
            ("y", &E::UnknownField)
        ]
    );
}

#[test]
fn errors_have_a_code_and_its_number_on_the_wire() {
    let wire = |code| {
        serde_json::to_value(FieldError {
            field: "f".to_owned(),
            code,
        })
        .unwrap()
    };
    assert_eq!(wire(E::Required), json!({"field": "f", "code": "required"}));
    assert_eq!(
        wire(E::TooSmall { min: 1.5 }),
        json!({"field": "f", "code": "too_small", "min": 1.5})
    );
    assert_eq!(
        wire(E::TooLong { max: 3 }),
        json!({"field": "f", "code": "too_long", "max": 3})
    );
    assert_eq!(
        wire(E::NotAStep { step: 0.5 }),
        json!({"field": "f", "code": "not_a_step", "step": 0.5})
    );
    let read: FieldError = serde_json::from_value(wire(E::TooLarge { max: 2.0 })).unwrap();
    assert_eq!(read.code, E::TooLarge { max: 2.0 });
}

#[test]
fn an_organisation_cannot_write_what_belongs_to_the_host() {
    let schema = form([
        Field {
            key: "org_key".to_owned(),
            ..field(Text).required()
        },
        Field {
            key: "host_key".to_owned(),
            level: Level::Host,
            ..field(Text).required()
        },
        Field {
            key: "host_toggle".to_owned(),
            level: Level::Host,
            ..field(Toggle)
        },
    ]);
    let save = |posted: Value, level| validate_values(&schema, &values(posted), level, &[]);
    assert_eq!(
        save(json!({"org_key": "a"}), Level::Org),
        Ok(values(json!({"org_key": "a"})))
    );
    for given in [json!("b"), Value::Null] {
        let errors = save(json!({"org_key": "a", "host_key": given}), Level::Org).unwrap_err();
        assert_eq!(
            errors,
            [FieldError {
                field: "host_key".to_owned(),
                code: E::ReadOnly
            }]
        );
    }
    // The host writes both, and need not fill in what is the organisation's to fill in.
    let saved = save(json!({"host_key": "b"}), Level::Host);
    assert_eq!(
        saved,
        Ok(values(
            json!({"org_key": null, "host_key": "b", "host_toggle": false})
        ))
    );
    assert!(save(json!({"host_key": "b", "org_key": "for all"}), Level::Host).is_ok());
    let errors = save(json!({"org_key": "a"}), Level::Host).unwrap_err();
    assert_eq!(
        errors,
        [FieldError {
            field: "host_key".to_owned(),
            code: E::Required
        }]
    );
    assert!(is_writable(Level::Host, Level::Host) && is_writable(Level::Org, Level::Host));
    assert!(!is_writable(Level::Host, Level::Org) && is_writable(Level::Org, Level::Org));
}

#[test]
fn defaults_fill_in_what_is_not_stored_and_nothing_else() {
    let schema = form([
        Field {
            key: "a".to_owned(),
            default: Some(json!("x")),
            ..field(Text)
        },
        Field {
            key: "b".to_owned(),
            default: Some(json!(true)),
            ..field(Toggle)
        },
        Field {
            key: "c".to_owned(),
            ..field(Text)
        },
    ]);
    assert_eq!(
        with_defaults(&schema, &Values::new()),
        values(json!({"a": "x", "b": true}))
    );
    let stored = values(json!({"a": null, "b": false, "d": 1}));
    assert_eq!(
        with_defaults(&schema, &stored),
        values(json!({"a": "x", "b": false, "d": 1}))
    );
}

fn any_field() -> impl Strategy<Value = Field> {
    let bounds = (
        prop::option::of(-10..10_i32),
        prop::option::of(-10..10_i32),
        prop::option::of(1..5_u32),
    );
    let lengths = (prop::option::of(0..4_u32), prop::option::of(0..6_u32));
    (
        prop::sample::select(&FieldKind::ALL[..]),
        any::<bool>(),
        any::<bool>(),
        bounds,
        lengths,
    )
        .prop_map(
            |(kind, required, of_host, (min, max, step), (min_length, max_length))| Field {
                required,
                level: if of_host { Level::Host } else { Level::Org },
                min: min.map(f64::from),
                max: max.map(f64::from),
                step: step.map(f64::from),
                min_length,
                max_length,
                ..field(kind)
            },
        )
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-12..12_i64).prop_map(Value::from),
        (-12.0..12.0_f64).prop_map(Value::from),
        "[a-zé]{0,7}".prop_map(Value::from),
        Just(json!("live")),
        Just(json!({"is_set": true})),
        Just(json!([1])),
        Just(json!(["live", "test", "live"])),
        Just(json!([{"name": "a"}, {"name": ""}])),
        Just(json!({"name": "b"})),
        Just(json!("2026-02-28")),
        Just(json!("#ABCdef")),
        Just(json!("ada@example.com")),
        Just(json!("https://example.com/")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_was_accepted_once_is_accepted_again_unchanged(
        fields in prop::collection::vec(any_field(), 1..5),
        given in prop::collection::vec(prop::option::of(any_value()), 5),
        at_host: bool,
    ) {
        let level = if at_host { Level::Host } else { Level::Org };
        let fields: Vec<Field> = fields
            .into_iter()
            .enumerate()
            .map(|(index, field)| Field { key: format!("f{index}"), ..field })
            .collect();
        let schema = form(fields);
        let posted: Values =
            given.into_iter().enumerate().filter_map(|(index, value)| Some((format!("f{index}"), value?))).collect();
        if let Ok(valid) = validate_values(&schema, &posted, level, &[]) {
            for field in schema.fields.iter().filter(|field| is_writable(field.level, level)) {
                prop_assert!(valid.contains_key(&field.key) || field.kind == Password);
            }
            prop_assert_eq!(validate_values(&schema, &valid, level, &[]), Ok(valid));
        }
    }

    #[test]
    fn typed_values_survive_a_form_post(text in "[a-zé \\n]{1,20}", number: i32, on: bool, live: bool) {
        let posted = pairs(&[
            ("text", &text),
            ("number", &number.to_string()),
            (if on { "toggle" } else { "untouched" }, "on"),
            ("select", if live { "live" } else { "test" }),
        ]);
        let parsed = parse_form(&every_kind(), Level::Org, posted);
        let expected = json!({"text": text, "number": number, "toggle": on, "select": if live { "live" } else { "test" }});
        for (key, value) in values(expected) {
            prop_assert_eq!(&parsed[&key], &value);
        }
    }
}
