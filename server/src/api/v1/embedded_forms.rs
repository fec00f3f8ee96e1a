//! `/api/v1/{store,admin}/plugins/{plugin}/forms/{extension}`: a schema form as other websites show it (docs/EMBED.md).
//!
//! Drawn by the server, as on our own pages, and taken over in the browser by the same code; what it is sent goes to the addresses that
//! the plugin declares, like any other form.

use axum::extract::State;
use portico_sdk::slot::Surface;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::Path;
use crate::api::{Data, ErrorBody};
use crate::error::{ServiceError, ServiceResult};
use crate::services::forms;
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(of_store))
        .routes(routes!(of_admin))
}

/// A form to be shown.
#[derive(Debug, Serialize, ToSchema)]
struct FormBody {
    /// HTML for a shadow root, in the language of the request.
    html: String,
    /// What takes it over needs; for `embed.js` of the same version only.
    config: Value,
}

/// A form of a storefront slot, for `embed.js`.
#[utoipa::path(
    get, path = "/api/v1/store/plugins/{plugin}/forms/{extension}", tag = "manifest",
    params(("plugin" = String, Path, description = "Name of the plugin"), ("extension" = String, Path, description = "Id of the extension")),
    responses(
        (status = 200, description = "The form, with what it starts with", body = Data<FormBody>),
        (status = 404, description = "No form of that id is in the caller's manifest", body = ErrorBody),
    )
)]
async fn of_store(
    State(state): State<AppState>,
    caller: Caller,
    Path((plugin, extension)): Path<(String, String)>,
) -> ServiceResult<Data<FormBody>> {
    form(&state, &caller, Surface::Storefront, (&plugin, &extension)).await
}

/// A form of an admin slot, for `embed.js`.
#[utoipa::path(
    get, path = "/api/v1/admin/plugins/{plugin}/forms/{extension}", tag = "manifest",
    params(("plugin" = String, Path, description = "Name of the plugin"), ("extension" = String, Path, description = "Id of the extension")),
    responses(
        (status = 200, description = "The form, with what it starts with", body = Data<FormBody>),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
        (status = 404, description = "No form of that id is in the caller's manifest", body = ErrorBody),
    )
)]
async fn of_admin(
    State(state): State<AppState>,
    caller: Caller,
    Path((plugin, extension)): Path<(String, String)>,
) -> ServiceResult<Data<FormBody>> {
    form(&state, &caller, Surface::Admin, (&plugin, &extension)).await
}

async fn form(
    state: &AppState,
    caller: &Caller,
    surface: Surface,
    which: (&str, &str),
) -> ServiceResult<Data<FormBody>> {
    let form = forms::for_embedding(state, caller, surface, which).await?;
    let config = serde_json::to_value(form.config)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok(Data {
        data: FormBody {
            html: form.html,
            config,
        },
    })
}
