//! Compiled-in plugins over the real code: collection, assets, settings, routes, events.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod assets;
mod collection;
mod events;
mod forms;
mod inspector;
mod kept;
mod key_value;
mod levels;
mod pages;
mod routes;
mod sample;
mod sandbox;
mod setting_rules;
mod settings;
mod settings_schema;
mod shop;
#[path = "../support/mod.rs"]
mod support;
mod world;
