//! Serving the pages of `portico-app`: their context, their Content-Security-Policy, and form posts without JavaScript.

pub mod csp;
pub mod facts;
pub mod flash;
pub mod forms;
pub mod render;
pub mod shop;
pub mod store_posts;
