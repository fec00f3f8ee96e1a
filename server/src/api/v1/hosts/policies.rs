//! `/api/v1/hosts/{host}/policies`: what a host decides for all of its organisations and users.

use axum::extract::State;
use http::StatusCode;
use portico_sdk::policy::Mode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{JsonBody, Path, Query};
use crate::api::paging::Paging;
use crate::api::{ErrorBody, List};
use crate::error::{ServiceError, ServiceResult};
use crate::services::console::plugins;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(set, inherit))
}

/// One decision of the host.
#[derive(Debug, Serialize, ToSchema)]
struct HostPolicy {
    /// Name of the plugin.
    plugin: String,
    /// `forced`, `default_on`, `allowed`, `request`, `blocked`, `removed`.
    mode: String,
    /// The reason given.
    note: String,
    /// Who decided.
    set_by: Option<String>,
    /// When, in milliseconds since the epoch.
    set_at: Option<i64>,
}

/// What to decide.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HostDecision {
    /// `forced`, `default_on`, `allowed`, `request`, `blocked`, `removed`.
    mode: String,
    /// The reason, shown beside the state; at most 200 characters.
    #[serde(default)]
    note: String,
}

/// The decisions of the host.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/policies", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "By title of the plugin", body = List<HostPolicy>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn list(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<HostPolicy>> {
    let plugins = plugins::list(&state, &caller, &host, "en").await?;
    let decided = plugins.into_iter().filter_map(|plugin| {
        Some(HostPolicy {
            plugin: plugin.name,
            mode: plugin.mode?,
            note: plugin.note,
            set_by: plugin.set_by,
            set_at: plugin.set_at,
        })
    });
    paging.page(decided.collect(), |policy| policy.plugin.clone())
}

/// Decides about a plugin for the whole host.
#[utoipa::path(
    put, path = "/api/v1/hosts/{host}/policies/{plugin}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
    ),
    request_body = HostDecision,
    responses(
        (status = 204, description = "Decided"),
        (status = 400, description = "`mode_invalid`, `note_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or `unknown_plugin`", body = ErrorBody),
        (status = 409, description = "`not_approved`", body = ErrorBody),
    )
)]
async fn set(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, plugin)): Path<(String, String)>,
    JsonBody(decision): JsonBody<HostDecision>,
) -> ServiceResult<StatusCode> {
    let mode = Mode::parse(&decision.mode).ok_or_else(|| {
        ServiceError::field(
            "mode",
            "mode_invalid",
            "Use forced, default_on, allowed, request, blocked or removed.",
        )
    })?;
    plugins::set_policy(&state, &caller, &host, &plugin, Some(mode), &decision.note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves the decision to organisations and users.
#[utoipa::path(
    delete, path = "/api/v1/hosts/{host}/policies/{plugin}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
    ),
    responses(
        (status = 204, description = "Left to others"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or `unknown_plugin`", body = ErrorBody),
    )
)]
async fn inherit(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, plugin)): Path<(String, String)>,
) -> ServiceResult<StatusCode> {
    plugins::set_policy(&state, &caller, &host, &plugin, None, "").await?;
    Ok(StatusCode::NO_CONTENT)
}
