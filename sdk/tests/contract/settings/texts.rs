//! Texts with a form of their own: addresses, days, colours, patterns (FORMS 2).

use portico_sdk::FieldKind::{Color, Date, Email, Text, Url};
use portico_sdk::pattern;
use portico_sdk::schema::Field;
use portico_sdk::settings::FieldErrorCode as E;
use serde_json::json;

use super::{check, field};

#[test]
fn forms_2_a_mail_address_is_what_browsers_take_for_one() {
    for good in [
        "a@b",
        "ada@example.com",
        "a.b+c@x-y.example",
        "!#$%&'*+/=?^_`{|}~-@example.com",
    ] {
        assert_eq!(check(&field(Email), json!(good)), Ok(json!(good)), "{good}");
    }
    for bad in [
        "ada",
        "@example.com",
        "ada@",
        "a b@example.com",
        "ada@exa mple.com",
        "ada@-x.example",
        "ada@x-.example",
        "ada@example..com",
        "ada@exämple.com",
        "a@b@c",
        "<a@b>",
        "ada@example.com\n",
    ] {
        assert_eq!(
            check(&field(Email), json!(bad)),
            Err(E::NotAnEmail),
            "{bad:?}"
        );
    }
    let long = format!("{}@example.com", "a".repeat(243));
    assert_eq!(
        check(&field(Email), json!(long)),
        Err(E::TooLong { max: 254 })
    );
}

#[test]
fn forms_2_a_web_address_has_a_scheme_and_a_host() {
    for good in [
        "https://example.com",
        "http://localhost:3000/a/b?c=d#e",
        "https://bücher.example/ä",
        "https://127.0.0.1/",
        "http://[::1]:8080/",
        "https://example.com./x",
        "https://example.com?x",
    ] {
        assert_eq!(check(&field(Url), json!(good)), Ok(json!(good)), "{good}");
    }
    for bad in [
        "example.com",
        "//example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://exa mple.com",
        "https://user@example.com",
        "https://example.com:port",
        "https://example.com:99999",
        "https://-x.example",
        "https://example..com",
        "https://[::g]/",
        "https://[::1",
        "https://a\\b",
        "https://example.com/<x>",
        "https://example.com/\n",
        "HTTPS://example.com",
        "https://example.com:",
    ] {
        assert_eq!(check(&field(Url), json!(bad)), Err(E::NotAUrl), "{bad:?}");
    }
}

#[test]
fn forms_2_a_day_is_one_of_the_calendar() {
    for good in [
        "2026-02-28",
        "2024-02-29",
        "2000-02-29",
        "0001-01-01",
        "9999-12-31",
    ] {
        assert_eq!(check(&field(Date), json!(good)), Ok(json!(good)), "{good}");
    }
    for bad in [
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "2026-01-00",
        "2026-1-1",
        "26-01-01",
        "2026/01/01",
        "2026-01-01T00:00",
        "0000-01-01",
        "+026-01-01",
        "2026-01-1x",
        "ab",
        "２０２６-01-01",
    ] {
        assert_eq!(check(&field(Date), json!(bad)), Err(E::NotADate), "{bad}");
    }
    let bounded = Field {
        min_date: "2026-01-10".to_owned(),
        max_date: "2026-01-20".to_owned(),
        ..field(Date)
    };
    assert!(
        check(&bounded, json!("2026-01-10")).is_ok()
            && check(&bounded, json!("2026-01-20")).is_ok()
    );
    let min = "2026-01-10".to_owned();
    assert_eq!(
        check(&bounded, json!("2026-01-09")),
        Err(E::TooEarly { min })
    );
    let max = "2026-01-20".to_owned();
    assert_eq!(
        check(&bounded, json!("2026-01-21")),
        Err(E::TooLate { max })
    );
}

#[test]
fn forms_2_a_colour_has_one_form() {
    assert_eq!(check(&field(Color), json!("#ABCdef")), Ok(json!("#abcdef")));
    assert_eq!(check(&field(Color), json!("")), Ok(json!(null)));
    for bad in ["red", "#abc", "#abcdeg", "abcdef", "#abcdef0", "rgb(0,0,0)"] {
        assert_eq!(check(&field(Color), json!(bad)), Err(E::NotAColor), "{bad}");
    }
}

#[test]
fn forms_2_a_pattern_speaks_of_the_whole_text() {
    let sku = Field {
        pattern: "[A-Z]{3}-[0-9]+|none".to_owned(),
        ..field(Text)
    };
    for good in ["ABC-1", "none"] {
        assert_eq!(check(&sku, json!(good)), Ok(json!(good)));
    }
    for bad in ["ABC-", "xABC-1", "ABC-1x", "nonexistent", "ABC-1\n"] {
        assert_eq!(check(&sku, json!(bad)), Err(E::PatternMismatch), "{bad:?}");
    }
    assert_eq!(
        check(&sku, json!("")),
        Ok(json!(null)),
        "nothing is not wrong"
    );
    let long = "A".repeat(4_097);
    assert_eq!(check(&sku, json!(long)), Err(E::TooLong { max: 1_000 }));
}

#[test]
fn forms_2_a_pattern_cannot_take_long() {
    for good in ["", "a*", "(a|b)+c?", r"\d{4}", "[^x]", "(?i)abc", "é+"] {
        assert_eq!(pattern::check(good), Ok(()), "{good}");
    }
    for bad in [
        "(",
        "a)|(b",
        "[",
        "(?=x)",
        r"(a)\1",
        "(a{99}){99}",
        &"a".repeat(501),
        "*",
    ] {
        assert!(pattern::check(bad).is_err(), "{bad}");
    }
    // What makes backtracking engines hang is a matter of milliseconds, however long the text.
    assert!(!pattern::matches("(a+)+b", &"a".repeat(4_096)));
    assert!(
        !pattern::matches("(", "("),
        "what cannot be declared matches nothing"
    );
}
