//! The manifest of one view and surface: items in order, the body's bytes and its entity tags.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use portico_app::i18n::Locale;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::manifest::{Manifest, ManifestItem};
use portico_sdk::policy::Decision;
use portico_sdk::slot::Surface;
use serde::Serialize;

use super::View;
use crate::crypto::sha256_hex;
use crate::plugins::{Registered, Registry};

/// A manifest ready to be answered.
#[derive(Debug)]
pub struct ManifestBody {
    /// What pages use.
    pub manifest: Arc<Manifest>,
    /// What the API answers.
    pub body: Bytes,
    etags: Vec<(&'static str, HeaderValue)>,
}

#[derive(Serialize)]
struct Envelope<'a> {
    data: &'a Manifest,
}

impl ManifestBody {
    pub(super) fn of(
        registry: &Registry,
        view: &View,
        epochs: &[i64],
        decisions: &[Decision],
        surface: Surface,
    ) -> Self {
        let manifest = Manifest {
            extensions: items(registry, decisions, surface),
        };
        let body = serde_json::to_vec(&Envelope { data: &manifest }).unwrap_or_default();
        let build = &registry.build;
        let claims = view.describe();
        let etags = Locale::ALL
            .into_iter()
            .filter_map(|locale| {
                let locale = locale.tag();
                let hash = sha256_hex(
                    format!("{build}/{epochs:?}/{claims}/{surface:?}/{locale}").as_bytes(),
                );
                let etag = HeaderValue::from_str(&format!("\"{}\"", &hash[..32])).ok()?;
                Some((locale, etag))
            })
            .collect();
        Self {
            manifest: Arc::new(manifest),
            body: body.into(),
            etags,
        }
    }

    /// `ETag` for one language: a hash of build, epochs, claims and language (CONTRACT "Manifest API").
    pub fn etag(&self, locale: &str) -> Option<&HeaderValue> {
        self.etags
            .iter()
            .find_map(|(tag, etag)| (*tag == locale).then_some(etag))
    }
}

/// By slot, then priority, plugin and id; `order` counts within the slot.
fn items(registry: &Registry, decisions: &[Decision], surface: Surface) -> Vec<ManifestItem> {
    let mut visible: Vec<(&Registered, &Extension, &Decision)> = decisions
        .iter()
        .filter(|decision| decision.is_on())
        .filter_map(|decision| Some((registry.get(&decision.plugin)?, decision)))
        .flat_map(|(plugin, decision)| {
            plugin
                .extensions
                .iter()
                .map(move |extension| (plugin, extension, decision))
        })
        .filter(|(_, extension, _)| Surface::of(&extension.slot) == Some(surface))
        .collect();
    visible.sort_by(|(a_plugin, a, _), (b_plugin, b, _)| {
        (&a.slot, Reverse(a.priority), &a_plugin.name, &a.id).cmp(&(
            &b.slot,
            Reverse(b.priority),
            &b_plugin.name,
            &b.id,
        ))
    });
    let mut next: HashMap<&str, u32> = HashMap::new();
    visible
        .into_iter()
        .map(|(plugin, extension, decision)| {
            let place = next.entry(&extension.slot).or_default();
            let order = *place;
            *place += 1;
            item(plugin, extension, decision, order)
        })
        .collect()
}

fn item(
    plugin: &Registered,
    extension: &Extension,
    decision: &Decision,
    order: u32,
) -> ManifestItem {
    ManifestItem {
        id: extension.id.clone(),
        slot: extension.slot.clone(),
        kind: extension.kind.clone(),
        plugin: plugin.name.clone(),
        version: plugin.version.clone(),
        org: decision.org.clone(),
        title: if extension.title.is_empty() {
            plugin.listing.title.clone()
        } else {
            extension.title.clone()
        },
        plugin_title: plugin.listing.title.clone(),
        order,
        digest: match &extension.kind {
            ExtensionKind::Schema { .. } => String::new(),
            ExtensionKind::Component { component } => component.integrity.clone(),
            ExtensionKind::Sandbox { sandbox } => sandbox.digest.clone(),
        },
    }
}
