//! The element itself: made, given its properties, put into the page, kept up to date, taken out again.

use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use portico_sdk::slot::declared_context;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::client::Client;
use super::faults;
use super::flood::{Guard, is_flooded};
use crate::browser::{Listener, deep_freeze, page_theme, to_js};
use crate::slot::channel;
use crate::slot::component::props::LoaderProps;
use crate::slot::loading::{Failure, reporter};
use crate::slot::report::Outcome;

/// An element in the page; dropping it takes it out and stops everything around it.
pub(super) struct Mounted {
    element: HtmlElement,
    _client: Client,
    context: Option<Listener>,
    guard: Option<Guard>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.context = None;
        self.guard = None;
        self.element.remove();
    }
}

/// Makes the element and puts it into its place. Properties are set before it is connected; the plugin may wait for
/// whichever comes last. Whatever it throws on the way ends here. `flooded` is called when later it is too much.
pub(super) fn mount(
    item: &Rc<LoaderProps>,
    place: &HtmlElement,
    constructor: &JsValue,
    flooded: impl Fn() + 'static,
) -> Result<Mounted, Failure> {
    let element = make(constructor)?;
    let client = Client::new(item);
    let context = channel::current(place).unwrap_or_else(|| item.context.clone());
    set_context(&element, item, &context)?;
    set(&element, "apiClient", client.object())?;
    set(&element, "locale", &JsValue::from_str(&item.locale))?;
    set(&element, "theme", &JsValue::from_str(page_theme()))?;
    let _ = element.class_list().add_1(&item.tag);
    connect(&element, place)?;

    let (target, of) = (element.clone(), Rc::clone(item));
    let context = channel::subscribe(place, move |context| {
        // What it shows stays as it is.
        if set_context(&target, &of, &context).is_err() {
            reporter::report(&of, Outcome::Crashed);
        }
    });
    Ok(Mounted {
        element,
        _client: client,
        context,
        guard: Guard::new(place, flooded),
    })
}

/// `createElement` would report an error of the constructor and go on with an unknown element; `new` throws it.
fn make(constructor: &JsValue) -> Result<HtmlElement, Failure> {
    let made = Reflect::construct(constructor.unchecked_ref::<Function>(), &Array::new());
    match made {
        Ok(made) => made.dyn_into().map_err(|_| Failure::Crashed),
        Err(error) => Err(crashed(&error)),
    }
}

/// The slot's type decides what the element gets to know, whoever wrote the context down (FORMS 13).
fn set_context(element: &HtmlElement, item: &LoaderProps, context: &Value) -> Result<(), Failure> {
    let declared = declared_context(&item.slot, context).unwrap_or_default();
    let context = to_js(&declared);
    deep_freeze(&context);
    set(element, "context", &context)
}

fn set(element: &HtmlElement, name: &str, value: &JsValue) -> Result<(), Failure> {
    match Reflect::set(element, &JsValue::from_str(name), value) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Crashed),
        Err(error) => Err(crashed(&error)),
    }
}

fn crashed(error: &JsValue) -> Failure {
    faults::show(error);
    Failure::Crashed
}

/// Puts the element into the page. An error in `connectedCallback` is not thrown but reported to the window, before
/// `appendChild` returns.
fn connect(element: &HtmlElement, place: &HtmlElement) -> Result<(), Failure> {
    let mut appended = false;
    let quiet = faults::is_quiet(|| appended = place.append_child(element).is_ok());
    let failure = if !appended || !quiet {
        Failure::Crashed
    } else if is_flooded(place) {
        Failure::Flooded
    } else {
        return Ok(());
    };
    element.remove();
    Err(failure)
}
