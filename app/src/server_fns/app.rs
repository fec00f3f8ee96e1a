//! `GET /api/fn/app`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::wire::Enveloped;
use crate::backend::{Answer, AppDetail};

/// Everything about one plugin of the store.
///
/// # Errors
/// As `GET /api/v1/apps/{plugin}`.
#[server(name = App, prefix = "/api/fn", endpoint = "app", input = GetUrl, output = Enveloped)]
pub async fn app(plugin: String) -> Answer<AppDetail> {
    use crate::backend::{StoreBackend, backend};

    backend::<dyn StoreBackend>()?.app(&plugin).await
}
