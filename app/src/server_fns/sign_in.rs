//! `POST /api/fn/sign_in`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::{Answer, SessionView};

/// Exchanges a host JWT for a cookie session, from one of our own pages only.
///
/// # Errors
/// As `POST /session`.
#[server(name = SignIn, prefix = "/api/fn", endpoint = "sign_in", input = Json, output = Enveloped)]
pub async fn sign_in(host: String, token: String) -> Answer<SessionView> {
    use crate::backend::{SessionBackend, backend};

    backend::<dyn SessionBackend>()?
        .sign_in(&host, &token)
        .await
}
