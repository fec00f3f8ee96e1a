//! `GET /api/fn/apps`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::wire::Enveloped;
use crate::backend::{Answer, AppPage, AppSort};

/// Searches the store.
///
/// # Errors
/// As `GET /api/v1/apps`.
#[server(name = Apps, prefix = "/api/fn", endpoint = "apps", input = GetUrl, output = Enveloped)]
pub async fn apps(
    #[server(default)] q: String,
    #[server(default)] category: String,
    #[server(default)] sort: AppSort,
    #[server(default)] cursor: Option<String>,
    #[server(default)] limit: u32,
) -> Answer<AppPage> {
    use crate::backend::{AppQuery, StoreBackend, backend};

    let query = AppQuery {
        q,
        category,
        sort,
        cursor,
        limit,
    };
    backend::<dyn StoreBackend>()?.search(&query).await
}
