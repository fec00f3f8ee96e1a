//! `/api/v1/hosts/{host}/audit`: who changed what on a host.

use axum::extract::State;
use portico_app::backend::HostAuditEntry;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{Path, Query};
use crate::api::paging::Paging;
use crate::api::{ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::console::audit;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The audit log of a host, the newest first.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/audit", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
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
    Query(paging): Query<Paging>,
) -> ServiceResult<List<HostAuditEntry>> {
    let (cursor, limit) = (paging.cursor.as_deref(), paging.limit());
    let page = audit::page(&state, &caller, &host, cursor, limit).await?;
    Ok(List {
        data: page.entries,
        next: page.next,
    })
}
