//! Reading what a browser sent.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use portico_sdk::names::is_external_id;
use portico_sdk::plugin::PluginSession;
use serde::de::DeserializeOwned;

use crate::RouteError;

/// A JSON body. Unlike axum's own [`Json`] its refusals are JSON, too, and never repeat what was sent: a body may hold
/// what nobody should find in a log (THREATS 46).
pub struct Body<T>(
    /// The value.
    pub T,
);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = RouteError;

    async fn from_request(request: Request, state: &S) -> Result<Self, RouteError> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => RouteError::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "too_large",
                    "The request is too large.",
                ),
                StatusCode::UNSUPPORTED_MEDIA_TYPE => RouteError::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "not_json",
                    "Send JSON with the content type application/json.",
                ),
                _ => RouteError::new(
                    StatusCode::BAD_REQUEST,
                    "invalid_body",
                    "The request does not have the expected form.",
                ),
            }),
        }
    }
}

/// The query of the address, refused as JSON like [`Body`].
pub struct Params<T>(
    /// The value.
    pub T,
);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = RouteError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, RouteError> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query.map(|Query(value)| Self(value)).map_err(|_| {
            RouteError::new(
                StatusCode::BAD_REQUEST,
                "invalid_query",
                "The query does not have the expected form.",
            )
        })
    }
}

/// The sentence in the caller's language: German for German, else English.
pub fn say<'a>(session: &PluginSession, en: &'a str, de: &'a str) -> &'a str {
    let language = session.locale.split(['-', '_']).next().unwrap_or_default();
    if language.eq_ignore_ascii_case("de") {
        de
    } else {
        en
    }
}

/// True for an id that may become part of a storage key: an external id that leaves room for a prefix.
pub fn is_stored_id(id: &str) -> bool {
    id.len() <= 200 && is_external_id(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(locale: &str) -> PluginSession {
        PluginSession {
            scope: portico_sdk::plugin::Scope {
                host: "h".to_owned(),
                org: None,
            },
            identity: None,
            surface: None,
            locale: locale.to_owned(),
        }
    }

    #[test]
    fn german_variants_read_german_and_others_english() {
        for (locale, expected) in [("de", "ja"), ("de-AT", "ja"), ("den", "yes"), ("", "yes")] {
            assert_eq!(say(&session(locale), "yes", "ja"), expected, "{locale}");
        }
    }

    #[test]
    fn ids_that_would_not_fit_a_storage_key_are_refused() {
        assert!(is_stored_id("0198c5b2"));
        assert!(!is_stored_id(""));
        assert!(!is_stored_id(&"x".repeat(201)));
        assert!(!is_stored_id("a\nb"));
    }
}
