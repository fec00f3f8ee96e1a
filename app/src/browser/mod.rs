//! Small pieces of the browser that several islands need. Everything undoes itself when dropped.

mod fetch;
mod listener;
#[cfg(feature = "pages")]
pub mod regions;
#[cfg(feature = "pages")]
mod theme;
#[cfg(feature = "pages")]
pub mod toast;
mod value;

#[cfg(feature = "pages")]
pub use fetch::Answer;
pub use fetch::{Ask, fetch};
pub use listener::Listener;
#[cfg(feature = "pages")]
pub use theme::page_theme;
#[cfg(feature = "pages")]
pub use value::{deep_freeze, from_js};
pub use value::{json_text, text_of, to_js};
