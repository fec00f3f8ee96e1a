//! A link that looks like a button: it leads somewhere instead of doing something.

use leptos::prelude::*;

use super::{ButtonKind, ButtonSize, button_class};

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high it is.
    #[prop(optional)]
    size: ButtonSize,
    /// Text, and perhaps an icon before it.
    children: Children,
) -> AnyView {
    view! { <a href=href class=button_class(kind, size)>{children()}</a> }.into_any()
}
