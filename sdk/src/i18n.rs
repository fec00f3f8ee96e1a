//! Text in several languages and the choice of one (BCP 47 lookup, RFC 4647 section 3.4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The key that names the language to fall back to, instead of a text: `{"*": "fr", "en": "…", "fr": "…"}`.
pub const DEFAULT_KEY: &str = "*";

/// One text in several languages: language tag → text. An empty text counts as missing (PARITY 20). Under [`DEFAULT_KEY`] stands the
/// plugin's default language, if it has one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct LocaleText(pub BTreeMap<String, String>);

/// A text and the language it was found in, which may differ from the language asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Localized<'a> {
    /// The text itself, unescaped; whoever renders it escapes it once (PARITY 19).
    pub text: &'a str,
    /// The tag under which the text was declared.
    pub lang: &'a str,
}

impl LocaleText {
    /// The one text in English, for code that declares a single language.
    pub fn en(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([("en".to_owned(), text.into())]))
    }

    /// Adds or replaces the text of one language.
    #[must_use]
    pub fn with(mut self, lang: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.insert(lang.into(), text.into());
        self
    }

    /// Says which language readers get whose own is missing, before English. A text that has none in it is left as it is.
    pub fn set_default(&mut self, lang: &str) {
        if ranges(lang).any(|range| self.exact(range).is_some()) {
            self.0.insert(DEFAULT_KEY.to_owned(), lang.to_owned());
        }
    }

    /// Language tags with their texts.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.0.iter().filter(|(tag, _)| *tag != DEFAULT_KEY);
        texts.map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// True when no language has a non-empty text.
    pub fn is_empty(&self) -> bool {
        self.texts().all(|(_, text)| text.is_empty())
    }

    /// The best text for `locale`: the tag itself, then the tag shortened from the right (`de-AT` → `de`), then the
    /// plugin's default language, then `en`, then the first non-empty one. Tags compare without regard to case.
    pub fn lookup(&self, locale: &str) -> Option<Localized<'_>> {
        let default = self.0.get(DEFAULT_KEY).map_or("", String::as_str);
        ranges(locale)
            .chain(ranges(default))
            .chain(std::iter::once("en"))
            .find_map(|range| self.exact(range))
            .or_else(|| {
                let (lang, text) = self.texts().find(|(_, text)| !text.is_empty())?;
                Some(Localized { text, lang })
            })
    }

    /// The best text for `locale`, or the empty string when nothing is declared at all.
    pub fn text(&self, locale: &str) -> &str {
        self.lookup(locale).map_or("", |found| found.text)
    }

    fn exact(&self, range: &str) -> Option<Localized<'_>> {
        self.texts()
            .find(|(lang, text)| lang.eq_ignore_ascii_case(range) && !text.is_empty())
            .map(|(lang, text)| Localized { text, lang })
    }
}

/// True for a language tag by its form (RFC 5646): 2 to 8 letters, then subtags of 1 to 8 letters and digits.
pub fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    subtags.next().is_some_and(|language| {
        (2..=8).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic())
    }) && subtags.all(|subtag| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// True for characters that change how a text is read without being seen: controls (but not the line feed) and those
/// that reorder (THREATS 41).
pub fn is_deceptive(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A tag and what it is shortened to from the right (RFC 4647, 3.4): `zh-Hant-TW` → `zh-Hant-TW`, `zh-Hant`, `zh`; a
/// single-letter subtag goes together with what follows it.
pub fn ranges(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors((!tag.is_empty()).then_some(tag), |tag| {
        let shorter = &tag[..tag.rfind('-')?];
        let end = match shorter.rfind('-') {
            Some(dash) if shorter.len() - dash == 2 => dash,
            _ => shorter.len(),
        };
        Some(&shorter[..end])
    })
}
