//! Places that leave the page and come back: whoever takes a slot out of the page need not tell us. One observer serves all.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit};

struct Place {
    element: HtmlElement,
    is_there: bool,
    changed: Rc<dyn Fn(bool)>,
}

struct Observer {
    _observer: MutationObserver,
    _heard: Closure<dyn FnMut()>,
}

thread_local! {
    static PLACES: RefCell<Vec<Place>> = RefCell::default();
    static OBSERVER: OnceCell<Option<Observer>> = const { OnceCell::new() };
}

/// Calls back with whether the place is in the page, each time that changes. One that is only moved has not changed.
pub(in crate::slot) fn watch(element: &HtmlElement, changed: impl Fn(bool) + 'static) {
    let place = Place {
        element: element.clone(),
        is_there: element.is_connected(),
        changed: Rc::new(changed),
    };
    PLACES.with_borrow_mut(|places| places.push(place));
    OBSERVER.with(|observer| {
        observer.get_or_init(observe);
    });
}

/// After a button in a place was pressed and is gone: the keyboard goes on from the surface, which has a name.
pub(in crate::slot) fn focus_surface(place: &HtmlElement) {
    let surface = place.closest("[data-extension]").ok().flatten();
    let surface: HtmlElement = surface.map_or_else(|| place.clone(), JsCast::unchecked_into);
    surface.set_tab_index(-1);
    let _ = surface.focus();
}

fn observe() -> Option<Observer> {
    let heard = Closure::<dyn FnMut()>::new(compare);
    let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    observer.observe_with_options(&document(), &options).ok()?;
    Some(Observer {
        _observer: observer,
        _heard: heard,
    })
}

/// There are a handful of places, so they are looked at instead of what was changed.
fn compare() {
    let changed: Vec<_> = PLACES.with_borrow_mut(|places| {
        let look = |place: &mut Place| {
            let is_there = place.element.is_connected();
            let before = std::mem::replace(&mut place.is_there, is_there);
            (before != is_there).then(|| (Rc::clone(&place.changed), is_there))
        };
        places.iter_mut().filter_map(look).collect()
    });
    for (call, is_there) in changed {
        call(is_there);
    }
}
