//! A view of ours in the tree of a plugin.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use leptos::logging;
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
use super::props::with_props;
use crate::browser::{from_js, to_js};

/// Class of the element around a component, in its shadow root.
const LENT: &str = "lent";

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
    P: Shaped + Clone + Default + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let events: Vec<&str> = key.events.iter().map(|event| event.name).collect();
    let component: Object = to_js(&json!({
        "props": prop_types(&P::shape().fields),
        "events": events,
        "most": key.most,
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
    P: Shaped + Clone + Default + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let of = |name: &str| Reflect::get(instance, &name.into()).unwrap_or_default();
    let props = ArcRwSignal::new(read(&P::default(), &of("props")));
    let emit = Emit(SendWrapper::new(of("emit").unchecked_into()));
    let shown = props.clone();
    let drawn = within(place).map(|inside| {
        // Made within the owner of the view, so that it ends with it.
        mount_to(inside, move || {
            let props = shown.into();
            view(HostComponent { props, emit })
        })
    });
    let update = Closure::<dyn Fn(JsValue)>::new(move |given: JsValue| {
        props.update(|props| *props = read(props, &given));
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

fn read<P: Shaped + Clone + Default>(before: &P, given: &JsValue) -> P {
    let (props, wrong) = with_props(before, &P::default(), &from_js(given));
    for key in wrong {
        let name = P::shape().name;
        logging::warn!("Portico: {name} has no such {key}; it stays as it is.");
    }
    props
}

/// An element in a shadow root of the place, with the page's styles.
fn within(place: &Element) -> Option<HtmlElement> {
    let root = place
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .ok()?;
    adopt_styles(&root);
    let inside: HtmlElement = document().create_element("div").ok()?.unchecked_into();
    inside.set_class_name(LENT);
    // What the rules of the tokens ask for; and `all` does not set the direction anew.
    let page = document().document_element()?;
    for name in ["data-theme", "dir", "lang"] {
        if let Some(value) = page.get_attribute(name) {
            let _ = inside.set_attribute(name, &value);
        }
    }
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

/// The site's own style sheet, not those of plugins, with what it says of the page said of the element around a component: tokens,
/// colours and type come from there, and not from the plugin around it.
fn copy_of_styles() -> Option<CssStyleSheet> {
    let sheets = document().style_sheets();
    let own = (0..sheets.length())
        .filter_map(|index| sheets.item(index)?.dyn_into::<CssStyleSheet>().ok())
        .find(|sheet| {
            let href = sheet.href().ok().flatten();
            href.is_some_and(|href| href.contains("/pkg/"))
        })?;
    let rules = own.css_rules().ok()?;
    let mut text = format!(".{LENT} {{ all: initial; display: contents !important }}");
    for rule in (0..rules.length()).filter_map(|index| rules.item(index)) {
        text.push_str(&of_component(&rule.css_text()));
    }
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(&text).ok()?;
    Some(sheet)
}

fn of_component(rule: &str) -> String {
    let lent = format!(".{LENT}");
    let rule = rule.replace(":root", &lent);
    match rule.strip_prefix("body ").or(rule.strip_prefix("html ")) {
        Some(declarations) if declarations.starts_with('{') => format!("{lent} {declarations}"),
        _ => rule,
    }
}
