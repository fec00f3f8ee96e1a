//! Serving the pages of `portico-app`: their context, their Content-Security-Policy, and form posts without JavaScript.

pub mod csp;
pub mod render;
