//! `next`: where a form leads after it did its work. Only a path of our own (THREATS 43).

use http::HeaderValue;
use portico_sdk::url_rule::is_own_path;

use crate::error::ServiceError;

/// A relative path that is safe to redirect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next(String);

impl Next {
    /// Checks `next` of a form; absent or empty: `fallback`. 400 `next_refused` for anything that is not written as a
    /// browser reads it, or leads elsewhere.
    pub fn parse(text: Option<&str>, fallback: &str) -> Result<Self, ServiceError> {
        let text = text.filter(|text| !text.is_empty()).unwrap_or(fallback);
        if is_own_path(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(refused())
        }
    }

    /// [`Next::parse`] for a path at or below `root`, which is also where an absent one leads.
    pub fn below(root: &str, text: Option<&str>) -> Result<Self, ServiceError> {
        let next = Self::parse(text, root)?;
        let rest = next.0.strip_prefix(root);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
            Ok(next)
        } else {
            Err(refused())
        }
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value of `Location`.
    pub fn location(&self) -> HeaderValue {
        // Visible ASCII only, so it always is a header value.
        HeaderValue::from_str(&self.0).unwrap_or(HeaderValue::from_static("/"))
    }
}

fn refused() -> ServiceError {
    ServiceError::field(
        "next",
        "next_refused",
        "next must be a path of this site, for example /store.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_43_next_leads_to_our_own_pages_only() {
        for own in [
            "/",
            "/store",
            "/store/acme-pay?lang=de#settings",
            "/store?q=a%20b&sort=name",
        ] {
            assert_eq!(Next::parse(Some(own), "/").unwrap().as_str(), own);
        }
        let elsewhere = [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\tevil",
            "/\n/evil.example",
            "/..//evil.example",
            "/./",
            "/.//evil.example",
            "/%2e%2e//evil.example",
            "javascript:alert(1)",
            "store",
            "/ü",
            " /store",
        ];
        for next in elsewhere {
            assert!(Next::parse(Some(next), "/").is_err(), "{next:?}");
        }
    }

    #[test]
    fn threat_43_signing_in_to_the_console_leads_into_the_console_only() {
        for inside in ["/console", "/console/hosts/zoo?a=b", "/console?x", ""] {
            assert!(Next::below("/console", Some(inside)).is_ok(), "{inside}");
        }
        for outside in [
            "/consoles",
            "/store",
            "//evil.example/console",
            "/console/../store",
            "/console\\..",
            "https://evil.example/console",
        ] {
            assert!(Next::below("/console", Some(outside)).is_err(), "{outside}");
        }
    }

    #[test]
    fn without_next_the_fallback_counts() {
        assert_eq!(Next::parse(None, "/store").unwrap().as_str(), "/store");
        assert_eq!(Next::parse(Some(""), "/store").unwrap().as_str(), "/store");
    }
}
