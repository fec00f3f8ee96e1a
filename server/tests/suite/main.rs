//! Tests of the server over its public interfaces: router, command line, processes, storage. One program, because each would link
//! the whole server again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod backup;
mod cli;
mod console;
mod packages;
mod plugins;
mod policy;
mod processes;
mod query_plans;
mod startup;
mod support;
