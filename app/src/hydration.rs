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
    /// Script of the sandbox's receiver, with its path; `None`: the site was built without.
    pub receiver: Option<String>,
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

    /// Asks for what the islands of the page need, all at once and before the style is there, instead of one after the other
    /// at the end. A script does it, so that a browser without scripts fetches nothing for them.
    const EARLY: &str = "for(const href of FILES){const link=document.createElement('link');\
        if(href.endsWith('.js'))link.rel='modulepreload';\
        else{link.rel='preload';link.as='fetch';link.type='application/wasm';link.crossOrigin='anonymous'}\
        link.href='/pkg/'+href;document.head.append(link)}";

    /// Stands in the head where [`with_early_files`] puts the names of the files.
    const FILES: &str = "FILES";

    /// The script that asks for files early. Nobody knows which islands a page has before it is rendered: see
    /// [`with_early_files`].
    #[component]
    pub fn EarlyTag(nonce: String) -> impl IntoView {
        view! { <script nonce=nonce inner_html=EARLY></script> }
    }

    /// A rendered page, with the names of the files that its islands need in the script of its head.
    pub fn with_early_files(html: String, files: &SiteFiles) -> String {
        // Names of files as the build wrote them; nothing in them needs escaping.
        let names: Vec<String> = files
            .of_islands(&html)
            .iter()
            .map(|name| format!("'{name}'"))
            .collect();
        match html.find(EARLY) {
            Some(at) => {
                let (before, after) = html.split_at(at);
                let script = EARLY.replacen(FILES, &format!("[{}]", names.join(",")), 1);
                [before, &script, &after[EARLY.len()..]].concat()
            }
            None => html,
        }
    }

    impl SiteFiles {
        /// The files that the islands of a rendered page need, in the order in which they are needed; none without islands.
        fn of_islands(&self, html: &str) -> Vec<String> {
            let mut names = Vec::new();
            for island in html.split("data-component=\"").skip(1) {
                // Its code comes when somebody is about to use it (hydration.js).
                let is_later = island.contains(" data-later");
                let island = island.split('_').next().unwrap_or_default();
                let lazy = format!("{}_loader_", snake_case(island));
                let files = self
                    .split_manifest
                    .iter()
                    .find(|(name, _)| name.starts_with(&lazy));
                if names.is_empty() {
                    names.extend([self.script.clone(), self.wasm.clone()]);
                }
                let files = files.filter(|_| !is_later);
                for file in files.map_or(&[][..], |(_, files)| files) {
                    let file = format!("{file}.wasm");
                    if !names.contains(&file) {
                        names.push(file);
                    }
                }
            }
            if names.len() > 2 {
                names.splice(1..1, self.split_script.clone());
            }
            names
        }
    }

    /// `FormIsland` → `form_island`, as the names of functions made from those of components.
    fn snake_case(name: &str) -> String {
        let mut snake = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        }
        snake
    }

    /// Under development, the script that loads the page again after a build.
    #[component]
    pub fn ReloadTag(files: SiteFiles, nonce: String) -> impl IntoView {
        files.reload.map(|origin| {
            let script = format!("({RELOAD})(\"{origin}/live_reload\")");
            view! { <script type="module" nonce=nonce inner_html=script></script> }
        })
    }

    /// Id of the last element that a page shows or runs.
    pub const PAGE_END: &str = "page-end";

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
        view! { <script id=PAGE_END type="module" nonce=nonce inner_html=script></script> }
    }
}

#[cfg(feature = "ssr")]
pub use tags::{EarlyTag, HydrationTag, PAGE_END, ReloadTag, StyleTag, with_early_files};

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn files() -> SiteFiles {
        let form = ["chunk_1.h", "split_form_island_loader_12.h"].map(ToOwned::to_owned);
        let copy = ["chunk_1.h", "split_copy_button_loader_7.h"].map(ToOwned::to_owned);
        SiteFiles {
            script: "portico.h.js".to_owned(),
            wasm: "portico.h.wasm".to_owned(),
            split_script: Some("__wasm_split.h.js".to_owned()),
            split_manifest: HashMap::from([
                ("form_island_loader_12".to_owned(), form.to_vec()),
                ("copy_button_loader_7".to_owned(), copy.to_vec()),
            ]),
            ..SiteFiles::default()
        }
    }

    fn asked_for(islands: &[&str]) -> String {
        use leptos::prelude::*;
        let head = view! { <EarlyTag nonce="n".to_owned() /> }.to_html();
        let body: Vec<String> = islands
            .iter()
            .map(|name| format!("<leptos-island data-component=\"{name}\"></leptos-island>"))
            .collect();
        let page = with_early_files(head + &body.concat(), &files());
        let (_, list) = page.split_once("of [").unwrap_or_default();
        let (names, _) = list.split_once(']').unwrap_or(("no list", ""));
        names.to_owned()
    }

    #[test]
    fn a_page_asks_at_once_for_what_its_islands_need_and_for_nothing_without_islands() {
        assert_eq!(asked_for(&[]), "");
        assert_eq!(
            asked_for(&["SubmitOnChange_3"]),
            "'portico.h.js','portico.h.wasm'",
            "in the first chunk"
        );
        assert_eq!(
            asked_for(&["CopyButton_8\"><div data-later=\""]),
            "'portico.h.js','portico.h.wasm'",
            "not before it is used"
        );
        assert_eq!(
            asked_for(&["FormIsland_9", "CopyButton_8", "FormIsland_9"]),
            "'portico.h.js','__wasm_split.h.js','portico.h.wasm','chunk_1.h.wasm',\
             'split_form_island_loader_12.h.wasm','split_copy_button_loader_7.h.wasm'"
        );
    }
}
