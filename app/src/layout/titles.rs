//! Titles of pages as text. `leptos_meta` writes a title into the document as it is, and titles carry names that others chose:
//! a host called `</title><img …>` would put markup into every page (THREATS 40). So one formatter escapes them all, and
//! nobody else may set one.

use leptos::prelude::*;
use leptos_meta::{MetaContext, Title};

use crate::i18n::Locale;

/// Escapes the title of this page, whoever sets it with `<Title text/>`. Called once for each page, before anything else.
pub fn escape_titles() {
    format_titles("");
}

/// Puts "Error:" before the page's title.
pub fn mark_title_as_error(locale: Locale) {
    format_titles(locale.text().common.error_prefix);
}

/// The formatter set last counts. Setting it is all that the component does on the server; it draws nothing.
fn format_titles(prefix: &'static str) {
    if use_context::<MetaContext>().is_some() {
        let formatter = move |title: String| escaped(&format!("{prefix}{title}"));
        drop(view! { <Title formatter/> });
    }
}

fn escaped(title: &str) -> String {
    title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_40_a_title_is_escaped_once() {
        assert_eq!(
            escaped("</title><b> & &lt;"),
            "&lt;/title&gt;&lt;b&gt; &amp; &amp;lt;"
        );
    }
}
