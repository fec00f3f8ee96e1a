//! `/api/v1/hosts/{host}/members` and `…/invitations`: who works on a host.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use portico_app::backend::{HostInvitation, HostMember, HostRole, NewInvitation};
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
use crate::services::console::members;
use crate::session::ConsoleCaller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(set_role, remove))
        .routes(routes!(invitations, invite))
        .routes(routes!(withdraw))
}

/// A role to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Role {
    /// The role.
    role: HostRole,
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Invite {
    /// Address of the account that accepts.
    email: String,
    /// The role it gets.
    role: HostRole,
    /// The password of whoever invites.
    #[serde(default)]
    password: Password,
}

/// The members of a host.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/members", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "By address", body = List<HostMember>),
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
) -> ServiceResult<List<HostMember>> {
    let members = members::list(&state, &caller, &host).await?;
    paging.page(members, |member| member.id.clone())
}

/// Changes a member's role.
#[utoipa::path(
    put, path = "/api/v1/hosts/{host}/members/{account}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("account" = String, Path, description = "Account id"),
    ),
    request_body = Role,
    responses(
        (status = 204, description = "Changed"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`owner_required`", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or no such member", body = ErrorBody),
        (status = 409, description = "`last_owner`", body = ErrorBody),
    )
)]
async fn set_role(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, account)): Path<(String, String)>,
    JsonBody(body): JsonBody<Role>,
) -> ServiceResult<StatusCode> {
    members::set_role(&state, &caller, &host, &account, body.role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a member, with the API tokens they made and the invitations they sent.
#[utoipa::path(
    delete, path = "/api/v1/hosts/{host}/members/{account}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("account" = String, Path, description = "Account id"),
    ),
    responses(
        (status = 204, description = "Removed"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`owner_required`", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or no such member", body = ErrorBody),
        (status = 409, description = "`last_owner`", body = ErrorBody),
    )
)]
async fn remove(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, account)): Path<(String, String)>,
) -> ServiceResult<StatusCode> {
    members::remove(&state, &caller, &host, &account).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The invitations that can still be accepted.
#[utoipa::path(
    get, path = "/api/v1/hosts/{host}/invitations", tag = "hosts",
    params(("host" = String, Path, description = "Host id"), Paging),
    responses(
        (status = 200, description = "The newest first", body = List<HostInvitation>),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
    )
)]
async fn invitations(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    Query(paging): Query<Paging>,
) -> ServiceResult<List<HostInvitation>> {
    let open = members::invitations(&state, &caller, &host).await?;
    paging.page(open, |invitation| invitation.id.clone())
}

/// Invites somebody; the link is shown once and works for 7 days.
#[utoipa::path(
    post, path = "/api/v1/hosts/{host}/invitations", tag = "hosts",
    params(("host" = String, Path, description = "Host id")),
    request_body = Invite,
    responses(
        (status = 201, description = "Pass the link on", body = Data<NewInvitation>),
        (status = 400, description = "`email_invalid`, `password_required`, `password_wrong`", body = ErrorBody),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`owner_required`", body = ErrorBody),
        (status = 404, description = "Not a host of the caller", body = ErrorBody),
        (status = 409, description = "`already_member`, `too_many_invitations`", body = ErrorBody),
    )
)]
async fn invite(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path(host): Path<String>,
    JsonBody(body): JsonBody<Invite>,
) -> ServiceResult<Response> {
    let caller = accounts::with_password(&state, caller, &body.password.0).await?;
    let new = members::invite(&state, &caller, &host, &body.email, body.role).await?;
    Ok(created(new))
}

/// Takes an invitation back.
#[utoipa::path(
    delete, path = "/api/v1/hosts/{host}/invitations/{invitation}", tag = "hosts",
    params(
        ("host" = String, Path, description = "Host id"),
        ("invitation" = String, Path, description = "Id of the invitation"),
    ),
    responses(
        (status = 204, description = "Withdrawn"),
        (status = 401, description = "No console session", body = ErrorBody),
        (status = 403, description = "`owner_required`", body = ErrorBody),
        (status = 404, description = "Not a host of the caller, or no open invitation", body = ErrorBody),
    )
)]
async fn withdraw(
    State(state): State<AppState>,
    caller: ConsoleCaller,
    Path((host, invitation)): Path<(String, String)>,
) -> ServiceResult<StatusCode> {
    members::withdraw(&state, &caller, &host, &invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}
