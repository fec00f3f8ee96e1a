//! What happens around every request, in one layer: `edge` shows the order.

mod access;
mod body_limit;
mod cors;
mod encoding;
mod guard;
mod language;
mod measure;
mod origin;
mod private;
mod request_id;
mod secure_headers;

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::Response;
use axum::routing::Route;
use futures_util::FutureExt as _;
use tower::{Layer, Service};
use tracing::Instrument as _;

use crate::error::REQUEST_ID;
use crate::pages::{self, prefetch};
use crate::state::AppState;

use measure::Meter;

pub use encoding::accepts_brotli;
#[cfg(test)]
pub(crate) use guard::REQUEST_LIMIT;
pub use measure::{recorder, sum_up};
pub use request_id::RequestId;

/// Around every request. One layer instead of ten, and none of `axum::middleware::from_fn`: each costs some allocations, and
/// the manifests are to be as quick as static files.
#[derive(Clone)]
pub struct Edge(pub AppState);

impl Layer<Route> for Edge {
    type Service = EdgeService;

    fn layer(&self, inner: Route) -> EdgeService {
        let around = Around {
            state: self.0.clone(),
            meter: Meter::default(),
        };
        EdgeService {
            around: Arc::new(around),
            inner,
        }
    }
}

/// A route with everything around it.
#[derive(Clone)]
pub struct EdgeService {
    around: Arc<Around>,
    inner: Route,
}

/// What all requests to one route share.
struct Around {
    state: AppState,
    meter: Meter,
}

impl Service<Request> for EdgeService {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A route is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let around = Arc::clone(&self.around);
        Box::pin(edge(around, request, self.inner.clone()).map(Ok))
    }
}

/// Put together from futures, not awaited one inside the other: what an `async fn` is given it holds twice, once as its argument
/// and once where it awaits it, and every request would carry all of it.
fn edge(around: Arc<Around>, request: Request, inner: Route) -> impl Future<Output = Response> {
    let measured = around.meter.begin(&request);
    let seen = access::Seen::of(&request);
    let id = RequestId::new();
    let span = tracing::debug_span!("request", %id);
    let answer = answer(Arc::clone(&around), request, inner);
    let answer = REQUEST_ID.scope(id, answer).instrument(span);
    answer.map(move |mut response| {
        request_id::show(id, response.headers_mut());
        let took = around.meter.end(&measured, response.status());
        seen.log(id, response.status(), took);
        response
    })
}

async fn answer(around: Arc<Around>, request: Request, inner: Route) -> Response {
    let state = &around.state;
    let private = private::concerns(request.uri().path());
    let outdates = prefetch::outdates(&request);
    let asked = language::Asked::of(&request);
    let cross_origin = cors::CrossOrigin::of(state, request.uri().path(), request.headers()).await;
    let mut response = match cross_origin
        .preflight(&request)
        .or_else(|| origin::refusal(state, &request))
    {
        Some(response) => response,
        None => guard::run(pages::around(state, body_limit::apply(request), inner)).await,
    };
    response = asked.translate(state, response, private);
    if private {
        private::set(response.headers_mut());
    }
    if outdates {
        prefetch::forget(response.headers_mut());
    }
    cross_origin.allow(response.headers_mut());
    secure_headers::set(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Size of the future that a function answers.
    fn size<F>(_: fn(Arc<Around>, Request, Route) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn what_every_request_carries_stays_small() {
        // It is moved a few times on its way. What is large and rare belongs into a box of its own.
        let bytes = size(edge);
        assert!(bytes <= 1_400, "{bytes} bytes");
    }
}
