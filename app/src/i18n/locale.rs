//! The languages of the interface and the choice of one: `?lang`, then the cookie, then `Accept-Language`.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Locale {
    /// Every language, in the order in which it is offered.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The language tag, for `lang` attributes, links and cookies.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The name of the language in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// The direction of its script.
    pub fn dir(self) -> &'static str {
        match self {
            Self::En | Self::De => "ltr",
        }
    }

    /// The language of a tag by BCP 47 lookup: `de-AT` is German. `None` for a language we do not speak.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }
}

/// The language of a page: what the address asks for, else what the cookie remembers, else the best of
/// `Accept-Language`, else English. A value that is not understood counts as absent.
pub fn negotiate(
    query: Option<&str>,
    cookie: Option<&str>,
    accept_language: Option<&str>,
) -> Locale {
    query
        .and_then(Locale::parse)
        .or_else(|| cookie.and_then(Locale::parse))
        .or_else(|| accept_language.and_then(best_accepted))
        .unwrap_or_default()
}

/// The accepted language with the highest weight; the first of equals (RFC 9110 section 12.5.4).
fn best_accepted(header: &str) -> Option<Locale> {
    let mut best: Option<(u16, Locale)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';');
        let Some(locale) = parts.next().and_then(accepted) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1000, thousandths);
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

fn accepted(range: &str) -> Option<Locale> {
    if range.trim() == "*" {
        Some(Locale::default())
    } else {
        Locale::parse(range)
    }
}

/// `0.8` → 800. What is not a weight counts as 0, "not acceptable".
fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    match whole {
        "1" => 1000,
        "0" if fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{fraction:0<3}").parse().unwrap_or(0)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regional_tag_finds_its_language() {
        assert_eq!(Locale::parse("de-AT"), Some(Locale::De));
        assert_eq!(Locale::parse("EN_us"), Some(Locale::En));
        assert_eq!(Locale::parse("fr"), None);
        assert_eq!(Locale::parse(""), None);
        assert_eq!(Locale::parse("deu"), None);
    }

    #[test]
    fn the_address_beats_the_cookie_and_the_cookie_beats_the_header() {
        assert_eq!(negotiate(Some("de"), Some("en"), Some("en")), Locale::De);
        assert_eq!(negotiate(None, Some("de"), Some("en")), Locale::De);
        assert_eq!(negotiate(None, None, Some("de")), Locale::De);
        assert_eq!(negotiate(None, None, None), Locale::En);
    }

    #[test]
    fn a_language_we_do_not_speak_counts_as_absent() {
        assert_eq!(
            negotiate(Some("fr"), Some("<script>"), Some("de")),
            Locale::De
        );
    }

    #[test]
    fn the_header_is_read_by_weight() {
        assert_eq!(
            negotiate(None, None, Some("fr, en;q=0.5, de-CH;q=0.9")),
            Locale::De
        );
        assert_eq!(
            negotiate(None, None, Some("de;q=0.8, en;q=0.80")),
            Locale::De
        );
        assert_eq!(negotiate(None, None, Some("de;q=0, *;q=0.1")), Locale::En);
        assert_eq!(
            negotiate(None, None, Some("de;q=nonsense, en;q=0.1")),
            Locale::En
        );
        assert_eq!(negotiate(None, None, Some(",;q=,;;")), Locale::En);
    }
}
