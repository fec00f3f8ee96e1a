//! Layers around all routes.

mod request_id;

pub use request_id::{RequestId, request_id};
