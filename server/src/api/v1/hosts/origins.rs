//! `/api/v1/hosts/{host}/origins`: whose pages may act for a host.

use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{JsonBody, Path, Query};
use crate::api::paging::Paging;
use crate::api::{Data, ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::console::origins;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, add, remove))
}

/// One origin.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Origin {
    /// For example `https://shop.example.com`: https, or http on loopback; no path.
    origin: String,
}

/// The registered origins.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/origins", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "In order", body = List<Origin>),
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
) -> ServiceResult<List<Origin>> {
    let origins = origins::list(&state, &caller, &host).await?;
    let origins = origins.into_iter().map(|origin| Origin { origin });
    paging.page(origins.collect(), |origin| origin.origin.clone())
}

/// Registers an origin.
#[utoipa::path(
    put, path = "/api/v1/hosts/{host}/origins", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = Origin,
    responses(
        (status = 200, description = "Registered; in its canonical form", body = Data<Origin>),
        (status = 400, description = "`origin_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
        (status = 409, description = "`too_many_origins`", body = ErrorBody),
    )
)]
async fn add(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(body): JsonBody<Origin>,
) -> ServiceResult<Data<Origin>> {
    let origin = origins::add(&state, &caller, &host, &body.origin).await?;
    Ok(Data {
        data: Origin { origin },
    })
}

/// Removes an origin.
#[utoipa::path(
    delete, path = "/api/v1/hosts/{host}/origins", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("origin" = String, Query, description = "The origin"),
    ),
    responses(
        (status = 204, description = "Removed"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or not registered", body = ErrorBody),
    )
)]
async fn remove(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    Query(query): Query<Origin>,
) -> ServiceResult<StatusCode> {
    origins::remove(&state, &caller, &host, &query.origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
