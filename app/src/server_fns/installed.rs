//! `GET /api/fn/installed`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::wire::Enveloped;
use crate::backend::{Answer, AppCard};

/// What is on for this session, whoever turned it on.
///
/// # Errors
/// Those of the token or host that the request names.
#[server(name = Installed, prefix = "/api/fn", endpoint = "installed", input = GetUrl, output = Enveloped)]
pub async fn installed() -> Answer<Vec<AppCard>> {
    use crate::backend::{StoreBackend, backend};

    backend::<dyn StoreBackend>()?.installed().await
}
