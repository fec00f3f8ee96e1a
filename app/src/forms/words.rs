//! A text of a plugin, with its language and direction where they differ from the page's.

use portico_sdk::i18n::LocaleText;

use crate::i18n::Locale;

/// Text of a plugin as it is drawn: escaped once, by whoever draws it (PARITY 19).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The text, unescaped.
    pub text: String,
    /// `lang` of the element around it; `None`: the page's language.
    pub lang: Option<String>,
    /// `dir` of the element around it; `None`: the page's direction.
    pub dir: Option<&'static str>,
}

impl Words {
    /// The best text for the page's language; `None` when nothing is declared.
    pub fn of(text: &LocaleText, locale: Locale) -> Option<Self> {
        let found = text.lookup(locale.tag())?;
        let dir = direction(found.lang);
        Some(Self {
            text: found.text.to_owned(),
            lang: (!found.lang.eq_ignore_ascii_case(locale.tag())).then(|| found.lang.to_owned()),
            dir: (dir != locale.dir()).then_some(dir),
        })
    }

    /// A text of ours, in the page's language.
    pub fn ours(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
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

    #[test]
    fn parity_20_a_regional_page_finds_the_language_and_an_empty_text_is_missing() {
        let text = LocaleText::en("Save").with("de", "");
        let words = Words::of(&text, Locale::De).unwrap();
        assert_eq!(words.text, "Save");
        assert_eq!(words.lang.as_deref(), Some("en"));
        assert_eq!(words.dir, None);
    }

    #[test]
    fn the_page_s_own_language_is_not_repeated() {
        let text = LocaleText::en("Save").with("DE", "Speichern");
        assert_eq!(Words::of(&text, Locale::De), Some(Words::ours("Speichern")));
        assert_eq!(Words::of(&LocaleText::default(), Locale::De), None);
    }

    #[test]
    fn direction_follows_the_script() {
        let text = LocaleText::default().with("ar", "حفظ");
        assert_eq!(Words::of(&text, Locale::En).unwrap().dir, Some("rtl"));
        assert_eq!(direction("he-IL"), "rtl");
        assert_eq!(direction("pa-Arab-PK"), "rtl");
        assert_eq!(direction("az-Latn"), "ltr");
        assert_eq!(direction("de"), "ltr");
    }
}
