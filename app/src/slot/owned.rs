//! A slot inside an island of the host, in the browser: around what the server drew it publishes the context and hears the
//! plugins' events.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::tachys::html::islands::IslandChildren;
use leptos::tachys::reactive_graph::OwnedView;
use serde_json::Value;

use super::event::PluginEvent;
use super::offer::SlotOffer;
use super::where_drawn::WhereDrawn;

/// The element around the slot, where the server drew it (`surfaces::slot`): a slot without extensions has none.
pub fn owned_slot(
    key: &'static str,
    context: impl Fn() -> Value + Send + Sync + 'static,
    on_event: Option<Callback<PluginEvent>>,
    offer: Option<SlotOffer>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    {
        watch(place, context, on_event);
        if let Some(offer) = offer {
            pass(place, offer);
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (context, on_event, offer);

    let owner = Owner::new();
    // Below this owner nothing is part of the host's island: without saying so, the islands that the server drew here
    // would look for themselves in the wrong element, and panic.
    let children = owner.clone().with(|| {
        Owner::with_no_hydration(move || {
            OwnedView::new(IslandChildren::new_with_on_hydrate((), move || owner.set()))
        })
    });
    let view = view! { <div class="plugin-slot" data-slot=key node_ref=place>{children}</div> };
    WhereDrawn { slot: key, view }
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

/// Passes what the owner offers as soon as the slot is in the page.
#[cfg(feature = "hydrate")]
fn pass(place: NodeRef<Div>, offer: SlotOffer) {
    let offer = StoredValue::new_local(Some(offer));
    Effect::new(move |_| {
        let Some(slot) = place.get() else { return };
        if let Some(offer) = offer.try_update_value(Option::take).flatten() {
            super::offer::publish(&slot, offer.into_offered());
        }
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
