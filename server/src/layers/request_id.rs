//! Gives every request an id: in the response header, in the log and in error bodies.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;
use uuid::timestamp::Timestamp;
use uuid::timestamp::context::NoContext;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: a UUIDv7, so that ids sort by time.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new one, whatever the caller sent: ids of others are not trusted.
    pub(super) fn new() -> Self {
        // Without a context: within a millisecond nobody needs an order that all threads would have to agree on.
        Self(Uuid::new_v7(Timestamp::now(NoContext)))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Shows the id in the answer.
pub(super) fn show(id: RequestId, headers: &mut HeaderMap) {
    let mut text = Uuid::encode_buffer();
    if let Ok(value) = HeaderValue::from_str(id.0.hyphenated().encode_lower(&mut text)) {
        headers.insert(HEADER, value);
    }
}
