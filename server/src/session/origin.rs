//! Where a request comes from, as the browser says: `Origin` and `Sec-Fetch-Site` (THREATS 38).

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::error::{ServiceError, ServiceResult};
use crate::public_url::PublicUrl;
use crate::services::policy::HostFacts;

/// What the browser says of the page that asks. Named once: looking a name up that is parsed each time costs twice as much.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// What the browser says of what the answer is for.
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'a> {
    /// One of our own pages, the address bar, or a program that is no browser.
    Ours,
    /// A page of another origin.
    Foreign(&'a str),
    /// A page that hides its origin (`null`), or one the browser calls foreign without naming it.
    Opaque,
}

/// Reads the two headers. A browser sends at least one of them with everything that changes state, and scripts cannot set
/// either; a request with neither is not a browser's. Both have to agree that it is ours.
pub fn source<'a>(url: &PublicUrl, headers: &'a HeaderMap) -> Source<'a> {
    let site = headers.get(&SITE).map(HeaderValue::as_bytes);
    match headers.get(header::ORIGIN) {
        Some(origin) if url.is_origin(origin.as_bytes()) => match site {
            None | Some(b"same-origin") => Source::Ours,
            Some(_) => Source::Opaque,
        },
        Some(origin) => match origin.to_str() {
            Ok(origin) if origin != "null" => Source::Foreign(origin),
            _ => Source::Opaque,
        },
        None => match site {
            None | Some(b"same-origin" | b"none") => Source::Ours,
            Some(_) => Source::Opaque,
        },
    }
}

/// 403 `origin_not_allowed` for a page whose origin the host has not registered.
pub fn require_known(facts: &HostFacts, source: Source<'_>) -> ServiceResult<()> {
    match source {
        Source::Foreign(origin) if !facts.origins.contains(origin) => Err(ServiceError::forbidden(
            "origin_not_allowed",
            "Register this origin for the host in the console first.",
        )),
        _ => Ok(()),
    }
}

/// True when the session cookie counts: never cross-origin, but for a person who follows a link to us.
pub fn cookie_counts(source: Source<'_>, headers: &HeaderMap) -> bool {
    source == Source::Ours
        || (!headers.contains_key(header::ORIGIN)
            && headers.get(&MODE).is_some_and(|mode| mode == "navigate"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    fn url() -> PublicUrl {
        PublicUrl::new(url::Url::parse("https://p.example").unwrap()).unwrap()
    }

    #[test]
    fn threat_38_only_our_own_origin_is_ours() {
        let ours = [
            from(&[]),
            from(&[("origin", "https://p.example")]),
            from(&[
                ("origin", "https://p.example"),
                ("sec-fetch-site", "same-origin"),
            ]),
            from(&[("sec-fetch-site", "same-origin")]),
            from(&[("sec-fetch-site", "none")]),
        ];
        for headers in ours {
            assert_eq!(source(&url(), &headers), Source::Ours, "{headers:?}");
        }
        let opaque = [
            from(&[("origin", "null")]),
            from(&[("origin", "null"), ("sec-fetch-site", "same-origin")]),
            from(&[("sec-fetch-site", "cross-site")]),
            from(&[("sec-fetch-site", "same-site")]),
            from(&[
                ("origin", "https://p.example"),
                ("sec-fetch-site", "cross-site"),
            ]),
        ];
        for headers in opaque {
            assert_eq!(source(&url(), &headers), Source::Opaque, "{headers:?}");
        }
        for origin in [
            "https://p.example.evil",
            "http://p.example",
            "https://p.example:444",
        ] {
            let mut headers = from(&[("sec-fetch-site", "same-origin")]);
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            assert_eq!(source(&url(), &headers), Source::Foreign(origin));
        }
    }

    #[test]
    fn a_followed_link_keeps_its_session_and_a_foreign_script_has_none() {
        let link = from(&[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ]);
        assert!(cookie_counts(source(&url(), &link), &link));
        let script = from(&[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")]);
        assert!(!cookie_counts(source(&url(), &script), &script));
        let post = from(&[
            ("origin", "https://evil.example"),
            ("sec-fetch-mode", "navigate"),
        ]);
        assert!(!cookie_counts(source(&url(), &post), &post));
    }
}
