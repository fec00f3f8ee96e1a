//! What happens around every request, in one layer: [`edge`] shows the order.

mod access;
mod body_limit;
mod cors;
mod guard;
mod measure;
mod origin;
mod private;
mod request_id;
mod secure_headers;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::error::REQUEST_ID;
use crate::state::AppState;

#[cfg(test)]
pub(crate) use guard::REQUEST_LIMIT;
pub use measure::recorder;
pub use request_id::RequestId;

/// Around every request. One layer instead of eight: each costs an allocation or two, and the manifests are to be as quick
/// as static files.
pub async fn edge(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let seen = access::Seen::of(&request);
    let meter = measure::Meter::of(&request);
    let (id, request) = request_id::give(request);
    let span = tracing::debug_span!("request", %id);
    let private = private::concerns(request.uri().path());
    let answer = async {
        let cross_origin =
            cors::CrossOrigin::of(&state, request.uri().path(), request.headers()).await;
        let mut response = match cross_origin
            .preflight(&request)
            .or_else(|| origin::refusal(&state, &request))
        {
            Some(response) => response,
            None => guard::run(next, body_limit::apply(request)).await,
        };
        if private {
            private::set(response.headers_mut());
        }
        cross_origin.allow(response.headers_mut());
        secure_headers::set(response.headers_mut());
        response
    };
    let mut response = REQUEST_ID.scope(id.clone(), answer).instrument(span).await;
    request_id::show(&id, response.headers_mut());
    meter.record(response.status());
    seen.log(&id, response.status());
    response
}
