//! Addresses of the current page with one parameter changed.

/// The path with `name` set to `value`, other parameters kept, the fragment dropped. `value` must need no encoding.
///
/// ```
/// # use portico_app::layout::with_param;
/// assert_eq!(with_param("/store?q=pay&lang=en", "lang", "de"), "/store?q=pay&lang=de");
/// ```
pub fn with_param(path: &str, name: &str, value: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let others = query
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
    let mut address = format!("{path}?");
    for pair in others {
        address.push_str(pair);
        address.push('&');
    }
    address.push_str(name);
    address.push('=');
    address.push_str(value);
    address
}

/// Where somebody signs in who was at a page of ours, and comes back to it: in the console's own way at its pages.
///
/// ```
/// # use portico_app::layout::sign_in_href;
/// assert_eq!(sign_in_href("/admin?range=7d"), "/sign-in?next=/admin%3Frange%3D7d");
/// assert_eq!(sign_in_href("/console"), "/console/sign-in?next=/console");
/// ```
pub fn sign_in_href(path: &str) -> String {
    let in_console = path
        .strip_prefix("/console")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let page = if in_console {
        "/console/sign-in"
    } else {
        "/sign-in"
    };
    format!("{page}?next={}", encode_value(path))
}

/// A text as the value of a query parameter (RFC 3986: everything but unreserved characters and `/` is encoded).
pub fn encode_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            other => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                encoded.push('%');
                encoded.push(char::from(HEX[usize::from(other >> 4)]));
                encoded.push(char::from(HEX[usize::from(other & 15)]));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_parameters_stay_and_the_own_is_replaced() {
        assert_eq!(with_param("/store", "lang", "de"), "/store?lang=de");
        assert_eq!(
            with_param("/store?lang=en&lang=fr&q=a%26b#top", "lang", "de"),
            "/store?q=a%26b&lang=de"
        );
        assert_eq!(
            with_param("/store?language=x", "lang", "de"),
            "/store?language=x&lang=de"
        );
    }

    #[test]
    fn a_value_cannot_end_its_parameter() {
        assert_eq!(
            encode_value("/store?q=ü&x#y"),
            "/store%3Fq%3D%C3%BC%26x%23y"
        );
        assert_eq!(encode_value("a b+c~"), "a%20b%2Bc~");
    }
}
