//! Addresses of other sites: external scripts of components and network origins of sandboxes (THREATS 34).
//!
//! They end up in Content-Security-Policy headers, so the text itself is never used: it is parsed, checked, and what is
//! emitted was written by the parser.

use url::{Host, Position, Url};

use crate::problem::Rule;

/// An external script or a bare origin, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalScript {
    /// Canonical https origin, for example `https://js.example.com`; the only part that goes into a CSP.
    pub origin: String,
    /// Path and query of the script; `None`: a bare origin, nothing is loaded.
    pub path: Option<String>,
    /// The whole address of the script, when there is a path.
    pub url: Option<String>,
}

/// Reads one entry of `external_scripts`: an https URL, or an https origin.
///
/// Refused are other schemes, user information, IP addresses, names without a dot, wildcards, fragments, and everything
/// that is not written the way it is parsed.
///
/// ```
/// use portico_sdk::url_rule::external_script;
///
/// let script = external_script("https://js.example.com/v3/").unwrap();
/// assert_eq!((script.origin.as_str(), script.path.as_deref()), ("https://js.example.com", Some("/v3/")));
/// assert_eq!(external_script("https://js.example.com").unwrap().path, None);
/// assert!(external_script("https://a.example; script-src *").is_err());
/// ```
pub fn external_script(text: &str) -> Result<ExternalScript, Rule> {
    let url = parse(text).ok_or(Rule::ExternalScript)?;
    let path = &url[Position::BeforePath..];
    let has_path = path != "/";
    Ok(ExternalScript {
        origin: url.origin().ascii_serialization(),
        path: has_path.then(|| path.to_owned()),
        url: has_path.then(|| url.as_str().to_owned()),
    })
}

/// Reads one network origin of a sandbox's capabilities: an https origin and nothing more (THREATS k).
pub fn network_origin(text: &str) -> Result<String, Rule> {
    match external_script(text) {
        Ok(ExternalScript {
            origin, path: None, ..
        }) => Ok(origin),
        _ => Err(Rule::NetworkOrigin),
    }
}

fn parse(text: &str) -> Option<Url> {
    if !text.bytes().all(is_address_byte) || text.contains("..") {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let canonical = url.as_str() == text || url.as_str().strip_suffix('/') == Some(text);
    let domain_ok = matches!(url.host(), Some(Host::Domain(domain)) if is_public_domain(domain));
    let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    (canonical && domain_ok && plain).then_some(url)
}

/// RFC 3986 characters without those that mean something in a CSP (`;`, `,`, `*`, `'`) and without `#`.
fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&()+=:@/?%".contains(&byte)
}

/// Labels that a CSP can name, at least two, and not the reader's own machine.
fn is_public_domain(domain: &str) -> bool {
    domain.len() <= 253
        && domain.contains('.')
        && !domain.ends_with(".localhost")
        && domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
}
