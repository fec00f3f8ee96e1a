//! Cards: a surface with an edge.

use leptos::prelude::*;

/// A card.
#[component]
pub fn Card(
    /// Without inner space, for content that brings its own.
    #[prop(optional)]
    flush: bool,
    /// Id of the element that names the card; makes it a region.
    #[prop(optional, into)]
    labelled_by: Option<String>,
    /// Content.
    children: Children,
) -> AnyView {
    let class = if flush { "card card-flush" } else { "card" };
    match labelled_by {
        Some(id) => {
            view! { <section class=class aria-labelledby=id>{children()}</section> }.into_any()
        }
        None => view! { <div class=class>{children()}</div> }.into_any(),
    }
}

/// Title of a card, with what belongs beside it (a chip, a link).
#[component]
pub fn CardHead(
    /// Title.
    #[prop(into)]
    title: String,
    /// Id of the title, for `labelled_by`.
    #[prop(optional, into)]
    id: Option<String>,
    /// What stands beside the title.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="card-head">
            <h2 id=id>{title}</h2>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// The last line of a card, apart from its content.
#[component]
pub fn CardFoot(
    /// Content.
    children: Children,
) -> AnyView {
    view! { <div class="card-foot">{children()}</div> }.into_any()
}
