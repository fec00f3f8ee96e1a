//! Refusals of the API in other languages than English.

use std::collections::BTreeSet;

use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::i18n::api_errors::api_sentence;
use serde_json::Value;

use super::world::{World, body};

/// The words in backticks that look like codes of errors, in the descriptions of refusals.
fn described_codes(document: &Value) -> BTreeSet<String> {
    let operations = document["paths"].as_object().unwrap().values();
    operations
        .flat_map(|methods| methods.as_object().unwrap().values())
        .filter_map(|operation| operation["responses"].as_object())
        .flatten()
        .filter(|(status, _)| status.starts_with(['4', '5']))
        .filter_map(|(_, response)| response["description"].as_str())
        .flat_map(|description| description.split('`').skip(1).step_by(2))
        .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        .map(ToOwned::to_owned)
        .collect()
}

#[tokio::test]
async fn i18n_every_code_that_the_api_describes_has_a_german_sentence_or_names_something() {
    let world = World::start().await;
    let document = body(&world.server.get("/api/v1/openapi.json", &[]).await);
    let mut codes = described_codes(&document);
    assert!(codes.len() > 20, "{codes:?}");
    // Those that no route describes, because any may answer them.
    codes.extend(
        [
            "cannot_move",
            "host_session",
            "too_many_reports",
            "stale_settings",
            "invalid_fields",
            "invalid_json",
            "plugin_refused",
            "plugin_failed",
            "too_many_requests",
            "too_large",
            "not_found",
        ]
        .map(ToOwned::to_owned),
    );
    let german = Locale::De.text();
    let silent: Vec<&String> = codes
        .iter()
        .filter(|code| !german.refusals.is_general(code))
        .filter(|code| {
            let error = AppError::new(400, code.as_str(), "");
            let said = |field| api_sentence(&error, field, german);
            said("").or_else(|| said("name")).is_none()
        })
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
