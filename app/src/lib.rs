//! Portico's pages, shared by the server (feature `ssr`) and the browser (feature `hydrate`). With the feature `browser` alone there is only what
//! forms on other websites need.
//!
//! Start with [`routes`]: every page with its mode, one per line. Pages load from the narrow traits in [`backend`],
//! decide with pure functions and draw with the components of [`ui`] inside a frame of [`layout`]. What must react in
//! the browser is an island.

// Views are types that nest as deep as the pages they draw.
#![recursion_limit = "512"]

pub mod backend;
#[cfg(feature = "browser")]
pub(crate) mod browser;
#[cfg(feature = "ssr")]
pub mod demo;
pub mod error;
pub mod forms;
#[cfg(feature = "pages")]
pub mod hydration;
pub mod i18n;
#[cfg(feature = "pages")]
pub mod islands;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "pages")]
pub mod server_fns;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod slot;
#[cfg(feature = "pages")]
pub mod ui;
