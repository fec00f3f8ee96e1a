//! The app store: list, the page of one plugin, and what is on for oneself.

mod detail;
mod frame;
mod installed;
mod list;
mod query;
pub mod status;

pub use detail::PluginPage;
pub use installed::InstalledPage;
pub use list::StorePage;
