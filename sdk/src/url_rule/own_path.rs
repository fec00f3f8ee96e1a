//! Where a link or a redirect of ours may lead that was named in an address or a form: a path of our own (THREATS 43).

use url::Url;

/// Longest such path in bytes.
const LONGEST: usize = 2048;

/// True for a path of this site, with query and fragment, that is written exactly as a browser reads it.
///
/// ```
/// use portico_sdk::url_rule::is_own_path;
/// assert!(is_own_path("/store/acme-pay?lang=de#settings"));
/// assert!(!is_own_path("//evil.example"));
/// assert!(!is_own_path("/\\evil.example"));
/// assert!(!is_own_path("javascript:alert(1)"));
/// ```
pub fn is_own_path(text: &str) -> bool {
    const OWN: &str = "http://own.invalid";
    // What a browser drops, encodes or takes for a host comes back as another text; only a backslash in a query does not.
    text.len() <= LONGEST
        && !text.contains('\\')
        && Url::parse(OWN)
            .and_then(|base| base.join(text))
            .is_ok_and(|url| url.as_str().strip_prefix(OWN) == Some(text))
}
