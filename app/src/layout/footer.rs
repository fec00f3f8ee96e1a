//! The last line of every page: whose site it is, what runs it, and in which language.

use leptos::prelude::*;

use super::data::LayoutData;
use super::language_switch::LanguageSwitch;
use crate::i18n::fill;
use crate::ui::Data;

/// Whose site this is and what runs it.
#[component]
pub(super) fn Footer(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let text = &data.locale.text().nav;
    let languages = view! { <LanguageSwitch data=data.clone() /> };
    let back = data
        .host
        .filter(|host| !host.site_url.is_empty())
        .map(|host| {
            view! { <a href=host.site_url>{fill(text.back_to, &[("host", &host.name)])}</a> }
        });
    view! {
        <footer class="footer">
            <div class="footer-inner">
                <span>{powered_by(text.powered_by)}</span>
                <span class="footer-links">{back} <a href="/api/docs">{text.api}</a></span>
                {languages}
            </div>
        </footer>
    }
    .into_any()
}

/// "Plugins by Portico"; the name is the same in every language.
fn powered_by(template: &'static str) -> impl IntoView {
    let (before, after) = template.split_once("{product}").unwrap_or((template, ""));
    view! { {before}<Data text="Portico"/>{after} }
}
