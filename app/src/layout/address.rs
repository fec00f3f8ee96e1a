//! Addresses of the current page with one parameter changed.

/// The path with `name` set to `value`, other parameters kept, the fragment dropped. `value` must need no encoding.
///
/// ```
/// # use portico_app::layout::with_param;
/// assert_eq!(with_param("/store?q=pay&lang=en", "lang", "de"), "/store?q=pay&lang=de");
/// ```
pub fn with_param(path: &str, name: &str, value: &str) -> String {
    let mut address = without_param(path, name);
    address.push(if address.contains('?') { '&' } else { '?' });
    address.push_str(name);
    address.push('=');
    address.push_str(value);
    address
}

/// The path without the parameter `name`, others kept, the fragment dropped.
///
/// ```
/// # use portico_app::layout::without_param;
/// assert_eq!(without_param("/store?lang=en&q=pay#top", "lang"), "/store?q=pay");
/// assert_eq!(without_param("/store?lang=en", "lang"), "/store");
/// ```
pub fn without_param(path: &str, name: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let others: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name))
        .collect();
    if others.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", others.join("&"))
    }
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

/// The address of another site with the way back, a path of ours, as its parameter `next`. The rest of its query and its
/// fragment stay; a `next` that it had of its own gives way, or the other site would have to guess which one is meant.
///
/// ```
/// # use portico_app::layout::with_next;
/// let at_host = "https://shop.example.com/sign-in?shop=2";
/// assert_eq!(with_next(at_host, "/store?q=pay"), "https://shop.example.com/sign-in?shop=2&next=/store%3Fq%3Dpay");
/// ```
pub fn with_next(address: &str, next: &str) -> String {
    let with = with_param(address, "next", &encode_value(next));
    match address.split_once('#') {
        Some((_, fragment)) => format!("{with}#{fragment}"),
        None => with,
    }
}

/// The value of a parameter of an address, decoded once; the router's own map decodes twice, which an address within an address
/// does not survive. `None`: it is not there, or is no text.
///
/// ```
/// # use portico_app::layout::param_of;
/// assert_eq!(param_of("/sign-in?next=/store%3Fq%3Da%2520b", "next").as_deref(), Some("/store?q=a%20b"));
/// ```
pub fn param_of(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split('#').next()?.split_once('?')?;
    let value = query
        .split('&')
        .find_map(|pair| match pair.split_once('=') {
            Some((key, value)) if key == name => Some(value),
            _ => None,
        })?;
    let mut bytes = value.bytes();
    let mut decoded = Vec::with_capacity(value.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
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
    fn the_way_back_joins_the_query_of_another_site() {
        for (address, with) in [
            ("https://a.example/", "https://a.example/?next=/store"),
            ("https://a.example/in?", "https://a.example/in?next=/store"),
            (
                "https://a.example/?a=b%26c&next=/old&nextly=1#at/next=2",
                "https://a.example/?a=b%26c&nextly=1&next=/store#at/next=2",
            ),
        ] {
            assert_eq!(with_next(address, "/store"), with);
        }
        assert_eq!(
            with_next("https://a.example/", "/store?q=ü&x#y"),
            "https://a.example/?next=/store%3Fq%3D%C3%BC%26x%23y"
        );
    }

    #[test]
    fn a_parameter_is_decoded_once() {
        for text in ["/store?q=a%20b&x=ü#y", "", "a+b c"] {
            let address = format!("/x?a=1&next={}&b=2#next=no", encode_value(text));
            assert_eq!(param_of(&address, "next").as_deref(), Some(text));
        }
        for address in [
            "/x",
            "/x?nextly=1",
            "/x#?next=1",
            "/x?next=%",
            "/x?next=%zz",
            "/x?next=%ff",
        ] {
            assert_eq!(param_of(address, "next"), None, "{address}");
        }
        assert_eq!(param_of("/x?next=a+b", "next").as_deref(), Some("a b"));
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
