//! A view of ours in the tree of a plugin.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use portico_sdk::offer::ComponentKey;
use portico_sdk::shape::{Field, Shaped};
use send_wrapper::SendWrapper;
use serde_json::{Map, Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

use super::HostComponent;
use super::browser::Offered;
use crate::browser::{from_js, to_js};

/// How a component tells the plugin of its events.
#[derive(Clone)]
pub struct Emit(SendWrapper<Function>);

impl Emit {
    pub(super) fn send(&self, event: &str, detail: &Value) {
        let _ = self.0.call2(&JsValue::NULL, &event.into(), &to_js(detail));
    }
}

/// Adds a component to what is offered.
pub(super) fn add<P, V>(
    offered: &mut Offered,
    key: ComponentKey<P>,
    view: impl Fn(HostComponent<P>) -> V + 'static,
) where
    P: Shaped + Default + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let events: Vec<&str> = key.events.iter().map(|event| event.name).collect();
    let component: Object = to_js(&json!({
        "props": prop_types(&P::shape().fields),
        "events": events,
    }))
    .unchecked_into();
    let view = Rc::new(view);
    let mount = Closure::<dyn Fn(HtmlElement, JsValue) -> Object>::new(move |place, instance| {
        mounted(&place, &instance, Rc::clone(&view))
    });
    let _ = Reflect::set(&component, &"mount".into(), mount.as_ref());
    offered.add_component(key.name, &component, Box::new(mount));
}

/// What the receiver checks the props of a plugin against.
fn prop_types(fields: &[Field]) -> Value {
    let types = fields.iter().map(|field| {
        let kind = match field.kind {
            kind @ ("string" | "number" | "boolean") => json!(kind),
            _ if !field.options.is_empty() => json!({ "enum": field.options }),
            _ => json!("json"),
        };
        (field.key.clone(), kind)
    });
    Value::Object(types.collect::<Map<_, _>>())
}

/// Draws one, and answers what the receiver does with it.
fn mounted<P, V>(
    place: &HtmlElement,
    instance: &JsValue,
    view: Rc<impl Fn(HostComponent<P>) -> V + 'static>,
) -> Object
where
    P: Shaped + Default + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let of = |name: &str| Reflect::get(instance, &name.into()).unwrap_or_default();
    let props = ArcRwSignal::new(read::<P>(&of("props")).unwrap_or_default());
    let host = HostComponent {
        props: props.clone().into(),
        emit: Emit(SendWrapper::new(of("emit").unchecked_into())),
    };
    let drawn = within(place).map(|inside| mount_to(inside, move || view(host)));
    let update = Closure::<dyn Fn(JsValue)>::new(move |given: JsValue| {
        // Of a wrong type, as a whole: what was shown before stays.
        if let Some(given) = read(&given) {
            props.set(given);
        }
    });
    let answer = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&answer, &name.into(), value);
    };
    set("update", update.as_ref());
    // The plugin's children are the place's own, shown where the view has its slot.
    set("children", place);
    set(
        "destroy",
        &Closure::once_into_js(move || drop((drawn, update))),
    );
    answer
}

fn read<P: Shaped>(props: &JsValue) -> Option<P> {
    serde_json::from_value(from_js(props)).ok()
}

/// An element in a shadow root of the place, with the page's styles.
fn within(place: &Element) -> Option<HtmlElement> {
    let root = place
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .ok()?;
    adopt_styles(&root);
    let inside: HtmlElement = document().create_element("div").ok()?.unchecked_into();
    let _ = inside.style().set_property("display", "contents");
    root.append_child(&inside).ok()?;
    Some(inside)
}

thread_local! {
    /// The page's styles, read once.
    static STYLES: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) };
}

fn adopt_styles(root: &ShadowRoot) {
    STYLES.with_borrow_mut(|styles| {
        let Some(sheet) = styles.take().or_else(copy_of_styles) else {
            return;
        };
        let _ = Reflect::set(root, &"adoptedStyleSheets".into(), &Array::of1(&sheet));
        *styles = Some(sheet);
    });
}

fn copy_of_styles() -> Option<CssStyleSheet> {
    let sheets = document().style_sheets();
    let mut text = String::new();
    for index in 0..sheets.length() {
        let sheet = sheets.item(index)?.dyn_into::<CssStyleSheet>().ok()?;
        // Those of other origins cannot be read.
        let Ok(rules) = sheet.css_rules() else {
            continue;
        };
        for rule in (0..rules.length()).filter_map(|index| rules.item(index)) {
            text.push_str(&rule.css_text());
        }
    }
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(&text).ok()?;
    Some(sheet)
}
