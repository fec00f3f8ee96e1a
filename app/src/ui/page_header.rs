//! The title of a page, what it is about, and what can be done there.

use leptos::prelude::*;

use super::Phrase;

/// The head of a page: its one `h1`, a sentence, and actions at the end of the line.
#[component]
pub fn PageHeader(
    /// Title.
    #[prop(into)]
    title: Phrase,
    /// One sentence under the title.
    #[prop(optional, into)]
    lead: Option<Phrase>,
    /// Actions.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <header class="page-header">
            <div class="page-header-text">
                <h1>{title.view()}</h1>
                {lead.map(|lead| view! { <p class="lead">{lead.view()}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
    .into_any()
}
