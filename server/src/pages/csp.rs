//! The Content-Security-Policy of a page: its nonce and only the origins its extensions need (THREATS 34, 35; FORMS 16).

use std::collections::BTreeSet;

use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;

/// What one page's policy depends on.
#[derive(Debug, Default)]
pub struct PagePolicy {
    /// Canonical origins of external scripts of the components that can appear.
    pub origins: BTreeSet<String>,
    /// A component can appear: it may need inline styles.
    pub has_component: bool,
}

impl PagePolicy {
    /// Gathers what the extensions of a page's slots need. `origin_of` answers the canonical https origin of a declared
    /// external script, so that nothing declared is ever copied into the header.
    pub fn of<'a>(
        items: impl Iterator<Item = &'a ManifestItem>,
        origin_of: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut policy = Self::default();
        for item in items {
            if let ExtensionKind::Component { component } = &item.kind {
                policy.has_component = true;
                policy.origins.extend(
                    component
                        .external_scripts
                        .iter()
                        .filter_map(|script| origin_of(script)),
                );
            }
        }
        policy
    }

    /// The header's value. `origin` is our own public origin.
    pub fn header(&self, origin: &str, nonce: &str) -> String {
        let extra = self
            .origins
            .iter()
            .fold(String::new(), |text, origin| text + " " + origin);
        let style = if self.has_component {
            "'self' 'unsafe-inline'".to_owned()
        } else {
            "'self'".to_owned()
        };
        [
            "default-src 'none'".to_owned(),
            format!("script-src 'nonce-{nonce}' {origin}/pkg/ {origin}/plugins/ 'wasm-unsafe-eval'{extra}"),
            format!("style-src {style}"),
            "img-src 'self' https: data:".to_owned(),
            "font-src 'self'".to_owned(),
            format!("connect-src 'self'{extra}"),
            if extra.is_empty() { "frame-src 'none'".to_owned() } else { format!("frame-src{extra}") },
            "manifest-src 'self'".to_owned(),
            "base-uri 'none'".to_owned(),
            "form-action 'self'".to_owned(),
            "frame-ancestors 'none'".to_owned(),
            "object-src 'none'".to_owned(),
        ]
        .join("; ")
    }
}
