//! What a form says of a value, and what its schema says to an independent validator.

use jsonschema::Validator;
use portico_sdk::json_schema::{export, import};
use portico_sdk::schema::{Field, FieldKind, Level};
use portico_sdk::settings::validate_values;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::made::{Tape, foreign, form, posted};

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| {
        panic!("no schema of the dialect: {error} in {schema:#}");
    });
    jsonschema::draft202012::new(schema).unwrap()
}

/// Whether a value differs from what a form makes of it in more than spelling that the schema knows: empty texts, options
/// chosen twice, a secret that stays, or a field that is not there.
fn is_spelled_otherwise(given: &Value, valid: &Value) -> bool {
    match (given, valid) {
        (Value::String(text), Value::Null) => text.is_empty(),
        (Value::Object(given), Value::Object(valid)) => given.iter().any(|(key, value)| {
            valid
                .get(key)
                .is_none_or(|valid| is_spelled_otherwise(value, valid))
        }),
        (Value::Array(given), Value::Array(valid)) => {
            given.len() > valid.len()
                || given
                    .iter()
                    .zip(valid)
                    .any(|(given, valid)| is_spelled_otherwise(given, valid))
        }
        _ => false,
    }
}

/// Whether nothing is given for a toggle or several choices that have a default: it is off or nothing that is saved then, though
/// conditions have counted with the default.
fn counts_otherwise_once_saved(fields: &[Field], given: &Value) -> bool {
    fields.iter().any(|field| {
        let given = &given[field.key.as_str()];
        match field.kind {
            FieldKind::Toggle | FieldKind::Multiselect => {
                given.is_null() && field.default.is_some()
            }
            FieldKind::Object => counts_otherwise_once_saved(&field.fields, given),
            FieldKind::List => given.as_array().is_some_and(|rows| {
                rows.iter()
                    .any(|row| counts_otherwise_once_saved(&field.fields, row))
            }),
            _ => false,
        }
    })
}

/// Whether the form accepted the value; panics where the two disagree.
fn agree(tape: &mut Tape) -> bool {
    let level = if tape.rarely(3) {
        Level::Host
    } else {
        Level::Org
    };
    let form = form(tape, false);
    let posted = posted(tape, &form, level);
    let schema = export(&form, level, "en");
    let validator = validator(&schema);
    let given = json!(posted);
    let verdict = validate_values(&form, &posted, level, &[]);
    let seen = || format!("{given:#}\n{schema:#}\n{verdict:?}");
    if validator.is_valid(&given) {
        assert!(verdict.is_ok(), "only the schema accepts {}", seen());
    }
    if let Ok(saved) = &verdict {
        let valid = json!(saved);
        if let Err(error) = validator.validate(&valid) {
            // Then the form refuses it as well.
            let again = validate_values(&form, saved, level, &[]);
            assert!(
                again.is_err() && counts_otherwise_once_saved(&form.fields, &given),
                "the schema refuses what the form makes of a value, {error}: {}",
                seen()
            );
        }
        assert!(
            validator.is_valid(&given) || is_spelled_otherwise(&given, &valid),
            "only the form accepts {}",
            seen()
        );
    }
    verdict.is_ok()
}

/// What a form saves, without the empty fields that its schema may know no null for.
fn without_empty(value: &Value, schema: &Value) -> Value {
    let empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(members) => {
            let needed = |key: &str| {
                let required = schema["required"].as_array();
                required.is_some_and(|names| names.contains(&json!(key)))
            };
            let kept = members
                .iter()
                .filter(|(key, value)| needed(key) || !empty(value));
            let kept = kept.map(|(key, value)| {
                let inner = without_empty(value, &schema["properties"][key]);
                (key.clone(), inner)
            });
            Value::Object(kept.collect())
        }
        Value::Array(rows) => {
            let rows = rows.iter();
            rows.map(|row| without_empty(row, &schema["items"]))
                .collect()
        }
        value => value.clone(),
    }
}

fn has_empty_text_or_twice(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.values().any(has_empty_text_or_twice),
        Value::Array(rows) => {
            let twice = |row: &Value| rows.iter().filter(|other| *other == row).count() > 1;
            rows.iter()
                .any(|row| row.is_string() && twice(row) || has_empty_text_or_twice(row))
        }
        _ => false,
    }
}

/// Whether a member of an object is none of its properties. A schema of others allows it, a form never does.
fn has_unknown_member(value: &Value, schema: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(key, value)| {
            let property = schema["properties"].get(key);
            property.is_none_or(|property| has_unknown_member(value, property))
        }),
        Value::Array(rows) => rows
            .iter()
            .any(|row| has_unknown_member(row, &schema["items"])),
        _ => false,
    }
}

/// Whether a schema of others became a form; panics when the form says something else than the schema.
fn read(tape: &mut Tape) -> bool {
    let schema = foreign(tape, 2);
    let form = match import(&schema, "en") {
        Ok(form) => form,
        Err(problems) => {
            for problem in problems {
                assert!(
                    schema.pointer(&problem.path).is_some(),
                    "{problem} is nowhere in {schema:#}"
                );
            }
            return false;
        }
    };
    let validator = validator(&schema);
    for _ in 0..6 {
        let posted = posted(tape, &form, Level::Org);
        let given = json!(posted);
        let verdict = validate_values(&form, &posted, Level::Org, &[]);
        let seen = || format!("{given:#}\n{schema:#}\n{verdict:?}");
        match &verdict {
            Ok(valid) => {
                let saved = without_empty(&json!(valid), &schema);
                if let Err(error) = validator.validate(&saved) {
                    panic!("{error}: the form saves {saved:#} of {}", seen());
                }
            }
            Err(_) => assert!(
                !validator.is_valid(&given)
                    || has_empty_text_or_twice(&given)
                    || has_unknown_member(&given, &schema),
                "only the schema accepts {}",
                seen()
            ),
        }
    }
    true
}

/// Of so many, a good part is on either side: a test in which everything is refused would say nothing.
fn is_mixed(count: u64, is: impl Fn(&mut Tape) -> bool) {
    let found = (1..=count)
        .filter(|seed| is(&mut Tape::seeded(*seed)))
        .count();
    let found = u64::try_from(found).unwrap();
    assert!(
        found > count / 20 && found < count / 20 * 19,
        "{found} of {count}"
    );
}

#[test]
fn forms_10_a_form_and_its_schema_agree_about_many_values() {
    is_mixed(1_500, agree);
}

#[test]
fn forms_10_forms_of_other_schemas_say_what_those_say() {
    is_mixed(1_500, read);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn forms_10_a_form_and_its_schema_agree(numbers in prop::collection::vec(any::<u16>(), 0..200)) {
        agree(&mut Tape::new(numbers));
    }

    #[test]
    fn forms_10_a_schema_of_others_is_not_changed(numbers in prop::collection::vec(any::<u16>(), 0..200)) {
        read(&mut Tape::new(numbers));
    }

    #[test]
    fn forms_10_every_form_comes_back(numbers in prop::collection::vec(any::<u16>(), 0..200), host: bool) {
        let form = form(&mut Tape::new(numbers), true);
        let level = if host { Level::Host } else { Level::Org };
        let exported = export(&form, level, "en");
        validator(&exported);
        prop_assert_eq!(import(&exported, "en"), Ok(form));
    }
}
