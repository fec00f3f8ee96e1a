//! A form in the browser: checked by the same validator as on the server, sent as typed values, answered in place.

mod drawn_field;
mod driver;
mod parts;
mod rows;
mod send;

use std::rc::Rc;

use js_sys::Function;
#[cfg(feature = "pages")]
use leptos::html::Div;
#[cfg(not(feature = "pages"))]
use leptos::prelude::window;
#[cfg(feature = "pages")]
use leptos::prelude::*;
use web_sys::{Event, HtmlElement};

use self::driver::Driver;
use self::send::Server;
use super::config::FormConfig;
use crate::browser::Listener;

/// Takes over the form as soon as it is in the page, until the island goes.
#[cfg(feature = "pages")]
pub(super) fn start(config: FormConfig, place: NodeRef<Div>) {
    let listeners = StoredValue::new_local(Vec::<Listener>::new());
    let config = StoredValue::new_local(Some(config));
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let config = config.try_update_value(Option::take).flatten();
        let driver = config
            .and_then(|config| Driver::attach(config, HtmlElement::clone(&place), Server::Own));
        if let Some(driver) = driver {
            listeners.try_set_value(listen(&driver));
        }
    });
}

/// A form that was taken over; dropping it lets go of it.
pub struct Attached {
    _listeners: Vec<Listener>,
}

/// Takes over a form that the server drew for a page of another website (`forms::embedded`); `None` when there is none below
/// `place`. `fetch` reaches the server, as who the page says.
pub fn attach(config: FormConfig, place: HtmlElement, fetch: Function) -> Option<Attached> {
    let driver = Driver::attach(config, place, Server::Through(fetch))?;
    Some(Attached {
        _listeners: listen(&driver),
    })
}

fn listen(driver: &Rc<Driver>) -> Vec<Listener> {
    let form = driver.form();
    let submitted = {
        let driver = Rc::clone(driver);
        move |event: Event| {
            event.prevent_default();
            Driver::submit(&driver, &event);
        }
    };
    let typed = {
        let driver = Rc::clone(driver);
        move |event: Event| Driver::typed(&driver, &event)
    };
    let left = {
        let driver = Rc::clone(driver);
        move |event: Event| driver.left(&event)
    };
    let pressed = {
        let driver = Rc::clone(driver);
        move |_: Event| driver.pressed()
    };
    let released = {
        let driver = Rc::clone(driver);
        move |_: Event| Driver::released(&driver)
    };
    let cancelled = released.clone();
    vec![
        Listener::new(&window(), "pointerdown", pressed),
        Listener::new(&window(), "pointerup", released),
        Listener::new(&window(), "pointercancel", cancelled),
        Listener::new(form, "submit", submitted),
        Listener::new(form, "input", typed),
        Listener::new(form, "change", left),
    ]
}
