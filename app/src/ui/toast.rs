//! What just happened, and the way back.

use leptos::prelude::*;

/// The place for toasts, before the content of the page; what appears in it is announced.
#[component]
pub fn ToastRegion(
    /// [`Toast`]s; usually none or one.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! { <div class="toast-region" id="toasts" role="status">{children.map(|children| children())}</div> }.into_any()
}

/// One toast. It takes the focus when its page opens, with or without JavaScript: whoever sent a form lands at what became
/// of it, and goes on from there into the content.
#[component]
pub fn Toast(
    /// What happened: "Sales Chart is on for everyone in Globex".
    #[prop(into)]
    message: String,
    /// The way back, such as a [`ToastForm`].
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="toast" tabindex="-1" autofocus=true>
            <span>{message}</span>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// The action of a toast as a form post, so that Undo works without JavaScript.
#[component]
pub fn ToastForm(
    /// Where it posts.
    #[prop(into)]
    action: String,
    /// Text of the button: "Undo".
    #[prop(into)]
    label: String,
    /// Fields, name and value.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
) -> AnyView {
    let fields: Vec<_> = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    view! {
        <form method="post" action=action>
            {fields}
            <button type="submit" class="toast-action">{label}</button>
        </form>
    }
    .into_any()
}
