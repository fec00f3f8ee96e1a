//! Decisions around sending a form, apart from the browser: what is sent, what of it others may see, and what the server's
//! answer means.

use litemap::LiteMap;
use portico_sdk::ordered::ordered;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::{Values, field_at, normal_value, with_hidden};
use serde_json::{Map, Number, Value};

/// What became of a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was accepted; with the new revision, where the source has one.
    Saved(Option<String>),
    /// Somebody else saved meanwhile; what the server says of each place that differs.
    Stale(LiteMap<String, String>),
    /// The session has ended. Nothing else is wrong.
    SignedOut,
    /// It was not accepted.
    Refused {
        /// Sentence by field.
        fields: LiteMap<String, String>,
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
    let sentences = error["fields"].as_object().into_iter().flatten();
    let mut fields = LiteMap::new();
    for (key, sentence) in sentences {
        let sentence = sentence.as_str().unwrap_or_default();
        fields.insert(key.clone(), sentence.to_owned());
    }
    let stale = error["code"]
        .as_str()
        .is_some_and(|code| code.starts_with("stale"));
    if status == 409 && stale {
        return Outcome::Stale(fields);
    }
    Outcome::Refused {
        fields,
        message: error["message"].as_str().map(ToOwned::to_owned),
    }
}

/// What goes to a source with revisions, which merges what it gets: what is `now` otherwise than `saved` (FORMS 5), of objects
/// the members that are, with toggles always among it (FORMS 8). Both are in their normal form; what is sent of them is the
/// valid value.
pub fn to_send(schema: &FormSchema, saved: &Values, now: &Values, valid: Values) -> Values {
    ordered(valid.into_iter().filter_map(|(key, valid)| {
        let field = schema.fields.iter().find(|field| field.key == key)?;
        let sent = match field.kind {
            FieldKind::Toggle | FieldKind::Password => valid,
            _ => changed(field, saved.get(&key), now.get(&key), valid)?,
        };
        Some((key, sent))
    }))
}

fn changed(
    field: &Field,
    saved: Option<&Value>,
    now: Option<&Value>,
    valid: Value,
) -> Option<Value> {
    if saved == now {
        return None;
    }
    let members = match (field.kind, valid) {
        (FieldKind::Object, Value::Object(members)) => members,
        // Rows are saved as a whole, with what is not there in them now; the server keeps that of objects by itself.
        (FieldKind::List, valid) => return Some(with_hidden(field, &valid, now)),
        (_, valid) => return Some(valid),
    };
    let members: Map<String, Value> = ordered(members.into_iter().filter_map(|(key, valid)| {
        let member = field.fields.iter().find(|member| member.key == key)?;
        let of = |object: Option<&'_ Value>| object.and_then(|object| object.get(&key)).cloned();
        let (saved, now) = (of(saved), of(now));
        let sent = changed(member, saved.as_ref(), now.as_ref(), valid)?;
        Some((key, sent))
    }));
    (!members.is_empty()).then_some(Value::Object(members))
}

/// Takes over what is saved by somebody else at a place such as `smtp.host`, in its normal form.
pub fn take_over(fields: &[Field], saved: &mut Values, path: &str, now: Option<&Value>) {
    let Some(field) = field_at(fields, path) else {
        return;
    };
    let value = normal_value(field, now);
    match path.split_once('.') {
        None => {
            saved.insert(path.to_owned(), value);
        }
        Some((key, rest)) => {
            let pointer = format!("/{}", rest.replace('.', "/"));
            let place = saved.get_mut(key).and_then(|it| it.pointer_mut(&pointer));
            if let Some(place) = place {
                *place = value;
            }
        }
    }
}

/// What of the values may be shown to the reader again: all but secrets. Of a secret only that it is to be deleted, which is
/// null.
pub fn shown_again(schema: &FormSchema, values: &Values) -> Values {
    let mut shown = without_secrets(schema, values);
    let secrets = schema
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Password);
    for field in secrets.filter(|field| values.get(&field.key) == Some(&Value::Null)) {
        shown.insert(field.key.clone(), Value::Null);
    }
    shown
}

/// The values without secrets, for the event that host code hears (PARITY 24).
pub fn without_secrets(schema: &FormSchema, values: &Values) -> Values {
    let fields = schema.fields.iter();
    ordered(
        fields
            .filter(|field| field.kind != FieldKind::Password)
            .filter_map(|field| Some((field.key.clone(), values.get(&field.key)?.clone()))),
    )
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

#[cfg(test)]
mod tests {
    use portico_sdk::settings::normal;
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

    fn mail() -> FormSchema {
        serde_json::from_value(json!({ "fields": [
            { "key": "smtp", "type": "object", "fields": [
                { "key": "host", "type": "text" },
                { "key": "user", "type": "text" },
                { "key": "tls", "type": "toggle" },
                { "key": "sender", "type": "object", "fields": [
                    { "key": "name", "type": "text" }, { "key": "mail", "type": "text" }
                ] }
            ] },
            { "key": "on", "type": "toggle" }
        ] }))
        .unwrap()
    }

    #[test]
    fn forms_5_of_an_object_only_the_members_that_changed_are_sent() {
        let schema = mail();
        let saved = normal(
            &schema.fields,
            &values(json!({ "smtp": { "host": "h", "user": "u", "tls": true } })),
        );
        let send = |typed: Value| {
            let valid = values(typed);
            let now = normal(&schema.fields, &valid);
            json!(to_send(&schema, &saved, &now, valid))
        };
        let typed = json!({
            "smtp": { "host": "h", "user": "mine", "tls": true, "sender": { "name": "S", "mail": null } },
            "on": false
        });
        assert_eq!(
            send(typed),
            json!({ "smtp": { "user": "mine", "sender": { "name": "S" } }, "on": false })
        );
        let cleared = json!({ "smtp": { "host": "h", "user": null, "tls": true }, "on": false });
        assert_eq!(
            send(cleared),
            json!({ "smtp": { "user": null }, "on": false })
        );
        let same = json!({ "smtp": { "host": "h", "user": "u", "tls": true }, "on": false });
        assert_eq!(send(same), json!({ "on": false }));
    }

    #[test]
    fn forms_5_after_a_stale_save_only_the_places_that_were_named_are_taken_over() {
        let schema = mail();
        let mut saved = normal(
            &schema.fields,
            &values(json!({ "smtp": { "host": "old", "user": "u" } })),
        );
        take_over(
            &schema.fields,
            &mut saved,
            "smtp.user",
            Some(&json!("theirs")),
        );
        take_over(&schema.fields, &mut saved, "smtp.tls", None);
        take_over(&schema.fields, &mut saved, "on", Some(&json!(true)));
        take_over(&schema.fields, &mut saved, "no.such", Some(&json!(1)));
        let expected = normal(
            &schema.fields,
            &values(json!({ "smtp": { "host": "old", "user": "theirs" }, "on": true })),
        );
        assert_eq!(saved, expected);
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
    fn forms_6_what_is_shown_again_is_everything_but_secrets_and_which_of_them_are_to_be_deleted() {
        let typed = values(json!({ "name": "a", "key": "secret" }));
        let shown = shown_again(&schema(), &typed);
        assert_eq!(shown, values(json!({ "name": "a" })));
        let cleared = values(json!({ "name": "a", "key": null }));
        assert_eq!(shown_again(&schema(), &cleared), cleared);
    }

    #[test]
    fn a_whole_number_is_written_without_decimals() {
        let text = |value: Value| number_text(value.as_number().unwrap());
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
                fields: LiteMap::new(),
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
            Outcome::Stale(LiteMap::from_iter([("name".to_owned(), "…".to_owned())]))
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
