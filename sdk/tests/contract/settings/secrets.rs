//! Secrets are kept, set, cleared, and never shown.

use portico_sdk::Field;
use portico_sdk::FieldKind::{Password, Text};
use portico_sdk::schema::Level;
use portico_sdk::settings::FieldErrorCode as E;
use portico_sdk::settings::{FieldError, Values, redact, validate_values};
use serde_json::{Value, json};

use super::{field, form, stored, values};

#[test]
fn parity_24_a_stored_secret_needs_no_second_entry() {
    let schema = form([field(Password).required()]);
    let save = |posted: Value, stored: &[String]| {
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
        assert_eq!(save(unchanged.clone(), &[]), required, "{unchanged}");
        assert_eq!(save(unchanged, &["another".to_owned()]), required);
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
    let save = |posted: Value, stored: &[String]| {
        validate_values(&schema, &values(posted), Level::Org, stored)
    };
    for stored in [stored(), Vec::new()] {
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
    let shown = redact(&schema, &stored_values, &[]);
    assert_eq!(shown, values(json!({"f": {"is_set": true}, "g": "plain"})));
    assert_eq!(
        redact(&schema, &Values::new(), &stored()),
        values(json!({"f": {"is_set": true}}))
    );
    for empty in [json!({}), json!({"f": ""}), json!({"f": null})] {
        assert_eq!(
            redact(&schema, &values(empty), &[]),
            values(json!({"f": {"is_set": false}}))
        );
    }
}
