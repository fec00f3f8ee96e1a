//! The choice of a language: `?lang`, then the cookie, then `Accept-Language`, each by BCP 47 lookup (RFC 4647, section 3.4).

use portico_sdk::i18n::{is_language_tag, ranges};

use super::Locale;

/// What may be chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Offer {
    /// The languages people speak.
    #[default]
    Spoken,
    /// Those and the pseudo-locales: where the interface is tried out.
    WithPseudo,
}

impl Offer {
    fn locales(self) -> impl Iterator<Item = Locale> {
        Locale::EVERY
            .into_iter()
            .filter(move |locale| self == Self::WithPseudo || !locale.is_pseudo())
    }

    /// The locale for one language tag: the tag itself, else the tag shortened from the right until there is one. Case does
    /// not matter; `de_AT` is read as `de-AT`. `None`: no tag, or a language that is not offered.
    ///
    /// ```
    /// # use portico_app::i18n::{Locale, Offer};
    /// assert_eq!(Offer::Spoken.lookup("de-at-u-co-phonebk"), Some(Locale::DeAt));
    /// assert_eq!(Offer::Spoken.lookup("de-1996"), Some(Locale::De));
    /// assert_eq!(Offer::Spoken.lookup("en-XA"), Some(Locale::En));
    /// assert_eq!(Offer::Spoken.lookup("zh-Hant-TW"), None);
    /// ```
    pub fn lookup(self, tag: &str) -> Option<Locale> {
        self.lookup_but(tag, &[])
    }

    fn lookup_but(self, tag: &str, refused: &[&str]) -> Option<Locale> {
        let tag = tag.trim().replace('_', "-");
        if !is_language_tag(&tag) {
            return None;
        }
        ranges(&tag).find_map(|range| {
            self.locales().find(|locale| {
                locale.tag().eq_ignore_ascii_case(range) && !is_refused(*locale, refused)
            })
        })
    }

    /// The language of a request: what the address asks for, else what the cookie remembers, else the best of
    /// `Accept-Language`, else English. A value that is not understood, or not offered, counts as absent.
    pub fn negotiate(
        self,
        query: Option<&str>,
        cookie: Option<&str>,
        accept_language: Option<&str>,
    ) -> Locale {
        query
            .and_then(|tag| self.lookup(tag))
            .or_else(|| cookie.and_then(|tag| self.lookup(tag)))
            .or_else(|| accept_language.and_then(|header| self.best_accepted(header)))
            .unwrap_or_default()
    }

    /// The first accepted range that finds something, in the order of weights and then of the header. `*` stands for what is
    /// not named, so it comes last whatever its weight; weight 0 refuses (RFC 9110, section 12.5.4).
    fn best_accepted(self, header: &str) -> Option<Locale> {
        let mut ranges: Vec<(u16, &str)> = header.split(',').filter_map(weighted).collect();
        ranges.sort_by_key(|(weight, range)| (*range == "*", std::cmp::Reverse(*weight)));
        let refused: Vec<&str> = ranges
            .iter()
            .filter(|(weight, _)| *weight == 0)
            .map(|(_, range)| *range)
            .collect();
        ranges
            .iter()
            .filter(|(weight, _)| *weight > 0)
            .find_map(|(_, range)| match *range {
                "*" => Locale::ALL
                    .into_iter()
                    .find(|locale| !is_refused(*locale, &refused)),
                range => self.lookup_but(range, &refused),
            })
    }
}

/// True when a refused range is the locale's tag or the beginning of it.
fn is_refused(locale: Locale, refused: &[&str]) -> bool {
    let tag = locale.tag();
    refused.iter().any(|range| {
        tag.get(..range.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(range))
            && matches!(tag.as_bytes().get(range.len()), None | Some(b'-'))
    })
}

/// A range of `Accept-Language` with its weight in thousandths.
fn weighted(part: &str) -> Option<(u16, &str)> {
    let mut parts = part.split(';');
    let range = parts
        .next()
        .map(str::trim)
        .filter(|range| !range.is_empty())?;
    let weight = parts
        .map(str::trim)
        .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
        .map_or(1000, thousandths);
    Some((weight, range))
}

/// `0.8` → 800. What is not a weight counts as 0, "not acceptable".
fn thousandths(weight: &str) -> u16 {
    let weight = weight.trim();
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if digits && fraction.bytes().all(|byte| byte == b'0') => 1000,
        "0" if digits => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepted(header: &str) -> Locale {
        Offer::Spoken.negotiate(None, None, Some(header))
    }

    #[test]
    fn i18n_a_tag_finds_itself_then_its_language() {
        for (tag, found) in [
            ("de", Some(Locale::De)),
            ("DE", Some(Locale::De)),
            ("de-AT", Some(Locale::DeAt)),
            ("de-at", Some(Locale::DeAt)),
            ("de-CH-1996", Some(Locale::DeCh)),
            ("de-LI", Some(Locale::De)),
            ("de-Latn-AT", Some(Locale::De)),
            ("de-x-formal", Some(Locale::De)),
            ("de-u-nu-latn-x-y", Some(Locale::De)),
            ("EN_us", Some(Locale::EnUs)),
            ("en-GB", Some(Locale::En)),
            ("en-GB-oxendict", Some(Locale::En)),
            (" de ", Some(Locale::De)),
            ("zh-Hant-TW", None),
            ("deu", None),
            ("fr", None),
            ("d", None),
            ("x-de", None),
            ("de-", None),
            ("de--AT", None),
            ("*", None),
            ("", None),
            ("<script>", None),
        ] {
            assert_eq!(Offer::Spoken.lookup(tag), found, "{tag}");
        }
    }

    #[test]
    fn i18n_pseudo_locales_exist_only_where_they_are_offered() {
        assert_eq!(Offer::WithPseudo.lookup("en-xa"), Some(Locale::Accented));
        assert_eq!(Offer::WithPseudo.lookup("ar-XB"), Some(Locale::Mirrored));
        assert_eq!(Offer::Spoken.lookup("en-XA"), Some(Locale::En));
        assert_eq!(Offer::Spoken.lookup("ar-XB"), None);
        assert_eq!(Offer::WithPseudo.lookup("ar"), None);
    }

    #[test]
    fn i18n_the_address_beats_the_cookie_and_the_cookie_beats_the_header() {
        let of = |query, cookie, header| Offer::Spoken.negotiate(query, cookie, header);
        assert_eq!(of(Some("de"), Some("en"), Some("en")), Locale::De);
        assert_eq!(of(None, Some("de"), Some("en")), Locale::De);
        assert_eq!(of(None, None, Some("de")), Locale::De);
        assert_eq!(of(None, None, None), Locale::En);
        assert_eq!(of(Some("fr"), Some("<script>"), Some("de")), Locale::De);
        assert_eq!(of(Some("fr"), Some("de-AT"), Some("en")), Locale::DeAt);
    }

    #[test]
    fn i18n_the_header_is_read_by_weight() {
        for (header, found) in [
            ("fr, en;q=0.5, de-CH;q=0.9", Locale::DeCh),
            ("de-AT,de;q=0.9,en-US;q=0.8,en;q=0.7", Locale::DeAt),
            ("de;q=0.8, en;q=0.80", Locale::De),
            ("en;Q=0.1, de;Q=0.2", Locale::De),
            ("de;q=nonsense, en;q=0.1", Locale::En),
            ("de;q=1.5, en;q=0.1", Locale::En),
            (",;q=,;;", Locale::En),
            ("fr, zh-Hant-TW", Locale::En),
            // What stands for the rest comes after what is named.
            ("*;q=0.9, de;q=0.5", Locale::De),
            ("fr, *;q=0.1", Locale::En),
            // Refused: the language, a region of it, everything else.
            ("de;q=0, *;q=0.1", Locale::En),
            ("en;q=0, *", Locale::De),
            ("de-AT;q=0, de-AT-1996", Locale::De),
            ("de-AT, de;q=0", Locale::En),
        ] {
            assert_eq!(accepted(header), found, "{header}");
        }
    }

    proptest! {
        #[test]
        fn i18n_whatever_is_asked_for_there_is_an_answer(
            query in proptest::option::of(".{0,40}"),
            cookie in proptest::option::of(".{0,40}"),
            header in proptest::option::of("([a-zA-Z*]{1,3}(-[a-zA-Z0-9]{1,9}){0,3}(;q=[01](\\.[0-9]{0,4})?)?[, ]{0,2}){0,6}"),
        ) {
            let (query, cookie, header) = (query.as_deref(), cookie.as_deref(), header.as_deref());
            let spoken = Offer::Spoken.negotiate(query, cookie, header);
            prop_assert!(!spoken.is_pseudo());
        }

        #[test]
        fn i18n_what_follows_a_tag_never_changes_its_language(
            of in proptest::sample::select(&Locale::EVERY[..]),
            rest in "(-[a-wyzA-WYZ0-9]{5,8}){0,3}(-[a-wyz0-9](-[a-z0-9]{2,8}){1,2}){0,2}(-x(-[a-z0-9]{1,8}){1,3})?",
        ) {
            let tag = format!("{}{rest}", of.tag());
            let offer = Offer::WithPseudo;
            prop_assert_eq!(offer.lookup(&tag), Some(of), "{}", tag);
            prop_assert_eq!(offer.lookup(&tag.to_ascii_uppercase()), Some(of));
            prop_assert_eq!(offer.lookup(&tag.to_ascii_lowercase().replace('-', "_")), Some(of));
        }

        #[test]
        fn i18n_the_heaviest_range_that_is_spoken_wins(
            weights in proptest::sample::subsequence((1..1000_u16).collect::<Vec<_>>(), 2).prop_shuffle(),
            noise in "[a-c]{3}",
        ) {
            let header = format!("{noise}, de;q=0.{:03}, en;q=0.{:03}", weights[0], weights[1]);
            let wins = if weights[0] > weights[1] { Locale::De } else { Locale::En };
            prop_assert_eq!(accepted(&header), wins, "{}", header);
        }
    }
}
