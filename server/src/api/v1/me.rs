//! `/api/v1/me`: the session, and the user's own installs.

use axum::extract::State;
use portico_app::backend::AppCard;
use portico_sdk::claims::OrgRole;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::Path;
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::{store, suspensions};
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(me))
        .routes(routes!(install, uninstall))
        .routes(routes!(lift_suspension))
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// Host id.
    host: String,
    /// The host's id of the user.
    uid: String,
    /// Organisation → role.
    orgs: BTreeMap<String, OrgRole>,
    /// The active organisation; null: all of them count.
    org: Option<String>,
}

/// Who is signed in.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me",
    responses(
        (status = 200, description = "The session", body = Data<Me>),
        (status = 401, description = "No session", body = ErrorBody),
    )
)]
async fn me(caller: Caller) -> ServiceResult<Data<Me>> {
    let identity = caller.identity()?;
    Ok(Data {
        data: Me {
            host: caller.host.id.clone(),
            uid: identity.uid.clone(),
            orgs: identity.orgs.clone(),
            org: identity.org.clone(),
        },
    })
}

/// Installs a plugin for oneself. Fine when it is installed already.
#[utoipa::path(
    put, path = "/api/v1/me/installs/{plugin}", tag = "me",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "Installed", body = Data<AppCard>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 404, description = "No such plugin here, or the host does not offer installs", body = ErrorBody),
        (status = 409, description = "`already_on`, `install_not_allowed` or `suspended`", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`: one change a second is plenty", body = ErrorBody),
    )
)]
async fn install(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<AppCard>> {
    let data = store::install(&state, &caller, &plugin).await?;
    Ok(Data { data })
}

/// Removes one's own install. Fine when there is none.
#[utoipa::path(
    delete, path = "/api/v1/me/installs/{plugin}", tag = "me",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "Removed", body = Data<AppCard>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 404, description = "No such plugin here, or the host does not offer installs", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
    )
)]
async fn uninstall(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<AppCard>> {
    let data = store::uninstall(&state, &caller, &plugin).await?;
    Ok(Data { data })
}

/// Turns a plugin on again that is off because one's own pages had to end it three times within ten minutes. Fine when it is not
/// off.
#[utoipa::path(
    delete, path = "/api/v1/me/suspensions/{plugin}", tag = "me",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "Lifted; where an organisation has it suspended as well, it stays off", body = Data<AppCard>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 404, description = "No such plugin here", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`; `too_many_requests`: turned on again too often in a row", body = ErrorBody),
    )
)]
async fn lift_suspension(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<AppCard>> {
    let data = suspensions::lift(&state, &caller, &plugin).await?;
    Ok(Data { data })
}
