//! `/api/v1/hosts/{host}/tokens`: what programs use instead of an account.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use portico_app::backend::{ApiToken, NewApiToken};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::created;
use crate::api::input::{JsonBody, Password, Path, Query};
use crate::api::paging::Paging;
use crate::api::{Data, ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::accounts;
use crate::services::console::tokens;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(revoke))
}

/// A token to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// What it is for, 1 to 100 characters.
    name: String,
    /// The account's password.
    #[serde(default)]
    password: Password,
}

/// The tokens that work. The tokens themselves are known by hash only.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/tokens", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "The newest first", body = List<ApiToken>),
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
) -> ServiceResult<List<ApiToken>> {
    paging.page(tokens::list(&state, &caller, &host).await?, |token| {
        token.id.clone()
    })
}

/// Makes a token, shown once. It works on this host with a developer's rights, for as long as its maker is a member.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/tokens", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = NewToken,
    responses(
        (status = 201, description = "Made", body = Data<NewApiToken>),
        (status = 400, description = "`name_invalid`, `password_required`, `password_wrong`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`account_required`: a token makes no tokens", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
        (status = 409, description = "`too_many_tokens`", body = ErrorBody),
    )
)]
async fn create(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(new): JsonBody<NewToken>,
) -> ServiceResult<Response> {
    let caller = accounts::with_password(&state, caller, &new.password.0).await?;
    let token = tokens::create(&state, &caller, &host, &new.name).await?;
    Ok(created(token))
}

/// Ends a token at once.
#[utoipa::path(
    delete, path = "/api/v1/hosts/{host}/tokens/{token}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("token" = String, Path, description = "Id of the token"),
    ),
    responses(
        (status = 204, description = "Revoked"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or no such token", body = ErrorBody),
    )
)]
async fn revoke(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, token)): Path<(String, String)>,
) -> ServiceResult<StatusCode> {
    tokens::revoke(&state, &caller, &host, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
