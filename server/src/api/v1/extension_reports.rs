//! `/api/v1/{store,admin}/extension-reports`: what became of the extensions of a page in the browser.

use axum::extract::{DefaultBodyLimit, State};
use portico_app::slot::{ExtensionReports, ExtensionReportsResult};
use portico_sdk::slot::Surface;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::JsonBody;
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::health;
use crate::session::{Caller, ClientAddress};
use crate::state::AppState;

/// Twenty reports with the longest names there are stay below it.
const MAX_BODY: usize = 16 * 1024;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(store))
        .routes(routes!(admin))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// Reports what became of extensions of the storefront. What the caller's manifest does not have, in that version, is
/// ignored. Signed out: of what the host turned on for everyone.
#[utoipa::path(
    post, path = "/api/v1/store/extension-reports", tag = "manifest",
    params(("host" = Option<String>, Query, description = "Host, when nobody is signed in")),
    request_body = ExtensionReports,
    responses(
        (status = 200, description = "Counted, as far as it counts; `suspended` says which plugins are off for the user from now on", body = Data<ExtensionReportsResult>),
        (status = 400, description = "`too_many_reports`; `bad_request`: no JSON of the right form", body = ErrorBody),
        (status = 403, description = "`origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "No such host", body = ErrorBody),
        (status = 413, description = "`bad_request`: the body is too long", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: more than pages send", body = ErrorBody),
    )
)]
async fn store(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    JsonBody(sent): JsonBody<ExtensionReports>,
) -> ServiceResult<Data<ExtensionReportsResult>> {
    let suspended = health::record(&state, &caller, &address, Surface::Storefront, &sent).await?;
    Ok(Data {
        data: ExtensionReportsResult { suspended },
    })
}

/// Reports what became of extensions of the admin surface.
#[utoipa::path(
    post, path = "/api/v1/admin/extension-reports", tag = "manifest",
    request_body = ExtensionReports,
    responses(
        (status = 200, description = "Counted, as far as it counts; `suspended` says which plugins are off for the user from now on", body = Data<ExtensionReportsResult>),
        (status = 400, description = "`too_many_reports`; `bad_request`: no JSON of the right form", body = ErrorBody),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`; `origin_not_allowed`", body = ErrorBody),
        (status = 413, description = "`bad_request`: the body is too long", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: more than pages send", body = ErrorBody),
    )
)]
async fn admin(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    JsonBody(sent): JsonBody<ExtensionReports>,
) -> ServiceResult<Data<ExtensionReportsResult>> {
    let suspended = health::record(&state, &caller, &address, Surface::Admin, &sent).await?;
    Ok(Data {
        data: ExtensionReportsResult { suspended },
    })
}
