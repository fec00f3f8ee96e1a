//! Gives every request an id: in the response header, in the log and in error bodies.

use axum::extract::Request;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::crypto::new_id;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, as an extension.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Gives a request its id. One sent by the caller is not trusted.
pub(super) fn give(mut request: Request) -> (String, Request) {
    let id = new_id();
    request.extensions_mut().insert(RequestId(id.clone()));
    (id, request)
}

/// Shows the id in the answer.
pub(super) fn show(id: &str, headers: &mut HeaderMap) {
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(HEADER, value);
    }
}
