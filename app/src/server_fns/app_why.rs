//! `GET /api/fn/app_why`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::wire::Enveloped;
use crate::backend::{Answer, AppWhy};

/// Why a plugin is as it is for this session.
///
/// # Errors
/// As `GET /api/v1/apps/{plugin}/why`.
#[server(name = AppWhyOf, prefix = "/api/fn", endpoint = "app_why", input = GetUrl, output = Enveloped)]
pub async fn app_why(plugin: String) -> Answer<AppWhy> {
    use crate::backend::{StoreBackend, backend};

    let app = backend::<dyn StoreBackend>()?.app(&plugin).await?;
    Ok(AppWhy::from(app.card))
}
