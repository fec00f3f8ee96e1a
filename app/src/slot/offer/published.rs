//! From the island that owns a slot to the plugins in it. They share no reactive owner (`channel`), and what is passed is no text that
//! an attribute could carry; the element of the slot stands for it here.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AddEventListenerOptions, Element, Event};

use super::{OFFERS, Offered};
use crate::slot::channel::slot_around;

/// Says that the offer is there.
const OFFERED: &str = "portico:offer";

thread_local! {
    static PUBLISHED: RefCell<Vec<(Element, Rc<Offered>)>> = const { RefCell::new(Vec::new()) };
}

/// Makes an offer known to everything in the slot, until the owner that this is called in ends.
pub fn publish(slot: &Element, offered: Offered) {
    PUBLISHED.with_borrow_mut(|all| all.push((slot.clone(), Rc::new(offered))));
    let gone = SendWrapper::new(slot.clone());
    on_cleanup(move || PUBLISHED.with_borrow_mut(|all| all.retain(|(slot, _)| *slot != *gone)));
    if let Ok(event) = Event::new(OFFERED) {
        let _ = slot.dispatch_event(&event);
    }
}

/// What the owner of the slot around `place` passes.
pub fn of(place: &Element) -> Option<Rc<Offered>> {
    let slot = slot_around(place)?;
    PUBLISHED.with_borrow(|all| {
        let found = all.iter().find(|(of, _)| *of == slot);
        found.map(|(_, offered)| Rc::clone(offered))
    })
}

/// Waits until the owner of the slot around `place` came to life, where it passes something.
pub async fn ready(place: &Element) {
    let Some(slot) = slot_around(place) else {
        return;
    };
    if !slot.has_attribute(OFFERS) || of(place).is_some() {
        return;
    }
    let offered = Promise::new(&mut |resolve, _| {
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        let _ = slot.add_event_listener_with_callback_and_add_event_listener_options(
            OFFERED, &resolve, &once,
        );
    });
    let _ = JsFuture::from(offered).await;
}
