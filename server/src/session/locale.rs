//! The language of a request: `?lang`, then the cookie, then `Accept-Language`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;
use portico_app::i18n::{Locale, Offer};

use super::Cookie;
use super::named_host::query_value;
use crate::state::AppState;

/// The languages of this server: with the demo also the pseudo-locales, with which the interface is tried out.
pub fn offer(state: &AppState) -> Offer {
    if state.config.demo {
        Offer::WithPseudo
    } else {
        Offer::Spoken
    }
}

/// Chooses the language of a request.
pub fn locale_of(state: &AppState, parts: &Parts) -> Locale {
    let asked = query_value(&parts.uri, "lang");
    let remembered = Cookie::Lang.read(&state.public_url, &parts.headers);
    let accepted = parts
        .headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    offer(state).negotiate(asked.as_deref(), remembered, accepted)
}

/// The language that the address asks for by `?lang`, when there is one and it is offered.
pub fn asked_locale(state: &AppState, parts: &Parts) -> Option<Locale> {
    offer(state).lookup(&query_value(&parts.uri, "lang")?)
}

/// The language of a request, as an argument of a handler that takes no [`super::Caller`].
#[derive(Debug, Clone, Copy)]
pub struct RequestLocale(pub Locale);

impl FromRequestParts<AppState> for RequestLocale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(locale_of(state, parts)))
    }
}
