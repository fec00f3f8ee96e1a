//! Whether the page is light or dark.

use leptos::prelude::{document, window};

/// `light` or `dark`, whether chosen or the system's.
pub fn page_theme() -> &'static str {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    let dark = match chosen.as_deref() {
        Some(chosen) => chosen == "dark",
        None => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    };
    if dark { "dark" } else { "light" }
}
