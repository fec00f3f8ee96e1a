//! Every route, one per line.

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use crate::api::{self, openapi, plugins};
use crate::demo;
use crate::layers;
use crate::pages::{render, shop};
use crate::site;
use crate::state::AppState;

/// The whole application.
pub fn router(state: AppState) -> Router {
    let (api, _) = openapi::serve(api::router());
    portico_app::shell::init_tasks();
    let mut router = Router::new()
        .merge(api)
        .route("/healthz", get(|| async { "ok" }))
        .merge(plugins::router())
        .merge(site::files(&state.site));
    if state.config.demo {
        router = router.merge(demo_routes());
    }
    router
        .fallback(render::page)
        .with_state(state)
        .layer(from_fn(layers::request_id))
}

/// Only with `--demo`. A page and its form share an address.
fn demo_routes() -> Router<AppState> {
    Router::new()
        .route("/demo/sign-in", post(demo::sign_in))
        .route("/shop/cart", get(render::page).post(shop::cart))
        .route("/shop/checkout", get(render::page).post(shop::place_order))
        .route(
            "/admin/payments/{id}",
            get(render::page).post(shop::switch_method),
        )
}
