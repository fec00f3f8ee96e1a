//! The element itself: made, given its properties, put into the page, kept up to date, taken out again.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::client::Client;
use crate::browser::{Listener, deep_freeze, to_js};
use crate::slot::channel;
use crate::slot::component::island::Failure;
use crate::slot::component::props::LoaderProps;

/// An element in the page; dropping it takes it out and stops everything around it.
pub(super) struct Mounted {
    element: HtmlElement,
    _client: Client,
    _context: Option<Listener>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// Makes the element and puts it into its place. Properties are set before it is connected; the plugin may wait for
/// whichever comes last. Whatever it throws on the way ends here.
pub(super) fn mount(
    item: &LoaderProps,
    place: &HtmlElement,
    constructor: &JsValue,
) -> Result<Mounted, Failure> {
    // `createElement` would report an error of the constructor and go on with an unknown element; `new` throws it.
    let element: HtmlElement =
        Reflect::construct(constructor.unchecked_ref::<Function>(), &Array::new())
            .ok()
            .and_then(|made| made.dyn_into().ok())
            .ok_or(Failure::Crashed)?;
    let client = Client::new(item.surface);
    let context = channel::current(place).unwrap_or_else(|| item.context.clone());
    set_context(&element, &context)?;
    set(&element, "apiClient", client.object())?;
    set(&element, "locale", &JsValue::from_str(&item.locale))?;
    set(&element, "theme", &JsValue::from_str(theme()))?;
    let _ = element.class_list().add_1(&item.tag);
    connect(&element, place)?;

    let target = element.clone();
    let listener = channel::subscribe(place, move |context| {
        // A setter that throws now is the plugin's own affair: what it shows stays as it is.
        let _ = set_context(&target, &context);
    });
    Ok(Mounted {
        element,
        _client: client,
        _context: listener,
    })
}

fn set_context(element: &HtmlElement, context: &Value) -> Result<(), Failure> {
    let context = to_js(context);
    deep_freeze(&context);
    set(element, "context", &context)
}

fn set(element: &HtmlElement, name: &str, value: &JsValue) -> Result<(), Failure> {
    match Reflect::set(element, &JsValue::from_str(name), value) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(Failure::Crashed),
    }
}

/// Puts the element into the page. An error in `connectedCallback` is not thrown but reported to the window, before
/// `appendChild` returns.
fn connect(element: &HtmlElement, place: &HtmlElement) -> Result<(), Failure> {
    let crashed = Rc::new(Cell::new(false));
    let heard = Rc::clone(&crashed);
    let guard = Listener::new(&window(), "error", move |_| heard.set(true));
    let appended = place.append_child(element).is_ok();
    drop(guard);
    if appended && !crashed.get() {
        return Ok(());
    }
    element.remove();
    Err(Failure::Crashed)
}

/// `light` or `dark`, whether chosen or the system's.
fn theme() -> &'static str {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    let dark = match chosen.as_deref() {
        Some(chosen) => chosen == "dark",
        None => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    };
    if dark { "dark" } else { "light" }
}
