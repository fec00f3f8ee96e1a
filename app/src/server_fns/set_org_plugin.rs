//! `POST /api/fn/set_org_plugin`

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::wire::Enveloped;
use crate::backend::{Answer, OrgPlugin, OrgSwitch};

/// Decides about a plugin for everyone in an organisation: `{"org", "plugin", "to": "on" | "off" | "inherit"}`.
///
/// # Errors
/// As `PUT /api/v1/orgs/{org}/plugins/{plugin}`.
#[server(name = SetOrgPlugin, prefix = "/api/fn", endpoint = "set_org_plugin", input = Json, output = Enveloped)]
pub async fn set_org_plugin(org: String, plugin: String, to: OrgSwitch) -> Answer<OrgPlugin> {
    use crate::backend::{OrgBackend, backend};

    backend::<dyn OrgBackend>()?
        .set_org_plugin(&org, &plugin, to)
        .await
}
