//! One line for every request in the log, under the target `portico::access`.

use std::time::Duration;

use axum::extract::Request;
use http::{Method, StatusCode, Uri};

use super::RequestId;

/// What the line needs of a request. Never the query or a header: tokens and search words do not belong in logs.
pub(super) struct Seen {
    method: Method,
    uri: Uri,
}

impl Seen {
    pub fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
        }
    }

    pub fn log(self, id: RequestId, status: StatusCode, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        tracing::info!(
            target: "portico::access",
            %id,
            // Neither can hold quotes or control characters.
            method = %self.method,
            path = %self.uri.path(),
            status = status.as_u16(),
            micros,
        );
    }
}
