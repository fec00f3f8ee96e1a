//! `POST /api/fn/uninstall`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::{Answer, AppCard};

/// Removes one's own install of a plugin.
///
/// # Errors
/// As `DELETE /api/v1/me/installs/{plugin}`.
#[server(name = Uninstall, prefix = "/api/fn", endpoint = "uninstall", input = Json, output = Enveloped)]
pub async fn uninstall(plugin: String) -> Answer<AppCard> {
    use crate::backend::{StoreBackend, backend};

    backend::<dyn StoreBackend>()?.uninstall(&plugin).await
}
