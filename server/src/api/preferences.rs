//! `/preferences`: language and theme, from a plain form.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use portico_app::page::Theme;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::ErrorBody;
use super::input::FormBody;
use crate::error::ServiceResult;
use crate::session::{Cookie, Next, offer};
use crate::state::AppState;

/// A year, in seconds.
const KEPT: i64 = 365 * 24 * 60 * 60;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(set))
}

/// Fields of the form. What is absent stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
struct Preferences {
    /// Language tag, found by BCP 47 lookup; one that is not offered changes nothing.
    lang: Option<String>,
    /// `light`, `dark` or `system`.
    theme: Option<String>,
    /// Path to go to; default `/`.
    next: Option<String>,
}

/// Remembers language and theme in cookies.
#[utoipa::path(
    post, path = "/preferences", tag = "session",
    request_body(content = Preferences, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Remembered; `Location` is `next`"),
        (status = 400, description = "`next_refused`", body = ErrorBody),
    )
)]
async fn set(
    State(state): State<AppState>,
    FormBody(form): FormBody<Preferences>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/")?;
    let url = &state.public_url;
    let lang = form
        .lang
        .and_then(|tag| offer(&state).lookup(&tag))
        .and_then(|locale| Cookie::Lang.set(url, locale.tag(), KEPT));
    let theme = form
        .theme
        .and_then(|name| match Theme::parse(&name).name() {
            Some(theme) => Cookie::Theme.set(url, theme, KEPT),
            None => Cookie::Theme.clear(url),
        });
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, next.location())]).into_response();
    let headers: &mut HeaderMap<HeaderValue> = response.headers_mut();
    for cookie in [lang, theme].into_iter().flatten() {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
