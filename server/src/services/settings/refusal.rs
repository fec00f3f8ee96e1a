//! What is said when settings are not saved: in the reader's language, at the fields it is about.

use std::collections::BTreeMap;

use http::StatusCode;
use portico_app::error::AppError;
use portico_app::forms::messages::Messages;
use portico_app::forms::value_words::changed_meanwhile;
use portico_app::i18n::Locale;
use portico_sdk::schema::{Field, FormSchema};
use portico_sdk::settings::{FieldError, field_at, value_at};
use serde_json::json;

use super::plan::{self, Levels, Refused};
use crate::error::ServiceError;

/// 422 `invalid_fields`, or 409 `stale_settings` with what each place that differs holds now.
pub(super) fn of(
    schema: &FormSchema,
    levels: &Levels,
    refused: Refused,
    locale: Locale,
) -> ServiceError {
    const INVALID: &str = "Some values cannot be saved; correct the fields named.";
    let (status, code, message, fields) = match refused {
        Refused::Invalid(errors) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_fields",
            INVALID,
            sentences(schema, &errors, locale),
        ),
        Refused::ByPlugin(problems) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_fields",
            INVALID,
            problems
                .into_iter()
                .map(|problem| {
                    let sentence = problem.message.text(locale.tag()).to_owned();
                    (problem.field, sentence)
                })
                .collect(),
        ),
        Refused::Stale(paths) => (
            StatusCode::CONFLICT,
            "stale_settings",
            "Somebody else changed these settings. Load them again, compare and save.",
            what_is_now(schema, levels, paths, locale),
        ),
    };
    ServiceError::Refused(AppError {
        fields,
        ..AppError::new(status.as_u16(), code, message)
    })
}

/// One sentence for each field that is wrong.
fn sentences(
    schema: &FormSchema,
    errors: &[FieldError],
    locale: Locale,
) -> BTreeMap<String, String> {
    let messages = Messages::of(&schema.fields, locale);
    errors
        .iter()
        .map(|error| {
            let field = field_at(&schema.fields, &error.field);
            let label = label_of(field, &error.field, locale);
            let own = field.map_or("", |field| field.pattern_message.text(locale.tag()));
            let sentence = messages.sentence(&error.code, label, own);
            (error.field.clone(), sentence)
        })
        .collect()
}

/// What each of these places holds now.
fn what_is_now(
    schema: &FormSchema,
    levels: &Levels,
    paths: Vec<String>,
    locale: Locale,
) -> BTreeMap<String, String> {
    let now = json!(plan::shown(schema, levels));
    paths
        .into_iter()
        .map(|path| {
            let field = field_at(&schema.fields, &path);
            let label = label_of(field, &path, locale);
            let said = changed_meanwhile(field, label, value_at(&now, &path), locale);
            (path, said)
        })
        .collect()
}

/// What the field at a place is called; without a label, as its place.
fn label_of<'f>(field: Option<&'f Field>, path: &'f str, locale: Locale) -> &'f str {
    match field.map_or("", |field| field.label.text(locale.tag())) {
        "" => path,
        label => label,
    }
}
