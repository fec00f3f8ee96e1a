//! A request that panics or takes too long is answered all the same, and harms no other.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::Response;
use futures_util::FutureExt as _;
use futures_util::future::CatchUnwind;
use portico_app::error::AppError;
use tokio::time::Sleep;

use crate::error::json_error;

/// How long a request may take until its answer begins.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(30);

/// The answer, or what is said instead of it.
pub(super) fn run<F: Future<Output = Response>>(answer: F) -> Guarded<F> {
    Guarded {
        answer: AssertUnwindSafe(answer).catch_unwind(),
        limit: None,
    }
}

pin_project_lite::pin_project! {
    /// See [`run`].
    pub(super) struct Guarded<F: Future> {
        #[pin]
        answer: CatchUnwind<AssertUnwindSafe<F>>,
        // Most answers are there at once and need no timer.
        limit: Option<Pin<Box<Sleep>>>,
    }
}

impl<F: Future<Output = Response>> Future for Guarded<F> {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        match this.answer.poll(context) {
            Poll::Ready(Ok(response)) => return Poll::Ready(response),
            // The panic's message is in the log already, by the panic hook.
            Poll::Ready(Err(_)) => return Poll::Ready(json_error(&AppError::internal())),
            Poll::Pending => {}
        }
        let limit = this
            .limit
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(REQUEST_LIMIT)));
        limit.as_mut().poll(context).map(|()| {
            json_error(&AppError::new(
                504,
                "timeout",
                "This took too long. Nothing says whether it happened: look before you try again.",
            ))
        })
    }
}
