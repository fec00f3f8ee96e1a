//! `GET /api/fn/plugin_manifest`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use portico_sdk::manifest::Manifest;
use portico_sdk::slot::Surface;

use super::wire::Enveloped;
use crate::backend::Answer;

/// The extensions of one surface (`storefront` or `admin`) that this session sees.
///
/// # Errors
/// As `GET /api/v1/{store,admin}/plugin-manifest`.
#[server(name = PluginManifest, prefix = "/api/fn", endpoint = "plugin_manifest", input = GetUrl, output = Enveloped)]
pub async fn plugin_manifest(surface: Surface) -> Answer<Manifest> {
    use crate::backend::{ManifestBackend, backend};

    let manifest = backend::<dyn ManifestBackend>()?.manifest(surface).await?;
    Ok(manifest.as_ref().clone())
}
