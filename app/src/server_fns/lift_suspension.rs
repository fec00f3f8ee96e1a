//! `POST /api/fn/lift_suspension`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::{Answer, AppCard};

/// Turns a plugin on again that one's own pages had to end again and again.
///
/// # Errors
/// As `DELETE /api/v1/me/suspensions/{plugin}`.
#[server(name = LiftSuspension, prefix = "/api/fn", endpoint = "lift_suspension", input = Json, output = Enveloped)]
pub async fn lift_suspension(plugin: String) -> Answer<AppCard> {
    use crate::backend::{StoreBackend, backend};

    backend::<dyn StoreBackend>()?
        .lift_suspension(&plugin)
        .await
}
