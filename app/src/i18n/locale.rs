//! The languages of the interface, and the tags by which they are known.

use serde::{Deserialize, Serialize};

/// A language of the interface, with the region where it changes how numbers and dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// English as most of the world writes it: 12 Nov 2025, 14:03.
    #[default]
    #[serde(rename = "en")]
    En,
    /// English of the United States: Nov 12, 2025, 2:03 PM.
    #[serde(rename = "en-US")]
    EnUs,
    /// German.
    #[serde(rename = "de")]
    De,
    /// German of Austria: € 1.234,50.
    #[serde(rename = "de-AT")]
    DeAt,
    /// German of Switzerland: 1’234.50, and no ß.
    #[serde(rename = "de-CH")]
    DeCh,
    /// Pseudo-locale: English, accented, longer and in brackets. What is not in brackets was not translated.
    #[serde(rename = "en-XA")]
    Accented,
    /// Pseudo-locale: English written from right to left.
    #[serde(rename = "ar-XB")]
    Mirrored,
}

impl Locale {
    /// The languages, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// Every locale there is, with regions and pseudo-locales.
    pub const EVERY: [Self; 7] = [
        Self::En,
        Self::EnUs,
        Self::De,
        Self::DeAt,
        Self::DeCh,
        Self::Accented,
        Self::Mirrored,
    ];

    /// The language tag, for `lang` attributes, links and cookies.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::EnUs => "en-US",
            Self::De => "de",
            Self::DeAt => "de-AT",
            Self::DeCh => "de-CH",
            Self::Accented => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// The language without its region; a pseudo-locale is a language of its own.
    #[must_use]
    pub fn language(self) -> Self {
        match self {
            Self::En | Self::EnUs => Self::En,
            Self::De | Self::DeAt | Self::DeCh => Self::De,
            Self::Accented | Self::Mirrored => self,
        }
    }

    /// The name of the language in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En | Self::EnUs => "English",
            Self::De | Self::DeAt | Self::DeCh => "Deutsch",
            Self::Accented => "⟦Ëñĝļîšĥ⟧",
            Self::Mirrored => "\u{202e}English\u{202c}",
        }
    }

    /// The direction of its script.
    pub fn dir(self) -> &'static str {
        match self {
            Self::Mirrored => "rtl",
            _ => "ltr",
        }
    }

    /// Made by code from English, to find what is hard-coded or stands on the wrong side; nobody speaks it.
    pub fn is_pseudo(self) -> bool {
        matches!(self, Self::Accented | Self::Mirrored)
    }

    /// The locale of a tag by BCP 47 lookup, as [`super::negotiate::Offer::lookup`], pseudo-locales among them. For tags that were chosen
    /// before; what comes from outside is looked up among what is offered.
    pub fn parse(tag: &str) -> Option<Self> {
        super::Offer::WithPseudo.lookup(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_is_found_by_its_own_tag_and_written_as_it() {
        for locale in Locale::EVERY {
            assert_eq!(Locale::parse(locale.tag()), Some(locale));
            let json = serde_json::to_value(locale).unwrap();
            assert_eq!(json, locale.tag());
            assert_eq!(serde_json::from_value::<Locale>(json).unwrap(), locale);
            assert_eq!(locale.language().language(), locale.language());
        }
        for locale in Locale::ALL {
            assert_eq!(locale.language(), locale, "what is offered has no region");
            assert!(!locale.is_pseudo());
        }
    }
}
