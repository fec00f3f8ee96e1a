//! Third-party code whose interface is mirrored into the page (docs/SANDBOX.md). The receiver is a wasm module of its own, loaded
//! when a page has such an extension; here it is given its place, what the slot passes, and what is said when it ends.

#[cfg(feature = "hydrate")]
mod browser;
mod island;
mod props;

#[cfg(feature = "ssr")]
pub(super) use island::SandboxLoader;
#[cfg(feature = "ssr")]
pub(super) use props::SandboxProps;
