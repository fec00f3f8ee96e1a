//! Plugins' own routes under their five prefixes. They answer 404 unless the plugin is on for the caller, and 429 to
//! whoever changes too much.

use axum::extract::{Request, State};
use axum::response::Response;

use crate::error::{ServiceError, ServiceResult};
use crate::services::plugin_routes::{self, Target};
use crate::session::{Caller, ClientAddress};
use crate::state::AppState;

/// Hands a call on to the plugin it names.
pub async fn call(
    State(state): State<AppState>,
    caller: Caller,
    ClientAddress(address): ClientAddress,
    request: Request,
) -> ServiceResult<Response> {
    let path = request.uri().path().to_owned();
    let target = Target::of(&path).ok_or_else(ServiceError::not_found)?;
    if !request.method().is_safe() {
        plugin_routes::count_change(&state, &caller, &address)?;
    }
    plugin_routes::answer(&state, &caller, target, None, request).await
}
