//! The last line of every page.

use leptos::prelude::*;

use super::data::LayoutData;
use crate::i18n::fill;

/// Whose site this is and what runs it.
#[component]
pub(super) fn Footer(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let text = &data.locale.text().nav;
    let back = data
        .host
        .filter(|host| !host.site_url.is_empty())
        .map(|host| {
            view! { <a href=host.site_url>{fill(text.back_to, &[("host", &host.name)])}</a> }
        });
    view! {
        <footer class="footer">
            <div class="footer-inner">
                <span>{text.powered_by}</span>
                <span class="footer-links">{back} <a href="/api/docs">{text.api}</a></span>
            </div>
        </footer>
    }
    .into_any()
}
