//! The document around every page.

use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use crate::hydration::{HydrationTag, SiteFiles, StyleTag};
use crate::page::page;
use crate::routes::App;
use crate::slot::ids::PageIds;

/// Lets pages start tasks on the tokio runtime. Call it before the first page renders; further calls do nothing.
pub fn init_tasks() {
    // Refused only when an executor is set already.
    let _ = any_spawner::Executor::init_tokio();
}

/// The whole document. `nonce` is this response's; only scripts that carry it run.
pub fn shell(files: SiteFiles, nonce: String) -> impl IntoView {
    provide_meta_context();
    PageIds::provide();
    let page = page();
    view! {
        <!DOCTYPE html>
        <html lang=page.locale.tag() data-theme=page.theme.name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter-latin-wght-normal.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <StyleTag files=files.clone()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <HydrationTag files nonce/>
            </body>
        </html>
    }
}
