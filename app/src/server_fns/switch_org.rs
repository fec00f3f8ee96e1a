//! `POST /api/fn/switch_org`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::{Answer, SessionView};

/// Chooses the active organisation of the cookie session; null: all of the token's.
///
/// # Errors
/// As `POST /session/org`.
#[server(name = SwitchOrg, prefix = "/api/fn", endpoint = "switch_org", input = Json, output = Enveloped)]
pub async fn switch_org(org: Option<String>) -> Answer<SessionView> {
    use crate::backend::{SessionBackend, backend};

    backend::<dyn SessionBackend>()?
        .switch_org(org.as_deref())
        .await
}
