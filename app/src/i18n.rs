//! Languages of Portico's own pages.

/// A language the catalogue is complete in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Locale {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The texts.
    pub fn text(self) -> &'static Text {
        const TEXT: Text = Text {};
        &TEXT
    }
}

/// The texts of one language.
pub struct Text {}
