//! Takes what a sandboxed plugin wants shown, checks it, and shows it (docs/SANDBOX.md).
//!
//! Everything that decides is plain Rust without a browser: bytes come in, operations for the page go out. The part for wasm
//! (`dom`) carries both across.
//!
//! ```text
//! bytes ── value ── thread ──▶ session ──▶ ops ──▶ page
//!                      │          ▲
//!                      └─ record ─▶ tree (allow, url, css)
//! ```

pub mod allow;
pub mod component;
pub mod css;
mod ids;
pub mod limits;
pub mod ops;
pub mod record;
pub mod session;
pub mod setup;
mod text;
pub mod thread;
pub mod tree;
pub mod url;
pub mod value;
pub mod watchdog;

#[cfg(target_arch = "wasm32")]
pub mod dom;
