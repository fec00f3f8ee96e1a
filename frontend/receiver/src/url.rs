//! Addresses in links and images (THREATS 9). No parser: an address is exactly one of a few forms, or refused.

use crate::text::has_word;

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

/// Names of members that are addresses on the elements that have them.
const MEMBERS: &str = "href src action formaction codebase background poster xlink:href";

/// Whether a prop of a component is an address by its name. What the component does with it is not known here.
pub fn is_address(prop: &str) -> bool {
    has_word(MEMBERS, &prop.to_ascii_lowercase())
}

/// Whether an address is code, or a document of its own: what browsers read as `javascript:`, `vbscript:` or `data:`, pictures
/// not counted.
///
/// ```
/// use portico_receiver::url::is_script;
/// assert!(is_script(" jaVa\tscript:alert(1)"));
/// assert!(is_script("data:image/svg+xml,<svg/>"));
/// assert!(!is_script("/orders?next=javascript:"));
/// ```
pub fn is_script(text: &str) -> bool {
    // Browsers drop control characters and spaces before a scheme, and line breaks and tabs within.
    let written = text.bytes().filter(|byte| *byte > b' ');
    let start: Vec<u8> = written.take(24).map(|b| b.to_ascii_lowercase()).collect();
    let Some(data) = start.strip_prefix(b"data:") else {
        return start.starts_with(b"javascript:") || start.starts_with(b"vbscript:");
    };
    let image = data.strip_prefix(b"image/");
    !image.is_some_and(|image| {
        IMAGES.iter().any(|kind| {
            let rest = image.strip_prefix(kind.as_bytes());
            rest.is_some_and(|rest| matches!(rest.first(), Some(b';' | b',')))
        })
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
