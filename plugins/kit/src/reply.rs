//! Answers of a plugin's routes: `{"data": …}` and `{"error":{"code","message","fields"?}}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use portico_sdk::plugin::PluginError;
use serde::Serialize;

/// What a handler returns.
pub type RouteResult<T> = Result<Data<T>, RouteError>;

/// A successful answer.
#[derive(Debug, Serialize)]
pub struct Data<T> {
    /// The payload; the page's `apiClient` hands it to the component without this wrapper.
    pub data: T,
}

impl<T> Data<T> {
    /// Wraps a payload.
    pub fn new(data: T) -> Self {
        Self { data }
    }
}

impl<T: Serialize> IntoResponse for Data<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// A refusal: status, a stable code for programs, a sentence for people.
#[derive(Debug)]
pub struct RouteError {
    status: StatusCode,
    code: &'static str,
    message: String,
    fields: BTreeMap<String, String>,
}

impl RouteError {
    /// A refusal. `message` is shown to people: no internals, no values that may be secret.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            fields: BTreeMap::new(),
        }
    }

    /// 400 about one field; a schema form shows the sentence at the field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            fields: BTreeMap::from([(field.to_owned(), message.clone())]),
            ..Self::new(StatusCode::BAD_REQUEST, "invalid_field", message)
        }
    }

    /// A refusal about several fields: key → sentence.
    pub fn fields(
        status: StatusCode,
        message: impl Into<String>,
        fields: BTreeMap<String, String>,
    ) -> Self {
        Self {
            fields,
            ..Self::new(status, "invalid_fields", message)
        }
    }

    /// The sentence at one field.
    pub fn field_sentence(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "Nothing is there.")
    }
}

impl From<PluginError> for RouteError {
    fn from(error: PluginError) -> Self {
        match error {
            PluginError::BadRequest(message) => {
                Self::new(StatusCode::BAD_REQUEST, "bad_request", message)
            }
            PluginError::NotFound => Self::not_found(),
            PluginError::Quota(_) => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "quota",
                "The plugin's storage is full.",
            ),
            PluginError::AddressRefused(_) => Self::new(
                StatusCode::BAD_REQUEST,
                "address_refused",
                "Plugins may not call this address.",
            ),
            PluginError::Internal(reason) => {
                tracing::error!(%reason, "plugin route failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "Something went wrong on the server.",
                )
            }
        }
    }
}

#[derive(Serialize)]
struct Envelope {
    error: Detail,
}

#[derive(Serialize)]
struct Detail {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
}

impl IntoResponse for RouteError {
    fn into_response(self) -> Response {
        let error = Detail {
            code: self.code,
            message: self.message,
            fields: self.fields,
        };
        (self.status, Json(Envelope { error })).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internals_of_a_plugin_are_not_answered() {
        let error = RouteError::from(PluginError::Internal("key sk_test_1 in table x".to_owned()));
        assert_eq!(error.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!error.message.contains("sk_test_1"));
    }

    #[test]
    fn a_refused_field_is_named() {
        let error = RouteError::field("rating", "Choose a rating.");
        assert_eq!(error.field_sentence("rating"), Some("Choose a rating."));
    }
}
