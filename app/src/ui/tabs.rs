//! Pages about one thing, side by side: links, not ARIA tabs, because each is a document of its own.

use leptos::prelude::*;

/// One of the [`Tabs`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tab {
    /// Shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// This is the current page.
    pub current: bool,
    /// How many things it holds.
    pub count: Option<u64>,
}

/// Tabs.
#[component]
pub fn Tabs(
    /// What the tabs are about, for assistive technology.
    #[prop(into)]
    label: String,
    /// The tabs.
    items: Vec<Tab>,
) -> AnyView {
    let links: Vec<_> = items
        .into_iter()
        .map(|tab| {
            let count = tab.count.map(|count| view! { <span class="count muted">{count}</span> });
            view! { <a href=tab.href aria-current=tab.current.then_some("page")>{tab.label}{count}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label>{links}</nav> }.into_any()
}
