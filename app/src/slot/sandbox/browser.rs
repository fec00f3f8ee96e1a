//! Loads the receiver, hands it the place and what the slot passes, and follows what becomes of the plugin.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use portico_sdk::offer::EMIT;
use portico_sdk::slot::{Surface, declared_context};
use serde_json::{Map, Value};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use super::props::SandboxProps;
use crate::browser::{Ask, Listener, fetch, page_theme, to_js, toast};
use crate::slot::PLUGIN_EVENT;
use crate::slot::channel;
use crate::slot::loading::attempt::Attempt;
use crate::slot::loading::{Failure, Phase, Shown, places, suspended};
use crate::slot::offer::{self, Offered};
use crate::slot::report::StopReason;

/// Starts as soon as the place is in the page; answers what Retry does.
pub(super) fn start(
    item: SandboxProps,
    place: NodeRef<Div>,
    phase: RwSignal<Phase>,
) -> impl Fn() + Copy + Send + Sync + 'static {
    // The owner of the island drops it, and with it the plugin.
    let loader = StoredValue::new_local(Loader {
        shown: Rc::new(item.shown.clone()),
        item: Rc::new(item),
        phase,
        latest: Rc::default(),
        mounted: None,
        is_off: false,
    });
    let plugin = loader.with_value(|loader| loader.shown.plugin.clone());
    suspended::watch(&plugin, move |is_off| {
        let is_there = loader
            .try_update_value(|loader| loader.is_off = is_off)
            .is_some();
        if let Some(place) = place.try_get_untracked().flatten() {
            begin(loader, place.unchecked_into());
        }
        is_there
    });
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let place: HtmlElement = place.unchecked_into();
        begin(loader, place.clone());
        places::watch(&place.clone(), move |is_there| {
            if is_there {
                begin(loader, place.clone());
            } else {
                end(loader);
            }
        });
    });
    move || {
        if let Some(place) = place.get_untracked() {
            let place: HtmlElement = place.unchecked_into();
            places::focus_surface(&place);
            if loader.try_with_value(|loader| loader.is_off) == Some(true) {
                turn_on_again(loader);
            } else {
                begin(loader, place);
            }
        }
    }
}

/// The server has to know first: it answers nothing for a plugin that is off.
fn turn_on_again(loader: LoaderHandle) {
    let Some((shown, number)) = loader.try_with_value(|loader| {
        loader.phase.try_set(Phase::Loading);
        (Rc::clone(&loader.shown), loader.latest.get())
    }) else {
        return;
    };
    spawn_local(async move {
        let asked = serde_json::json!({ "plugin": shown.plugin }).to_string();
        let answer = fetch(Ask {
            url: "/api/fn/lift_suspension",
            json: Some(&asked),
            ..Ask::default()
        })
        .await;
        let said = match answer {
            Some(answer) if answer.status == 200 && !is_still_off(&answer.text) => {
                // Wherever it is in the page.
                return suspended::tell(&shown.plugin, false);
            }
            Some(answer) if answer.status == 200 => &shown.texts.still_off,
            Some(_) => &shown.texts.not_turned_on,
            None => &shown.texts.no_answer,
        };
        toast::error(said);
        loader.try_with_value(|loader| {
            if loader.is_off && loader.latest.get() == number {
                loader.phase.try_set(Phase::Failed(Failure::Suspended));
            }
        });
    });
}

/// The card of the plugin says so: an organisation has it off, too.
fn is_still_off(card: &str) -> bool {
    let card: Value = serde_json::from_str(card).unwrap_or_default();
    card["data"]["state"] == "suspended"
}

struct Loader {
    shown: Rc<Shown>,
    item: Rc<SandboxProps>,
    phase: RwSignal<Phase>,
    latest: Rc<Cell<u32>>,
    mounted: Option<Mounted>,
    /// It had to be ended again and again: nothing but the reader's word starts it.
    is_off: bool,
}

type LoaderHandle = StoredValue<Loader, LocalStorage>;

/// What the receiver has mounted; dropping it takes the plugin out of the page.
struct Mounted {
    plugin: JsValue,
    _state: Closure<dyn FnMut(String, JsValue)>,
    _emit: Closure<dyn FnMut(JsValue, JsValue)>,
    _offered: Option<Rc<Offered>>,
    context: Option<Listener>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.context = None;
        let _ = call(&self.plugin, "destroy", None);
    }
}

fn end(loader: LoaderHandle) {
    let mounted = loader.try_update_value(|loader| {
        loader.latest.set(loader.latest.get() + 1);
        loader.phase.try_set(Phase::Loading);
        loader.mounted.take()
    });
    drop(mounted);
}

fn begin(loader: LoaderHandle, place: HtmlElement) {
    let had_focus = document().active_element().is_some_and(|active| {
        place
            .parent_element()
            .is_some_and(|around| around.contains(Some(&active)))
    });
    end(loader);
    if loader.try_with_value(|loader| loader.is_off) == Some(true) {
        loader.try_with_value(|loader| loader.phase.try_set(Phase::Failed(Failure::Suspended)));
        if had_focus {
            // The button that had it is about to go.
            places::focus_surface(&place);
        }
        return;
    }
    let Some((item, attempt)) = loader.try_with_value(|loader| {
        let attempt = Attempt::new(&loader.shown, &loader.latest, loader.phase);
        (Rc::clone(&loader.item), attempt)
    }) else {
        return;
    };
    attempt.watch_the_clock();
    spawn_local(async move {
        let Ok(receiver) = load(&item.receiver).await else {
            return attempt.give_up(Failure::Network);
        };
        offer::ready(&place).await;
        if !attempt.counts() || !place.is_connected() {
            return;
        }
        match mount(&receiver, &item, &place, &attempt) {
            Ok(mounted) => {
                loader.try_update_value(|loader| loader.mounted = Some(mounted));
            }
            Err(_) => attempt.give_up(Failure::Crashed),
        }
    });
}

/// The receiver's module. `import()` is no function that wasm could call, so the page's loader lends one (hydration.js).
async fn load(url: &str) -> Result<JsValue, JsValue> {
    let import = Reflect::get(&window(), &"porticoImport".into())?.dyn_into::<Function>()?;
    let loading: Promise = import.call1(&JsValue::NULL, &url.into())?.dyn_into()?;
    let module = JsFuture::from(loading).await?;
    // Further calls wait for the first and fetch nothing.
    let ready = call(&module, "default", None)?;
    JsFuture::from(Promise::resolve(&ready)).await?;
    Ok(module)
}

fn mount(
    receiver: &JsValue,
    item: &Rc<SandboxProps>,
    place: &HtmlElement,
    attempt: &Attempt,
) -> Result<Mounted, JsValue> {
    let state = {
        let attempt = attempt.clone();
        Closure::<dyn FnMut(String, JsValue)>::new(
            move |state: String, reason: JsValue| match state.as_str() {
                "live" => attempt.succeed(),
                "stopped" => attempt.give_up(failure(&reason.as_string().unwrap_or_default())),
                _ => {}
            },
        )
    };
    let emit = {
        let place = place.clone();
        Closure::<dyn FnMut(JsValue, JsValue)>::new(move |name, detail| say(&place, &name, &detail))
    };
    let callbacks = grants(receiver, item)?;
    let options = to_js(&serde_json::json!({
        "plugin": item.shown.plugin,
        "version": item.shown.version,
        "frameUrl": item.sandbox.frame_url,
        "entry": item.sandbox.entry,
        "digest": item.sandbox.digest,
        "capabilities": item.sandbox.capabilities,
        "locale": item.shown.locale,
        "theme": page_theme(),
    }));
    let options: Object = options.unchecked_into();
    let offered = offer::of(place);
    if let Some(offered) = &offered {
        offered.write(&options, &callbacks);
    }
    set(&callbacks, EMIT, emit.as_ref())?;
    let context = channel::current(place).unwrap_or_else(|| item.shown.context.clone());
    set(&options, "props", &to_js(&props(item, &context)))?;
    set(&options, "callbacks", &callbacks)?;
    set(&options, "onState", state.as_ref())?;
    let mount: Function = Reflect::get(receiver, &"mount".into())?.dyn_into()?;
    let plugin = mount.call2(&JsValue::NULL, place, &options)?;

    let (target, of) = (plugin.clone(), Rc::clone(item));
    let context = channel::subscribe(place, move |context| {
        let changed = Object::new();
        let _ = set(&changed, "props", &to_js(&props(&of, &context)));
        let _ = call(&target, "update", Some(&changed));
    });
    Ok(Mounted {
        plugin,
        _state: state,
        _emit: emit,
        _offered: offered,
        context,
    })
}

/// What Portico itself does for the plugin, as far as its capabilities name it: records, and a token of the reader.
fn grants(receiver: &JsValue, item: &SandboxProps) -> Result<Object, JsValue> {
    let grants: Function = Reflect::get(receiver, &"grants".into())?.dyn_into()?;
    let surface = Surface::of(&item.shown.slot).unwrap_or(Surface::Storefront);
    let base = format!(
        "/api/v1/{}/plugins/{}/",
        surface.api_segment(),
        item.shown.plugin
    );
    let capabilities = to_js(&serde_json::json!(item.sandbox.capabilities));
    grants
        .call2(&JsValue::NULL, &capabilities, &base.into())?
        .dyn_into()
}

/// The slot's type decides what may be known, and the plugin's capabilities what of it this one gets (FORMS 13).
fn props(item: &SandboxProps, context: &Value) -> Value {
    let declared = declared_context(&item.shown.slot, context).unwrap_or_default();
    let granted = &item.sandbox.capabilities.props;
    let declared = declared.as_object().cloned().unwrap_or_default();
    let props: Map<String, Value> = declared
        .into_iter()
        .filter(|(key, _)| granted.contains(key))
        .collect();
    props.into()
}

/// What a plugin says, as components say it: an event that the slot's owner hears.
fn say(place: &HtmlElement, name: &JsValue, detail: &JsValue) {
    let said = Object::new();
    let _ = set(&said, "name", name);
    let _ = set(&said, "detail", detail);
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_detail(&said);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(PLUGIN_EVENT, &options) {
        let _ = place.dispatch_event(&event);
    }
}

/// What the receiver's reason means to a reader.
fn failure(reason: &str) -> Failure {
    match reason {
        "fetch_failed" => Failure::Network,
        "digest_mismatch" => Failure::Integrity,
        "start_timeout" => Failure::Timeout,
        "script_error" | "render_failed" => Failure::Crashed,
        "unresponsive" => Failure::Stopped(StopReason::Unresponsive),
        "frame_navigated" => Failure::Stopped(StopReason::Navigated),
        "message_error" | "protocol_errors" => Failure::Stopped(StopReason::Protocol),
        _ => Failure::Stopped(StopReason::Limit),
    }
}

fn set(object: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), value).map(|_| ())
}

fn call(object: &JsValue, method: &str, argument: Option<&Object>) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    match argument {
        Some(argument) => method.call1(object, argument),
        None => method.call0(object),
    }
}
