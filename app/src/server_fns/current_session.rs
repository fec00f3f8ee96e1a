//! `GET /api/fn/current_session`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::wire::Enveloped;
use crate::backend::{Answer, SessionView};

/// Who is signed in; null for nobody.
///
/// # Errors
/// Those of the token or host that the request names.
#[server(name = CurrentSession, prefix = "/api/fn", endpoint = "current_session", input = GetUrl, output = Enveloped)]
pub async fn current_session() -> Answer<Option<SessionView>> {
    use crate::backend::{SessionBackend, backend};

    backend::<dyn SessionBackend>()?.current_session().await
}
