//! How a slot's context reaches what is already in the page.
//!
//! The island that owns a slot and the islands in the slot come to life one by one, lazily, so they share no reactive
//! owner they could rely on. The slot's element carries the current context instead, and an event says that it changed.

use leptos::web_sys::Element;
use serde_json::Value;
#[cfg(feature = "pages")]
use web_sys::Event;

#[cfg(feature = "pages")]
use crate::browser::Listener;

/// Class of the element around an owned slot.
const SLOT: &str = ".plugin-slot";

/// Attribute with the current context as JSON; absent until it differs from what the server drew.
const CONTEXT: &str = "data-context";

/// Says that the attribute changed.
#[cfg(feature = "pages")]
const CHANGED: &str = "portico:context";

/// Makes a new context known to everything in the slot.
#[cfg(feature = "pages")]
pub fn publish(slot: &Element, context: &Value) {
    let json = context.to_string();
    if slot.get_attribute(CONTEXT).as_deref() == Some(&json) {
        return;
    }
    let _ = slot.set_attribute(CONTEXT, &json);
    if let Ok(event) = Event::new(CHANGED) {
        let _ = slot.dispatch_event(&event);
    }
}

/// The context of the slot around `element`, if its owner has published one.
pub fn current(element: &Element) -> Option<Value> {
    read(&slot_around(element)?)
}

/// The element of the slot around `element`, if an island owns it.
pub fn slot_around(element: &Element) -> Option<Element> {
    element.closest(SLOT).ok()?
}

/// Calls back with each context published from now on; `None` when nobody owns the slot.
#[cfg(feature = "pages")]
pub fn subscribe(element: &Element, mut changed: impl FnMut(Value) + 'static) -> Option<Listener> {
    let slot = slot_around(element)?;
    let source = slot.clone();
    Some(Listener::new(&slot, CHANGED, move |_| {
        if let Some(context) = read(&source) {
            changed(context);
        }
    }))
}

fn read(slot: &Element) -> Option<Value> {
    serde_json::from_str(&slot.get_attribute(CONTEXT)?).ok()
}
