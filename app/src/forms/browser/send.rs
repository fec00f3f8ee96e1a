//! Requests of a form: JSON to the plugin's route, with the reader's session.

use js_sys::Function;
use serde_json::Value;

use crate::browser::{Ask, fetch, json_text};

/// Status and body of an answer; a body that is no JSON is null.
pub(super) struct Answer {
    pub status: u16,
    pub body: Value,
}

/// Who is asked, and how.
pub(super) enum Server {
    /// The page's own, with its cookies.
    #[cfg(feature = "pages")]
    Own,
    /// Another one: `fetch` of the page adds its address and whatever says who asks.
    Through(Function),
}

impl Server {
    /// Posts values; `rev` is the revision they are based on. `None`: the server was not reached.
    pub async fn post(&self, url: &str, body: &Value, rev: &str) -> Option<Answer> {
        self.request(Ask {
            url,
            json: Some(&json_text(body)),
            rev,
            ..Ask::default()
        })
        .await
    }

    /// Loads the current values.
    pub async fn get(&self, url: &str) -> Option<Answer> {
        self.request(Ask {
            url,
            ..Ask::default()
        })
        .await
    }

    async fn request(&self, mut ask: Ask<'_>) -> Option<Answer> {
        match self {
            #[cfg(feature = "pages")]
            Self::Own => {}
            Self::Through(through) => ask.through = Some(through),
        }
        let answer = fetch(ask).await?;
        Some(Answer {
            status: answer.status,
            body: serde_json::from_str(&answer.text).unwrap_or_default(),
        })
    }
}
