//! Serving the pages of `portico-app`: their context, their Content-Security-Policy, and form posts without JavaScript.

use axum::extract::Request;
use axum::response::Response;
use axum::routing::Route;
use tower::Service as _;

use crate::state::AppState;

pub mod accent;
pub mod console;
pub mod csp;
pub mod facts;
pub mod failures;
pub mod flash;
pub mod forms;
pub mod render;
pub mod shop;
pub mod store_posts;

/// The answer of a route, which is always ready and never fails.
async fn run(mut inner: Route, request: Request) -> Response {
    let Ok(response) = inner.call(request).await;
    response
}

/// Around all routes, for what only pages need: errors become pages, and posts of plugins' forms are taken. All other
/// requests go straight on.
pub async fn around(state: &AppState, request: Request, inner: Route) -> Response {
    // Boxed, for these futures are large, and every request would carry them.
    if failures::want_page(&request) {
        Box::pin(failures::as_pages(state, request, inner)).await
    } else if forms::may_be_form(&request) {
        Box::pin(forms::intercept(state, request, inner)).await
    } else {
        run(inner, request).await
    }
}
