//! `POST /api/fn/install`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::{Answer, AppCard};

/// Installs a plugin for oneself.
///
/// # Errors
/// As `PUT /api/v1/me/installs/{plugin}`.
#[server(name = Install, prefix = "/api/fn", endpoint = "install", input = Json, output = Enveloped)]
pub async fn install(plugin: String) -> Answer<AppCard> {
    use crate::backend::{StoreBackend, backend};

    backend::<dyn StoreBackend>()?.install(&plugin).await
}
