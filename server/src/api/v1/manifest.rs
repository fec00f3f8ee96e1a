//! `/api/v1/{store,admin}/plugin-manifest`: the extensions a session sees (CONTRACT "Manifest API").

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use http::request::Parts;
use portico_sdk::manifest::Manifest;
use portico_sdk::slot::Surface;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::{Data, ErrorBody};
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(store))
        .routes(routes!(admin))
}

/// The extensions of the storefront's slots. Signed out: what the host turned on for everyone.
#[utoipa::path(
    get, path = "/api/v1/store/plugin-manifest", tag = "manifest",
    params(
        ("host" = Option<String>, Query, description = "Host, when nobody is signed in"),
        ("safe-mode" = Option<String>, Query, description = "With any value: no extensions, for this request only"),
    ),
    responses(
        (status = 200, description = "The manifest", body = Data<Manifest>),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`"),
        (status = 404, description = "No such host", body = ErrorBody),
    )
)]
async fn store(
    State(state): State<AppState>,
    caller: Caller,
    known: Known,
) -> ServiceResult<Response> {
    answer(&state, &caller, &known, Surface::Storefront).await
}

/// The extensions of the admin surface, over the organisations in which the role is ADMIN.
#[utoipa::path(
    get, path = "/api/v1/admin/plugin-manifest", tag = "manifest",
    params(("safe-mode" = Option<String>, Query, description = "With any value: no extensions, for this request only")),
    responses(
        (status = 200, description = "The manifest", body = Data<Manifest>),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`"),
        (status = 401, description = "No session", body = ErrorBody),
        (status = 403, description = "`admin_required`", body = ErrorBody),
    )
)]
async fn admin(
    State(state): State<AppState>,
    caller: Caller,
    known: Known,
) -> ServiceResult<Response> {
    answer(&state, &caller, &known, Surface::Admin).await
}

/// `If-None-Match`: the entity tags of what the caller has already. Of all headers only this one is copied.
struct Known(Option<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for Known {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.get(header::IF_NONE_MATCH).cloned()))
    }
}

impl Known {
    /// Compares weakly: a proxy that compressed the body may have marked the tag.
    fn names(&self, etag: &HeaderValue) -> bool {
        let tags = self.0.as_ref().and_then(|tags| tags.to_str().ok());
        let (Some(tags), Ok(etag)) = (tags, etag.to_str()) else {
            return false;
        };
        tags.split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    }
}

/// The answer in safe mode: nothing, for this request only.
fn without_plugins() -> Response {
    let data = Manifest::default();
    let never = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (never, Data { data }).into_response()
}

async fn answer(
    state: &AppState,
    caller: &Caller,
    known: &Known,
    surface: Surface,
) -> ServiceResult<Response> {
    let view = caller.view(state, surface).await?;
    if caller.safe_mode {
        return Ok(without_plugins());
    }
    let resolved = view.resolved(state).await?;
    let manifest = resolved.manifest(state, view, surface);
    let etag = manifest
        .etag(caller.locale)
        .ok_or_else(|| ServiceError::Internal("no entity tag for the language".to_owned()))?;
    let mut response = if known.names(etag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(manifest.body.clone()));
        // What is added here and around every answer: growing on the way would mean sorting everything in again, twice.
        *response.headers_mut() = HeaderMap::with_capacity(12);
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        response
    };
    let answer = response.headers_mut();
    answer.insert(header::ETAG, etag.clone());
    answer.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    answer.insert(
        header::VARY,
        HeaderValue::from_static("Cookie, Authorization, Accept-Language, Origin"),
    );
    Ok(response)
}
