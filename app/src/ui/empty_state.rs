//! What would be here, how to get it, and one action.

use leptos::prelude::*;

use super::{Icon, IconName};

/// An empty state.
#[component]
pub fn EmptyState(
    /// Stands for what would be here.
    icon: IconName,
    /// One line: what would be here.
    #[prop(into)]
    title: String,
    /// One line: how to get it.
    #[prop(into)]
    text: String,
    /// One action.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h2 class="item-title">{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
