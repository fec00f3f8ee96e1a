//! Decisions around sending a form, apart from the browser: what is sent, what of it others may see, and what the server's
//! answer means.

use std::collections::BTreeMap;

use portico_sdk::schema::{FieldKind, FormSchema};
use portico_sdk::settings::Values;
use serde_json::{Number, Value};

/// What became of a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was accepted; with the new revision, where the source has one.
    Saved(Option<String>),
    /// Somebody else saved meanwhile; the keys that differ.
    Stale(Vec<String>),
    /// The session has ended. Nothing else is wrong.
    SignedOut,
    /// It was not accepted.
    Refused {
        /// Sentence by field.
        fields: BTreeMap<String, String>,
        /// Sentence about the whole form.
        message: Option<String>,
    },
}

/// Reads an answer. Every form that an error can have ends in something to show (PARITY 25).
pub fn outcome(status: u16, body: &Value) -> Outcome {
    if (200..300).contains(&status) {
        let rev = body.get("rev").and_then(Value::as_str);
        return Outcome::Saved(rev.map(ToOwned::to_owned));
    }
    if status == 401 {
        return Outcome::SignedOut;
    }
    let error = &body["error"];
    let fields: BTreeMap<String, String> = error["fields"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, sentence)| {
            (
                key.clone(),
                sentence.as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let stale = error["code"]
        .as_str()
        .is_some_and(|code| code.starts_with("stale"));
    if status == 409 && stale {
        return Outcome::Stale(fields.into_keys().collect());
    }
    Outcome::Refused {
        fields,
        message: error["message"].as_str().map(ToOwned::to_owned),
    }
}

/// What goes to a source with revisions, which merges what it gets: what is `now` otherwise than `saved` (FORMS 5), with
/// toggles always among it (FORMS 8). Both are in their normal form; what is sent of them is the valid value.
pub fn to_send(schema: &FormSchema, saved: &Values, now: &Values, valid: Values) -> Values {
    let always = |key: &str| {
        let kind = schema
            .fields
            .iter()
            .find(|field| field.key == key)
            .map(|field| field.kind);
        matches!(kind, Some(FieldKind::Toggle | FieldKind::Password))
    };
    valid
        .into_iter()
        .filter(|(key, _)| always(key) || saved.get(key) != now.get(key))
        .collect()
}

/// The values without secrets, for the event that host code hears (PARITY 24).
pub fn without_secrets(schema: &FormSchema, values: &Values) -> Values {
    schema
        .fields
        .iter()
        .filter(|field| field.kind != FieldKind::Password)
        .filter_map(|field| Some((field.key.clone(), values.get(&field.key)?.clone())))
        .collect()
}

/// A number as people write it: what is whole has no decimals, even where JSON kept it as `2000.0`. From 10^15 on not every
/// whole number can be told from its neighbours, so those stay as they are.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole and small enough, as tested"
)]
pub(super) fn number_text(number: &Number) -> String {
    match number.as_f64() {
        Some(value) if number.is_f64() && value.fract() == 0.0 && value.abs() < 1e15 => {
            (value as i64).to_string()
        }
        _ => number.to_string(),
    }
}

/// A value in words, for the comparison after a stale save; `None` where it has no few words of its own.
pub fn in_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number_text(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::schema::Field;
    use serde_json::json;

    use super::*;

    fn schema() -> FormSchema {
        FormSchema {
            fields: vec![
                Field::new("name", FieldKind::Text),
                Field::new("weight", FieldKind::Number),
                Field::new("active", FieldKind::Toggle),
                Field::new("key", FieldKind::Password),
            ],
            ..FormSchema::default()
        }
    }

    fn values(value: Value) -> Values {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn parity_24_toggles_are_always_sent_and_numbers_are_numbers() {
        let saved = values(json!({ "name": "a", "weight": 2.0, "active": false }));
        let now = values(json!({ "name": "a", "weight": 3.0, "active": false }));
        let valid = values(json!({ "name": "a", "weight": 3, "active": false, "key": "secret" }));
        assert_eq!(
            to_send(&schema(), &saved, &now, valid),
            values(json!({ "weight": 3, "active": false, "key": "secret" }))
        );
    }

    #[test]
    fn parity_24_the_event_of_a_form_carries_no_secret() {
        let valid = values(json!({ "name": "a", "weight": null, "active": true, "key": "secret" }));
        assert_eq!(
            without_secrets(&schema(), &valid),
            values(json!({ "name": "a", "weight": null, "active": true }))
        );
    }

    #[test]
    fn a_whole_number_is_written_without_decimals() {
        let text = |value: Value| in_words(&value).unwrap();
        assert_eq!(text(json!(2000.0)), "2000");
        assert_eq!(text(json!(-1.0)), "-1");
        assert_eq!(text(json!(-0.0)), "0");
        assert_eq!(text(json!(9.5)), "9.5");
        assert_eq!(text(json!(7)), "7");
        assert_eq!(text(json!(9_007_199_254_740_993_u64)), "9007199254740993");
        assert_eq!(text(json!(1e15)), "1000000000000000.0");
    }

    #[test]
    fn parity_25_an_error_names_every_field() {
        let body = json!({ "error": { "code": "invalid", "message": "Not saved.", "fields": { "name": "Wrong.", "weight": "Too heavy." } } });
        let Outcome::Refused { fields, message } = outcome(422, &body) else {
            panic!("not a refusal");
        };
        assert_eq!(fields.len(), 2);
        assert_eq!(message.as_deref(), Some("Not saved."));
        assert_eq!(
            outcome(500, &Value::Null),
            Outcome::Refused {
                fields: BTreeMap::new(),
                message: None
            }
        );
    }

    #[test]
    fn an_ended_session_is_the_only_thing_that_is_wrong() {
        let body = json!({ "error": { "code": "sign_in_required", "message": "Sign in." } });
        assert_eq!(outcome(401, &body), Outcome::SignedOut);
    }

    #[test]
    fn only_a_stale_revision_is_stale() {
        let stale =
            json!({ "error": { "code": "stale", "message": "…", "fields": { "name": "…" } } });
        assert_eq!(
            outcome(409, &stale),
            Outcome::Stale(vec!["name".to_owned()])
        );
        let other = json!({ "error": { "code": "org_required", "message": "Choose." } });
        assert!(matches!(outcome(409, &other), Outcome::Refused { .. }));
    }

    #[test]
    fn parity_22_an_empty_success_is_a_success() {
        assert_eq!(outcome(204, &Value::Null), Outcome::Saved(None));
        assert_eq!(
            outcome(200, &json!({ "rev": "r2" })),
            Outcome::Saved(Some("r2".to_owned()))
        );
    }
}
