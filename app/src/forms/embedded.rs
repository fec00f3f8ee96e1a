//! A form for a page of another website: drawn here, as for our own pages, and taken over there by the same code
//! (`forms::browser`).

use leptos::prelude::*;

use super::config::FormConfig;
use super::decide::{FormPlace, form_view};
use super::draw::FormMarkup;
use super::source::FormSource;
use crate::i18n::Locale;

/// What the page puts into a shadow root, and what takes it over needs.
#[derive(Debug, Clone, PartialEq)]
pub struct EmbeddedForm {
    /// The form. The page's own styles and ids do not reach it, so its ids need not be unique there.
    pub html: String,
    /// For the browser.
    pub config: FormConfig,
}

/// Draws a form in a language. `host`: name of the host, for fields that it sets.
pub fn embedded(source: &FormSource, host: &str, locale: Locale) -> EmbeddedForm {
    let place = FormPlace {
        id: "form",
        page: "",
        host,
        locale,
        refusal: None,
        saved: None,
    };
    let view = form_view(source, &place);
    let mut config = FormConfig::new(source, &view, locale);
    // The title of the page is not ours to change, and who is signed in is the page's to say.
    config.texts.error_prefix.clear();
    config.texts.sign_in_href.clear();
    let owner = Owner::new();
    let html =
        owner.with(|| view! { <FormMarkup form=view locale retry=String::new() /> }.to_html());
    EmbeddedForm { html, config }
}
