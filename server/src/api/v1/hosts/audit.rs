//! `/api/v1/hosts/{host}/audit`: who changed what on a host.

use axum::extract::State;
use portico_app::backend::HostAuditEntry;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{Path, Query};
use crate::api::{ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::console::audit;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Where to start and how much.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stretch {
    cursor: Option<String>,
    limit: u32,
}

/// The audit log of a host, the newest first.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/audit", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "Lines, 1-200; default 50"),
    ),
    responses(
        (status = 200, description = "One page", body = List<HostAuditEntry>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn list(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    Query(stretch): Query<Stretch>,
) -> ServiceResult<List<HostAuditEntry>> {
    let page = audit::page(
        &state,
        &caller,
        &host,
        stretch.cursor.as_deref(),
        stretch.limit,
    )
    .await?;
    Ok(List {
        data: page.entries,
        next: page.next,
    })
}
