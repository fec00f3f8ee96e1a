//! The host a request names: `?host=<id>`.

use std::borrow::Cow;

use http::Uri;

/// The first value of a query parameter, decoded.
pub(super) fn query_value<'a>(uri: &'a Uri, name: &str) -> Option<Cow<'a, str>> {
    let query = uri.query()?;
    // Most requests have neither; nothing is decoded for them.
    if !query.contains(name) {
        return None;
    }
    url::form_urlencoded::parse(query.as_bytes())
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// The host a request names, if any.
pub(super) fn named_host(uri: &Uri) -> Option<Cow<'_, str>> {
    query_value(uri, "host")
}
