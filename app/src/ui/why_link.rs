//! The way from what a plugin shows, or a row that names it, to why it is there.

use leptos::prelude::*;

use super::Phrase;

/// Id of the explanation on the page of a plugin in the store. It is within the fold, so that a link opens it.
pub const WHY: &str = "why";

/// "Why do I see this?", leading to the explanation.
#[component]
pub fn WhyLink(
    /// Name of the plugin.
    #[prop(into)]
    name: String,
    /// Title of the plugin, for those who hear the link apart from what is around it.
    #[prop(into)]
    title: Phrase,
    /// The question.
    #[prop(into)]
    label: String,
) -> AnyView {
    view! {
        <a class="why-link" href=format!("/store/{name}#{WHY}")>
            {label}
            <span class="visually-hidden">" "{title.isolated().view()}</span>
        </a>
    }
    .into_any()
}
