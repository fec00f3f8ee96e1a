//! The host's side of a payment plugin: waits for the plugin's answer and hands it to the form that pays.

use leptos::prelude::*;

/// Holds the payment slot and the form that pays. While it `waits`, the form is sent only with the reference that the
/// plugin gave in a `plugin-event`; before that, the button that pays is disabled.
#[island]
pub fn PaymentGate(
    /// A plugin has to answer first.
    waits: bool,
    /// The slot and the form.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    if waits {
        Effect::new(move || {
            if let Some(root) = root.get() {
                browser::watch(&root);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = waits;
    view! { <div class="payment-gate stack" node_ref=root>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::wasm_bindgen::closure::Closure;
    use leptos::wasm_bindgen::{JsCast as _, JsValue};
    use leptos::web_sys::{CustomEvent, Element, HtmlButtonElement, HtmlInputElement};

    pub fn watch(root: &Element) {
        set_reference(root, "");
        let gate = root.clone();
        let listener = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            let detail = event.detail();
            match text(&detail, "type").as_deref() {
                Some("payment-authorised") => {
                    set_reference(&gate, &text(&detail, "intentId").unwrap_or_default());
                }
                Some("payment-ready" | "payment-failed") => set_reference(&gate, ""),
                _ => {}
            }
        });
        let _ = root
            .add_event_listener_with_callback("plugin-event", listener.as_ref().unchecked_ref());
        // The gate lives as long as the document.
        listener.forget();
    }

    fn set_reference(root: &Element, reference: &str) {
        if let Ok(Some(input)) = root.query_selector("input[name=payment_reference]")
            && let Ok(input) = input.dyn_into::<HtmlInputElement>()
        {
            input.set_value(reference);
        }
        if let Ok(Some(button)) =
            root.query_selector(":scope > leptos-children > form button, :scope > form button")
            && let Ok(button) = button.dyn_into::<HtmlButtonElement>()
        {
            button.set_disabled(reference.is_empty());
        }
    }

    fn text(value: &JsValue, key: &str) -> Option<String> {
        js_sys::Reflect::get(value, &JsValue::from_str(key))
            .ok()?
            .as_string()
    }
}
