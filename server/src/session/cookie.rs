//! Cookies: reading one from a request, writing ours (CONTRACT "Sessions").

use http::header::{self, HeaderMap, HeaderValue};

use crate::public_url::PublicUrl;

/// Our cookies. `Session` and `Console` are the only ones that authorise anything, and neither does the other's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The session of an end user.
    Session,
    /// The session of a console account.
    Console,
    /// The chosen language.
    Lang,
    /// The chosen theme.
    Theme,
    /// A message for the next page.
    Flash,
    /// What a form of the console made, for the page that shows it.
    Shown,
    /// The cart of the demo shop. It says nothing about a person; who knows it may see the orders made from it.
    Cart,
}

impl Cookie {
    /// The name. Over https the names of sessions and messages carry `__Host-`, so that no other host of the domain can set
    /// them.
    pub fn name(self, url: &PublicUrl) -> &'static str {
        match self {
            Self::Session if url.is_secure() => "__Host-portico",
            Self::Session => "portico",
            Self::Console if url.is_secure() => "__Host-portico_console",
            Self::Console => "portico_console",
            Self::Lang => "portico_lang",
            Self::Theme => "portico_theme",
            Self::Flash if url.is_secure() => "__Host-portico_flash",
            Self::Flash => "portico_flash",
            Self::Shown if url.is_secure() => "__Host-portico_shown",
            Self::Shown => "portico_shown",
            Self::Cart if url.is_secure() => "__Host-portico_cart",
            Self::Cart => "portico_cart",
        }
    }

    /// `Set-Cookie` with a life in seconds. Only preferences are within reach of scripts.
    pub fn set(self, url: &PublicUrl, value: &str, max_age: i64) -> Option<HeaderValue> {
        let http_only = !matches!(self, Self::Lang | Self::Theme);
        HeaderValue::from_str(&format!(
            "{}={value}; Path=/; Max-Age={max_age}; SameSite=Lax{}{}",
            self.name(url),
            if http_only { "; HttpOnly" } else { "" },
            if url.is_secure() { "; Secure" } else { "" },
        ))
        .ok()
    }

    /// `Set-Cookie` that removes it.
    pub fn clear(self, url: &PublicUrl) -> Option<HeaderValue> {
        self.set(url, "", 0)
    }

    /// Its value in a request; the first one wins.
    pub fn read<'a>(self, url: &PublicUrl, headers: &'a HeaderMap) -> Option<&'a str> {
        let name = self.name(url);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim_start().split_once('='))
            .find_map(|(found, value)| (found == name).then_some(value))
            .filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        PublicUrl::new(url::Url::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn the_session_cookie_is_bound_to_the_host_over_https_and_plain_on_loopback() {
        let https = Cookie::Session
            .set(&url("https://p.example"), "t", 60)
            .unwrap();
        assert_eq!(
            https,
            "__Host-portico=t; Path=/; Max-Age=60; SameSite=Lax; HttpOnly; Secure"
        );
        let http = Cookie::Session
            .set(&url("http://127.0.0.1:3000"), "t", 60)
            .unwrap();
        assert_eq!(
            http,
            "portico=t; Path=/; Max-Age=60; SameSite=Lax; HttpOnly"
        );
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name_among_others() {
        let url = url("http://127.0.0.1:3000");
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("xportico=no; portico_lang=de"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=b;portico=yes; portico=later"),
        );
        assert_eq!(Cookie::Session.read(&url, &headers), Some("yes"));
        assert_eq!(Cookie::Lang.read(&url, &headers), Some("de"));
        assert_eq!(Cookie::Theme.read(&url, &headers), None);
    }
}
