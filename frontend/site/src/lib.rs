//! Entry point of the wasm bundle. The islands themselves are in `portico-app`.

// Views are types that nest as deep as the pages they draw.
#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares the runtime; the page's loader then calls one function for each island.
#[wasm_bindgen]
pub fn hydrate() {
    // Keeps the crate with the islands linked.
    use portico_app as _;
    leptos::mount::hydrate_islands();
}
