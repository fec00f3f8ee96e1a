//! `/api/v1/admin/plugins/{plugin}/settings`: every plugin has them without writing a route.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{self, HeaderMap, HeaderValue};
use portico_sdk::json_schema;
use portico_sdk::settings::Values;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::ErrorBody;
use crate::api::input::{JsonBody, Path, Query};
use crate::error::ServiceResult;
use crate::services::settings::{self, Save, SettingsView};
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read, save))
        .routes(routes!(schema))
}

/// Which organisation, when the session has several.
#[derive(Debug, Deserialize)]
struct WhichOrg {
    org: Option<String>,
}

/// A plugin's settings for the active organisation.
#[utoipa::path(
    get, path = "/api/v1/admin/plugins/{plugin}/settings", tag = "settings",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("org" = Option<String>, Query, description = "Organisation, when the session administers several"),
    ),
    responses(
        (status = 200, description = "Values in effect; a secret is `{\"is_set\": …}`", body = SettingsView),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "Not approved, or without settings", body = ErrorBody),
        (status = 409, description = "`org_required`; `host_session`: a host member named an organisation", body = ErrorBody),
    )
)]
async fn read(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    Query(which): Query<WhichOrg>,
) -> ServiceResult<Response> {
    let access = settings::of_caller(&state, &caller, &plugin, which.org.as_deref()).await?;
    Ok(answer(access.read(&state).await?))
}

/// The JSON Schema (2020-12) of a plugin's settings, for the level that the caller edits. Texts are in the caller's language, a
/// secret is `writeOnly`, and what JSON Schema cannot say stands under `x-portico`.
#[utoipa::path(
    get, path = "/api/v1/admin/plugins/{plugin}/settings/schema", tag = "settings",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("org" = Option<String>, Query, description = "Organisation, when the session administers several"),
    ),
    responses(
        (status = 200, description = "The schema", body = serde_json::Value, content_type = "application/schema+json"),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "Not approved, or without settings", body = ErrorBody),
        (status = 409, description = "`org_required`; `host_session`: a host member named an organisation", body = ErrorBody),
    )
)]
async fn schema(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    Query(which): Query<WhichOrg>,
) -> ServiceResult<Response> {
    let access = settings::of_caller(&state, &caller, &plugin, which.org.as_deref()).await?;
    let exported = json_schema::export(access.schema(), access.level(), caller.locale);
    let headers = [
        (header::CONTENT_TYPE, "application/schema+json"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, exported.to_string()).into_response())
}

/// Changes a plugin's settings for the active organisation: what is absent stays, null clears, a blank secret keeps.
#[utoipa::path(
    post, path = "/api/v1/admin/plugins/{plugin}/settings", tag = "settings",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("org" = Option<String>, Query, description = "Organisation, when the session administers several"),
        ("If-Match" = Option<String>, Header, description = "`rev` of the values that were edited; without it whatever is there is changed"),
    ),
    request_body(content = std::collections::BTreeMap<String, serde_json::Value>, description = "Field → value"),
    responses(
        (status = 200, description = "Saved", body = SettingsView),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "Not approved, or without settings", body = ErrorBody),
        (status = 409, description = "`org_required`; `host_session`; `stale_settings`, saying of each place that differs what it holds now", body = ErrorBody),
        (status = 422, description = "`invalid_fields`, every one of them", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
    )
)]
async fn save(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    Query(which): Query<WhichOrg>,
    headers: HeaderMap,
    JsonBody(posted): JsonBody<Values>,
) -> ServiceResult<Response> {
    let access = settings::of_caller(&state, &caller, &plugin, which.org.as_deref()).await?;
    let save = Save::posted(access.schema(), posted, rev_of(&headers));
    Ok(answer(access.save(&state, save).await?))
}

/// The revision of `If-Match`, quoted or not; empty: none.
pub(super) fn rev_of(headers: &HeaderMap) -> &str {
    headers
        .get(header::IF_MATCH)
        .and_then(|value| value.to_str().ok())
        .map(|rev| rev.trim().trim_matches('"'))
        .filter(|rev| *rev != "*")
        .unwrap_or_default()
}

/// The settings with their revision as `ETag`; nobody keeps a copy.
pub(super) fn answer(view: SettingsView) -> Response {
    let etag = HeaderValue::from_str(&format!("\"{}\"", view.rev));
    let mut response = Json(view).into_response();
    let headers = response.headers_mut();
    if let Ok(etag) = etag {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    response
}
