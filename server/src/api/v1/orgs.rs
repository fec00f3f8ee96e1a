//! `/api/v1/orgs/{org}`: what is on for a whole organisation, and who decided so.

use axum::extract::State;
use http::StatusCode;
use portico_app::backend::{HostAuditEntry, OrgPlugin, OrgSwitch};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{JsonBody, Path, Query};
use crate::api::paging::Paging;
use crate::api::{Data, ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::orgs;
use crate::services::slot_order::{self, SlotMove};
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(set, inherit))
        .routes(routes!(audit))
        .routes(routes!(move_extension))
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
    params(("org" = String, Path, description = "Organisation id"), Paging),
    responses(
        (status = 200, description = "By title", body = List<OrgPlugin>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`: a member of the organisation, but no admin", body = ErrorBody),
        (status = 404, description = "Not an organisation of the session, or another one is active", body = ErrorBody),
    )
)]
async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<OrgPlugin>> {
    let plugins = orgs::plugins(&state, &caller, &org).await?;
    paging.page(plugins, |plugin| plugin.name.clone())
}

/// Moves an extension within its slot for everyone in the organisation, or goes back to the host's order.
#[utoipa::path(
    post, path = "/api/v1/orgs/{org}/slot-order", tag = "orgs",
    params(("org" = String, Path, description = "Organisation id")),
    request_body = SlotMove,
    responses(
        (status = 204, description = "Moved"),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "Not an organisation of the session, or another one is active, or nothing of that name is on in the slot", body = ErrorBody),
        (status = 409, description = "`cannot_move`: it is the first or the last already", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
    )
)]
async fn move_extension(
    State(state): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    JsonBody(what): JsonBody<SlotMove>,
) -> ServiceResult<StatusCode> {
    slot_order::of_org(&state, &caller, &org, &what).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The organisation's audit log: who decided what about plugins and their settings, the newest first.
#[utoipa::path(
    get, path = "/api/v1/orgs/{org}/audit", tag = "orgs",
    params(("org" = String, Path, description = "Organisation id"), Paging),
    responses(
        (status = 200, description = "One page", body = List<HostAuditEntry>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`: a member of the organisation, but no admin", body = ErrorBody),
        (status = 404, description = "Not an organisation of the session, or another one is active", body = ErrorBody),
    )
)]
async fn audit(
    State(state): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<HostAuditEntry>> {
    let (cursor, limit) = (paging.cursor.as_deref(), paging.limit());
    let page = orgs::audit(&state, &caller, &org, cursor, limit).await?;
    Ok(List {
        data: page.entries,
        next: page.next,
    })
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
