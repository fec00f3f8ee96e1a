//! `/api/v1/hosts/{host}/plugins/{plugin}/settings`: a plugin's settings on the level of the host.

use axum::extract::State;
use axum::response::Response;
use http::header::HeaderMap;
use portico_sdk::settings::Values;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::ErrorBody;
use crate::api::input::{JsonBody, Path};
use crate::api::v1::settings::{answer, rev_of};
use crate::error::ServiceResult;
use crate::services::settings::{self, Save, SettingsView};
use crate::session::{ConsoleCaller, RequestLocale};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read, save))
}

/// A plugin's settings for the whole host.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/plugins/{plugin}/settings", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
    ),
    responses(
        (status = 200, description = "Values in effect; a secret is `{\"is_set\": …}`", body = SettingsView),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller; not approved, or without settings", body = ErrorBody),
    )
)]
async fn read(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    RequestLocale(locale): RequestLocale,
    Path((host, plugin)): Path<(String, String)>,
) -> ServiceResult<Response> {
    let access = settings::of_host(&state, &caller, &host, &plugin, locale).await?;
    Ok(answer(access.read(&state).await?))
}

/// Changes a plugin's settings for the whole host: what is absent stays, null clears, a blank secret keeps.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/plugins/{plugin}/settings", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("If-Match" = Option<String>, Header, description = "`rev` of the values that were edited; without it whatever is there is changed"),
    ),
    request_body(content = std::collections::BTreeMap<String, serde_json::Value>, description = "Field → value"),
    responses(
        (status = 200, description = "Saved", body = SettingsView),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller; not approved, or without settings", body = ErrorBody),
        (status = 409, description = "`stale_settings`, saying of each place that differs what it holds now", body = ErrorBody),
        (status = 422, description = "`invalid_fields`, every one of them", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
    )
)]
async fn save(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    RequestLocale(locale): RequestLocale,
    Path((host, plugin)): Path<(String, String)>,
    headers: HeaderMap,
    JsonBody(posted): JsonBody<Values>,
) -> ServiceResult<Response> {
    let access = settings::of_host(&state, &caller, &host, &plugin, locale).await?;
    let save = Save::posted(access.schema(), posted, rev_of(&headers));
    Ok(answer(access.save(&state, save).await?))
}
