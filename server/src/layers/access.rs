//! One line for every request in the log, under the target `portico::access`.

use std::time::Instant;

use axum::extract::Request;
use http::{Method, StatusCode};

/// What the line needs of a request. Never the query or a header: tokens and search words do not belong in logs.
pub(super) struct Seen {
    method: Method,
    path: String,
    start: Instant,
}

impl Seen {
    pub fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            start: Instant::now(),
        }
    }

    pub fn log(self, id: &str, status: StatusCode) {
        let micros = self.start.elapsed().as_micros();
        let micros = u64::try_from(micros).unwrap_or(u64::MAX);
        tracing::info!(
            target: "portico::access",
            id,
            method = self.method.as_str(),
            path = self.path,
            status = status.as_u16(),
            micros,
        );
    }
}
