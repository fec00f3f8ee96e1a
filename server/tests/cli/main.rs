//! The command line, as the built binary; one file for each group of commands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod admin;
mod data;
mod help;
mod hosts;
mod org;
mod plugin;
mod portico;
mod serve;
mod types;
