//! Plugins' own routes under their five prefixes. They answer 404 unless the plugin is on for the caller.

use axum::extract::{Request, State};
use axum::response::Response;

use crate::error::{ServiceError, ServiceResult};
use crate::services::plugin_routes::{self, Target};
use crate::session::Caller;
use crate::state::AppState;

/// Hands a call on to the plugin it names.
pub async fn call(
    State(state): State<AppState>,
    caller: Caller,
    request: Request,
) -> ServiceResult<Response> {
    let path = request.uri().path().to_owned();
    let target = Target::of(&path).ok_or_else(ServiceError::not_found)?;
    plugin_routes::answer(&state, &caller, target, request).await
}
