//! Errors at the edge: services answer [`ServiceError`]; handlers turn it into the one JSON form or a page.
//!
//! Use `ServiceError::…` for what the caller can mend, `?` on storage and crypto errors for what only we can: those are
//! logged here and shown as `internal` with the request id.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use portico_app::error::AppError;
use serde::Serialize;

use crate::crypto::{CipherError, PasswordRefused};
use crate::layers::RequestId;
use crate::storage::StorageError;

/// What a service answers when it does not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Something the caller can understand and mend.
    #[error("{0}")]
    Refused(#[from] AppError),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Encryption.
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// Anything else that is our fault.
    #[error("{0}")]
    Internal(String),
}

/// What a service answers.
pub type ServiceResult<T> = Result<T, ServiceError>;

impl ServiceError {
    /// A refusal with a status, a stable code and a sentence.
    pub fn refused(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self::Refused(AppError::new(status.as_u16(), code, message))
    }

    /// 400 with one field.
    pub fn field(field: &str, code: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut error = AppError::new(400, code, message.clone());
        error.fields.insert(field.to_owned(), message);
        Self::Refused(error)
    }

    /// A refusal that may not be one in `seconds`; the answer says so in `Retry-After`.
    pub fn later(status: StatusCode, code: &str, message: impl Into<String>, seconds: u32) -> Self {
        let mut error = AppError::new(status.as_u16(), code, message);
        error.retry_after = Some(seconds);
        Self::Refused(error)
    }

    /// 401: no session.
    pub fn unauthorized() -> Self {
        Self::Refused(AppError::unauthorized())
    }

    /// 403: signed in, but not allowed.
    pub fn forbidden(code: &str, message: impl Into<String>) -> Self {
        Self::refused(StatusCode::FORBIDDEN, code, message)
    }

    /// 404: not there, or not for this caller.
    pub fn not_found() -> Self {
        Self::Refused(AppError::not_found())
    }

    /// 409: the state does not allow it.
    pub fn conflict(code: &str, message: impl Into<String>) -> Self {
        Self::refused(StatusCode::CONFLICT, code, message)
    }
}

/// 503 `busy` when too many wait for their turn. What is wrong with a new password is said at its field, where it is typed.
impl From<PasswordRefused> for ServiceError {
    fn from(refused: PasswordRefused) -> Self {
        match refused {
            PasswordRefused::Busy => Self::later(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Too many people are signing in at this moment. Try again in a few seconds.",
                3,
            ),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused(refused) => refused,
            ServiceError::Storage(StorageError::Nul) => Self::new(
                400,
                "text_invalid",
                "A text contains the character NUL (U+0000), which nothing here may contain.",
            ),
            other => {
                tracing::error!(error = %other, "request failed");
                AppError::internal()
            }
        }
    }
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    error: ErrorDetail<'a>,
}

#[derive(Serialize)]
struct ErrorDetail<'a> {
    code: &'a str,
    message: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: &'a BTreeMap<String, String>,
}

/// The JSON form of an error: `{"error":{"code","message","request_id","fields?"}}`. The layer `layers::request_id`
/// fills in the id through [`REQUEST_ID`].
pub fn json_error(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = HeaderValue::from_static("application/json");
    let body = json_error_body(error);
    let mut response = (status, [(header::CONTENT_TYPE, json)], body).into_response();
    // For `pages::failures`, which draws a page of it where a browser asked for one.
    response.extensions_mut().insert(error.clone());
    if let Some(seconds) = error.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The body of [`json_error`].
pub fn json_error_body(error: &AppError) -> Vec<u8> {
    let request_id = REQUEST_ID.try_with(ToString::to_string).unwrap_or_default();
    let body = ErrorBody {
        error: ErrorDetail {
            code: &error.code,
            message: &error.message,
            request_id: &request_id,
            fields: &error.fields,
        },
    };
    serde_json::to_vec(&body).unwrap_or_default()
}

tokio::task_local! {
    /// Id of the request that is being answered.
    pub static REQUEST_ID: RequestId;
}

impl IntoResponse for ServiceError {
    fn into_response(self) -> Response {
        json_error(&AppError::from(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_44_who_has_to_wait_is_told_for_how_long() {
        let busy = ServiceError::from(PasswordRefused::Busy).into_response();
        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(busy.headers()[header::RETRY_AFTER], "3");
        let refused = ServiceError::not_found().into_response();
        assert!(!refused.headers().contains_key(header::RETRY_AFTER));
    }
}
