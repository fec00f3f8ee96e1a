//! The manifest of one view and surface: items in order, the body's bytes and its entity tags.

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

use super::order::Arranged;
use super::{Resolved, View};
use crate::crypto::sha256_hex;
use crate::plugins::Registered;
use crate::state::AppState;

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
    pub(super) fn of(state: &AppState, view: &View, resolved: &Resolved, surface: Surface) -> Self {
        let epochs = &resolved.epochs;
        let arranged = resolved.arranged();
        let manifest = Manifest {
            extensions: items(&arranged, resolved, surface)
                .into_iter()
                .map(|item| resolved.frames.with_frame(item, &state.cipher))
                .collect(),
        };
        let body = serde_json::to_vec(&Envelope { data: &manifest }).unwrap_or_default();
        let build = &resolved.registry.build;
        // The addresses of frames change with time, and with them the body.
        let claims = format!("{}/{}", view.describe(), resolved.frames.valid_until());
        let etags = Locale::EVERY
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

/// Those of the surface that find room; `order` counts within the slot.
fn items(arranged: &Arranged<'_>, resolved: &Resolved, surface: Surface) -> Vec<ManifestItem> {
    let mut next: HashMap<&str, u32> = HashMap::new();
    arranged
        .shown
        .iter()
        .filter(|entry| Surface::of(&entry.extension.slot) == Some(surface))
        .filter_map(|entry| {
            let decision = resolved.decision(&entry.plugin.name)?;
            let place = next.entry(&entry.extension.slot).or_default();
            let order = *place;
            *place += 1;
            Some(item(entry.plugin, entry.extension, decision, order))
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
