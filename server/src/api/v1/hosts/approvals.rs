//! `/api/v1/hosts/{host}/approvals`: which plugins a host allows; and what was found wrong with plugins at start.

use axum::extract::State;
use http::StatusCode;
use portico_app::backend::{HostPlugin, PluginProblem};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{Path, Query};
use crate::api::paging::Paging;
use crate::api::{ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::console::plugins;
use crate::session::{ConsoleCaller, RequestLocale};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(approve, unapprove))
        .routes(routes!(problems))
}

/// All plugins of the server with what the host decided: approval and policy.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/approvals", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "By title", body = List<HostPlugin>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn list(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    locale: RequestLocale,
    Path(host): Path<String>,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<HostPlugin>> {
    let plugins = plugins::list(&state, &caller, &host, locale.0.tag()).await?;
    paging.page(plugins, |plugin| plugin.name.clone())
}

/// What is approved.
#[derive(Debug, Deserialize)]
struct Approving {
    /// Only these contents.
    contents: Option<String>,
}

/// Allows a plugin on the host.
#[utoipa::path(
    put, path = "/api/v1/hosts/{host}/approvals/{plugin}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("contents" = Option<String>, Query, description = "`contents` of the plugin as the list has it: only these are approved. Without it, whatever is in service"),
    ),
    responses(
        (status = 204, description = "Approved"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or `unknown_plugin`", body = ErrorBody),
        (status = 409, description = "`contents_changed`: others are in service than the query says", body = ErrorBody),
    )
)]
async fn approve(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, plugin)): Path<(String, String)>,
    Query(what): Query<Approving>,
) -> ServiceResult<StatusCode> {
    let contents = what.contents.as_deref();
    plugins::approve(&state, &caller, &host, &plugin, contents).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes an approval back; the plugin is gone for everybody at once.
#[utoipa::path(
    delete, path = "/api/v1/hosts/{host}/approvals/{plugin}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
    ),
    responses(
        (status = 204, description = "Not approved any more"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or not approved", body = ErrorBody),
    )
)]
async fn unapprove(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, plugin)): Path<(String, String)>,
) -> ServiceResult<StatusCode> {
    plugins::unapprove(&state, &caller, &host, &plugin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was found wrong with plugins when the server started; what is named here was skipped.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/problems", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "In order of discovery", body = List<PluginProblem>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn problems(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<PluginProblem>> {
    let problems = plugins::problems(&state, &caller, &host).await?;
    paging.page(problems, |problem| {
        format!("{}/{}{}", problem.plugin, problem.extension, problem.path)
    })
}
