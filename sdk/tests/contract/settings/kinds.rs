//! Each kind of field by itself.

use portico_sdk::Field;
use portico_sdk::FieldKind::{Number, Password, Select, Text, Textarea, Toggle};
use portico_sdk::schema::Level;
use portico_sdk::settings::FieldErrorCode as E;
use portico_sdk::settings::{Values, validate_field, validate_values};
use serde_json::{Value, json};

use super::{check, field, form, values};

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
    let untouched = validate_values(&form([toggle]), &Values::new(), Level::Org, &[]);
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
