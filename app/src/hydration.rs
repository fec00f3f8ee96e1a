//! Brings islands to life in the browser: the tags that load style, script and wasm, with the page's nonce.
//!
//! Ours instead of `HydrationScripts`, which reads the hash file at every render, panics without it and writes the nonce
//! into `crossorigin`.

use std::collections::HashMap;

/// Names of the built site's entry files, below `/pkg/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteFiles {
    /// The script that wasm-bindgen made.
    pub script: String,
    /// The first chunk.
    pub wasm: String,
    /// The stylesheet.
    pub style: String,
    /// The loader of lazy chunks, when the bundle is split.
    pub split_script: Option<String>,
    /// Lazy function → files it needs, when the bundle is split.
    pub split_manifest: HashMap<String, Vec<String>>,
    /// Origin of the socket that says when a page under development was built anew; `None`: nobody is developing.
    pub reload: Option<String>,
}

#[cfg(feature = "ssr")]
mod tags {
    use leptos::prelude::*;

    use super::SiteFiles;

    /// Runs once: loads the bundle if the page has islands, brings them to life from the outside in, then sets the mark
    /// `data-hydrated` on the root element that tests wait for.
    const LOADER: &str = include_str!("hydration.js");

    /// The stylesheet, early in the head.
    #[component]
    pub fn StyleTag(files: SiteFiles) -> impl IntoView {
        view! { <link rel="stylesheet" href=format!("/pkg/{}", files.style) /> }
    }

    /// Loads the page again when `cargo leptos watch` has built it anew.
    const RELOAD: &str = include_str!("reload.js");

    /// Under development, the script that loads the page again after a build.
    #[component]
    pub fn ReloadTag(files: SiteFiles, nonce: String) -> impl IntoView {
        files.reload.map(|origin| {
            let script = format!("({RELOAD})(\"{origin}/live_reload\")");
            view! { <script type="module" nonce=nonce inner_html=script></script> }
        })
    }

    /// The loader, at the end of the body.
    #[component]
    pub fn HydrationTag(files: SiteFiles, nonce: String) -> impl IntoView {
        // Islands run after the server's rendering is complete; nothing inside them may claim hydration ids of the page.
        if let Some(shared) = Owner::current_shared_context() {
            shared.set_is_hydrating(false);
        }
        let script = format!(
            "({LOADER})(\"/pkg/{}\", \"/pkg/{}\")",
            files.script, files.wasm
        );
        view! { <script type="module" nonce=nonce inner_html=script></script> }
    }
}

#[cfg(feature = "ssr")]
pub use tags::{HydrationTag, ReloadTag, StyleTag};
