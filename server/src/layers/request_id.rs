//! Gives every request an id: in the response header, in the log span and in error bodies.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;

use crate::crypto::new_id;
use crate::error::REQUEST_ID;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, as an extension.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The layer. An id sent by the caller is not trusted.
pub async fn request_id(mut request: Request, next: Next) -> Response {
    let id = new_id();
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", id = %id, method = %request.method(), path = %request.uri().path());
    let mut response = REQUEST_ID
        .scope(id.clone(), next.run(request))
        .instrument(span)
        .await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
