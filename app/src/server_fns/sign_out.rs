//! `POST /api/fn/sign_out`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::Answer;

/// Ends the cookie session. Fine when there is none. The body is `{}`.
///
/// # Errors
/// 403 `origin_not_allowed` from another site's page.
#[server(name = SignOut, prefix = "/api/fn", endpoint = "sign_out", input = Json, output = Enveloped)]
pub async fn sign_out() -> Answer<()> {
    use crate::backend::{SessionBackend, backend};

    backend::<dyn SessionBackend>()?.sign_out().await
}
