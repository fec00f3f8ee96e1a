//! No body is longer than anything here needs.

use axum::body::Body;
use axum::extract::Request;
use http_body_util::Limited;

/// 2 MiB: forms, settings and webhooks are far below. Whoever reads a body may set less.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// Reading beyond the limit fails with 413. A request without a body costs nothing.
pub(super) fn apply(request: Request) -> Request {
    if request.method().is_safe() {
        request
    } else {
        request.map(|body| Body::new(Limited::new(body, MAX_BODY)))
    }
}
