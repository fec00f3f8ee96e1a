//! Real processes: `portico serve` and the command line as they are installed, over real sockets and databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod makers;
mod process;
mod replicas;
mod session;
mod shutdown;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
