//! `POST /api/v1/{store,admin}/plugins/{plugin}/user-token`: who uses a sandboxed plugin, for the plugin's own servers.

use axum::extract::State;
use portico_sdk::slot::Surface;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::Path;
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::plugin_routes::count_change;
use crate::services::sandbox_access::At;
use crate::services::user_tokens;
use crate::session::{Caller, ClientAddress};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(in_store))
        .routes(routes!(in_admin))
}

/// A token of the user.
#[derive(Serialize, ToSchema)]
struct UserTokenBody {
    /// A JWT signed with ES256: `iss` this server's address, `aud` `plugin:{host}/{plugin}`, `sub` the host's id of the user,
    /// `host`, `orgs` (id → role, those that take part), `org` (the one that grants the plugin, or null), `iat`, `exp`, `jti`.
    token: String,
    /// When it ends, in milliseconds since the epoch.
    expires_at: i64,
}

/// A token that tells the plugin's own servers who uses it, checked there with `/.well-known/jwks.json`. It ends within five
/// minutes, and never after the session.
///
/// A sandbox of the plugin must have `user` among its capabilities.
#[utoipa::path(
    post, path = "/api/v1/store/plugins/{plugin}/user-token", tag = "records",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "The token", body = Data<UserTokenBody>),
        (status = 401, description = "`sign_in_required`", body = ErrorBody),
        (status = 403, description = "`not_granted`; `user_required`: a host member is no user; `origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: counted with the changes by plugins' routes", body = ErrorBody),
    )
)]
async fn in_store(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<UserTokenBody>> {
    issue(&state, &caller, &address, Surface::Storefront, &plugin).await
}

/// The same on the admin surface.
#[utoipa::path(
    post, path = "/api/v1/admin/plugins/{plugin}/user-token", tag = "records",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "The token", body = Data<UserTokenBody>),
        (status = 403, description = "`not_granted`; `user_required`: a host member is no user; `origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: counted with the changes by plugins' routes", body = ErrorBody),
    )
)]
async fn in_admin(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<UserTokenBody>> {
    issue(&state, &caller, &address, Surface::Admin, &plugin).await
}

async fn issue(
    state: &AppState,
    caller: &Caller,
    ClientAddress(address): &ClientAddress,
    surface: Surface,
    plugin: &str,
) -> ServiceResult<Data<UserTokenBody>> {
    count_change(state, caller, address)?;
    let made = user_tokens::issue(state, caller, At { surface, plugin }).await?;
    let data = UserTokenBody {
        token: made.token,
        expires_at: made.expires_at,
    };
    Ok(Data { data })
}
