//! CORS for the API (CONTRACT "Sessions"): a registered origin may call it with a Bearer token, never with cookies.
//!
//! Here any host's registered origin passes; that it is an origin of the caller's own host is checked where the caller is
//! known. `/embed.js`, `/pkg` and assets are for everyone and say so themselves.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use portico_app::error::AppError;

use crate::error::json_error;
use crate::session::{Source, source};
use crate::state::AppState;
use crate::storage::hosts;

/// A request of another origin to an address that other origins may call.
pub(super) enum CrossOrigin {
    /// It is none.
    No,
    /// Some host registered the origin.
    Known(HeaderValue),
    /// No host did.
    Unknown,
}

impl CrossOrigin {
    pub async fn of(state: &AppState, path: &str, headers: &HeaderMap) -> Self {
        if !path.starts_with("/api/") && !path.starts_with("/plugins/") {
            return Self::No;
        }
        match source(&state.public_url, headers) {
            Source::Ours => Self::No,
            Source::Opaque => Self::Unknown,
            Source::Foreign(origin) => match HeaderValue::from_str(origin) {
                // Boxed: most requests do not come this far.
                Ok(value) if Box::pin(is_known(state, origin)).await => Self::Known(value),
                _ => Self::Unknown,
            },
        }
    }

    /// The answer to a preflight; `None` for any other request.
    pub fn preflight(&self, request: &Request) -> Option<Response> {
        let asks = request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if request.method() != Method::OPTIONS || !asks {
            return None;
        }
        match self {
            Self::No => None,
            Self::Unknown => Some(json_error(&AppError::new(
                403,
                "origin_not_allowed",
                "Register this origin for the host in the console first.",
            ))),
            Self::Known(_) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::NO_CONTENT;
                let headers = response.headers_mut();
                headers.insert(
                    header::ACCESS_CONTROL_ALLOW_METHODS,
                    HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE"),
                );
                headers.insert(
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    HeaderValue::from_static(
                        "authorization, content-type, if-match, if-none-match",
                    ),
                );
                headers.insert(
                    header::ACCESS_CONTROL_MAX_AGE,
                    HeaderValue::from_static("600"),
                );
                Some(response)
            }
        }
    }

    /// Lets the page that asked read the answer.
    pub fn allow(&self, headers: &mut HeaderMap) {
        if let Self::Known(origin) = self
            && !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("etag, x-request-id"),
            );
            if !varies_by_origin(headers) {
                headers.append(header::VARY, HeaderValue::from_static("Origin"));
            }
        }
    }
}

fn varies_by_origin(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::VARY)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("origin"))
}

async fn is_known(state: &AppState, origin: &str) -> bool {
    if let Some(known) = state.caches.origins.get(origin) {
        return known;
    }
    match hosts::any_has_origin(&mut &state.db, origin).await {
        Ok(known) => {
            state.caches.origins.insert(origin.to_owned(), known);
            known
        }
        Err(error) => {
            tracing::error!(%error, "registered origins could not be read");
            false
        }
    }
}
