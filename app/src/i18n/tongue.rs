//! The language of a part of a page that is not in the page's own.

use serde::{Deserialize, Serialize};

use portico_sdk::i18n::LocaleText;

use super::Locale;

/// A text of a plugin or a host as a reader gets it, with the language it was found in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The text, unescaped.
    pub text: String,
    /// Its tag, as declared.
    pub lang: String,
}

impl Said {
    /// The best text for a reader of `locale` (a BCP 47 tag); empty when nothing is declared.
    pub fn of(text: &LocaleText, locale: &str) -> Self {
        text.lookup(locale)
            .map(|found| Self {
                text: found.text.to_owned(),
                lang: found.lang.to_owned(),
            })
            .unwrap_or_default()
    }
}

/// `lang` and `dir` of an element whose text may be in another language than the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tongue {
    /// `None`: the page's language.
    pub lang: Option<String>,
    /// `None`: the page's direction.
    pub dir: Option<&'static str>,
}

impl Tongue {
    /// Of a text declared under `tag`, on a page in `locale`. A region is no other language: a German text is at home on a
    /// page for Austria. Without a tag nothing is said.
    pub fn of(tag: &str, locale: Locale) -> Self {
        if tag.is_empty() {
            return Self::default();
        }
        let at_home = Locale::parse(tag).is_some_and(|said| said.language() == locale.language());
        let dir = direction(tag);
        Self {
            lang: (!at_home).then(|| tag.to_owned()),
            dir: (dir != locale.dir()).then_some(dir),
        }
    }
}

/// Languages that are written from right to left unless the tag names another script.
const RIGHT_TO_LEFT: [&str; 14] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 7] = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];

/// The direction of a language's script, by its BCP 47 tag.
fn direction(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    let right_to_left = match subtags.find(|subtag| subtag.len() == 4) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    };
    if right_to_left { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tongue(lang: Option<&str>, dir: Option<&'static str>) -> Tongue {
        Tongue {
            lang: lang.map(ToOwned::to_owned),
            dir,
        }
    }

    #[test]
    fn i18n_only_another_language_or_direction_is_said() {
        for (tag, locale, lang, dir) in [
            ("de", Locale::De, None, None),
            ("DE", Locale::DeAt, None, None),
            ("de-CH", Locale::De, None, None),
            ("en", Locale::De, Some("en"), None),
            ("fr", Locale::De, Some("fr"), None),
            ("ar", Locale::En, Some("ar"), Some("rtl")),
            ("pa-Arab-PK", Locale::En, Some("pa-Arab-PK"), Some("rtl")),
            ("az-Latn", Locale::En, Some("az-Latn"), None),
            ("en", Locale::Mirrored, Some("en"), Some("ltr")),
            ("en", Locale::Accented, Some("en"), None),
            ("", Locale::De, None, None),
        ] {
            assert_eq!(
                Tongue::of(tag, locale),
                tongue(lang, dir),
                "{tag} on {locale:?}"
            );
        }
    }

    #[test]
    fn parity_20_an_empty_text_is_missing_and_the_other_is_said_with_its_language() {
        let text = LocaleText::en("Save").with("de", "");
        let said = Said::of(&text, "de-AT");
        assert_eq!((said.text.as_str(), said.lang.as_str()), ("Save", "en"));
        assert_eq!(Said::of(&LocaleText::default(), "de"), Said::default());
    }
}
