//! A message for the next page, kept in a cookie for one request.

use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header;
use portico_app::page::Flash;

use crate::public_url::PublicUrl;
use crate::session::Cookie;

/// Seconds until an unread message is forgotten.
const LIFE: i64 = 60;

/// 303 to a path of ours, with a message for the page there.
pub fn see_other_with(url: &PublicUrl, to: &str, flash: &Flash) -> Response {
    let mut response = Redirect::to(to).into_response();
    let cookie = serde_json::to_vec(flash)
        .ok()
        .and_then(|json| Cookie::Flash.set(url, &URL_SAFE_NO_PAD.encode(json), LIFE));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The message in a request, if there is one that can be read.
pub fn read(url: &PublicUrl, headers: &http::HeaderMap) -> Option<Flash> {
    let text = Cookie::Flash.read(url, headers)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}
