//! `/api/v1/hosts/{host}/keys`: what host JWTs are checked with.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header;
use portico_app::backend::{HostKey, ShownSecret};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::created;
use crate::api::input::{JsonBody, OptionalJsonBody, Password, Path, Query};
use crate::api::paging::Paging;
use crate::api::{Data, ErrorBody, List};
use crate::error::{ServiceError, ServiceResult};
use crate::services::accounts;
use crate::services::console::keys;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(rotate))
        .routes(routes!(register_public))
        .routes(routes!(revoke))
        .routes(routes!(reveal))
}

/// How to rotate.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// Seconds for which the old secrets stay good, at most 30 days; default 24 hours.
    #[schema(example = 86400)]
    overlap_seconds: Option<i64>,
    /// The account's password; programs leave it out.
    #[serde(default)]
    password: Password,
}

/// A public key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PublicKey {
    /// The public JWK: ES256, `EdDSA` or RS256. Its `kid` becomes the key id.
    jwk: serde_json::Map<String, serde_json::Value>,
    /// The account's password; programs leave it out.
    #[serde(default)]
    password: Password,
}

/// The password, given again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// The account's password; programs leave it out.
    #[serde(default)]
    password: Password,
}

/// The keys of a host. Secrets are not among the fields.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/keys", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "The newest first", body = List<HostKey>),
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
) -> ServiceResult<List<HostKey>> {
    paging.page(keys::list(&state, &caller, &host).await?, |key| {
        key.id.clone()
    })
}

/// Makes another secret beside those in use.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/keys", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = Option<Confirmation>,
    responses(
        (status = 201, description = "Made", body = Data<ShownSecret>),
        (status = 400, description = "`password_required`, `password_wrong`: people give theirs again", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
        (status = 409, description = "`too_many_keys`: at most 10 are in use", body = ErrorBody),
    )
)]
async fn create(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    OptionalJsonBody(body): OptionalJsonBody<Confirmation>,
) -> ServiceResult<Response> {
    let caller = accounts::with_password(&state, caller, &body.password.0).await?;
    Ok(created(keys::create(&state, &caller, &host).await?))
}

/// Makes a new secret; those in use end after an overlap, and with them the sessions they opened.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/keys/rotate", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = Rotation,
    responses(
        (status = 201, description = "Made", body = Data<ShownSecret>),
        (status = 400, description = "`overlap_invalid`, `password_required`, `password_wrong`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
        (status = 409, description = "`too_many_keys`: those that end later count, too", body = ErrorBody),
    )
)]
async fn rotate(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(rotation): JsonBody<Rotation>,
) -> ServiceResult<Response> {
    let overlap = rotation
        .overlap_seconds
        .map_or(keys::DEFAULT_OVERLAP_MS, |seconds| {
            seconds.saturating_mul(1000)
        });
    let caller = accounts::with_password(&state, caller, &rotation.password.0).await?;
    let secret = keys::rotate(&state, &caller, &host, overlap).await?;
    Ok(created(secret))
}

/// Registers a public key instead of a secret.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/keys/public", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = PublicKey,
    responses(
        (status = 201, description = "Registered", body = Data<HostKey>),
        (status = 400, description = "`jwk_invalid`, `password_required`, `password_wrong`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
        (status = 409, description = "`key_exists`, `key_of_another_host`, `too_many_keys`", body = ErrorBody),
    )
)]
async fn register_public(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(key): JsonBody<PublicKey>,
) -> ServiceResult<Response> {
    let jwk = serde_json::to_string(&key.jwk)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    let caller = accounts::with_password(&state, caller, &key.password.0).await?;
    let key = keys::register_public(&state, &caller, &host, &jwk).await?;
    Ok(created(key))
}

/// Ends a key at once, and the sessions that it opened.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/keys/{key}/revoke", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("key" = String, Path, description = "Key id"),
    ),
    responses(
        (status = 200, description = "Revoked", body = Data<HostKey>),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or no such key", body = ErrorBody),
    )
)]
async fn revoke(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, key)): Path<(String, String)>,
) -> ServiceResult<Data<HostKey>> {
    let data = keys::revoke(&state, &caller, &host, &key).await?;
    Ok(Data { data })
}

/// Shows a secret again. Needs the account's password; each time is in the audit log.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/keys/{key}/reveal", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("key" = String, Path, description = "Key id"),
    ),
    request_body = Confirmation,
    responses(
        (status = 200, description = "The secret", body = Data<ShownSecret>),
        (status = 400, description = "`password_required`, `password_wrong`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`account_required`: an API token has no password", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or no such key", body = ErrorBody),
        (status = 409, description = "`key_revoked`, `key_is_public`", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
        (status = 503, description = "`busy`: too many passwords are being checked", body = ErrorBody),
    )
)]
async fn reveal(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, key)): Path<(String, String)>,
    JsonBody(body): JsonBody<Confirmation>,
) -> ServiceResult<Response> {
    let caller = accounts::with_password(&state, caller, &body.password.0).await?;
    let data = keys::reveal(&state, &caller, &host, &key).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Data { data }).into_response())
}
