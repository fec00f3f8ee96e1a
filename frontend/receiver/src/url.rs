//! Addresses in links and images (THREATS 9). No parser: an address is exactly one of a few forms, or refused.

/// Longest address of a link in bytes.
const LONGEST: usize = 4_096;

/// Image types that cannot run anything; SVG is none of them.
const IMAGES: &[&str] = &["png", "jpeg", "gif", "webp", "avif"];

/// Whether a link may lead there: `https:` and `http:` with a host, `mailto:` and `tel:`.
///
/// ```
/// use portico_receiver::url::is_link;
/// assert!(is_link("https://example.com/a?b=c#d"));
/// assert!(!is_link("jaVa\tscript:alert(1)"));
/// assert!(!is_link("/store"));
/// ```
pub fn is_link(text: &str) -> bool {
    if text.len() > LONGEST || !text.bytes().all(is_address_byte) {
        return false;
    }
    if let Some(rest) = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
    {
        return is_authority(authority(rest));
    }
    if let Some(rest) = text.strip_prefix("mailto:") {
        return !rest.is_empty() && !rest.starts_with('/');
    }
    text.strip_prefix("tel:").is_some_and(|number| {
        !number.is_empty()
            && number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"+-().;=".contains(&byte))
    })
}

/// Whether an image may come from there: written out in the address, or from an https origin that the plugin was granted.
///
/// ```
/// use portico_receiver::url::is_image;
/// let granted = ["https://img.example.com".to_owned()];
/// assert!(is_image("https://img.example.com/a.png", &granted));
/// assert!(!is_image("https://img.example.com.evil.com/a.png", &granted));
/// assert!(is_image("data:image/png;base64,iVBORw0KGgo=", &[]));
/// assert!(!is_image("data:image/svg+xml;base64,PHN2Zz4=", &[]));
/// ```
pub fn is_image(text: &str, granted: &[String]) -> bool {
    if let Some(rest) = text.strip_prefix("data:image/") {
        return IMAGES.iter().any(|kind| {
            let data = rest
                .strip_prefix(kind)
                .and_then(|rest| rest.strip_prefix(";base64,"));
            data.is_some_and(|data| data.bytes().all(is_base64_byte))
        });
    }
    text.len() <= LONGEST
        && text.bytes().all(is_address_byte)
        && granted.iter().any(|origin| {
            origin.starts_with("https://")
                && text
                    .strip_prefix(origin.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        })
}

/// RFC 3986 characters: no white space, control characters, backslash or quotes, which browsers read in ways of their own.
fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn is_base64_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)
}

fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// A host name or IPv4 address, with a port or without. User names make one host look like another.
fn is_authority(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    !host.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        && port.len() <= 5
        && port.bytes().all(|byte| byte.is_ascii_digit())
}
