//! The plugins compiled in: collecting them at start, and what of them is served.

mod registry;

pub use registry::{AssetEntry, Registered, Registry};
