//! How long a connection may wait for a whole request's head (THREATS 44). hyper's own limit registers a timer with the
//! runtime for every request; this one looks at the clock, and its one timer runs out every half minute.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, sleep};

/// The time of one connection.
#[derive(Debug)]
pub(super) struct Head {
    opened: Instant,
    limit: Duration,
    /// Milliseconds after `opened` since which it waits, or [`ANSWERING`].
    waits_since: AtomicU64,
}

/// A request's head is there, and its answer has not been sent.
const ANSWERING: u64 = u64::MAX;

impl Head {
    /// From now on.
    pub fn new(limit: Duration) -> Arc<Self> {
        Arc::new(Self {
            opened: Instant::now(),
            limit,
            waits_since: AtomicU64::new(0),
        })
    }

    /// The time stands still until what is returned is dropped.
    pub fn arrived(self: &Arc<Self>) -> Answering {
        self.waits_since.store(ANSWERING, Ordering::Relaxed);
        Answering(Arc::clone(self))
    }

    /// Done when the connection has waited for too long.
    pub async fn too_late(&self) {
        loop {
            let left = match self.waits_since.load(Ordering::Relaxed) {
                ANSWERING => self.limit,
                since => {
                    let waits = self
                        .opened
                        .elapsed()
                        .saturating_sub(Duration::from_millis(since));
                    self.limit.saturating_sub(waits)
                }
            };
            if left.is_zero() {
                return;
            }
            sleep(left).await;
        }
    }
}

/// As long as it lives, a request is being answered.
#[derive(Debug)]
pub(super) struct Answering(Arc<Head>);

impl Drop for Answering {
    fn drop(&mut self) {
        let now = u64::try_from(self.0.opened.elapsed().as_millis()).unwrap_or(ANSWERING - 1);
        self.0.waits_since.store(now, Ordering::Relaxed);
    }
}

/// The body of an answer, which is being answered until the last of it is sent or nobody wants it any more.
#[derive(Debug)]
pub(super) struct Sent {
    body: Body,
    _until: Answering,
}

impl Sent {
    pub fn new(body: Body, until: Answering) -> Self {
        Self {
            body,
            _until: until,
        }
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(30);

    /// How long it took until it was too late.
    async fn waited(head: &Head) -> Duration {
        let start = Instant::now();
        head.too_late().await;
        // The runtime's timers are exact to a millisecond.
        Duration::from_secs(start.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn threat_44_a_connection_waits_no_longer_than_the_limit() {
        assert_eq!(waited(&Head::new(LIMIT)).await, LIMIT);
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_begins_anew_when_the_answer_is_sent() {
        let head = Head::new(LIMIT);
        sleep(Duration::from_secs(20)).await;
        let answering = head.arrived();
        tokio::spawn(async move {
            sleep(Duration::from_secs(100)).await;
            drop(answering);
        });
        assert_eq!(waited(&head).await, Duration::from_secs(130));
    }
}
