//! The document around every page.

use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use crate::hydration::{EarlyTag, HydrationTag, PAGE_END, ReloadTag, SiteFiles, StyleTag};
use crate::layout::accent_href;
use crate::page::{PageFacts, page};
use crate::routes::App;
use crate::slot::ids::PageIds;
use crate::slot::surfaces::KeptOwners;

/// Lets pages start tasks on the tokio runtime. Call it before the first page renders; further calls do nothing.
pub fn init_tasks() {
    // Refused only when an executor is set already.
    let _ = any_spawner::Executor::init_tokio();
}

/// Which links are fetched while the pointer rests on them: pages whose reading changes nothing.
const PREFETCH: &str = include_str!("prefetch.json");

/// The whole document. `nonce` is this response's; only scripts that carry it run.
pub fn shell(files: SiteFiles, nonce: String) -> impl IntoView {
    provide_meta_context();
    PageIds::provide();
    KeptOwners::provide();
    provide_context(files.clone());
    let page = page();
    let accent = accent_of(&page).map(|href| view! { <link rel="stylesheet" href=href/> });
    view! {
        <!DOCTYPE html>
        <html lang=page.locale.tag() dir=page.locale.dir() data-theme=page.theme.name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=page.theme.name().unwrap_or("light dark")/>
                <EarlyTag nonce=nonce.clone()/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter-latin-wght-normal.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <StyleTag files=files.clone()/>
                // Nothing is drawn before the whole page is there: rows that come later would move what is seen already.
                <link rel="expect" href=format!("#{PAGE_END}") blocking="render"/>
                {accent}
                <MetaTags/>
                <script type="speculationrules" nonce=nonce.clone() inner_html=PREFETCH></script>
            </head>
            <body>
                <App/>
                <HydrationTag files=files.clone() nonce=nonce.clone()/>
                <ReloadTag files nonce/>
            </body>
        </html>
    }
}

/// The stylesheet with the host's colour. The console belongs to the server, so it keeps Portico's.
fn accent_of(page: &PageFacts) -> Option<String> {
    let host = page.host.as_ref().filter(|_| !page.is_console())?;
    accent_href(&host.accent)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use portico_sdk::policy::HostModes;

    use super::*;
    use crate::i18n::Locale;
    use crate::page::{HostBrand, PageContext, Theme};

    fn facts(path: &str, accent: &str) -> PageContext {
        PageContext(Arc::new(PageFacts {
            locale: Locale::En,
            theme: Theme::System,
            path: path.to_owned(),
            pathname: path.to_owned(),
            request_id: String::new(),
            host: Some(HostBrand {
                id: "acme-shop".to_owned(),
                name: "Acme Shop".to_owned(),
                logo_url: String::new(),
                accent: accent.to_owned(),
                site_url: String::new(),
                sign_in_url: String::new(),
                modes: HostModes::default(),
            }),
            session: None,
            account: None,
            flash: None,
            demo: false,
            safe_mode: false,
            tag_prefix: "stoa".to_owned(),
        }))
    }

    #[test]
    fn the_hosts_colour_is_on_its_users_pages_and_not_on_the_console() {
        let linked = |path, accent| accent_of(&facts(path, accent));
        let sheet = Some("/accent/c02a7a.css".to_owned());
        assert_eq!(linked("/store", "#c02a7a"), sheet);
        assert_eq!(linked("/consoles", "#c02a7a"), sheet, "another page");
        for path in ["/console", "/console/hosts/acme-shop"] {
            assert_eq!(linked(path, "#c02a7a"), None, "{path}");
        }
        for none in ["", "red", "#c02a7a\"><script>"] {
            assert_eq!(linked("/store", none), None, "{none}");
        }
    }
}
