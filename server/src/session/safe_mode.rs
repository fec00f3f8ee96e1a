//! `?safe-mode`: this one request is answered without plugins. It can only take away, so everybody may ask for it.

use http::Uri;

/// The parameter; whatever its value is.
const NAME: &str = "safe-mode";

/// True when the request asks for it.
pub fn asks_for_safe_mode(uri: &Uri) -> bool {
    uri.query().is_some_and(|query| query.split('&').any(is_it))
}

/// Path and query of the request without it, for links that come back: it is for one request, and must not stick.
pub fn without_safe_mode(uri: &Uri) -> String {
    let rest: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_it(pair))
        .collect();
    if rest.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{}", uri.path(), rest.join("&"))
    }
}

fn is_it(pair: &str) -> bool {
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .is_some_and(|(name, _)| name == NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_counts_whatever_its_value_is_and_however_it_is_written() {
        for asked in [
            "/admin?safe-mode",
            "/admin?safe-mode=",
            "/admin?safe-mode=0",
            "/admin?range=7d&safe-mode",
            "/admin?%73afe%2Dmode",
            "/admin?safe%2dmode=1",
        ] {
            assert!(asks_for_safe_mode(&asked.parse().unwrap()), "{asked}");
        }
        for not in [
            "/admin",
            "/safe-mode",
            "/admin?q=safe-mode",
            "/admin?unsafe-mode",
            "/admin?safe-modes=1",
        ] {
            assert!(!asks_for_safe_mode(&not.parse().unwrap()), "{not}");
        }
    }

    #[test]
    fn the_way_back_keeps_everything_else_as_it_was() {
        let back = |asked: &str| without_safe_mode(&asked.parse().unwrap());
        assert_eq!(back("/admin?safe-mode"), "/admin");
        assert_eq!(
            back("/store?q=a%20b&safe-mode=1&sort=name"),
            "/store?q=a%20b&sort=name"
        );
        assert_eq!(back("/store?q=safe-mode"), "/store?q=safe-mode");
        assert_eq!(back("/store"), "/store");
    }
}
