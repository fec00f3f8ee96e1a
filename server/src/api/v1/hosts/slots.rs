//! `/api/v1/hosts/{host}/slot-order`: in which order the extensions of a slot stand, for the whole host.

use axum::extract::State;
use http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::ErrorBody;
use crate::api::input::{JsonBody, Path};
use crate::error::ServiceResult;
use crate::services::slot_order::{self, SlotMove};
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(move_extension))
}

/// Moves an extension within its slot, or goes back to the order by priority. Organisations with an order of their own keep it.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/slot-order", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = SlotMove,
    responses(
        (status = 204, description = "Moved"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or the slot has no such extension of an approved plugin", body = ErrorBody),
        (status = 409, description = "`cannot_move`: it is the first or the last already", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
    )
)]
async fn move_extension(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(what): JsonBody<SlotMove>,
) -> ServiceResult<StatusCode> {
    slot_order::of_host(&state, &caller, &host, &what).await?;
    Ok(StatusCode::NO_CONTENT)
}
