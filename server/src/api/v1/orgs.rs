//! `/api/v1/orgs/{org}/plugins`: what is on for a whole organisation.

use axum::extract::State;
use portico_app::backend::{OrgPlugin, OrgSwitch};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{JsonBody, Path};
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::orgs;
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(set, inherit))
}

/// What an admin decides.
#[derive(Debug, Deserialize, ToSchema)]
struct OrgDecision {
    /// true: on for everyone in the organisation; false: off for everyone.
    enabled: bool,
}

/// The plugins the host approved, as the organisation has them.
#[utoipa::path(
    get, path = "/api/v1/orgs/{org}/plugins", tag = "orgs",
    params(("org" = String, Path, description = "Organisation id")),
    responses(
        (status = 200, description = "By title", body = Data<Vec<OrgPlugin>>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`: a member of the organisation, but no admin", body = ErrorBody),
        (status = 404, description = "Not an organisation of the session, or another one is active", body = ErrorBody),
    )
)]
async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
) -> ServiceResult<Data<Vec<OrgPlugin>>> {
    let data = orgs::plugins(&state, &caller, &org).await?;
    Ok(Data { data })
}

/// Turns a plugin on or off for everyone in the organisation.
#[utoipa::path(
    put, path = "/api/v1/orgs/{org}/plugins/{plugin}", tag = "orgs",
    params(
        ("org" = String, Path, description = "Organisation id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
    ),
    request_body = OrgDecision,
    responses(
        (status = 200, description = "Decided", body = Data<OrgPlugin>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "Not an organisation of the session, or another one is active, or no such plugin", body = ErrorBody),
        (status = 409, description = "`not_approved` or `locked_by_host`", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`: one change a second is plenty", body = ErrorBody),
    )
)]
async fn set(
    State(state): State<AppState>,
    caller: Caller,
    Path((org, plugin)): Path<(String, String)>,
    JsonBody(decision): JsonBody<OrgDecision>,
) -> ServiceResult<Data<OrgPlugin>> {
    let switch = if decision.enabled {
        OrgSwitch::On
    } else {
        OrgSwitch::Off
    };
    let data = orgs::set_plugin(&state, &caller, &org, &plugin, switch).await?;
    Ok(Data { data })
}

/// Takes the organisation's decision back: it inherits again.
#[utoipa::path(
    delete, path = "/api/v1/orgs/{org}/plugins/{plugin}", tag = "orgs",
    params(
        ("org" = String, Path, description = "Organisation id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
    ),
    responses(
        (status = 200, description = "Inherits", body = Data<OrgPlugin>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "Not an organisation of the session, or another one is active, or no such plugin", body = ErrorBody),
        (status = 409, description = "`not_approved` or `locked_by_host`", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`: one change a second is plenty", body = ErrorBody),
    )
)]
async fn inherit(
    State(state): State<AppState>,
    caller: Caller,
    Path((org, plugin)): Path<(String, String)>,
) -> ServiceResult<Data<OrgPlugin>> {
    let data = orgs::set_plugin(&state, &caller, &org, &plugin, OrgSwitch::Inherit).await?;
    Ok(Data { data })
}
