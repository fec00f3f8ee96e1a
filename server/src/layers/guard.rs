//! A request that panics or takes too long is answered all the same, and harms no other.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt as _;
use portico_app::error::AppError;

use crate::error::json_error;

/// How long a request may take until its answer begins.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(30);

pub(super) async fn run(next: Next, request: Request) -> Response {
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(REQUEST_LIMIT, answer).await {
        Ok(Ok(response)) => response,
        // The panic's message is in the log already, by the panic hook.
        Ok(Err(_)) => json_error(&AppError::internal()),
        Err(_) => json_error(&AppError::new(
            504,
            "timeout",
            "This took too long. Nothing says whether it happened: look before you try again.",
        )),
    }
}
