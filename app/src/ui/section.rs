//! A part of a page with its title and purpose at the side, for settings and forms.

use leptos::prelude::*;

/// Title and purpose, and beside them what can be done; on narrow screens one below the other.
#[component]
pub fn Section(
    /// Id of the title, unique on the page; links lead to it.
    #[prop(into)]
    id: String,
    /// Title.
    #[prop(into)]
    title: String,
    /// What it is for, in a sentence or two.
    #[prop(optional, into)]
    text: String,
    /// Content, usually a card.
    children: Children,
) -> AnyView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-intro">
                <h2 id=id.clone()>{title}</h2>
                {(!text.is_empty()).then(|| view! { <p class="small muted">{text}</p> })}
            </div>
            <div class="section-body">{children()}</div>
        </section>
    }
    .into_any()
}
