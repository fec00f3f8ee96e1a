//! Serving the pages of `portico-app`: their context, their Content-Security-Policy, and form posts without JavaScript.

use axum::extract::Request;
use axum::response::Response;
use axum::routing::Route;
use futures_util::FutureExt as _;
use tower::Service as _;

use crate::state::AppState;

pub mod accent;
pub mod console;
pub mod csp;
pub mod facts;
pub mod failures;
pub mod flash;
pub mod forms;
pub mod prefetch;
pub mod render;
pub mod shop;
pub mod slot_order;
pub mod store_posts;

/// The answer of a route, which is always ready and never fails.
fn run(mut inner: Route, request: Request) -> impl Future<Output = Response> {
    inner.call(request).map(|Ok(response)| response)
}

/// Around all routes, for what only pages need: errors become pages, and posts of plugins' forms are taken. All other
/// requests go straight on.
pub fn around(
    state: &AppState,
    request: Request,
    inner: Route,
) -> impl Future<Output = Response> + use<'_> {
    // Boxed, for these futures are large, and every request would carry them.
    if failures::want_page(&request) {
        failures::as_pages(state, request, inner)
            .boxed()
            .left_future()
    } else if forms::may_be_form(&request) {
        forms::intercept(state, request, inner)
            .boxed()
            .left_future()
    } else {
        run(inner, request).right_future()
    }
}
