//! A form whose choice takes effect at once when it is made with a pointer. Arrow keys move through options without
//! sending any of them (WCAG 3.2.2); then, and without JavaScript, the form's own button (class `without-script`) sends it.

use leptos::prelude::*;

/// Submits the form inside when one of its controls is changed with a pointer. Changed by keyboard, its button comes into
/// sight and stays until it is pressed.
#[island]
pub fn SubmitOnChange(
    /// The form, or the control and the button of one.
    children: Children,
) -> impl IntoView {
    let by_pointer = StoredValue::new(false);
    let unsent = RwSignal::new(false);
    let change = move |event: leptos::ev::Event| {
        if by_pointer.get_value() {
            submit(&event);
        } else {
            unsent.set(true);
        }
    };
    view! {
        <div
            class="submit-on-change"
            data-unsent=move || unsent.get().then_some("")
            on:pointerdown=move |_| by_pointer.set_value(true)
            on:keydown=move |_| by_pointer.set_value(false)
            on:change=change
        >
            {children()}
        </div>
    }
}

/// Submits the form of the control that an event is about.
fn submit(event: &leptos::ev::Event) {
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
}
