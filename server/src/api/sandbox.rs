//! `GET /sandbox/{grant}`: the document of a sandboxed plugin's frame, for whoever has a grant that this server signed.
//!
//! It needs no session: the grant is in the address, the document is the same for everybody, and what it may do is written in
//! its policy.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::error::{ServiceError, ServiceResult};
use crate::sandbox::{self, Grant, GrantError};
use crate::state::AppState;

/// Answers the document. 404 for a grant of somebody else, 410 `grant_expired` for an old one: load the manifest again.
pub async fn get(State(state): State<AppState>, Path(sealed): Path<String>) -> Response {
    match document(&state, &sealed) {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

fn document(state: &AppState, sealed: &str) -> ServiceResult<Response> {
    let now = state.clock.now_ms();
    let grant = Grant::open(sealed, &state.cipher, now).map_err(|error| match error {
        GrantError::Forged => ServiceError::not_found(),
        GrantError::Expired => ServiceError::refused(
            StatusCode::GONE,
            "grant_expired",
            "This address of a plugin's frame has expired. Load the page again.",
        ),
    })?;
    let policy = HeaderValue::from_str(&sandbox::policy(&grant))
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    let mut response = sandbox::page().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=3600"),
        (header::REFERRER_POLICY, "no-referrer"),
        // A page that isolates itself may hold it, too.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
        (
            HeaderName::from_static("cross-origin-embedder-policy"),
            "require-corp",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
