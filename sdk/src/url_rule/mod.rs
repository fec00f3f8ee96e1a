//! The rule for every URL that a plugin declares or a scoped client calls (THREATS 1-6).
//!
//! The seed's two conditions accept `/\evil.com` and `/plugins/%2e%2e/api`, which browsers and servers read as something
//! else. So a URL must be written exactly as it is parsed, in a small alphabet, below a prefix that belongs to its owner:
//! what the rule reads, a browser, a proxy and a router that decodes once more read as well.
//!
//! A fragment is refused everywhere: it never reaches a server. A query is refused for assets, whose address is their
//! path, and allowed elsewhere under the same rules as the path.

mod canonical;
mod external;
mod own_path;

use crate::names::is_reserved_core_name;
use crate::problem::Rule;
use crate::slot::Surface;

pub use external::{ExternalScript, external_script, network_origin};
pub use own_path::is_own_path;

/// Checks a URL against the prefixes it may be below. Each prefix ends with a slash.
///
/// ```
/// use portico_sdk::Rule;
/// use portico_sdk::url_rule::check_url;
///
/// let own = ["/plugins/acme/"];
/// assert_eq!(check_url("/plugins/acme/pay?step=2", &own), Ok(()));
/// assert_eq!(check_url("/plugins/%2e%2e/api/v1/admin/users", &own), Err(Rule::ForbiddenEncoding));
/// assert_eq!(check_url("/plugins/other/pay", &own), Err(Rule::ForeignPrefix));
/// ```
pub fn check_url<P: AsRef<str>>(url: &str, allowed_prefixes: &[P]) -> Result<(), Rule> {
    check_start(url)?;
    check_characters(url)?;
    if url.contains("..") {
        return Err(Rule::Traversal);
    }
    canonical::check(url)?;
    let below = |prefix: &P| url.starts_with(prefix.as_ref());
    if allowed_prefixes.iter().any(below) {
        Ok(())
    } else {
        Err(Rule::ForeignPrefix)
    }
}

/// Checks the URL of an own asset (`script_url`, `style_url`, a sandbox's `entry`) and returns the asset's path.
///
/// ```
/// use portico_sdk::url_rule::asset_path;
/// assert_eq!(asset_path("acme", "/plugins/acme/assets/checkout.js"), Ok("checkout.js"));
/// ```
pub fn asset_path<'u>(plugin: &str, url: &'u str) -> Result<&'u str, Rule> {
    let prefix = asset_prefix(plugin);
    check_url(url, &[prefix.as_str()])?;
    if url.contains('?') {
        return Err(Rule::NotCanonical);
    }
    url.strip_prefix(prefix.as_str()).ok_or(Rule::ForeignPrefix)
}

/// Checks a URL that a plugin's form loads from or posts to (`submit_url`, `load_url`).
pub fn check_route_url(plugin: &str, url: &str) -> Result<(), Rule> {
    check_url(url, &route_prefixes(plugin))
}

/// Where a plugin's assets are.
pub fn asset_prefix(plugin: &str) -> String {
    format!("/plugins/{plugin}/assets/")
}

/// Where a plugin's routes are: its own, one for each surface, and the short alias that plugins written for Stoa use,
/// unless the server needs that name itself.
pub fn route_prefixes(plugin: &str) -> Vec<String> {
    let mut prefixes = vec![
        format!("/plugins/{plugin}/"),
        format!("/api/v1/store/plugins/{plugin}/"),
        format!("/api/v1/admin/plugins/{plugin}/"),
    ];
    if !is_reserved_core_name(plugin) {
        prefixes.push(format!("/api/v1/store/{plugin}/"));
        prefixes.push(format!("/api/v1/admin/{plugin}/"));
    }
    prefixes
}

/// What a component's `apiClient` may call on a surface (CONTRACT "What a component gets"; PARITY 15).
pub fn client_prefixes(surface: Surface) -> [&'static str; 2] {
    match surface {
        Surface::Storefront => ["/api/v1/store/", "/plugins/"],
        Surface::Admin => ["/api/v1/admin/", "/plugins/"],
    }
}

/// One slash and then something else, as the seed's rule has it; otherwise the reason that helps most.
fn check_start(url: &str) -> Result<(), Rule> {
    if url.is_empty() {
        return Err(Rule::UrlMissing);
    }
    if url.starts_with("//") {
        return Err(Rule::ProtocolRelative);
    }
    if url.starts_with('/') {
        return Ok(());
    }
    let scheme_end = url
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'))
        .unwrap_or(0);
    Err(match &url[scheme_end..] {
        rest if rest.starts_with("://") => Rule::Absolute,
        rest if rest.starts_with(':') && scheme_end > 0 => Rule::NotRelative,
        _ if url.contains("..") => Rule::Traversal,
        _ => Rule::NotRelative,
    })
}

/// RFC 3986 characters only, and no encoding that means something else once decoded.
fn check_characters(url: &str) -> Result<(), Rule> {
    let bytes = url.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'%' => match bytes.get(at + 1..at + 3).and_then(decode_hex) {
                Some(decoded) if !is_forbidden_when_encoded(decoded) => {}
                _ => return Err(Rule::ForbiddenEncoding),
            },
            b'#' => return Err(Rule::NotCanonical),
            _ if is_url_byte(*byte) => {}
            _ => return Err(Rule::ForbiddenCharacter),
        }
    }
    Ok(())
}

/// `unreserved`, `sub-delims`, and what separates segments and query, of RFC 3986.
fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte)
}

fn decode_hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    match digits {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    }
}

/// THREATS 2 and 3: dot, slash, backslash, percent sign; and every control character, not only NUL.
fn is_forbidden_when_encoded(decoded: u8) -> bool {
    decoded.is_ascii_control() || matches!(decoded, b'.' | b'/' | b'\\' | b'%')
}
