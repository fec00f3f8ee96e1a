//! The language of a request: `?lang`, then the cookie, then `Accept-Language`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;
use portico_app::i18n::{Locale, negotiate};

use super::Cookie;
use super::named_host::query_value;
use crate::public_url::PublicUrl;
use crate::state::AppState;

/// Chooses the language of a request.
pub fn locale_of(url: &PublicUrl, parts: &Parts) -> Locale {
    let asked = query_value(&parts.uri, "lang");
    let remembered = Cookie::Lang.read(url, &parts.headers);
    let accepted = parts
        .headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    negotiate(asked.as_deref(), remembered, accepted)
}

/// The language of a request, as an argument of a handler that takes no [`super::Caller`].
#[derive(Debug, Clone, Copy)]
pub struct RequestLocale(pub Locale);

impl FromRequestParts<AppState> for RequestLocale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(locale_of(&state.public_url, parts)))
    }
}
