//! Pages that a browser asks for before its reader does, because the pointer rests on a link (`app/src/prefetch.json`).
//! Nobody has seen such an answer yet, so it uses nothing up and remembers nothing; and once something was changed, what was
//! fetched before the change is not shown after it.

use axum::extract::Request;
use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Whether the browser asks ahead (`Sec-Purpose: prefetch`).
pub fn is_ahead(headers: &HeaderMap) -> bool {
    let purpose = headers.get(HeaderName::from_static("sec-purpose"));
    purpose
        .and_then(|purpose| purpose.to_str().ok())
        .is_some_and(|purpose| purpose.split(';').any(|part| part.trim() == "prefetch"))
}

/// True for a request of one of our pages that may change something.
pub fn outdates(request: &Request) -> bool {
    let own = request
        .headers()
        .get(HeaderName::from_static("sec-fetch-site"));
    // An element of the embed asks with a token and without cookies: it is no page of ours, and browsers would complain.
    let is_embed = request.headers().contains_key(header::AUTHORIZATION);
    !request.method().is_safe() && !is_embed && own.is_some_and(|site| site == "same-origin")
}

/// Lets the browser forget what it fetched ahead.
pub fn forget(headers: &mut HeaderMap) {
    headers
        .entry(HeaderName::from_static("clear-site-data"))
        .or_insert(HeaderValue::from_static("\"prefetchCache\""));
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn only_a_page_that_nobody_asked_for_yet_is_ahead() {
        let ahead = |purpose: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("sec-purpose", HeaderValue::from_static(purpose));
            is_ahead(&headers)
        };
        assert!(ahead("prefetch") && ahead("prefetch;prerender"));
        assert!(!ahead("") && !ahead("prefetched"));
        assert!(!is_ahead(&HeaderMap::new()));
    }

    #[test]
    fn what_our_own_pages_change_outdates_what_was_fetched_ahead() {
        let of = |method: &str, site: &str| {
            let request = Request::builder().method(method);
            let request = request.header("sec-fetch-site", site).body(Body::empty());
            outdates(&request.unwrap())
        };
        assert!(of("POST", "same-origin") && of("DELETE", "same-origin"));
        assert!(!of("GET", "same-origin") && !of("POST", "cross-site"));
        let request = Request::post("/").header("sec-fetch-site", "same-origin");
        let embedded = request.header("authorization", "Bearer x");
        assert!(!outdates(&embedded.body(Body::empty()).unwrap()));
    }
}
