//! A text on a page with where it comes from: of the catalogue, or a name that others chose.

use leptos::prelude::*;

use crate::i18n::{Locale, Tongue};

/// A text that is drawn somewhere. A plain string is a text of ours, in the page's language.
///
/// What others chose (names, ids, texts of plugins) is isolated in a `<bdi>`: whatever its script, it does not reorder the
/// words around it. In another language than the page it says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    text: String,
    tongue: Option<Tongue>,
}

impl Phrase {
    /// A name, an id, an address: data in no language that we know.
    pub fn data(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tongue: Some(Tongue::default()),
        }
    }

    /// A text of a plugin or a host, found under the language tag `lang`, on a page in `locale`.
    pub fn said(text: impl Into<String>, lang: &str, locale: Locale) -> Self {
        Self {
            text: text.into(),
            tongue: Some(Tongue::of(lang, locale)),
        }
    }

    /// The same as data, where it is not said already what it is: for parts that only ever show what others chose.
    #[must_use]
    pub fn isolated(self) -> Self {
        Self {
            tongue: Some(self.tongue.unwrap_or_default()),
            ..self
        }
    }

    /// The text alone, for attributes and titles.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// There is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text as it is drawn.
    pub fn view(self) -> AnyView {
        match self.tongue {
            None => self.text.into_any(),
            Some(Tongue { lang, dir }) => {
                view! { <bdi lang=lang dir=dir>{self.text}</bdi> }.into_any()
            }
        }
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self { text, tongue: None }
    }
}

impl From<&String> for Phrase {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Data among words of ours: see [`Phrase::data`].
#[component]
pub fn Data(
    /// What others chose.
    #[prop(into)]
    text: String,
) -> AnyView {
    Phrase::data(text).view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i18n_a_text_of_another_language_says_so_and_is_escaped_once() {
        let html = |phrase: Phrase| phrase.view().to_html();
        assert_eq!(html("a & b".into()), "a &amp; b");
        assert_eq!(html(Phrase::data("<b>")), "<bdi>&lt;b&gt;</bdi>");
        assert_eq!(
            html(Phrase::said("Pay", "en-GB", Locale::En)),
            "<bdi>Pay</bdi>"
        );
        assert_eq!(
            html(Phrase::said("Pay", "en", Locale::De)),
            r#"<bdi lang="en">Pay</bdi>"#
        );
        assert_eq!(
            html(Phrase::said("دفع", "ar", Locale::De)),
            r#"<bdi lang="ar" dir="rtl">دفع</bdi>"#
        );
    }
}
