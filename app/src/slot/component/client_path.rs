//! Which addresses a component's `apiClient` may call (CONTRACT "What a component gets"; PARITY 15; THREATS 2).
//!
//! This guards against mistakes and plain attacks, not against a component that calls `fetch` itself: it runs with the
//! page's rights. What a plugin may really do is decided by the server (THREATS 36).

use portico_sdk::Rule;
use portico_sdk::slot::Surface;
use portico_sdk::url_rule::{check_url, client_prefixes};

/// An address that may be called, and what becomes of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientPath {
    /// Path and query on our own origin.
    pub url: String,
    /// The answer's `data` is returned instead of the whole body: Stoa's short forms.
    pub unwraps: bool,
}

/// Checks a path that a component gave to its client on `surface`, and writes out the short forms `/store/…` and
/// `/admin/…`. A query may hold any text that is percent-encoded; the path follows the rule for all plugin URLs.
///
/// ```
/// use portico_app::slot::client_path;
/// use portico_sdk::slot::Surface;
///
/// let path = client_path(Surface::Storefront, "/store/stripe/payment-intent").unwrap();
/// assert_eq!(path.url, "/api/v1/store/stripe/payment-intent");
/// assert!(path.unwraps);
/// assert!(client_path(Surface::Storefront, "/admin/orders").is_err());
/// assert!(client_path(Surface::Storefront, "/plugins/%2e%2e/api/v1/admin/users").is_err());
/// ```
pub fn client_path(surface: Surface, given: &str) -> Result<ClientPath, Rule> {
    let (path, query) = match given.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (given, None),
    };
    let short = format!("/{}/", surface.api_segment());
    let unwraps = path.starts_with(&short);
    let path = if unwraps {
        format!("/api/v1{path}")
    } else {
        path.to_owned()
    };
    check_url(&path, &client_prefixes(surface))?;
    let url = match query {
        Some(query) => {
            check_query(query)?;
            format!("{path}?{query}")
        }
        None => path,
    };
    Ok(ClientPath { url, unwraps })
}

/// A query cannot change where a request goes. What a browser would drop or rewrite is refused all the same, so that what
/// was checked is what is sent.
fn check_query(query: &str) -> Result<(), Rule> {
    let bad = query
        .bytes()
        .find(|byte| !byte.is_ascii_graphic() || matches!(byte, b'#' | b'"' | b'<' | b'>' | b'\\'));
    match bad {
        Some(b'#') => Err(Rule::NotCanonical),
        Some(_) => Err(Rule::ForbiddenCharacter),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storefront(path: &str) -> Result<ClientPath, Rule> {
        client_path(Surface::Storefront, path)
    }

    #[test]
    fn full_paths_answer_the_whole_body_and_short_forms_the_data() {
        let full = storefront("/api/v1/store/apps?q=a%20b&sort=name").unwrap();
        assert_eq!(full.url, "/api/v1/store/apps?q=a%20b&sort=name");
        assert!(!full.unwraps);
        let own = storefront("/plugins/acme-pay/intent").unwrap();
        assert!(!own.unwraps);
        let admin = client_path(Surface::Admin, "/admin/payments").unwrap();
        assert_eq!(admin.url, "/api/v1/admin/payments");
        assert!(admin.unwraps);
    }

    #[test]
    fn parity_15_a_client_stays_on_its_surface_and_origin() {
        for path in [
            "/\\evil.com/x",
            "/\t/evil.com/x",
            "//evil.com/store/",
            "https://evil.com/store/x",
            "/plugins/%2e%2e/api/v1/admin/users",
            "/plugins/.%2e/api/v1/admin/users",
            "/plugins/../api/v1/admin/users",
            "/plugins/.\t./api",
            "/plugins/a/./b",
            "/plugins/a//b",
            "/store/../admin/users",
            "/store/%2e%2e/admin/users",
            "/store/%2E%2E%2fadmin/users",
            "/store/a%5cb",
            "/store/%252e%252e/admin",
            "/admin/users",
            "/api/v1/admin/users",
            "/api/v1/orgs/globex/plugins",
            "/session",
            "store/x",
            "",
            "/",
            "/store",
            "/storefront/x",
            "/store/x#fragment",
            "/store/x?q=a#b",
            "/store/x?q=a\nb",
            "/store/x?q=ü",
        ] {
            assert!(storefront(path).is_err(), "{path:?} got through");
        }
        assert!(client_path(Surface::Admin, "/store/x").is_err());
        assert!(client_path(Surface::Admin, "/api/v1/store/x").is_err());
    }

    #[test]
    fn threat_02_dots_in_a_query_are_only_text() {
        let path = storefront("/store/search?q=..%2f..%2fadmin&p=100%25").unwrap();
        assert_eq!(path.url, "/api/v1/store/search?q=..%2f..%2fadmin&p=100%25");
    }
}
