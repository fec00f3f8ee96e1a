//! What is answered about somebody stays with him (THREATS 42): no cache on the way keeps it for the next one.

use http::{HeaderMap, HeaderValue, header};

/// True for what may depend on who asks: the API, and signing in and out.
pub(super) fn concerns(path: &str) -> bool {
    path.starts_with("/api/") || path == "/session" || path.starts_with("/session/")
}

/// Forbids keeping the answer, unless whoever answered said how long it may be kept.
pub(super) fn set(headers: &mut HeaderMap) {
    if headers.contains_key(header::CACHE_CONTROL) {
        return;
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    headers.append(
        header::VARY,
        HeaderValue::from_static("Cookie, Authorization, Accept-Language, Origin"),
    );
}
