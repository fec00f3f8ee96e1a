//! The part for wasm: carries messages and operations between the page and a [`Session`]. What talks to the page is JavaScript
//! beside this file, which decides nothing.

#[cfg(feature = "measure")]
mod measure;

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::allow::{Attribute, Element, Event, Property};
use crate::limits::Limits;
use crate::ops::{Handle, Ops};
use crate::session::{Session, StopReason};
use crate::setup;
use crate::text::concat;

#[wasm_bindgen(module = "/src/dom/apply.js")]
extern "C" {
    /// Names that stand for numbers in operations.
    #[wasm_bindgen(js_name = setNames)]
    fn set_names(packed: &str);

    #[wasm_bindgen(js_name = createApplier)]
    fn create_applier(effects: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/dom/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = createValues)]
    fn create_values(receiver: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/dom/events.js")]
extern "C" {
    #[wasm_bindgen(js_name = createEvents)]
    fn create_events(receiver: &JsValue, plugin: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/dom/presses.js")]
extern "C" {
    #[wasm_bindgen(js_name = createPresses)]
    fn create_presses(plugin: &JsValue);
}

#[wasm_bindgen(module = "/src/dom/components.js")]
extern "C" {
    #[wasm_bindgen(js_name = createComponents)]
    fn create_components(plugin: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/dom/frame.js")]
extern "C" {
    #[wasm_bindgen(js_name = createFrame)]
    fn create_frame(plugin: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/dom/grants.js")]
extern "C" {
    #[wasm_bindgen(js_name = grantsOf)]
    fn grants_of(capabilities: &JsValue, base: &str, fetch: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/dom/plugin.js")]
extern "C" {
    #[wasm_bindgen(js_name = createPlugin)]
    fn create_plugin(place: &JsValue, options: &JsValue, prefix: &str) -> JsValue;

    #[wasm_bindgen(js_name = setupOf)]
    fn setup_of(plugin: &JsValue) -> String;

    #[wasm_bindgen(js_name = assemble)]
    fn assemble(
        plugin: &JsValue,
        receiver: &JsValue,
        limits: &str,
        applier: &JsValue,
        values: &JsValue,
        events: &JsValue,
        components: &JsValue,
        frame: &JsValue,
    ) -> JsValue;

    #[wasm_bindgen(js_name = perform)]
    fn perform(plugin: &JsValue, numbers: &[u32], text: &str);

    #[wasm_bindgen(js_name = stopped)]
    fn stopped(plugin: &JsValue, reason: &str, detail: &str);
}

#[wasm_bindgen(start)]
fn start() {
    let (elements, html) = Element::names();
    let mut packed = String::new();
    for name in elements {
        put(&mut packed, &[name, " "]);
    }
    put(&mut packed, &["\n", &html.to_string(), "\n"]);
    for name in Attribute::names() {
        put(&mut packed, &[name, " "]);
    }
    packed.push('\n');
    for name in Property::names() {
        put(&mut packed, &[name, " "]);
    }
    packed.push('\n');
    for (name, is_frequent) in Event::names() {
        put(&mut packed, &[name, if is_frequent { "* " } else { " " }]);
    }
    set_names(&packed);
}

fn put(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

thread_local! {
    /// Every mounted plugin has ids of its own (THREATS 14).
    static MOUNTED: RefCell<u32> = const { RefCell::new(0) };
}

/// The callbacks that Portico itself grants to a plugin with these capabilities; docs/SANDBOX.md "What the page calls".
#[wasm_bindgen]
pub fn grants(capabilities: &JsValue, base: &str, fetch: &JsValue) -> JsValue {
    grants_of(capabilities, base, fetch)
}

/// Mounts a plugin; docs/SANDBOX.md "What the page calls" says what the options are and what is returned.
#[wasm_bindgen]
pub fn mount(place: &JsValue, options: &JsValue) -> JsValue {
    let number = MOUNTED.with_borrow_mut(|mounted| {
        *mounted += 1;
        *mounted
    });
    let prefix = concat(&["plugin", &number.to_string(), "-"]);
    let plugin = create_plugin(place, options, &prefix);
    create_presses(&plugin);
    let (session, limits) = setup::session(&prefix, &setup_of(&plugin), 0.0);
    let mut packed = String::new();
    for limit in Limits::ALL {
        put(
            &mut packed,
            &[limit.name(), "\t", &limits.get(*limit).to_string(), "\n"],
        );
    }
    let receiver = JsValue::from(Receiver {
        session: RefCell::new(session),
        plugin: plugin.clone(),
    });
    assemble(
        &plugin,
        &receiver,
        &packed,
        &create_applier(&plugin),
        &create_values(&receiver),
        &create_events(&receiver, &plugin),
        &create_components(&plugin),
        &create_frame(&plugin),
    )
}

/// A session, for the JavaScript of this folder. Times are milliseconds since the plugin was mounted.
#[wasm_bindgen]
pub struct Receiver {
    // What is done may call back, so nothing is borrowed meanwhile.
    session: RefCell<Session>,
    plugin: JsValue,
}

#[wasm_bindgen]
impl Receiver {
    /// See [`Session::on_load`].
    pub fn load(&self) {
        self.with(Session::on_load);
    }

    /// See [`Session::on_ready`].
    pub fn ready(&self, now: f64) -> bool {
        self.with(|session| session.on_ready(now))
    }

    /// See [`Session::on_up`].
    pub fn up(&self) {
        self.with(Session::on_up);
    }

    /// See [`Session::on_down`].
    pub fn down(&self, reason: &str, detail: &str) {
        self.with(|session| session.on_down(reason, detail));
    }

    /// See [`Session::on_failure`].
    pub fn fail(&self, reason: &str, detail: &str) {
        self.with(|session| session.on_failure(StopReason::from_page(reason), detail));
    }

    /// See [`Session::on_pong`].
    pub fn pong(&self, number: u32) {
        self.with(|session| session.on_pong(number));
    }

    /// See [`Session::on_message`].
    pub fn message(&self, bytes: &[u8], now: f64) {
        self.with(|session| session.on_message(bytes, now));
    }

    /// See [`Session::on_error`].
    pub fn error(&self, now: f64) -> bool {
        self.with(|session| session.on_error(now))
    }

    /// See [`Session::on_tick`]; 0: no ping.
    pub fn tick(&self, now: f64, hidden: bool) -> u32 {
        self.with(|session| session.on_tick(now, hidden).unwrap_or(0))
    }

    /// See [`Session::call_export`].
    pub fn call_export(&self, update: bool) -> Option<String> {
        self.with(|session| session.call_export(update))
    }

    /// See [`Session::on_event`]: ids of the call, the function and the node.
    pub fn event(&self, at: u32, event: u32, bubbles: bool) -> Option<Vec<String>> {
        let event = Event::from_number(event)?;
        let call = self.with(|session| session.on_event(Handle(at), event, bubbles))?;
        Some(vec![call.id, call.function, call.target])
    }

    /// See [`Session::on_component_event`]: ids of the call and the function.
    pub fn component_event(&self, at: u32, event: u32, call: u32) -> Option<Vec<String>> {
        let call = self.with(|session| session.on_component_event(Handle(at), event, call))?;
        Some(vec![call.id, call.function])
    }

    /// See [`Session::on_call`]: ids of the call and the function.
    pub fn call(&self, function: &str, call: u32) -> Option<Vec<String>> {
        let call = self.with(|session| session.on_call(function, call))?;
        Some(vec![call.id, call.function])
    }

    /// See [`Session::on_answered`].
    pub fn answered(&self) {
        self.with(Session::on_answered);
    }

    /// See [`Session::give`].
    pub fn give(&self, function: u32) {
        self.with(|session| session.give(function));
    }

    /// See [`Session::on_collected`].
    pub fn collected(&self, function: &str, now: f64) {
        self.with(|session| session.on_collected(function, now));
    }

    /// The id of a node, as the plugin knows it.
    pub fn id(&self, at: u32) -> Option<String> {
        let session = self.session.try_borrow().ok()?;
        session.tree().id(Handle(at)).map(str::to_owned)
    }

    /// How often each kind of thing was left out, for plugin authors: `attribute 3`, a line each.
    pub fn refused(&self) -> String {
        let mut lines = String::new();
        if let Ok(session) = self.session.try_borrow() {
            for (why, count) in session.tree().refused().filter(|(_, count)| *count > 0) {
                put(&mut lines, &[why.name(), " ", &count.to_string(), "\n"]);
            }
        }
        lines
    }

    /// Tells the session something, then has done what is to be done.
    fn with<T>(&self, tell: impl FnOnce(&mut Session) -> T) -> T {
        let (result, mut ops, over) = {
            let mut session = self.session.borrow_mut();
            let was_over = session.is_stopped();
            let result = tell(&mut session);
            let over = session.stopped().filter(|_| !was_over);
            let over = over.map(|(reason, detail)| (reason, detail.to_owned()));
            (result, std::mem::take(session.ops()), over)
        };
        if !ops.is_empty() {
            perform(&self.plugin, ops.numbers(), ops.text());
        }
        self.give_back(&mut ops);
        if let Some((reason, detail)) = over {
            stopped(&self.plugin, reason.name(), &detail);
        }
        result
    }

    /// The next batch uses the room of this one.
    fn give_back(&self, ops: &mut Ops) {
        ops.clear();
        if let Ok(mut session) = self.session.try_borrow_mut()
            && session.ops().is_empty()
        {
            std::mem::swap(session.ops(), ops);
        }
    }
}
