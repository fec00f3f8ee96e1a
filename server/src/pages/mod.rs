//! Serving the pages of `portico-app`: their context, their Content-Security-Policy, and form posts without JavaScript.

pub mod accent;
pub mod console;
pub mod csp;
pub mod facts;
pub mod failures;
pub mod flash;
pub mod forms;
pub mod render;
pub mod shop;
pub mod store_posts;
