//! Errors of components that reach the window, because nobody caught them: whose they are, and that they are reported. What
//! such a component shows stays as it is.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use js_sys::{Object, Reflect, WeakMap};
use leptos::prelude::window;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, PromiseRejectionEvent};

use super::files::{self, Thrown};
use crate::browser::Listener;
use crate::slot::component::blame::{is_of, origin};
use crate::slot::component::props::LoaderProps;
use crate::slot::loading::reporter;
use crate::slot::report::Outcome;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = reportError)]
    fn report_error(error: &JsValue);
}

thread_local! {
    /// The components of this page, in the order in which they came.
    static KNOWN: RefCell<Vec<Rc<LoaderProps>>> = RefCell::default();
    /// Errors that our client made for a component → its place in `KNOWN`: their stack is ours, their cause is not.
    static ANSWERED: WeakMap = WeakMap::new();
    /// While [`is_quiet`] runs something: whether that threw.
    static WATCHED: Cell<Option<bool>> = const { Cell::new(None) };
    static LISTENERS: OnceCell<[Listener; 2]> = const { OnceCell::new() };
}

/// From now on errors of this component are known as such.
pub(super) fn know(item: &Rc<LoaderProps>) {
    KNOWN.with_borrow_mut(|known| known.push(Rc::clone(item)));
    LISTENERS.with(|listeners| {
        listeners.get_or_init(|| {
            [
                Listener::new(&window(), "error", |event| {
                    if let Some(event) = event.dyn_ref() {
                        heard_error(event);
                    }
                }),
                Listener::new(&window(), "unhandledrejection", |event| {
                    // A plain event in browsers of which web-sys knows no more.
                    heard_rejection(event.unchecked_ref());
                }),
            ]
        });
    });
}

/// Runs what may end in errors that the browser gives to the window instead of throwing them; false when there was one.
/// Whoever asks decides what follows, so it is not reported here.
pub(super) fn is_quiet(run: impl FnOnce()) -> bool {
    let before = WATCHED.replace(Some(false));
    run();
    WATCHED.replace(before) != Some(true)
}

/// Shows what a component threw to whoever looks at the console, as if nobody had caught it.
pub(super) fn show(error: &JsValue) {
    is_quiet(|| report_error(error));
}

/// Remembers for which component our client made an error.
pub(super) fn answered(error: &JsValue, item: &Rc<LoaderProps>) {
    let place = KNOWN.with_borrow(|known| known.iter().position(|known| Rc::ptr_eq(known, item)));
    if let (Some(place), Some(error)) = (place, error.dyn_ref::<Object>()) {
        let place = JsValue::from_f64(u32::try_from(place).unwrap_or(u32::MAX).into());
        ANSWERED.with(|answered| answered.set(error, &place));
    }
}

fn heard_error(event: &ErrorEvent) {
    if WATCHED.get().is_some() {
        WATCHED.set(Some(true));
        return;
    }
    let error = event.error();
    let Some(item) = author(&event.filename(), &error) else {
        return;
    };
    let thrown = if name(&error) == "NotSupportedError" {
        Thrown::Twice
    } else {
        Thrown::Other
    };
    // A script that throws while it runs: whoever loads it decides what that means.
    if !files::threw(&item.script_url, thrown) {
        reporter::report(&item, Outcome::Crashed);
    }
}

fn heard_rejection(event: &PromiseRejectionEvent) {
    if let Some(item) = author("", &event.reason()) {
        reporter::report(&item, Outcome::Rejected);
    }
}

fn author(filename: &str, error: &JsValue) -> Option<Rc<LoaderProps>> {
    KNOWN.with_borrow(|known| {
        if let Some(error) = error.dyn_ref::<Object>()
            && let Some(place) = ANSWERED.with(|answered| answered.get(error)).as_f64()
        {
            let mut places = (0_u32..).map(f64::from).zip(known);
            return places
                .find(|(at, _)| *at >= place)
                .map(|(_, item)| Rc::clone(item));
        }
        let stack = text(error, "stack");
        let address = origin(filename, &stack)?;
        let mut known = known.iter();
        known.find(|item| is_of(address, &item.script_url)).cloned()
    })
}

fn name(error: &JsValue) -> String {
    text(error, "name")
}

/// A text property; empty for whatever has none. A getter of the plugin's own may throw.
fn text(error: &JsValue, property: &str) -> String {
    if !error.is_object() {
        return String::new();
    }
    let value = Reflect::get(error, &JsValue::from_str(property));
    value
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
