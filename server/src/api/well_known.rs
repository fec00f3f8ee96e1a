//! `/.well-known/jwks.json`: the public keys of this server, for whoever checks what it signed.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::ErrorBody;
use crate::crypto::PublicJwk;
use crate::error::ServiceResult;
use crate::services::user_tokens;
use crate::state::AppState;

/// A key that is new is used at once; who does not know it looks again, past this.
const CACHING: &str = "public, max-age=300";

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(jwks))
}

/// A JWK set (RFC 7517 section 5).
#[derive(Debug, Serialize, ToSchema)]
struct Jwks {
    /// Public keys.
    keys: Vec<PublicJwk>,
}

/// The public keys that users' tokens for plugins are checked with. For everybody, from any origin; may be kept for five
/// minutes.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "records",
    responses(
        (status = 200, description = "The keys", body = Jwks),
        (status = 500, description = "`internal`", body = ErrorBody),
    )
)]
async fn jwks(State(state): State<AppState>) -> ServiceResult<Response> {
    let keys = user_tokens::public_keys(&state).await?;
    let headers = [
        (header::CACHE_CONTROL, CACHING),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((headers, Json(Jwks { keys })).into_response())
}
