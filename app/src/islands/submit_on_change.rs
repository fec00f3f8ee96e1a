//! A form whose choice takes effect at once. Without JavaScript its own button (class `without-script`) does the same.

use leptos::prelude::*;

/// Submits the form inside when one of its controls changes.
#[island]
pub fn SubmitOnChange(
    /// The form.
    children: Children,
) -> impl IntoView {
    let submit = |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        {
            use leptos::wasm_bindgen::JsCast as _;
            let form = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .and_then(|control| control.closest("form").ok().flatten())
                .and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
            if let Some(form) = form {
                let _ = form.request_submit();
            }
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = event;
    };
    view! { <div class="submit-on-change" on:change=submit>{children()}</div> }
}
