//! What a form made is shown by the page after it, once: the form answers 303, so that a reload sends nothing again, and
//! what was made travels in a cookie. It is sealed for the session and the page it is for, and gone when it is shown.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::provide_context;
use portico_app::pages::refused::{ShownBefore, ShownOnce};

use crate::crypto::Cipher;
use crate::error::{ServiceError, ServiceResult};
use crate::pages::prefetch::is_ahead;
use crate::pages::render::page_with;
use crate::session::{ConsoleCaller, Cookie};
use crate::state::AppState;

/// Seconds until it is forgotten when the page after the form is never asked for.
const LIFE: i64 = 60;

/// The query of the page that shows what was made, also when it comes again.
const QUERY: &str = "shown=once";

/// 303 to the page at `path`, which shows what was made.
pub fn see_other(
    state: &AppState,
    caller: &ConsoleCaller,
    path: &str,
    shown: &ShownOnce,
) -> ServiceResult<Response> {
    let cookie = sealed(&state.cipher, &place(caller, path), shown)
        .and_then(|value| Cookie::Shown.set(&state.public_url, &value, LIFE))
        .ok_or_else(|| ServiceError::Internal("what was made cannot be sealed".to_owned()))?;
    let mut response = Redirect::to(&format!("{path}?{QUERY}")).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// A page of the console, with what was just made, or the word that it has been shown.
pub async fn page(state: &AppState, caller: &ConsoleCaller, parts: &mut Parts) -> Response {
    if !asks_for_it(parts.uri.query()) || is_ahead(&parts.headers) {
        return page_with(state, parts, StatusCode::OK, || {}).await;
    }
    let url = &state.public_url;
    let shown = Cookie::Shown
        .read(url, &parts.headers)
        .and_then(|value| opened(&state.cipher, &place(caller, parts.uri.path()), value));
    let mut response = page_with(state, parts, StatusCode::OK, move || match &shown {
        Some(shown) => provide_context(shown.clone()),
        None => provide_context(ShownBefore),
    })
    .await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = Cookie::Shown.clear(url) {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

fn asks_for_it(query: Option<&str>) -> bool {
    query.is_some_and(|query| query.split('&').any(|pair| pair == QUERY))
}

/// Whom and what page it is for.
fn place(caller: &ConsoleCaller, path: &str) -> String {
    format!("cookie/shown/{}{path}", caller.session())
}

fn sealed(cipher: &Cipher, place: &str, shown: &ShownOnce) -> Option<String> {
    cipher.seal(place, &serde_json::to_string(shown).ok()?).ok()
}

fn opened(cipher: &Cipher, place: &str, value: &str) -> Option<ShownOnce> {
    serde_json::from_str(&cipher.open(place, value).ok()?).ok()
}
