//! Requests of a form: JSON to the plugin's route, with the reader's session.

use serde_json::Value;

use crate::browser::{Ask, fetch};

/// Status and body of an answer; a body that is no JSON is null.
pub(super) struct Answer {
    pub status: u16,
    pub body: Value,
}

/// Posts values; `rev` is the revision they are based on. `None`: the server was not reached.
pub(super) async fn post(url: &str, body: &Value, rev: &str) -> Option<Answer> {
    request(Ask {
        url,
        json: Some(&body.to_string()),
        rev,
        ..Ask::default()
    })
    .await
}

/// Loads the current values.
pub(super) async fn get(url: &str) -> Option<Answer> {
    request(Ask {
        url,
        ..Ask::default()
    })
    .await
}

async fn request(ask: Ask<'_>) -> Option<Answer> {
    let answer = fetch(ask).await?;
    Some(Answer {
        status: answer.status,
        body: serde_json::from_str(&answer.text).unwrap_or_default(),
    })
}
