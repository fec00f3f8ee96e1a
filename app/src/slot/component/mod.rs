//! Web components of plugins: loaded once, given their properties, watched, and replaced by a card when they fail.

#[cfg(any(feature = "hydrate", test))]
mod blame;
#[cfg(feature = "hydrate")]
mod browser;
mod client_path;
mod island;
mod props;
#[cfg(any(feature = "hydrate", test))]
mod quota;

pub use client_path::{ClientPath, client_path};
#[cfg(feature = "ssr")]
pub(super) use island::{ComponentLoader, NoScript};
#[cfg(feature = "ssr")]
pub(super) use props::LoaderProps;

/// After this time a component that is not there counts as failed (FORMS 12); it still appears when it comes later.
pub const DEADLINE_MS: u32 = 10_000;

/// The most nodes (elements, texts, comments) that a component may have in its place; one with more is taken out (FORMS 11).
pub const NODE_LIMIT: u32 = 20_000;

/// After this time the loader says that it is still loading.
pub const STILL_LOADING_MS: u32 = 2_000;
