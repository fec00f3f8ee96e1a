//! `/api/fn/{name}`: the server functions of our own pages (`portico_app::server_fns`), bound to the request's caller.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use leptos::server_fn::axum::server_fn_paths;
use leptos::server_fn::error::{FromServerFnError as _, SERVER_FN_ERROR_HEADER};
use portico_app::error::AppError;

use super::input::body_of;
use crate::backend::RequestBackend;
use crate::error::{ServiceError, ServiceResult, json_error};
use crate::session::Caller;
use crate::state::AppState;

/// An error of ours is far shorter.
const MAX_ERROR: usize = 64 * 1024;

/// Runs one function. Leptos answers every error with 500; here it gets its own status and the form of the API.
pub async fn call(
    State(state): State<AppState>,
    caller: ServiceResult<Caller>,
    request: Request,
) -> Response {
    let mut response = match run(state, caller, request).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn run(
    state: AppState,
    caller: ServiceResult<Caller>,
    request: Request,
) -> ServiceResult<Response> {
    let (mut parts, body) = request.into_parts();
    make_readable(&mut parts)?;
    let caller = caller?;
    let body = Body::from(body_of(body).await?);
    let backend = RequestBackend::new(state, caller, &parts);
    let context = move || backend.clone().provide();
    let request = Request::from_parts(parts, body);
    let response = leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response();
    if response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        refused(response).await
    } else {
        Ok(response)
    }
}

/// The request as a function reads it: 404 no such function, 405 another method, 415 a body that is not JSON.
fn make_readable(parts: &mut Parts) -> ServiceResult<()> {
    if parts.method == Method::HEAD {
        parts.method = Method::GET;
    }
    let methods: Vec<Method> = server_fn_paths()
        .filter(|(path, _)| *path == parts.uri.path())
        .map(|(_, method)| method)
        .collect();
    if methods.is_empty() {
        return Err(ServiceError::not_found());
    }
    if !methods.contains(&parts.method) {
        return Err(ServiceError::refused(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "This function does not take this method: GET reads, POST changes.",
        ));
    }
    // A form of another site can send text, but nothing that calls itself JSON.
    if parts.method == Method::POST && !is_json(parts) {
        return Err(ServiceError::refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "bad_request",
            "Send the arguments as application/json.",
        ));
    }
    // Leptos answers a form that a browser posts with a redirect; these are no forms.
    parts.headers.remove(header::ACCEPT);
    Ok(())
}

fn is_json(parts: &Parts) -> bool {
    parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The error that a function returned, with its own status. Cookies that it set stay.
async fn refused(response: Response) -> ServiceResult<Response> {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, MAX_ERROR)
        .await
        .map_err(|error| ServiceError::Internal(format!("error of a server function: {error}")))?;
    let mut answer = json_error(&AppError::de(body));
    for cookie in parts.headers.get_all(header::SET_COOKIE) {
        answer
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    Ok(answer)
}
