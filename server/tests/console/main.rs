//! The console: its API, its pages' forms, sessions of host members, over the real router.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod access;
mod forms;
mod host_forms;
mod host_session;
mod hosts;
mod invitation_page;
mod keys;
mod members;
mod pages;
mod plugin_settings;
mod races;
#[path = "../plugins/sample.rs"]
#[allow(dead_code, reason = "these tests need one plugin with settings only")]
mod sample;
mod secrets;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod world;
