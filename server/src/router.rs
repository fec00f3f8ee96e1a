//! Every route, one per line. The documented ones are listed by `api::router`, one file for each group.

use axum::Router;
use axum::routing::{any, get, post};
use portico_app::error::AppError;

use crate::api::{self, docs, functions, openapi, plugins, sandbox};
use crate::demo;
use crate::error::ServiceError;
use crate::layers;
use crate::pages::{accent, console, render, shop, slot_order, store_posts};
use crate::site;
use crate::state::AppState;

/// The whole application.
pub fn router(state: AppState) -> Router {
    router_with(state, Router::new())
}

/// The whole application, and what a command serves beside it.
pub fn router_with(state: AppState, added: Router<AppState>) -> Router {
    // Counters have to be there before the first request looks for its own.
    let _ = layers::recorder();
    let (api, document) = openapi::serve(api::router());
    portico_app::shell::init_tasks();
    portico_app::server_fns::register();
    let mut router = Router::new()
        .merge(api)
        .route(
            "/api/docs",
            docs::route(&document, &state.public_url.origin()),
        )
        .route("/api/fn/{name}", get(functions::call).post(functions::call))
        .route("/api/{*rest}", any(unknown))
        .merge(plugins::router())
        .route("/sandbox/{grant}", get(sandbox::get))
        .route("/store/{plugin}/install", post(store_posts::install))
        .route("/store/{plugin}/uninstall", post(store_posts::uninstall))
        .route(
            "/store/{plugin}/turn-on-again",
            post(store_posts::turn_on_again),
        )
        .route("/admin/plugins/{plugin}/switch", post(store_posts::switch))
        .route(
            "/admin/inspector",
            get(render::page).post(slot_order::of_org),
        )
        .merge(console::router())
        .merge(added)
        .route("/accent/{file}", get(accent::stylesheet))
        .merge(site::files(&state.site));
    if state.config.demo {
        router = router.merge(demo_routes());
    }
    router
        .fallback(render::page)
        .method_not_allowed_fallback(wrong_method)
        .layer(layers::Edge(state.clone()))
        .with_state(state)
}

/// What is not in the API is answered in the API's form.
async fn unknown() -> ServiceError {
    ServiceError::not_found()
}

async fn wrong_method() -> ServiceError {
    ServiceError::Refused(AppError::wrong_method())
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
