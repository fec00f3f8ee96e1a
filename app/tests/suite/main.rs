//! Pages, slots and forms as the server draws them. One program, because each would link the whole of Leptos again.

#![cfg(feature = "ssr")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod console_pages;
mod form_notes;
mod forms;
mod gallery;
mod hostile_input;
mod look;
mod slots;
mod store_pages;
mod support;
