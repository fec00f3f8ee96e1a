//! Headers that every answer carries; whoever answers may set stricter ones.

use http::{HeaderMap, HeaderValue, header};

pub(super) fn set(headers: &mut HeaderMap) {
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
}
