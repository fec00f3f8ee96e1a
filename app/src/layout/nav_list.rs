//! Links of a navigation as a list.

use leptos::prelude::*;

use super::data::NavItem;

/// The links; the current one is announced as such.
#[component]
pub(super) fn NavList(
    /// Links.
    items: Vec<NavItem>,
    /// Class of the list.
    #[prop(default = "nav-list")]
    class: &'static str,
) -> AnyView {
    let links: Vec<_> = items
        .into_iter()
        .map(|item| {
            let count = item
                .count
                .map(|count| view! { <span class="count">{count}</span> });
            view! {
                <li>
                    <a href=item.href aria-current=item.current.then_some("page")>
                        <span>{item.label}</span>
                        {count}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class=class>{links}</ul> }.into_any()
}
