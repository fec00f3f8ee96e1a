//! What people do in the console: hosts with their settings, keys, origins, plugins, members and tokens.
//!
//! Each function takes the [`ConsoleCaller`], authorises first, and writes the audit log in the same unit of work as the
//! change.

mod access;
pub mod audit;
pub mod keys;
pub mod members;
pub mod origins;
pub mod packages;
pub mod plugin_settings;
pub mod plugins;
mod settings;
pub mod tokens;

pub use access::record;
pub use settings::{NewHost, create, get, list, overview, update};

pub use crate::session::ConsoleCaller;
