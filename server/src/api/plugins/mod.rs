//! What plugins answer: embedded files, own routes and webhooks.

mod assets;
mod routes;
mod webhooks;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get, post};

use crate::state::AppState;

/// The routes of plugins. Where the core has a route of its own, that one is the more precise and wins.
pub fn router() -> Router<AppState> {
    let webhook = post(webhooks::receive).layer(DefaultBodyLimit::max(1024 * 1024));
    Router::new()
        .route("/plugins/{plugin}/assets/", get(assets::get))
        .route("/plugins/{plugin}/assets/{*path}", get(assets::get))
        .route("/plugins/{plugin}/webhooks/{host}", webhook)
        .route("/plugins/{plugin}/", any(routes::call))
        .route("/plugins/{plugin}/{*path}", any(routes::call))
        .route("/api/v1/store/plugins/{plugin}/", any(routes::call))
        .route("/api/v1/store/plugins/{plugin}/{*path}", any(routes::call))
        .route("/api/v1/admin/plugins/{plugin}/", any(routes::call))
        .route("/api/v1/admin/plugins/{plugin}/{*path}", any(routes::call))
        .route("/api/v1/store/{plugin}/{*path}", any(routes::call))
        .route("/api/v1/admin/{plugin}/{*path}", any(routes::call))
}
