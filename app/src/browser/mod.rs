//! Small pieces of the browser that several islands need. Everything undoes itself when dropped.

mod fetch;
mod listener;
pub mod regions;
mod theme;
pub mod toast;
mod value;

pub use fetch::{Ask, fetch};
pub use listener::Listener;
pub use theme::page_theme;
pub use value::{deep_freeze, from_js, text_of, to_js};
