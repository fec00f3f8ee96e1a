//! The form validator: every kind of field, secrets, levels, and the path without JavaScript.

use std::collections::BTreeSet;

use portico_sdk::schema::Level;
use portico_sdk::settings::{
    FieldError, FieldErrorCode, Values, clear_name, is_writable, merge, parse_form, redact,
    validate_field, validate_values, with_defaults,
};
use portico_sdk::{Field, FieldKind, FormSchema, LocaleText, SelectOption};
use proptest::prelude::*;
use serde_json::{Value, json};

use FieldErrorCode as E;
use FieldKind::{Number, Password, Select, Text, Textarea, Toggle};

fn form(fields: impl Into<Vec<Field>>) -> FormSchema {
    FormSchema {
        fields: fields.into(),
        ..FormSchema::default()
    }
}

fn field(kind: FieldKind) -> Field {
    let options = match kind {
        Select => ["test", "live"]
            .map(|value| SelectOption {
                value: value.to_owned(),
                label: LocaleText::default(),
            })
            .into(),
        _ => Vec::new(),
    };
    Field {
        options,
        ..Field::new("f", kind)
    }
}

fn values(value: Value) -> Values {
    serde_json::from_value(value).unwrap()
}

fn check(field: &Field, value: Value) -> Result<Value, FieldErrorCode> {
    let result = validate_values(
        &form([field.clone()]),
        &values(json!({ "f": value })),
        Level::Org,
        &BTreeSet::new(),
    );
    match result {
        Ok(mut valid) => Ok(valid.remove("f").unwrap_or(json!("absent"))),
        Err(errors) => {
            assert_eq!((errors.len(), errors[0].field.as_str()), (1, "f"));
            Err(errors[0].code.clone())
        }
    }
}

fn stored() -> BTreeSet<String> {
    BTreeSet::from(["f".to_owned()])
}

#[test]
fn texts_are_strings_and_empty_ones_are_null() {
    for kind in [Text, Textarea] {
        let plain = field(kind);
        assert_eq!(check(&plain, json!("a")), Ok(json!("a")));
        assert_eq!(check(&plain, json!(" ")), Ok(json!(" ")));
        assert_eq!(check(&plain, json!("")), Ok(Value::Null));
        assert_eq!(check(&plain, Value::Null), Ok(Value::Null));
        for wrong in [json!(1), json!(true), json!([]), json!({"a": 1})] {
            assert_eq!(check(&plain, wrong), Err(E::WrongType));
        }
        for empty in [json!(""), Value::Null] {
            assert_eq!(check(&field(kind).required(), empty), Err(E::Required));
        }
    }
}

#[test]
fn lengths_count_characters_and_have_a_limit_of_their_own() {
    let short = Field {
        min_length: Some(2),
        max_length: Some(3),
        ..field(Text)
    };
    assert_eq!(check(&short, json!("é")), Err(E::TooShort { min: 2 }));
    assert_eq!(check(&short, json!("éé")), Ok(json!("éé")));
    assert_eq!(check(&short, json!("ééé")), Ok(json!("ééé")));
    assert_eq!(check(&short, json!("éééé")), Err(E::TooLong { max: 3 }));
    // Nothing is not too short.
    assert_eq!(check(&short, json!("")), Ok(Value::Null));
    for unlimited in [
        field(Textarea),
        Field {
            max_length: Some(u32::MAX),
            ..field(Textarea)
        },
    ] {
        assert!(check(&unlimited, json!("x".repeat(65_536))).is_ok());
        assert_eq!(
            check(&unlimited, json!("x".repeat(65_537))),
            Err(E::TooLong { max: 65_536 })
        );
    }
}

#[test]
fn parity_24_numbers_are_json_numbers() {
    let number = field(Number);
    for good in [
        json!(0),
        json!(-7),
        json!(2.5),
        json!(u64::MAX),
        json!(1e300),
    ] {
        assert_eq!(check(&number, good.clone()), Ok(good));
    }
    for wrong in [json!("7"), json!(""), json!(true), json!([1]), json!({})] {
        assert_eq!(check(&number, wrong), Err(E::WrongType));
    }
    assert_eq!(check(&number, Value::Null), Ok(Value::Null));
    assert_eq!(check(&number.required(), Value::Null), Err(E::Required));
}

#[test]
fn bounds_of_a_number_are_inclusive() {
    let bounded = Field {
        min: Some(-1.5),
        max: Some(3.0),
        ..field(Number)
    };
    assert_eq!(check(&bounded, json!(-1.5)), Ok(json!(-1.5)));
    assert_eq!(check(&bounded, json!(3)), Ok(json!(3)));
    assert_eq!(check(&bounded, json!(-1.6)), Err(E::TooSmall { min: -1.5 }));
    assert_eq!(check(&bounded, json!(3.01)), Err(E::TooLarge { max: 3.0 }));
}

#[test]
fn steps_count_from_min_and_decimal_fractions_fit() {
    let step = |step, min| Field {
        step: Some(step),
        min,
        ..field(Number)
    };
    for (tenths, good) in [
        (0.3, true),
        (0.7, true),
        (1_000_000.1, true),
        (0.35, false),
        (0.30001, false),
        (-0.2, true),
    ] {
        let verdict = check(&step(0.1, None), json!(tenths));
        assert_eq!(verdict.is_ok(), good, "{tenths}");
        if !good {
            assert_eq!(verdict, Err(E::NotAStep { step: 0.1 }));
        }
    }
    assert!(check(&step(5.0, Some(2.0)), json!(12)).is_ok());
    assert_eq!(
        check(&step(5.0, Some(2.0)), json!(10)),
        Err(E::NotAStep { step: 5.0 })
    );
    assert!(check(&step(5.0, None), json!(10)).is_ok());
    assert!(check(&step(1.0, None), json!(9_007_199_254_740_993_u64)).is_ok());
    // A step that a declaration must not have does no harm.
    assert!(check(&step(0.0, None), json!(1.5)).is_ok());
    assert!(check(&step(-1.0, None), json!(1.5)).is_ok());
}

#[test]
fn parity_24_toggles_are_always_there_and_required_means_on() {
    let toggle = field(Toggle);
    assert_eq!(check(&toggle, json!(true)), Ok(json!(true)));
    for off in [json!(false), Value::Null] {
        assert_eq!(check(&toggle, off.clone()), Ok(json!(false)));
        assert_eq!(check(&field(Toggle).required(), off), Err(E::Required));
    }
    assert_eq!(
        check(&field(Toggle).required(), json!(true)),
        Ok(json!(true))
    );
    for wrong in [json!("true"), json!("on"), json!(1), json!(0), json!([])] {
        assert_eq!(check(&toggle, wrong.clone()), Err(E::WrongType));
        assert_eq!(check(&field(Toggle).required(), wrong), Err(E::WrongType));
    }
    // Untouched, so not posted at all.
    let untouched = validate_values(
        &form([toggle]),
        &Values::new(),
        Level::Org,
        &BTreeSet::new(),
    );
    assert_eq!(untouched, Ok(values(json!({"f": false}))));
}

#[test]
fn a_select_takes_its_options_only() {
    let select = field(Select);
    assert_eq!(check(&select, json!("live")), Ok(json!("live")));
    assert_eq!(check(&select, json!("")), Ok(Value::Null));
    for wrong in [json!("Live"), json!("live "), json!("other")] {
        assert_eq!(check(&select, wrong), Err(E::NotAnOption));
    }
    assert_eq!(check(&select, json!(0)), Err(E::WrongType));
    assert_eq!(
        check(&field(Select).required(), json!("")),
        Err(E::Required)
    );
}

#[test]
fn parity_24_a_stored_secret_needs_no_second_entry() {
    let schema = form([field(Password).required()]);
    let save = |posted: Value, stored: &BTreeSet<String>| {
        validate_values(&schema, &values(posted), Level::Org, stored)
    };
    let kept = Ok(Values::new());
    let required = Err(vec![FieldError {
        field: "f".to_owned(),
        code: E::Required,
    }]);
    for unchanged in [
        json!({}),
        json!({"f": ""}),
        json!({"f": {"is_set": true}}),
        json!({"f": {"is_set": false}}),
    ] {
        assert_eq!(save(unchanged.clone(), &stored()), kept, "{unchanged}");
        assert_eq!(
            save(unchanged.clone(), &BTreeSet::new()),
            required,
            "{unchanged}"
        );
        assert_eq!(
            save(unchanged, &BTreeSet::from(["another".to_owned()])),
            required
        );
    }
    // Clearing a required secret is refused, wherever it is stored.
    assert_eq!(save(json!({"f": null}), &stored()), required);
    assert_eq!(
        save(json!({"f": "new"}), &stored()),
        Ok(values(json!({"f": "new"})))
    );
    for wrong in [
        json!({"f": 1}),
        json!({"f": {"is_set": 1}}),
        json!({"f": {"is_set": true, "x": 1}}),
        json!({"f": {}}),
    ] {
        assert_eq!(
            save(wrong, &stored()),
            Err(vec![FieldError {
                field: "f".to_owned(),
                code: E::WrongType
            }])
        );
    }
}

#[test]
fn an_optional_secret_is_kept_set_or_cleared() {
    let schema = form([Field {
        max_length: Some(4),
        ..field(Password)
    }]);
    let save = |posted: Value, stored: &BTreeSet<String>| {
        validate_values(&schema, &values(posted), Level::Org, stored)
    };
    for stored in [stored(), BTreeSet::new()] {
        assert_eq!(save(json!({}), &stored), Ok(Values::new()));
        assert_eq!(save(json!({"f": ""}), &stored), Ok(Values::new()));
        assert_eq!(
            save(json!({"f": null}), &stored),
            Ok(values(json!({"f": null})))
        );
        assert_eq!(
            save(json!({"f": "abcd"}), &stored),
            Ok(values(json!({"f": "abcd"})))
        );
        assert!(save(json!({"f": "abcde"}), &stored).is_err());
    }
}

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
    let errors = validate_values(&schema, &posted, Level::Org, &BTreeSet::new()).unwrap_err();
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
    let save =
        |posted: Value, level| validate_values(&schema, &values(posted), level, &BTreeSet::new());
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
fn one_field_is_checked_the_same_way_while_it_is_edited() {
    assert_eq!(
        validate_field(&field(Text).required(), None, false),
        Err(E::Required)
    );
    assert_eq!(
        validate_field(&field(Text), Some(&json!("x")), false),
        Ok(())
    );
    assert_eq!(
        validate_field(&field(Password).required(), Some(&json!("")), true),
        Ok(())
    );
    assert_eq!(
        validate_field(&field(Password).required(), Some(&json!("")), false),
        Err(E::Required)
    );
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn every_kind() -> FormSchema {
    form(FieldKind::ALL.map(|kind| Field {
        key: kind.name().to_owned(),
        ..field(kind)
    }))
}

#[test]
fn a_form_post_becomes_typed_values() {
    let posted = pairs(&[
        ("text", "a\r\nb"),
        ("password", "geheim"),
        ("number", " 5 "),
        ("textarea", "one\r\ntwo\nthree"),
        ("toggle", "on"),
        ("select", "live"),
        ("rev", "7"),
        ("_extension", "x"),
    ]);
    let parsed = parse_form(&every_kind(), Level::Org, posted);
    assert_eq!(
        parsed,
        values(
            json!({"text": "a\nb", "password": "geheim", "number": 5, "textarea": "one\ntwo\nthree", "toggle": true,
            "select": "live"})
        )
    );
    assert!(validate_values(&every_kind(), &parsed, Level::Org, &BTreeSet::new()).is_ok());
}

#[test]
fn an_empty_form_post_is_null_off_and_unchanged() {
    let nothing = values(
        json!({"text": null, "number": null, "textarea": null, "toggle": false, "select": null}),
    );
    assert_eq!(parse_form(&every_kind(), Level::Org, pairs(&[])), nothing);
    let blank = FieldKind::ALL.map(|kind| (kind.name().to_owned(), String::new()));
    assert_eq!(parse_form(&every_kind(), Level::Org, blank), nothing);
}

#[test]
fn a_toggle_is_on_unless_it_says_off() {
    let parsed =
        |text| parse_form(&form([field(Toggle)]), Level::Org, pairs(&[("f", text)]))["f"].clone();
    for on in ["on", "true", "1", "yes"] {
        assert_eq!(parsed(on), json!(true));
    }
    for off in ["", "off", "false", "0"] {
        assert_eq!(parsed(off), json!(false));
    }
    // The hidden field before the checkbox: the last one counts.
    let both = pairs(&[("f", "false"), ("f", "true")]);
    assert_eq!(
        parse_form(&form([field(Toggle)]), Level::Org, both)["f"],
        json!(true)
    );
}

#[test]
fn numbers_of_a_form_post_are_numbers_or_stay_what_was_typed() {
    let parsed =
        |text| parse_form(&form([field(Number)]), Level::Org, pairs(&[("f", text)]))["f"].clone();
    for (text, number) in [
        ("5", json!(5)),
        ("-5", json!(-5)),
        ("+5", json!(5)),
        ("2.50", json!(2.5)),
        (".5", json!(0.5)),
        ("1e3", json!(1e3)),
    ] {
        assert_eq!(parsed(text), number, "{text}");
    }
    assert_eq!(parsed("   "), Value::Null);
    for text in [
        "five", "inf", "NaN", "-inf", "1e999", "1,5", "0x10", "1 000", "--1", "1_000",
    ] {
        assert_eq!(parsed(text), json!(text));
        let refused = validate_values(
            &form([field(Number)]),
            &values(json!({ "f": parsed(text) })),
            Level::Org,
            &BTreeSet::new(),
        );
        assert_eq!(refused.unwrap_err()[0].code, E::WrongType);
    }
}

#[test]
fn a_secret_of_a_form_post_is_cleared_by_its_own_box_only() {
    let schema = form([field(Password)]);
    assert_eq!(clear_name("f"), "f:clear");
    let parsed = |posted: &[(&str, &str)]| parse_form(&schema, Level::Org, pairs(posted));
    assert_eq!(parsed(&[("f", "")]), Values::new());
    assert_eq!(
        parsed(&[("f", ""), ("f:clear", "on")]),
        values(json!({"f": null}))
    );
    assert_eq!(parsed(&[("f:clear", "on")]), values(json!({"f": null})));
    // What was typed counts more.
    assert_eq!(
        parsed(&[("f", "new"), ("f:clear", "on")]),
        values(json!({"f": "new"}))
    );
}

#[test]
fn a_form_post_of_an_organisation_leaves_the_hosts_fields_out() {
    let schema = form([Field {
        level: Level::Host,
        ..field(Toggle)
    }]);
    assert_eq!(
        parse_form(&schema, Level::Org, pairs(&[("f", "on")])),
        Values::new()
    );
    assert_eq!(
        parse_form(&schema, Level::Host, pairs(&[("f", "on")])),
        values(json!({"f": true}))
    );
}

#[test]
fn a_browser_learns_of_a_secret_only_that_it_is_set() {
    let schema = form([
        field(Password),
        Field {
            key: "g".to_owned(),
            ..field(Text)
        },
    ]);
    let canary = "canary-7f3a";
    let stored_values = values(json!({"f": canary, "g": "plain", "gone": canary}));
    let shown = redact(&schema, &stored_values, &BTreeSet::new());
    assert_eq!(shown, values(json!({"f": {"is_set": true}, "g": "plain"})));
    assert_eq!(
        redact(&schema, &Values::new(), &stored()),
        values(json!({"f": {"is_set": true}}))
    );
    for empty in [json!({}), json!({"f": ""}), json!({"f": null})] {
        assert_eq!(
            redact(&schema, &values(empty), &BTreeSet::new()),
            values(json!({"f": {"is_set": false}}))
        );
    }
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

#[test]
fn a_save_keeps_what_was_not_posted_and_removes_what_is_null() {
    let stored = values(json!({"a": 1, "b": 2}));
    assert_eq!(
        merge(&stored, &values(json!({"b": null, "c": 3}))),
        values(json!({"a": 1, "c": 3}))
    );
    assert_eq!(merge(&stored, &Values::new()), stored);
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
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

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
        if let Ok(valid) = validate_values(&schema, &posted, level, &BTreeSet::new()) {
            for field in schema.fields.iter().filter(|field| is_writable(field.level, level)) {
                prop_assert!(valid.contains_key(&field.key) || field.kind == Password);
            }
            prop_assert_eq!(validate_values(&schema, &valid, level, &BTreeSet::new()), Ok(valid));
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
        let expected = json!({"text": text, "number": number, "textarea": null, "toggle": on,
            "select": if live { "live" } else { "test" }});
        prop_assert_eq!(parsed, values(expected));
    }
}
