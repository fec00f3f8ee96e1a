//! A question in the flow of the page, asked before a destructive action, without a line of script.

use leptos::prelude::*;

use super::{ButtonKind, ButtonSize, button_class};

/// A quiet button that opens the question below it.
#[component]
pub fn Confirm(
    /// Text of the button: "Uninstall".
    #[prop(into)]
    label: String,
    /// How high the button is.
    #[prop(optional)]
    size: ButtonSize,
    /// The question, its consequences, and the form that carries it out.
    children: Children,
) -> AnyView {
    view! {
        <details class="confirm">
            <summary class=button_class(ButtonKind::Danger, size)>{label}</summary>
            <div class="well stack">{children()}</div>
        </details>
    }
    .into_any()
}
