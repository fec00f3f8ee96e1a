//! A plugin that could not be shown: neutral, small, with a way on. It takes its texts as strings, because islands
//! draw it, too.

use leptos::prelude::*;

use super::{Icon, IconName};

/// A failure card.
#[component]
pub fn FailureCard(
    /// "Reviews could not be shown"
    #[prop(into)]
    title: String,
    /// "Why?"
    #[prop(into)]
    why_label: String,
    /// The reason in one sentence.
    #[prop(into)]
    why: String,
    /// Retry, as a link or a button.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="failure" role="group" aria-label=title.clone()>
            <Icon name=IconName::Plug />
            <p>{title.clone()}</p>
            <details>
                <summary>{why_label}</summary>
                <p>{why}</p>
            </details>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
