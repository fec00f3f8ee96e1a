//! What is in a slot: the manifest's extensions of its key, each form with the values it starts with.

use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::settings::settings_url;
use portico_sdk::slot::{Surface, slots};

use crate::backend::{FormBackend, FormState, ManifestBackend, backend};

/// An extension with what its form starts with.
pub(super) type Loaded = (ManifestItem, FormState);

/// Starts to gather what a slot shows, in order. The forms are loaded side by side, and so are the slots: a page draws its
/// slots one after the other, and a slow plugin in one must not add to the waiting for the next.
///
/// Dropping the answer ends the work.
pub(super) fn gather(
    key: &'static str,
    plugin: Option<String>,
) -> impl Future<Output = Vec<Loaded>> + Send {
    let manifests = backend::<dyn ManifestBackend>().ok();
    let forms = backend::<dyn FormBackend>().ok();
    let work = async move {
        let items = visible(manifests, key, plugin.as_deref()).await;
        let states = join_all(items.iter().map(|item| load(item, forms.as_deref()))).await;
        items.into_iter().zip(states).collect()
    };
    let (work, answer) = work.remote_handle();
    leptos::task::spawn(work);
    answer
}

/// The extensions that a [`super::PluginSlot`] of this key, and perhaps of one plugin, would show, in order. None where the
/// manifest is refused (401, 403), because then there is nothing to show.
pub async fn slot_items(key: &str, plugin: Option<&str>) -> Vec<ManifestItem> {
    visible(backend::<dyn ManifestBackend>().ok(), key, plugin).await
}

async fn visible(
    manifests: Option<Arc<dyn ManifestBackend>>,
    key: &str,
    plugin: Option<&str>,
) -> Vec<ManifestItem> {
    let (Some(surface), Some(manifests)) = (Surface::of(key), manifests) else {
        return Vec::new();
    };
    let Ok(manifest) = manifests.manifest(surface).await else {
        return Vec::new();
    };
    manifest
        .slot(key)
        .filter(|item| plugin.is_none_or(|plugin| item.plugin == plugin))
        .filter(|item| key != slots::PLUGIN_SETTINGS.key || !is_settings_form(item))
        .cloned()
        .collect()
}

/// The settings themselves: their page draws them anyway, also where the plugin is off.
fn is_settings_form(item: &ManifestItem) -> bool {
    matches!(&item.kind, ExtensionKind::Schema { schema } if schema.submit_url == settings_url(&item.plugin))
}

/// What a form starts with. Without a `load_url` that is nothing; with one it is the answer, or "failed" (PARITY 21).
async fn load(item: &ManifestItem, forms: Option<&dyn FormBackend>) -> FormState {
    match (&item.kind, forms) {
        (ExtensionKind::Schema { schema }, Some(forms)) if !schema.load_url.is_empty() => {
            forms.load(item).await
        }
        (ExtensionKind::Schema { schema }, None) => FormState {
            load_failed: !schema.load_url.is_empty(),
            ..FormState::default()
        },
        _ => FormState::default(),
    }
}
