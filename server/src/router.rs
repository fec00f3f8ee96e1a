//! Every route, one per line.

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use http::{HeaderValue, header};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::api::{self, openapi, plugins};
use crate::layers;
use crate::pages;
use crate::state::AppState;

/// The whole application.
pub fn router(state: AppState) -> Router {
    let (api, _) = openapi::serve(api::router());
    portico_app::shell::init_tasks();
    Router::new()
        .merge(api)
        .route("/healthz", get(|| async { "ok" }))
        .nest_service("/pkg", immutable(&state))
        .route("/plugins/{name}/assets/", get(plugins::assets::get))
        .route("/plugins/{name}/assets/{*path}", get(plugins::assets::get))
        .fallback(pages::render::page)
        .with_state(state)
        .layer(from_fn(layers::request_id))
}

/// Hashed files of the site: precompressed, cached for ever.
fn immutable(state: &AppState) -> Router {
    Router::new()
        .fallback_service(ServeDir::new(state.site.root.join("pkg")).precompressed_br())
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ))
}
