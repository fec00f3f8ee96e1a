//! `GET /api/fn/org_plugins`

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::wire::Enveloped;
use crate::backend::{Answer, OrgPlugin};

/// The plugins the host approved, as an organisation has them.
///
/// # Errors
/// As `GET /api/v1/orgs/{org}/plugins`.
#[server(name = OrgPlugins, prefix = "/api/fn", endpoint = "org_plugins", input = GetUrl, output = Enveloped)]
pub async fn org_plugins(org: String) -> Answer<Vec<OrgPlugin>> {
    use crate::backend::{OrgBackend, backend};

    backend::<dyn OrgBackend>()?.org_plugins(&org).await
}
