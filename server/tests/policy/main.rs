//! Sessions, manifests, organisations, the store and console accounts over the real router.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod accounts;
mod ahead;
mod edge;
mod failures;
mod functions;
mod inspector;
mod manifest;
mod orgs;
mod refusals;
mod reports;
mod safe_mode;
mod sign_in;
mod slot_order;
mod store;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
mod world;
