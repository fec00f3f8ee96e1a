//! `/api/v1/hosts/{host}/admin-session`: a member's session on the host's own admin pages, role HOST.

use axum::extract::State;
use axum::response::Response;
use http::header::{self, HeaderMap};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::created;
use crate::api::input::Path;
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::sessions;
use crate::session::{ConsoleCaller, Cookie};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(open))
}

/// An open session; its cookie is in the answer's headers only.
#[derive(Debug, Serialize, ToSchema)]
struct AdminSession {
    /// Host id.
    host: String,
    /// The console account, who is named in the audit log for everything done.
    account: String,
    /// Seconds until it ends.
    expires_in: i64,
}

/// Opens it: the session cookie of this browser becomes that of a host member, for an hour at most.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/admin-session", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    responses(
        (status = 201, description = "Open; the session cookie is set", body = Data<AdminSession>),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`account_required`: only people", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn open(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    headers: HeaderMap,
) -> ServiceResult<Response> {
    let url = &state.public_url;
    let before = Cookie::Session.read(url, &headers);
    let opened = sessions::open_host_member(&state, &caller, &host, before).await?;
    let cookie = Cookie::Session.set(url, &opened.cookie, opened.max_age);
    let mut response = created(AdminSession {
        host: opened.view.host,
        account: opened.view.uid,
        expires_in: opened.max_age,
    });
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
