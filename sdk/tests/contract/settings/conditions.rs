//! Conditions: which fields are there, which are required, and what becomes of the values of those that are not (FORMS 3).

use portico_sdk::Condition;
use portico_sdk::FieldKind::{List, Multiselect, Number, Object, Password, Select, Text, Toggle};
use portico_sdk::condition::{FieldState, field_states, first_cycle};
use portico_sdk::schema::{Field, FormSchema, Level};
use portico_sdk::settings::FieldErrorCode as E;
use portico_sdk::settings::{Values, validate_values};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{field, form, named, values};

fn checked(schema: &FormSchema, given: Value) -> Result<Values, Vec<(String, E)>> {
    validate_values(schema, &values(given), Level::Org, &[]).map_err(|errors| {
        errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect()
    })
}

fn error(path: &str, code: E) -> Vec<(String, E)> {
    vec![(path.to_owned(), code)]
}

#[test]
fn forms_3_a_field_that_is_not_there_does_not_block_and_is_not_sent() {
    let schema = form([
        named("mode", field(Select)),
        Field::new("key", Text)
            .required()
            .visible_when(Condition::equals("mode", "live")),
    ]);
    assert_eq!(
        checked(&schema, json!({"mode": "test"})),
        Ok(values(json!({"mode": "test"})))
    );
    // Whatever stands in it: it comes back when the field does.
    assert_eq!(
        checked(&schema, json!({"mode": "test", "key": 7})),
        Ok(values(json!({"mode": "test"})))
    );
    assert_eq!(
        checked(&schema, json!({"mode": "live"})),
        Err(error("key", E::Required))
    );
    assert_eq!(
        checked(&schema, json!({"mode": "live", "key": "k"})),
        Ok(values(json!({"mode": "live", "key": "k"})))
    );
}

#[test]
fn forms_3_a_chain_of_conditions_is_resolved_to_its_end() {
    // Declared from its end to its beginning, so that one look is not enough.
    let schema = form([
        Field::new("c", Text).visible_when(Condition::equals("b", "yes")),
        Field::new("b", Text).visible_when(Condition::equals("a", "yes")),
        Field::new("a", Text),
    ]);
    let seen =
        |given: Value| -> Vec<String> { checked(&schema, given).unwrap().into_keys().collect() };
    assert_eq!(seen(json!({"a": "yes", "b": "yes"})), ["a", "b", "c"]);
    assert_eq!(seen(json!({"a": "yes", "b": "no"})), ["a", "b"]);
    // What a hidden field still holds counts for nothing.
    assert_eq!(seen(json!({"a": "no", "b": "yes", "c": "x"})), ["a"]);
}

#[test]
fn forms_3_each_kind_of_condition() {
    let there = |condition: Condition, given: Value| {
        let schema = form([
            named("mode", field(Select)),
            named("on", field(Toggle)),
            named("tags", field(Multiselect)),
            Field::new("count", Number),
            Field::new("x", Text).visible_when(condition),
        ]);
        checked(&schema, given).unwrap().contains_key("x")
    };
    let equals = |key: &str, value: Value| Condition::equals(key, value);
    for (condition, given, expected) in [
        (equals("mode", json!("live")), json!({"mode": "live"}), true),
        (
            equals("mode", json!("live")),
            json!({"mode": "test"}),
            false,
        ),
        (equals("mode", Value::Null), json!({}), true),
        (equals("mode", json!("")), json!({"mode": null}), true),
        (equals("on", json!(true)), json!({"on": true}), true),
        (equals("on", json!(false)), json!({}), true),
        (equals("on", json!(false)), json!({"on": true}), false),
        (equals("count", json!(1)), json!({"count": 1.0}), true),
        (
            equals("tags", json!("live")),
            json!({"tags": ["test", "live"]}),
            true,
        ),
        (
            equals("tags", json!("live")),
            json!({"tags": ["test"]}),
            false,
        ),
        (equals("tags", Value::Null), json!({"tags": []}), true),
        (
            Condition::one_of("mode", ["test", "live"]),
            json!({"mode": "live"}),
            true,
        ),
        (
            Condition::one_of("mode", ["test"]),
            json!({"mode": "live"}),
            false,
        ),
        (Condition::And(Vec::new()), json!({}), true),
        (Condition::Or(Vec::new()), json!({}), false),
        (
            Condition::And(vec![
                equals("mode", json!("live")),
                equals("on", json!(true)),
            ]),
            json!({"mode": "live"}),
            false,
        ),
        (
            Condition::Or(vec![
                equals("mode", json!("live")),
                equals("on", json!(true)),
            ]),
            json!({"on": true}),
            true,
        ),
        (
            Condition::Not(Box::new(equals("mode", json!("live")))),
            json!({"mode": "live"}),
            false,
        ),
        (equals("nowhere", json!(1)), json!({}), false),
    ] {
        assert_eq!(
            there(condition.clone(), given.clone()),
            expected,
            "{condition:?} {given}"
        );
    }
}

#[test]
fn forms_3_a_default_counts_until_something_else_is_given() {
    let mode = Field {
        default: Some(json!("live")),
        ..named("mode", field(Select))
    };
    let schema = form([
        mode,
        Field::new("x", Text).visible_when(Condition::equals("mode", "live")),
    ]);
    assert!(checked(&schema, json!({})).unwrap().contains_key("x"));
    assert!(
        !checked(&schema, json!({"mode": "test"}))
            .unwrap()
            .contains_key("x")
    );
    // What is emptied is saved as nothing, and then the default counts again.
    for nothing in [json!({"mode": null}), json!({"mode": ""})] {
        assert!(checked(&schema, nothing).unwrap().contains_key("x"));
    }
}

#[test]
fn forms_3_long_chains_of_large_conditions_are_decided_once_each() {
    let fields = (0..200).map(|n| {
        let field = Field::new(format!("f{n}"), Text);
        if n == 0 {
            return field;
        }
        let before = format!("f{}", n - 1);
        let parts = (0..45).map(|part| Condition::equals(before.as_str(), format!("{part}")));
        field.visible_when(Condition::Or(parts.collect()))
    });
    // The last one stands first, so that nothing is settled by going through them in their order.
    let schema = form(fields.rev().collect::<Vec<_>>());
    let mut given = json!({});
    for n in 0..200 {
        given[format!("f{n}")] = json!("1");
    }
    assert_eq!(checked(&schema, given.clone()).unwrap().len(), 200);
    given["f100"] = json!("x");
    assert_eq!(checked(&schema, given).unwrap().len(), 101);
}

#[test]
fn forms_3_what_is_required_is_so_where_it_belongs_and_not_of_a_stored_secret() {
    let condition = || Condition::equals("on", true);
    let host = Field {
        level: Level::Host,
        ..Field::new("host", Text).required_when(condition())
    };
    let inside = Field {
        fields: vec![Field::new("user", Text).required_when(condition())],
        ..Field::new("smtp", Object)
    };
    let schema = form([
        named("on", field(Toggle)),
        host,
        Field::new("key", Password).required_when(condition()),
        inside,
    ]);
    let required = |level, stored: &[&str]| -> Vec<String> {
        let stored: Vec<String> = stored.iter().map(|key| (*key).to_owned()).collect();
        let values = values(json!({"on": true, "smtp": {}}));
        field_states(&schema.fields, &values, level, &stored)
            .into_iter()
            .filter(|state| state.required)
            .map(|state| state.path)
            .collect()
    };
    assert_eq!(required(Level::Org, &[]), ["key", "smtp.user"]);
    assert_eq!(required(Level::Org, &["key"]), ["smtp.user"]);
    assert_eq!(required(Level::Host, &[]), ["host"]);
}

#[test]
fn forms_3_a_field_is_required_while_its_condition_holds() {
    let schema = form([
        named("on", field(Toggle)),
        Field::new("why", Text).required_when(Condition::equals("on", true)),
    ]);
    assert!(checked(&schema, json!({"on": false})).is_ok());
    assert_eq!(
        checked(&schema, json!({"on": true})),
        Err(error("why", E::Required))
    );
    assert!(checked(&schema, json!({"on": true, "why": "x"})).is_ok());
}

#[test]
fn forms_3_rows_ask_for_fields_beside_and_around_them() {
    let row = vec![
        Field::new("kind", Text),
        Field::new("url", Text)
            .required()
            .visible_when(Condition::equals("kind", "link")),
        Field::new("note", Text).visible_when(Condition::equals("notes", true)),
    ];
    let schema = form([
        named("notes", field(Toggle)),
        Field {
            fields: row,
            ..Field::new("rows", List)
        },
    ]);
    let given = json!({"notes": true, "rows": [{"kind": "link"}, {"kind": "text", "url": 5}]});
    assert_eq!(
        checked(&schema, given.clone()),
        Err(error("rows.0.url", E::Required))
    );
    assert_eq!(
        field_states(&schema.fields, &values(given), Level::Org, &[]),
        [
            ("rows.0.url", true, true),
            ("rows.0.note", true, false),
            ("rows.1.url", false, true),
            ("rows.1.note", true, false),
        ]
        .map(|(path, visible, required)| FieldState {
            path: path.to_owned(),
            visible,
            required,
        })
    );
    assert_eq!(
        checked(
            &schema,
            json!({"rows": [{"kind": "text", "note": "hidden"}]})
        ),
        Ok(values(json!({"notes": false, "rows": [{"kind": "text"}]})))
    );
}

#[test]
fn forms_3_the_nearest_field_of_a_name_counts() {
    let schema = form([
        Field::new("mode", Text),
        Field {
            fields: vec![
                Field::new("mode", Text),
                Field::new("x", Text).visible_when(Condition::equals("mode", "inner")),
            ],
            ..Field::new("inside", Object)
        },
    ]);
    let seen = |given: Value| {
        checked(&schema, given).unwrap()["inside"]
            .get("x")
            .is_some()
    };
    assert!(seen(json!({"mode": "outer", "inside": {"mode": "inner"}})));
    assert!(!seen(json!({"mode": "inner", "inside": {"mode": "other"}})));
}

#[test]
fn forms_3_circles_are_found_and_chains_are_none() {
    let after = |key: &str, asks: &[&str]| {
        let all = asks
            .iter()
            .map(|key| Condition::equals(*key, "x"))
            .collect();
        Field::new(key, Text).visible_when(Condition::And(all))
    };
    let circle = |fields: Vec<Field>| first_cycle(&fields).map(|keys| keys.join(" "));
    assert_eq!(circle(vec![after("a", &["a"])]).as_deref(), Some("a"));
    assert_eq!(
        circle(vec![
            after("a", &["b"]),
            after("b", &["c"]),
            after("c", &["a"])
        ])
        .as_deref(),
        Some("a b c")
    );
    // What leads to a circle is no part of it.
    assert_eq!(
        circle(vec![
            after("z", &["b"]),
            after("b", &["c"]),
            after("c", &["b"])
        ])
        .as_deref(),
        Some("b c")
    );
    // Two ways to one field are no circle.
    let diamond = vec![
        Field::new("d", Text),
        after("b", &["d"]),
        after("c", &["d"]),
        after("a", &["b", "c"]),
    ];
    assert_eq!(circle(diamond), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever depends on whatever: where there is no circle, every field's condition says just what the field is.
    #[test]
    fn forms_3_what_is_resolved_agrees_with_every_condition(
        asks in prop::collection::vec(prop::option::of((0..6_usize, any::<bool>())), 6),
        given in prop::collection::vec(any::<bool>(), 6),
    ) {
        let key = |at: usize| format!("f{at}");
        let fields: Vec<Field> = asks
            .iter()
            .enumerate()
            .map(|(at, asked)| Field {
                visible_when: asked.map(|(other, on)| Condition::equals(key(other), on)),
                ..Field::new(key(at), Toggle)
            })
            .collect();
        prop_assume!(first_cycle(&fields).is_none());
        let given: Values = given.iter().enumerate().map(|(at, on)| (key(at), json!(on))).collect();
        let valid = validate_values(&form(fields.clone()), &given, Level::Org, &[]).unwrap();
        for (at, asked) in asks.iter().enumerate() {
            let wanted = asked.is_none_or(|(other, on)| {
                let value = valid.get(&key(other)).is_some_and(|value| value == &json!(true));
                value == on
            });
            prop_assert_eq!(valid.contains_key(&key(at)), wanted, "{}", key(at));
        }
    }
}
