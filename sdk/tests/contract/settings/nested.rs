//! Choices of several, objects and lists.

use portico_sdk::FieldKind::{
    Color, List, Multiselect, Number, Object, Radio, Range, Text, Toggle, Url,
};
use portico_sdk::condition::Condition;
use portico_sdk::schema::{Field, FormSchema, Level};
use portico_sdk::settings::FieldErrorCode as E;
use portico_sdk::settings::{
    MAX_CELLS, Values, field_at, new_row, parse_form, validate_values, with_defaults,
};
use serde_json::{Value, json};

use super::{check, field, form, pairs, values};

fn links() -> FormSchema {
    form([Field {
        fields: vec![
            Field::new("title", Text).required(),
            Field {
                default: Some(json!("https://example.com")),
                ..Field::new("url", Url)
            },
        ],
        max_items: Some(3),
        min_items: Some(2),
        unique: "title".to_owned(),
        ..Field::new("links", List)
    }])
}

fn errors(schema: &FormSchema, given: Value) -> Vec<(String, E)> {
    let checked = validate_values(schema, &values(given), Level::Org, &[]);
    let errors = checked.err().unwrap_or_default();
    errors
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

#[test]
fn forms_1_several_choices_come_once_and_in_the_order_of_the_options() {
    let tags = field(Multiselect);
    assert_eq!(
        check(&tags, json!(["live", "test", "live"])),
        Ok(json!(["test", "live"]))
    );
    assert_eq!(check(&tags, json!([])), Ok(json!([])));
    assert_eq!(check(&tags, json!(null)), Ok(json!([])));
    assert_eq!(check(&tags, json!(["other"])), Err(E::NotAnOption));
    assert_eq!(check(&tags, json!("live")), Err(E::WrongType));
    assert_eq!(check(&tags, json!([1])), Err(E::WrongType));
    assert_eq!(
        check(&field(Multiselect).required(), json!([])),
        Err(E::Required)
    );
    let bounded = Field {
        min_items: Some(2),
        ..field(Multiselect)
    };
    assert_eq!(check(&bounded, json!(["live"])), Err(E::TooFew { min: 2 }));
    assert!(
        check(&bounded, json!([])).is_ok(),
        "nothing at all is fine where nothing is required"
    );
    let bounded = Field {
        max_items: Some(1),
        ..field(Multiselect)
    };
    assert_eq!(
        check(&bounded, json!(["live", "test"])),
        Err(E::TooMany { max: 1 })
    );
}

#[test]
fn forms_1_radio_and_range_are_choices_and_numbers() {
    assert_eq!(check(&field(Radio), json!("live")), Ok(json!("live")));
    assert_eq!(check(&field(Radio), json!("other")), Err(E::NotAnOption));
    let range = Field {
        min: Some(0.0),
        max: Some(10.0),
        step: Some(2.0),
        ..field(Range)
    };
    assert_eq!(check(&range, json!(4)), Ok(json!(4)));
    assert_eq!(check(&range, json!(5)), Err(E::NotAStep { step: 2.0 }));
    assert_eq!(check(&range, json!(12)), Err(E::TooLarge { max: 10.0 }));
}

#[test]
fn forms_1_every_error_says_in_which_row_and_member_it_is() {
    let given = json!({"links": [{"title": "", "url": "nowhere"}, {"title": "a", "more": 1}, {"title": "a"}]});
    assert_eq!(
        errors(&links(), given),
        [
            ("links.0.title".to_owned(), E::Required),
            ("links.0.url".to_owned(), E::NotAUrl),
            ("links.1.more".to_owned(), E::UnknownField),
            ("links.2.title".to_owned(), E::NotUnique),
        ]
    );
    assert_eq!(
        errors(&links(), json!({"links": "a"})),
        [("links".to_owned(), E::WrongType)]
    );
    assert_eq!(
        errors(&links(), json!({"links": [1]}))[1],
        ("links.0".to_owned(), E::WrongType)
    );
}

#[test]
fn forms_1_rows_are_counted() {
    let rows = |count: usize| {
        let rows: Vec<Value> = (0..count)
            .map(|at| json!({"title": at.to_string()}))
            .collect();
        errors(&links(), json!({ "links": rows }))
    };
    let of_list = |code: E| vec![("links".to_owned(), code)];
    assert_eq!(rows(0), []);
    assert_eq!(rows(1), of_list(E::TooFew { min: 2 }));
    assert_eq!(rows(3), []);
    assert_eq!(rows(4), of_list(E::TooMany { max: 3 }));
    assert_eq!(rows(1_000), of_list(E::TooMany { max: 3 }));
    let needed = form([Field {
        required: true,
        ..links().fields[0].clone()
    }]);
    assert_eq!(errors(&needed, json!({})), of_list(E::Required));
}

#[test]
fn forms_8_an_object_is_always_there_and_a_list_is_an_array() {
    let schema = form([
        Field {
            fields: vec![Field::new("port", Number)],
            ..Field::new("smtp", Object)
        },
        links().fields[0].clone(),
    ]);
    let valid = validate_values(&schema, &Values::new(), Level::Org, &[]);
    assert_eq!(
        valid,
        Ok(values(json!({"smtp": {"port": null}, "links": []})))
    );
    assert_eq!(
        errors(&schema, json!({"smtp": {"port": "x"}})),
        [("smtp.port".to_owned(), E::WrongType)]
    );
    assert_eq!(
        errors(&schema, json!({"smtp": []})),
        [("smtp".to_owned(), E::WrongType)]
    );
}

#[test]
fn members_and_new_rows_start_with_their_defaults() {
    let schema = form([Field {
        fields: links().fields[0].fields.clone(),
        ..Field::new("home", Object)
    }]);
    assert_eq!(
        with_defaults(&schema, &Values::new()),
        values(json!({"home": {"url": "https://example.com"}}))
    );
    let stored = values(json!({"home": {"url": "https://other.example", "title": "x"}}));
    assert_eq!(with_defaults(&schema, &stored), stored);
    assert_eq!(
        new_row(&links().fields[0]),
        values(json!({"url": "https://example.com"}))
    );
}

#[test]
fn a_field_is_found_by_where_its_value_stands() {
    let schema = links();
    let key = |path: &str| field_at(&schema.fields, path).map(|field| field.key.clone());
    assert_eq!(key("links").as_deref(), Some("links"));
    assert_eq!(key("links.2.url").as_deref(), Some("url"));
    assert_eq!(key("links.2").as_deref(), Some("links"));
    assert_eq!(key("links.2.other"), None);
    assert_eq!(key("other"), None);
}

#[test]
fn forms_6_a_form_post_with_too_many_or_odd_rows_is_refused_and_not_read_for_long() {
    let schema = links();
    let rows: Vec<(String, String)> = (0..5_000)
        .map(|at| ("links:row".to_owned(), at.to_string()))
        .collect();
    let parsed = parse_form(&schema, Level::Org, rows);
    assert_eq!(parsed["links"].as_array().map(Vec::len), Some(101));
    let odd = pairs(&[
        ("links:row", "0"),
        ("links:row", "0"),
        ("links:row", "-1"),
        ("links:row", "x"),
        ("links:row", "1234567"),
        ("links:row", ""),
        ("links.0.title", "a"),
        ("links.7.title", "no such row"),
    ]);
    assert_eq!(
        parse_form(&schema, Level::Org, odd)["links"],
        json!([{"title": "a", "url": null}])
    );
}

fn smtp(required: bool) -> Field {
    let host = Field::new("host", Text);
    Field {
        fields: vec![if required { host.required() } else { host }],
        ..Field::new("smtp", Object)
    }
}

#[test]
fn members_are_required_on_the_level_of_the_field_around_them() {
    let schema = form([smtp(true), Field::new("note", Text)]);
    let check = |level| validate_values(&schema, &values(json!({})), level, &[]);
    assert_eq!(check(Level::Org).unwrap_err()[0].field, "smtp.host");
    assert!(check(Level::Host).is_ok());
}

#[test]
fn rows_that_are_equal_in_their_one_form_are_not_unique_and_what_is_not_there_is_not_compared() {
    let color = |more: Vec<Field>| {
        form([Field {
            fields: [vec![Field::new("c", Color)], more].concat(),
            unique: "c".to_owned(),
            ..Field::new("l", List)
        }])
    };
    let both = json!({ "l": [{ "c": "#AABBCC" }, { "c": "#aabbcc" }] });
    assert_eq!(
        errors(&color(vec![]), both),
        [("l.1.c".to_owned(), E::NotUnique)]
    );
    let mut hidden = color(vec![Field::new("on", Toggle)]);
    hidden.fields[0].fields[0].visible_when = Some(Condition::equals("on", true));
    let both = json!({ "l": [{ "c": "#aabbcc" }, { "c": "#aabbcc" }] });
    assert_eq!(errors(&hidden, both), []);
}

#[test]
fn all_rows_of_a_form_together_are_limited() {
    let inner = Field {
        fields: vec![Field::new("a", Text), Field::new("b", Text)],
        ..Field::new("inner", List)
    };
    let schema = form([Field {
        fields: vec![inner],
        ..Field::new("outer", List)
    }]);
    let outer =
        |rows: usize| json!({ "outer": vec![json!({ "inner": vec![json!({}); 100] }); rows] });
    assert_eq!(errors(&schema, outer(30)), []);
    let refused = errors(&schema, outer(40));
    assert!(matches!(refused[0].1, E::TooMany { .. }), "{refused:?}");
    // The same of a post, whose rows would all be drawn again.
    let rows = (0..100).flat_map(|outer| {
        let inner = (0..100).map(move |n| (format!("outer.{outer}.inner:row"), n.to_string()));
        std::iter::once(("outer:row".to_owned(), outer.to_string())).chain(inner)
    });
    let posted = parse_form(&schema, Level::Org, rows);
    let cells: usize = posted["outer"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| 5 + row["inner"].as_array().map_or(0, |rows| rows.len() * 3))
        .sum();
    assert!(cells < MAX_CELLS + 1_000, "{cells}");
    assert!(validate_values(&schema, &posted, Level::Org, &[]).is_err());
}
