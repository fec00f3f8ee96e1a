//! Scripts and stylesheets, each loaded once however many components need it (PARITY 26; THREATS 31).

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Function, Promise};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, RequestInit, Response};

thread_local! {
    /// Address → when it is loaded. A file that failed is forgotten, so that Retry loads it anew.
    static FILES: RefCell<HashMap<String, Promise>> = RefCell::default();
}

/// Loads a classic script. A script of our own has an integrity, one of a third party cannot have one that lasts.
pub fn script(url: &str, integrity: &str) -> Promise {
    once(url, integrity, "script", &[("src", url)])
}

/// Loads a stylesheet.
pub fn style(url: &str, integrity: &str) -> Promise {
    once(
        url,
        integrity,
        "link",
        &[("rel", "stylesheet"), ("href", url)],
    )
}

/// True when one of our own addresses answers with a success.
pub async fn is_reachable(url: &str) -> bool {
    let options = RequestInit::new();
    options.set_method("HEAD");
    let answer = JsFuture::from(window().fetch_with_str_and_init(url, &options)).await;
    answer.is_ok_and(|answer| answer.unchecked_into::<Response>().ok())
}

fn once(url: &str, integrity: &str, tag: &str, attributes: &[(&str, &str)]) -> Promise {
    if let Some(known) = FILES.with_borrow(|files| files.get(url).cloned()) {
        return known;
    }
    let promise =
        append(url, integrity, tag, attributes).unwrap_or_else(|_| Promise::reject(&JsValue::NULL));
    FILES.with_borrow_mut(|files| files.insert(url.to_owned(), promise.clone()));
    promise
}

fn append(
    url: &str,
    integrity: &str,
    tag: &str,
    attributes: &[(&str, &str)],
) -> Result<Promise, JsValue> {
    let element: HtmlElement = document().create_element(tag)?.unchecked_into();
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    if !integrity.is_empty() {
        element.set_attribute("integrity", integrity)?;
        element.set_attribute("crossorigin", "anonymous")?;
    }
    let promise = loaded(url, &element);
    document()
        .head()
        .ok_or(JsValue::NULL)?
        .append_child(&element)?;
    Ok(promise)
}

fn loaded(url: &str, element: &HtmlElement) -> Promise {
    let failed = {
        let (url, element) = (url.to_owned(), element.clone());
        move |reject: Function| {
            FILES.with_borrow_mut(|files| files.remove(&url));
            element.remove();
            let _ = reject.call0(&JsValue::NULL);
        }
    };
    Promise::new(&mut |resolve, reject| {
        let failed = failed.clone();
        element.set_onload(Some(
            Closure::once_into_js(move || drop(resolve.call0(&JsValue::NULL))).unchecked_ref(),
        ));
        element.set_onerror(Some(
            Closure::once_into_js(move || failed(reject)).unchecked_ref(),
        ));
    })
}
