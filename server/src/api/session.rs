//! `/session`: signing in with a host JWT, signing out, choosing the active organisation. Plain forms of pages and of
//! hosts' own sites; all answer 303.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use portico_app::layout::org_name;
use portico_app::page::Flash;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::ErrorBody;
use super::input::FormBody;
use crate::error::{ServiceError, ServiceResult};
use crate::pages::flash::see_other_with;
use crate::services::policy::HostFacts;
use crate::services::sessions::{self, SignIn};
use crate::session::{ClientAddress, Cookie, Next, Source, cookie_counts, source};
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, delete))
        .routes(routes!(end))
        .routes(routes!(switch_org))
}

/// Fields of the sign-in form.
#[derive(Deserialize, ToSchema)]
struct SignInForm {
    /// Host id.
    host: String,
    /// Host JWT.
    token: String,
    /// Path to go to; default `/store`.
    next: Option<String>,
}

/// Fields of a form that only leads on.
#[derive(Debug, Deserialize, ToSchema)]
struct NextForm {
    /// Path to go to; default `/`.
    next: Option<String>,
}

/// Fields of the organisation switcher.
#[derive(Debug, Deserialize, ToSchema)]
struct SwitchOrgForm {
    /// Organisation id; empty: all organisations of the token.
    #[serde(default)]
    org: String,
    /// Path to go to; default `/`.
    next: Option<String>,
}

/// Signs in: exchanges a host JWT for a cookie session.
///
/// A page of another origin may post here only if the host registered it, and only as a navigation.
#[utoipa::path(
    post, path = "/session", tag = "session",
    request_body(content = SignInForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Signed in; the cookie is set, `Location` is `next`"),
        (status = 400, description = "`next_refused`", body = ErrorBody),
        (status = 401, description = "The token was refused: `token_…`", body = ErrorBody),
        (status = 403, description = "`origin_not_allowed`", body = ErrorBody),
        (status = 429, description = "`too_many_attempts`", body = ErrorBody),
    )
)]
async fn sign_in(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    FormBody(form): FormBody<SignInForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/store")?;
    allow_origin(&state, &headers, &form.host).await?;
    let attempt = SignIn {
        host: &form.host,
        token: &form.token,
        old_cookie: Cookie::Session.read(&state.public_url, &headers),
        address: &address,
    };
    let opened = sessions::sign_in(&state, attempt).await?;
    let cookie = Cookie::Session.set(&state.public_url, &opened.cookie, opened.max_age);
    Ok(see_other(&next, cookie))
}

/// Signs out. Fine when nobody is signed in.
#[utoipa::path(
    delete, path = "/session", tag = "session",
    responses((status = 204, description = "Signed out; the cookie is removed"))
)]
async fn delete(State(state): State<AppState>, headers: HeaderMap) -> ServiceResult<Response> {
    end_session(&state, &headers).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, Cookie::Session.clear(&state.public_url));
    Ok(response)
}

/// Signs out from a plain form.
#[utoipa::path(
    post, path = "/session/end", tag = "session",
    request_body(content = NextForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Signed out; `Location` is `next`"),
        (status = 400, description = "`next_refused`", body = ErrorBody),
    )
)]
async fn end(
    State(state): State<AppState>,
    headers: HeaderMap,
    FormBody(form): FormBody<NextForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/")?;
    end_session(&state, &headers).await?;
    Ok(see_other(&next, Cookie::Session.clear(&state.public_url)))
}

/// Chooses the active organisation of the cookie session.
#[utoipa::path(
    post, path = "/session/org", tag = "session",
    request_body(content = SwitchOrgForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Chosen; `Location` is `next`, or `/store` when that is a page for admins of the organisation and the user is none"),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 404, description = "The token does not name the organisation", body = ErrorBody),
    )
)]
async fn switch_org(
    State(state): State<AppState>,
    headers: HeaderMap,
    FormBody(form): FormBody<SwitchOrgForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/")?;
    let cookie = Cookie::Session
        .read(&state.public_url, &headers)
        .filter(|_| cookie_counts(source(&state.public_url, &headers), &headers))
        .ok_or_else(ServiceError::unauthorized)?;
    let org = Some(form.org.as_str()).filter(|org| !org.is_empty());
    let session = sessions::switch_org(&state, cookie, org).await?;
    if is_for_admins(next.as_str()) && session.admin_orgs().next().is_none() {
        let flash = Flash {
            code: "org_not_admin".to_owned(),
            name: String::new(),
            org: org_name(&form.org),
            undo: None,
        };
        return Ok(see_other_with(&state, "/store", &flash));
    }
    Ok(see_other(&next, None))
}

/// A page that members of an organisation may not open.
fn is_for_admins(path: &str) -> bool {
    path.strip_prefix("/admin")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

async fn end_session(state: &AppState, headers: &HeaderMap) -> ServiceResult<()> {
    match Cookie::Session.read(&state.public_url, headers) {
        Some(cookie) => sessions::sign_out(state, cookie).await,
        None => Ok(()),
    }
}

/// THREATS 38 for the one form that other sites may post: their origin must be registered for the host that the form
/// names, and the browser must be going there, not a script fetching.
async fn allow_origin(state: &AppState, headers: &HeaderMap, host: &str) -> ServiceResult<()> {
    let allowed = match source(&state.public_url, headers) {
        Source::Ours => true,
        Source::Opaque => false,
        Source::Foreign(origin) => {
            headers
                .get("sec-fetch-mode")
                .is_none_or(|mode| mode == "navigate")
                && headers
                    .get("sec-fetch-dest")
                    .is_none_or(|destination| destination == "document")
                && HostFacts::of(state, host)
                    .await?
                    .is_some_and(|facts| facts.origins.contains(origin))
        }
    };
    if allowed {
        Ok(())
    } else {
        Err(ServiceError::forbidden(
            "origin_not_allowed",
            "Register this origin for the host in the console, and post the form as a navigation.",
        ))
    }
}

/// 303 with a cookie.
fn see_other(next: &Next, cookie: Option<HeaderValue>) -> Response {
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, next.location())]).into_response();
    set_cookie(&mut response, cookie);
    response
}

fn set_cookie(response: &mut Response, cookie: Option<HeaderValue>) {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
