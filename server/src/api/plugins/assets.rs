//! `GET /plugins/{name}/assets/*`: a plugin's embedded files, by look-up in its digest table (THREATS 8).
//!
//! They are public whether the plugin is on for anyone or not: they are the same bytes for everybody, carry no data of a
//! host, and are loaded with CORS from other sites, without a session. What is on is decided by manifests and routes.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::error::ServiceError;
use crate::layers::accepts_brotli;
use crate::plugins::{AssetEntry, Registry};
use crate::state::AppState;

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "public, no-cache";

/// Answers a file. The path is compared as it was sent: nothing is decoded, and no file system is involved.
pub async fn get(State(state): State<AppState>, request: Request) -> Response {
    match find(&state.registry.now(), request.uri().path()) {
        Some((entry, caching)) => answer(entry, caching, request.headers()),
        None => ServiceError::not_found().into_response(),
    }
}

/// The file at a path, and how long it may be kept: for ever below `~{digest}`.
fn find<'r>(registry: &'r Registry, path: &str) -> Option<(&'r AssetEntry, &'static str)> {
    let (name, path) = path.strip_prefix("/plugins/")?.split_once("/assets/")?;
    let assets = &registry.get(name)?.assets;
    match path.strip_prefix('~') {
        Some(pinned) => {
            let (digest, path) = pinned.split_once('/')?;
            let entry = assets.get(path).filter(|entry| entry.digest == digest)?;
            Some((entry, IMMUTABLE))
        }
        None => Some((assets.get(path)?, REVALIDATE)),
    }
}

fn answer(entry: &AssetEntry, caching: &'static str, request: &HeaderMap) -> Response {
    let compressed = entry.brotli.as_ref().filter(|_| accepts_brotli(request));
    let etag = match compressed {
        Some(_) => format!("\"{}-br\"", entry.digest),
        None => format!("\"{}\"", entry.digest),
    };
    let mut response = if matches_etag(request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = compressed.unwrap_or(&entry.bytes).clone();
        Response::new(Body::from(bytes))
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    if compressed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    for (name, value) in [
        (header::CONTENT_TYPE, entry.mime),
        (header::CACHE_CONTROL, caching),
        (header::VARY, "accept-encoding"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn matches_etag(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}
