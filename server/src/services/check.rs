//! What people type in, as pure functions: each answers the value to store, or a sentence about what it has to be.

use url::{Host, Url};

/// A shown name: 1 to 100 characters, no control characters.
pub fn name(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let length = text.chars().count();
    if (1..=100).contains(&length) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("Use 1 to 100 characters.")
    }
}

/// An address of the host's site, or nothing.
pub fn address(text: &str) -> Result<String, &'static str> {
    const PROBLEM: &str = "Use an address that starts with https:// (http:// only on this machine), or leave it empty.";
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let url = Url::parse(text).map_err(|_| PROBLEM)?;
    let fits =
        text.len() <= 2048 && is_web(&url) && url.username().is_empty() && url.password().is_none();
    if fits { Ok(url.into()) } else { Err(PROBLEM) }
}

/// A logo: an address as in [`address`], or a path on this server.
pub fn logo(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.starts_with('/') {
        let ours = Url::parse("https://portico.invalid")
            .and_then(|base| base.join(text))
            .is_ok_and(|url| url.as_str() == format!("https://portico.invalid{text}"));
        return if ours && text.len() <= 2048 {
            Ok(text.to_owned())
        } else {
            Err("Use a plain path that starts with one slash.")
        };
    }
    address(text)
}

/// `#rrggbb` in lower case, or nothing.
pub fn accent(text: &str) -> Result<String, &'static str> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.strip_prefix('#').unwrap_or("");
    if text.is_empty() || (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())) {
        Ok(text)
    } else {
        Err("Use a colour as #rrggbb, for example #2563eb, or leave it empty.")
    }
}

/// An origin in its canonical form.
pub fn origin(text: &str) -> Result<String, &'static str> {
    const PROBLEM: &str =
        "Use an origin such as https://shop.example.com: no path; http:// only on this machine.";
    let url = Url::parse(text.trim()).map_err(|_| PROBLEM)?;
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    // Typed with a path of its own "/" is fine: people copy it from the address bar.
    if bare && is_web(&url) {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(PROBLEM)
    }
}

/// An address that accounts sign in with: as [`mail`], in lower case.
pub fn email(text: &str) -> Result<String, &'static str> {
    mail(&text.to_lowercase())
}

/// A mail address as it was typed. Whether mail arrives there is not ours to know.
pub fn mail(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let plain = !text.chars().any(|c| c.is_control() || c.is_whitespace());
    let parts = text.rsplit_once('@');
    let fits = parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if plain && fits && text.len() <= 254 {
        Ok(text.to_owned())
    } else {
        Err("Use an email address, for example ada@example.com.")
    }
}

/// https anywhere; http on loopback only. `*` parses as a host name, but would read as a wildcard.
fn is_web(url: &Url) -> bool {
    if url.host_str().is_some_and(|host| host.contains('*')) {
        return false;
    }
    let loopback = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_stored_as_browsers_send_it() {
        let good = [
            ("https://Shop.Example.com", "https://shop.example.com"),
            (" https://shop.example.com/ ", "https://shop.example.com"),
            ("https://shop.example.com:443", "https://shop.example.com"),
            (
                "https://shop.example.com:8443",
                "https://shop.example.com:8443",
            ),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("http://localhost:5173", "http://localhost:5173"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ];
        for (typed, stored) in good {
            assert_eq!(origin(typed).as_deref(), Ok(stored));
        }
    }

    #[test]
    fn threat_38_what_is_not_one_web_origin_is_no_origin() {
        for typed in [
            "",
            "null",
            "*",
            "https://*",
            "https://*.example.com",
            "shop.example.com",
            "http://shop.example.com",
            "http://localhost.example.com",
            "https://shop.example.com/path",
            "https://shop.example.com?x",
            "https://shop.example.com#x",
            "https://user@shop.example.com",
            "file:///etc",
            "data:text/html,x",
            "javascript:alert(1)",
            "chrome-extension://abcdef",
        ] {
            assert!(origin(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn threat_43_addresses_of_a_host_are_web_addresses() {
        assert_eq!(address("").as_deref(), Ok(""));
        assert_eq!(
            address("https://shop.example.com/sign-in?a=b").as_deref(),
            Ok("https://shop.example.com/sign-in?a=b")
        );
        for typed in [
            "javascript:alert(1)",
            "//evil.example",
            "http://shop.example.com",
            "https://user:pw@shop.example.com",
            "/sign-in",
        ] {
            assert!(address(typed).is_err(), "{typed}");
        }
        assert!(logo("/demo/acme.svg").is_ok());
        for typed in [
            "//evil.example/x.png",
            "/\\evil.example",
            "/a/../b",
            "/%2e%2e/x",
            "/a b",
        ] {
            assert!(logo(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn names_colours_and_mail_addresses_are_checked() {
        assert_eq!(name("  Acme  ").as_deref(), Ok("Acme"));
        assert!(name(" ").is_err() && name(&"x".repeat(101)).is_err() && name("a\u{7}").is_err());
        assert_eq!(accent("#2563EB").as_deref(), Ok("#2563eb"));
        assert_eq!(accent("").as_deref(), Ok(""));
        assert!(accent("#fff").is_err() && accent("red").is_err() && accent("#12345g").is_err());
        assert_eq!(email(" Ada@Example.com ").as_deref(), Ok("ada@example.com"));
        assert_eq!(mail(" Ada@Example.com ").as_deref(), Ok("Ada@Example.com"));
        for typed in ["", "ada", "@example.com", "ada@", "a da@example.com"] {
            assert!(email(typed).is_err(), "{typed}");
        }
    }
}
