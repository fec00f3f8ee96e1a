//! The one error the pages know: a status, a stable code and a sentence; never internals.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What went wrong, fit to be shown. The server maps its own errors to this one at its edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {message}")]
pub struct AppError {
    /// HTTP status.
    pub status: u16,
    /// Stable, `snake_case`; scripts may rely on it.
    pub code: String,
    /// One sentence in English. Pages, and the API for those who ask in another language, look the code up in the catalogue.
    pub message: String,
    /// Field → sentence, for refused input.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Seconds after which it may work, when waiting helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl AppError {
    /// An error without field details.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            fields: BTreeMap::new(),
            retry_after: None,
        }
    }

    /// 401: the caller has no session.
    pub fn unauthorized() -> Self {
        Self::new(401, "unauthorized", "Sign in first.")
    }

    /// 404: not there, or not for this caller.
    pub fn not_found() -> Self {
        Self::new(
            404,
            "not_found",
            "There is nothing here, or you may not see it.",
        )
    }

    /// 405: the address exists, the method does not.
    pub fn wrong_method() -> Self {
        Self::new(
            405,
            "method_not_allowed",
            "This address does not take this method.",
        )
    }

    /// 404: the server has no host yet.
    pub fn no_host() -> Self {
        Self::new(
            404,
            "no_host",
            "No host is set up here. Add one in the console, or with: portico host create.",
        )
    }

    /// 500: something broke on our side; the request id leads to the log.
    pub fn internal() -> Self {
        Self::new(
            500,
            "internal",
            "Something broke on our side. The request id helps us find it.",
        )
    }
}
