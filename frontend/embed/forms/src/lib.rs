//! What `embed.js` loads for schema forms: the code that takes over forms on our own pages, as a module of its own.

// Views are types that nest as deep as the pages they draw.
#![recursion_limit = "512"]

use js_sys::Function;
use portico_app::forms::browser::{Attached, attach};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// A form that was taken over. `free()` lets go of it.
#[wasm_bindgen]
pub struct Form(#[expect(dead_code, reason = "it works as long as it is held")] Attached);

/// Takes over the form below `place`. `config` is what the server sent with it, as JSON; `fetch(path, init)` reaches the server.
/// `undefined` when there is no such form, or the configuration is of another version.
#[wasm_bindgen]
pub fn take_over(place: HtmlElement, config: &str, fetch: Function) -> Option<Form> {
    let config = serde_json::from_str(config).ok()?;
    attach(config, place, fetch).map(Form)
}
