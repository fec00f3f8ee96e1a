//! A slot inside an island of the host, in the browser: around what the server drew it publishes the context and hears the
//! plugins' events.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::tachys::html::islands::IslandChildren;
use leptos::tachys::reactive_graph::OwnedView;
use serde_json::Value;

use super::event::PluginEvent;

/// The element around the slot. The server drew the same one (`items::slot`).
pub fn owned_slot(
    key: &'static str,
    context: impl Fn() -> Value + Send + Sync + 'static,
    on_event: Option<Callback<PluginEvent>>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    watch(place, context, on_event);
    #[cfg(not(feature = "hydrate"))]
    let _ = (context, on_event);

    let owner = Owner::new();
    let children = owner.with(|| {
        let owner = owner.clone();
        OwnedView::new(IslandChildren::new_with_on_hydrate((), move || owner.set()))
    });
    view! { <div class="plugin-slot" data-slot=key node_ref=place>{children}</div> }
}

#[cfg(feature = "hydrate")]
fn watch(
    place: NodeRef<Div>,
    context: impl Fn() -> Value + Send + Sync + 'static,
    on_event: Option<Callback<PluginEvent>>,
) {
    use super::event::{PLUGIN_EVENT, PLUGIN_SUBMIT};
    use crate::browser::Listener;

    Effect::new(move |_| {
        if let Some(slot) = place.get() {
            super::channel::publish(&slot, &context());
        }
    });
    let Some(on_event) = on_event else { return };
    let listeners = StoredValue::new_local(Vec::new());
    Effect::new(move |_| {
        let Some(slot) = place.get() else { return };
        let listen = |name| {
            Listener::capturing(&slot, name, move |event| {
                if let Some(event) = heard(name, &event) {
                    on_event.run(event);
                }
            })
        };
        listeners.set_value(vec![listen(PLUGIN_EVENT), listen(PLUGIN_SUBMIT)]);
    });
}

/// An event with the extension it came from. Which one that is says the element the server drew around it, not the event.
#[cfg(feature = "hydrate")]
fn heard(name: &str, event: &web_sys::Event) -> Option<PluginEvent> {
    use wasm_bindgen::JsCast;

    let source: web_sys::Element = event.target()?.dyn_into().ok()?;
    let surface = source.closest("[data-extension]").ok()??;
    let event: &web_sys::CustomEvent = event.dyn_ref()?;
    Some(PluginEvent {
        name: name.to_owned(),
        plugin: surface.get_attribute("data-plugin")?,
        extension: surface.get_attribute("data-extension")?,
        detail: crate::browser::from_js(&event.detail()),
    })
}
