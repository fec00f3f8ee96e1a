//! A request that panics or takes too long is answered all the same, and harms no other.

use std::panic::AssertUnwindSafe;
use std::task::Poll;
use std::time::Duration;

use axum::response::Response;
use futures_util::FutureExt as _;
use portico_app::error::AppError;

use crate::error::json_error;

/// How long a request may take until its answer begins.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(30);

pub(super) async fn run(answer: impl Future<Output = Response>) -> Response {
    let mut answer = std::pin::pin!(AssertUnwindSafe(answer).catch_unwind());
    // Most answers are there at once and need no timer.
    let in_time = match futures_util::poll!(&mut answer) {
        Poll::Ready(answer) => Ok(answer),
        Poll::Pending => tokio::time::timeout(REQUEST_LIMIT, answer).await,
    };
    match in_time {
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
