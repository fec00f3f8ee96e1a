//! The URL test data of the web platform tests against the URL rule: nothing that is accepted leaves its origin or reads
//! differently from how it is written (`tests/data/README.md`).

use portico_sdk::url_rule::{check_url, external_script};
use serde::Deserialize;
use url::{Position, Url};

const DATA: &str = include_str!("../data/urltestdata.json");

#[derive(Deserialize)]
#[serde(untagged)]
enum Row {
    #[expect(dead_code, reason = "comments between the rows")]
    Comment(String),
    Test(Test),
}

#[derive(Deserialize)]
struct Test {
    input: String,
    base: Option<String>,
    href: Option<String>,
    #[serde(default)]
    failure: bool,
}

fn tests() -> Vec<Test> {
    let rows: Vec<Row> = serde_json::from_str(DATA).unwrap();
    rows.into_iter()
        .filter_map(|row| match row {
            Row::Test(test) => Some(test),
            Row::Comment(_) => None,
        })
        .collect()
}

#[test]
fn the_data_is_there() {
    let tests = tests();
    assert!(tests.len() > 800, "{}", tests.len());
    assert!(
        tests
            .iter()
            .filter(|test| test.input.starts_with('/'))
            .count()
            > 40
    );
}

#[test]
fn every_accepted_input_resolves_as_the_standard_says_on_the_same_origin() {
    let mut accepted = 0;
    for test in tests() {
        if check_url(&test.input, &["/"]).is_err() {
            continue;
        }
        accepted += 1;
        // The expectation of the standard, where the base is a website.
        let base = test.base.as_deref().and_then(|base| Url::parse(base).ok());
        if let Some(base) = base.filter(|base| matches!(base.scheme(), "http" | "https")) {
            assert!(!test.failure, "{:?}", test.input);
            let written = format!("{}{}", &base[..Position::BeforePath], test.input);
            assert_eq!(
                test.href.as_deref(),
                Some(written.as_str()),
                "{:?}",
                test.input
            );
        }
    }
    assert!(accepted >= 5, "{accepted}");
}

#[test]
fn every_input_below_an_own_prefix_stays_there() {
    let dummy = Url::parse("https://host.example/a/b?c#d").unwrap();
    let mut accepted = 0;
    for test in tests() {
        for prefix in ["/plugins/acme/", "/plugins/acme", "/", "/plugins/acme/x?q="] {
            let url = format!("{prefix}{}", test.input);
            if check_url(&url, &["/plugins/acme/"]).is_ok() {
                accepted += 1;
                assert_eq!(
                    dummy.join(&url).unwrap().as_str(),
                    format!("https://host.example{url}")
                );
            }
        }
    }
    assert!(accepted > 40, "{accepted}");
}

#[test]
fn every_accepted_external_script_is_what_the_standard_reads() {
    let mut accepted = 0;
    for test in tests() {
        for text in [Some(&test.input), test.href.as_ref()]
            .into_iter()
            .flatten()
        {
            let Ok(script) = external_script(text) else {
                continue;
            };
            accepted += 1;
            let parsed = Url::parse(text).unwrap();
            assert_eq!(parsed.scheme(), "https");
            assert_eq!(script.origin, parsed.origin().ascii_serialization());
            assert!(
                !script.origin.contains([';', ',', ' ', '*', '\'', '"', '@']),
                "{}",
                script.origin
            );
            assert!(script.url.is_none_or(|url| url == *text));
        }
    }
    assert!(accepted >= 3, "{accepted}");
}
