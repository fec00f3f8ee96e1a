//! Scripts and stylesheets, each loaded once however many components need it (PARITY 26; THREATS 31).

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, RequestInit, Response};

thread_local! {
    /// By address. A file that failed is forgotten, so that Retry loads it anew.
    static FILES: RefCell<HashMap<String, File>> = RefCell::default();
}

struct File {
    element: HtmlElement,
    /// Resolved when it is loaded, with a [`Thrown`] as a number.
    loaded: Promise,
    progress: Rc<Cell<Progress>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Being fetched, or running.
    Begun(Thrown),
    /// It has run.
    Loaded,
}

/// What a script threw while it ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thrown {
    /// Nothing.
    Nothing,
    /// That what it defines is defined already.
    Twice,
    /// Something else.
    Other,
}

/// Loads a classic script and runs it. A script of our own has an integrity, one of a third party cannot have one that lasts.
pub fn script(url: &str, integrity: &str) -> Promise {
    once(url, integrity, "script", &[("src", url)])
}

/// Loads a stylesheet.
pub fn style(url: &str, integrity: &str) -> Promise {
    let attributes = [("rel", "stylesheet"), ("href", url)];
    once(url, integrity, "link", &attributes)
}

/// Waits for a file; answers what it threw while it ran.
pub async fn arrived(file: Promise) -> Result<Thrown, JsValue> {
    let thrown = JsFuture::from(file).await?.as_f64();
    let mut bad = [Thrown::Twice, Thrown::Other].into_iter();
    Ok(bad
        .find(|&candidate| thrown == Some(number(candidate)))
        .unwrap_or(Thrown::Nothing))
}

/// A script threw. True when that was while it ran for the first time: then it is said to those who wait for it.
pub fn threw(url: &str, thrown: Thrown) -> bool {
    FILES.with_borrow(|files| match files.get(url) {
        Some(file) if file.progress.get() != Progress::Loaded => {
            file.progress.set(Progress::Begun(thrown));
            true
        }
        _ => false,
    })
}

/// Forgets a file, so that it is loaded anew when somebody asks for it.
pub fn forget(url: &str) {
    if let Some(file) = FILES.with_borrow_mut(|files| files.remove(url)) {
        file.element.remove();
    }
}

/// True when one of our own addresses answers with a success.
pub async fn is_reachable(url: &str) -> bool {
    let options = RequestInit::new();
    options.set_method("HEAD");
    let answer = JsFuture::from(window().fetch_with_str_and_init(url, &options)).await;
    answer.is_ok_and(|answer| answer.unchecked_into::<Response>().ok())
}

fn once(url: &str, integrity: &str, tag: &str, attributes: &[(&str, &str)]) -> Promise {
    let known = FILES.with_borrow(|files| files.get(url).map(|file| file.loaded.clone()));
    known.unwrap_or_else(|| {
        append(url, integrity, tag, attributes).unwrap_or_else(|error| Promise::reject(&error))
    })
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
    let head = document().head().ok_or(JsValue::NULL)?;
    let progress = Rc::new(Cell::new(Progress::Begun(Thrown::Nothing)));
    let loaded = loaded(url, &element, &progress);
    let file = File {
        element: element.clone(),
        loaded: loaded.clone(),
        progress,
    };
    FILES.with_borrow_mut(|files| files.insert(url.to_owned(), file));
    head.append_child(&element)?;
    Ok(loaded)
}

fn loaded(url: &str, element: &HtmlElement, progress: &Rc<Cell<Progress>>) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let progress = Rc::clone(progress);
        let ran = move || {
            let thrown = match progress.replace(Progress::Loaded) {
                Progress::Begun(thrown) => thrown,
                Progress::Loaded => Thrown::Nothing,
            };
            let _ = resolve.call1(&JsValue::NULL, &number(thrown).into());
        };
        let url = url.to_owned();
        let failed = move || {
            forget(&url);
            let _ = reject.call0(&JsValue::NULL);
        };
        element.set_onload(Some(Closure::once_into_js(ran).unchecked_ref()));
        element.set_onerror(Some(Closure::once_into_js(failed).unchecked_ref()));
    })
}

fn number(thrown: Thrown) -> f64 {
    match thrown {
        Thrown::Nothing => 0.0,
        Thrown::Twice => 1.0,
        Thrown::Other => 2.0,
    }
}
