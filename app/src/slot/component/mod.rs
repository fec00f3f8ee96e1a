//! Web components of plugins: loaded once, given their properties, watched, and replaced by a card when they fail.

#[cfg(any(feature = "hydrate", test))]
mod blame;
#[cfg(feature = "hydrate")]
mod browser;
mod client_path;
mod island;
mod props;

pub use client_path::{ClientPath, client_path};
#[cfg(feature = "ssr")]
pub(super) use island::ComponentLoader;
#[cfg(feature = "ssr")]
pub(super) use props::LoaderProps;

/// The most nodes (elements, texts, comments) that a component may have in its place; one with more is taken out (FORMS 11).
pub const NODE_LIMIT: u32 = 20_000;
