//! A few exclusive choices side by side, each a link: the range of a chart, the view of a list.

use leptos::prelude::*;

/// One choice of a [`Segmented`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segment {
    /// Shown.
    pub label: String,
    /// Address with this choice made.
    pub href: String,
    /// This is the current choice.
    pub current: bool,
}

/// Choices side by side.
#[component]
pub fn Segmented(
    /// What is chosen, for assistive technology.
    #[prop(into)]
    label: String,
    /// The choices.
    items: Vec<Segment>,
) -> AnyView {
    let links: Vec<_> = items
        .into_iter()
        .map(|item| view! { <a href=item.href aria-current=item.current.then_some("true")>{item.label}</a> })
        .collect();
    view! { <div class="segmented" role="group" aria-label=label>{links}</div> }.into_any()
}
