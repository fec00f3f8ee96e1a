//! From an HTML form post to typed values.

use portico_sdk::FieldKind::{Number, Password, Toggle};
use portico_sdk::schema::Level;
use portico_sdk::settings::FieldErrorCode as E;
use portico_sdk::settings::{Values, clear_name, parse_form, validate_values};
use portico_sdk::{Field, FieldKind};
use serde_json::{Value, json};

use super::{every_kind, field, form, pairs, values};

#[test]
fn a_form_post_becomes_typed_values() {
    let posted = pairs(&[
        ("text", "a\r\nb"),
        ("password", "geheim"),
        ("number", " 5 "),
        ("textarea", "one\r\ntwo\nthree"),
        ("toggle", "on"),
        ("select", "live"),
        ("url", " https://example.com "),
        ("email", "ada@example.com"),
        ("date", "2026-02-28"),
        ("color", "#ABCDEF"),
        ("range", "7"),
        ("radio", "test"),
        ("multiselect", "live"),
        ("multiselect", "test"),
        ("list:row", "4"),
        ("list:row", "0"),
        ("list.0.name", "second"),
        ("list.4.name", "first"),
        ("object.name", "inside"),
        ("rev", "7"),
        ("_extension", "x"),
    ]);
    let parsed = parse_form(&every_kind(), Level::Org, posted);
    assert_eq!(
        parsed,
        values(
            json!({"text": "a\nb", "password": "geheim", "number": 5, "textarea": "one\ntwo\nthree", "toggle": true,
            "select": "live", "url": "https://example.com", "email": "ada@example.com", "date": "2026-02-28",
            "color": "#ABCDEF", "range": 7, "radio": "test", "multiselect": ["live", "test"],
            "list": [{"name": "first"}, {"name": "second"}], "object": {"name": "inside"}})
        )
    );
    assert!(validate_values(&every_kind(), &parsed, Level::Org, &[]).is_ok());
}

#[test]
fn an_empty_form_post_is_null_off_and_unchanged() {
    let nothing = values(
        json!({"text": null, "number": null, "textarea": null, "toggle": false, "select": null, "url": null,
            "email": null, "date": null, "color": null, "range": null, "radio": null, "multiselect": [], "list": [],
            "object": {"name": null}}),
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
        ("-.5", json!(-0.5)),
        ("1e3", json!(1e3)),
    ] {
        assert_eq!(parsed(text), number, "{text}");
    }
    assert_eq!(parsed("   "), Value::Null);
    for text in [
        "five", "inf", "NaN", "-inf", "1e999", "1,5", "0x10", "1 000", "--1", "+-1", "1_000", ".",
        "1.5.2", "null",
    ] {
        assert_eq!(parsed(text), json!(text));
        let refused = validate_values(
            &form([field(Number)]),
            &values(json!({ "f": parsed(text) })),
            Level::Org,
            &[],
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
