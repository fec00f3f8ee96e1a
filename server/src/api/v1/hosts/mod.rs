//! `/api/v1/hosts…`: the console's API, for console accounts and host API tokens.

mod admin_session;
mod approvals;
mod audit;
mod keys;
mod members;
mod origins;
mod plugin_settings;
mod policies;
mod slots;
mod tokens;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use portico_app::backend::{ConsoleHost, HostChanges, ShownSecret};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{JsonBody, Password, Path, Query};
use crate::api::paging::Paging;
use crate::api::{Data, ErrorBody, List};
use crate::error::ServiceResult;
use crate::services::accounts;
use crate::services::console::{self, NewHost};
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update))
        .merge(keys::router())
        .merge(origins::router())
        .merge(approvals::router())
        .merge(policies::router())
        .merge(slots::router())
        .merge(plugin_settings::router())
        .merge(members::router())
        .merge(tokens::router())
        .merge(audit::router())
        .merge(admin_session::router())
}

/// 201 with what was made; there may be a secret in it, so nobody keeps a copy.
fn created<T: Serialize>(data: T) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    (StatusCode::CREATED, no_store, Data { data }).into_response()
}

/// A host to be registered.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewHostBody {
    /// Lower-case letters, digits and single hyphens, at most 63 characters; it cannot be changed later.
    #[serde(default)]
    id: String,
    /// Shown name, 1 to 100 characters.
    #[serde(default)]
    name: String,
    /// The operator's password.
    #[serde(default)]
    password: Password,
}

/// A registered host with its first secret.
#[derive(Serialize, ToSchema)]
struct CreatedHost {
    /// The host.
    #[serde(flatten)]
    host: ConsoleHost,
    /// Its first key; the secret is shown now and after re-entering the password.
    key: ShownSecret,
}

/// The caller's hosts; an operator's are all.
#[utoipa::path(
    get, path = "/api/v1/hosts", tag = "hosts",
    params(Paging),
    responses(
        (status = 200, description = "The first created first", body = List<ConsoleHost>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "`console_sign_in_required` or `api_token_invalid`", body = ErrorBody),
    )
)]
async fn list(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<ConsoleHost>> {
    paging.page(console::list(&state, &caller).await?, |host| {
        host.id.clone()
    })
}

/// Registers a host and makes its first secret.
#[utoipa::path(
    post, path = "/api/v1/hosts", tag = "hosts",
    request_body = NewHostBody,
    responses(
        (status = 201, description = "Registered", body = Data<CreatedHost>),
        (status = 400, description = "`host_id_invalid`, `name_invalid`, `password_required`, `password_wrong`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`operator_required`", body = ErrorBody),
        (status = 409, description = "`host_exists`", body = ErrorBody),
    )
)]
async fn create(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    JsonBody(body): JsonBody<NewHostBody>,
) -> ServiceResult<Response> {
    let caller = accounts::with_password(&state, caller, &body.password.0).await?;
    let new = NewHost {
        id: body.id,
        name: body.name,
    };
    let (host, key) = console::create(&state, &caller, &new).await?;
    Ok(created(CreatedHost { host, key }))
}

/// One host with its settings.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    responses(
        (status = 200, description = "The host", body = Data<ConsoleHost>),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn get(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
) -> ServiceResult<Data<ConsoleHost>> {
    let data = console::get(&state, &caller, &host).await?;
    Ok(Data { data })
}

/// Changes settings; what is absent stays.
#[utoipa::path(
    patch, path = "/api/v1/hosts/{host}", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = HostChanges,
    responses(
        (status = 200, description = "Changed", body = Data<ConsoleHost>),
        (status = 400, description = "`settings_invalid`, with the fields", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn update(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(changes): JsonBody<HostChanges>,
) -> ServiceResult<Data<ConsoleHost>> {
    let data = console::update(&state, &caller, &host, &changes).await?;
    Ok(Data { data })
}
