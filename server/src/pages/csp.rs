//! The Content-Security-Policy of a page: its nonce and only what its extensions need (THREATS 34, 35; FORMS 16).

use std::collections::BTreeSet;

use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::url_rule::external_script;

/// What one page's policy depends on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PagePolicy {
    /// Canonical origins of the external scripts of components that can appear.
    origins: BTreeSet<String>,
    /// Plugins whose components can appear: their assets are loaded, and they may need inline styles.
    component_plugins: BTreeSet<String>,
    /// Paths of the frames of sandboxes that can appear.
    frames: BTreeSet<String>,
}

impl PagePolicy {
    /// Gathers what the extensions of a page's slots need. What a plugin declared is parsed and serialised again, never
    /// copied into the header.
    pub fn of<'a>(items: impl Iterator<Item = &'a ManifestItem>) -> Self {
        let mut policy = Self::default();
        for item in items {
            match &item.kind {
                ExtensionKind::Component { component } => {
                    policy.component_plugins.insert(item.plugin.clone());
                    let scripts = component
                        .external_scripts
                        .iter()
                        .filter_map(|script| external_script(script).ok());
                    policy.origins.extend(scripts.map(|script| script.origin));
                }
                ExtensionKind::Sandbox { sandbox } => {
                    policy.frames.insert(sandbox.frame_url.clone());
                }
                ExtensionKind::Schema { .. } => {}
            }
        }
        policy
    }

    /// The header's value. `origin` is our own public origin. `'self'` is not in `script-src`: uploads and plugin routes
    /// are on our origin, too (THREATS 8). `'strict-dynamic'` is not there, because it would void the list (THREATS 35).
    ///
    /// `reload` is the origin of a socket that pages under development listen to.
    pub fn header(&self, origin: &str, nonce: &str, reload: Option<&str>) -> String {
        let external = self
            .origins
            .iter()
            .fold(String::new(), |text, external| text + " " + external);
        let assets = self
            .component_plugins
            .iter()
            .fold(String::new(), |text, plugin| {
                format!("{text} {origin}/plugins/{plugin}/assets/")
            });
        let inline_style = if self.component_plugins.is_empty() {
            ""
        } else {
            " 'unsafe-inline'"
        };
        // The place of a sandbox keeps its height free by an attribute. Its plugin has none that it could write: what it asks for
        // is checked and set by script.
        let style_attributes = if self.frames.is_empty() {
            ""
        } else {
            "; style-src-attr 'unsafe-inline'"
        };
        let reload = reload.map_or_else(String::new, |origin| format!(" {origin}"));
        // A frame may be at its own address only: a sandbox that navigates its frame elsewhere is stopped by this, and by
        // nothing else (THREATS 19, d).
        let frames = self.frames.iter().fold(external.clone(), |text, path| {
            format!("{text} {origin}{path}")
        });
        let frames = if frames.is_empty() {
            " 'none'"
        } else {
            &frames
        };
        [
            "default-src 'none'".to_owned(),
            format!(
                "script-src 'nonce-{nonce}' {origin}/pkg/ 'wasm-unsafe-eval'{assets}{external}"
            ),
            format!("style-src 'self'{inline_style}{style_attributes}"),
            "img-src 'self' https: data:".to_owned(),
            "font-src 'self'".to_owned(),
            format!("connect-src 'self'{external}{reload}"),
            format!("frame-src{frames}"),
            "manifest-src 'self'".to_owned(),
            "base-uri 'none'".to_owned(),
            "form-action 'self'".to_owned(),
            "frame-ancestors 'none'".to_owned(),
            "object-src 'none'".to_owned(),
        ]
        .join("; ")
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::extension::Component;
    use portico_sdk::i18n::LocaleText;
    use portico_sdk::schema::FormSchema;

    use super::*;

    fn item(plugin: &str, kind: ExtensionKind) -> ManifestItem {
        ManifestItem {
            id: "x".to_owned(),
            slot: "storefront:checkout:payment".to_owned(),
            kind,
            plugin: plugin.to_owned(),
            plugin_title: LocaleText::default(),
            version: "1.0.0".to_owned(),
            org: None,
            title: LocaleText::default(),
            order: 0,
            digest: String::new(),
        }
    }

    fn component(plugin: &str, external: &[&str]) -> ManifestItem {
        let external_scripts = external.iter().map(|&script| script.to_owned()).collect();
        item(
            plugin,
            ExtensionKind::Component {
                component: Component {
                    external_scripts,
                    ..Component::default()
                },
            },
        )
    }

    fn header(items: &[ManifestItem]) -> String {
        PagePolicy::of(items.iter()).header("https://own.example", "n0nce", None)
    }

    fn directive(header: &str, name: &str) -> String {
        let found = header
            .split("; ")
            .find(|part| part.split(' ').next() == Some(name));
        found.unwrap_or_default().to_owned()
    }

    #[test]
    fn only_a_page_under_development_listens_to_a_socket() {
        let socket = Some("ws://127.0.0.1:3001");
        let developing = PagePolicy::default().header("https://own.example", "n0nce", socket);
        assert_eq!(
            directive(&developing, "connect-src"),
            "connect-src 'self' ws://127.0.0.1:3001"
        );
        assert!(!header(&[]).contains("ws:"));
    }

    #[test]
    fn threat_34_what_a_plugin_declares_cannot_add_a_directive_or_a_wildcard() {
        let evil = [
            "https://a.example; script-src *",
            "https://a.example,b",
            "*",
            "data:",
            "'unsafe-eval'",
            "https://*.example",
        ];
        let clean = header(&[component("p", &[])]);
        assert_eq!(header(&[component("p", &evil)]), clean);
    }

    #[test]
    fn threat_35_and_parity_14_a_page_allows_only_what_its_own_extensions_need() {
        let none = header(&[item(
            "p",
            ExtensionKind::Schema {
                schema: FormSchema::default(),
            },
        )]);
        let pays = header(&[component("pay", &["https://js.example.com/v3/"])]);
        for name in ["script-src", "connect-src", "frame-src"] {
            assert!(!directive(&none, name).contains("example.com"), "{none}");
            assert!(
                directive(&pays, name).contains("https://js.example.com"),
                "{pays}"
            );
        }
        assert!(directive(&pays, "script-src").contains("https://own.example/plugins/pay/assets/"));
        assert!(
            !none.contains("/plugins/") && !none.contains("unsafe-inline"),
            "{none}"
        );
        for header in [&none, &pays] {
            let scripts = directive(header, "script-src");
            for never in [
                "'self'",
                "'strict-dynamic'",
                "'unsafe-inline'",
                "'unsafe-eval'",
                " *",
            ] {
                assert!(!scripts.contains(never), "{scripts}");
            }
        }
    }
}
