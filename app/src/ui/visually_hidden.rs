//! Text for assistive technology only.

use leptos::prelude::*;

/// Text that is read but not seen.
#[component]
pub fn VisuallyHidden(
    /// The text.
    children: Children,
) -> AnyView {
    view! { <span class="visually-hidden">{children()}</span> }.into_any()
}
