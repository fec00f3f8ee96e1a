//! The values of a schema form that posts to the plugin's own route.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use portico_sdk::plugin::PluginSession;
use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::{FieldErrorCode, Values, validate_values};
use serde_json::Value;

use crate::{RouteError, say};

/// Splits what a schema form posted into its values, checked by the same code that the page uses, and the context that
/// the form asked for. Nothing a browser sends is trusted because a form would not have sent it.
pub fn check_form(
    form: &FormSchema,
    mut posted: Values,
    session: &PluginSession,
) -> Result<(Values, Value), RouteError> {
    let context = posted.remove("context").unwrap_or(Value::Null);
    match validate_values(form, &posted, Level::Org, &[]) {
        Ok(values) => Ok((values, context)),
        Err(errors) => {
            let fields: BTreeMap<String, String> = errors
                .into_iter()
                .map(|error| (error.field, sentence(&error.code, session)))
                .collect();
            Err(RouteError::fields(
                StatusCode::BAD_REQUEST,
                say(
                    session,
                    "Some of what you entered cannot be saved.",
                    "Einige Ihrer Angaben können nicht gespeichert werden.",
                ),
                fields,
            ))
        }
    }
}

fn sentence(code: &FieldErrorCode, session: &PluginSession) -> String {
    let say = |en: &str, de: &str| say(session, en, de).to_owned();
    match code {
        FieldErrorCode::Required => say("Fill in this field.", "Füllen Sie dieses Feld aus."),
        FieldErrorCode::TooShort { min } => say(
            &format!("Enter at least {min} characters."),
            &format!("Geben Sie mindestens {min} Zeichen ein."),
        ),
        FieldErrorCode::TooLong { max } => say(
            &format!("Enter at most {max} characters."),
            &format!("Geben Sie höchstens {max} Zeichen ein."),
        ),
        FieldErrorCode::TooSmall { min } => say(
            &format!("Enter {min} or more."),
            &format!("Geben Sie {min} oder mehr ein."),
        ),
        FieldErrorCode::TooLarge { max } => say(
            &format!("Enter {max} or less."),
            &format!("Geben Sie {max} oder weniger ein."),
        ),
        FieldErrorCode::NotAnEmail => say(
            "Enter an address like name@example.com.",
            "Geben Sie eine Adresse ein wie name@example.com.",
        ),
        FieldErrorCode::NotAUrl => say(
            "Enter an address like https://example.com.",
            "Geben Sie eine Adresse ein wie https://example.com.",
        ),
        FieldErrorCode::NotADate
        | FieldErrorCode::TooEarly { .. }
        | FieldErrorCode::TooLate { .. } => say(
            "This day is not possible here.",
            "Dieser Tag ist hier nicht möglich.",
        ),
        FieldErrorCode::NotAnOption => {
            say("Choose one of the options.", "Wählen Sie eine Möglichkeit.")
        }
        _ => say(
            "This value is not possible here.",
            "Dieser Wert ist hier nicht möglich.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::plugin::Scope;
    use portico_sdk::schema::{Field, FieldKind};
    use serde_json::json;

    use super::*;

    #[test]
    fn values_and_context_are_told_apart_and_unknown_keys_refused() {
        let session = PluginSession {
            scope: Scope {
                host: "h".to_owned(),
                org: None,
            },
            identity: None,
            surface: None,
            locale: "de".to_owned(),
        };
        let form = FormSchema {
            fields: vec![Field::new("note", FieldKind::Text).required()],
            ..FormSchema::default()
        };
        let posted = |value: Value| serde_json::from_value::<Values>(value).unwrap();

        let good = posted(json!({"note": "hi", "context": {"orderId": "o"}}));
        let (values, context) = check_form(&form, good, &session).unwrap();
        assert_eq!(values, posted(json!({"note": "hi"})));
        assert_eq!(context, json!({"orderId": "o"}));

        let bad = posted(json!({"note": "", "__proto__": {}}));
        let error = check_form(&form, bad, &session).unwrap_err();
        assert_eq!(
            error.field_sentence("note"),
            Some("Füllen Sie dieses Feld aus.")
        );
        assert!(error.field_sentence("__proto__").is_some());
    }
}
