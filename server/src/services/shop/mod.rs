//! The demo shop: what a host's own application would do. Present only with `--demo`.

pub mod admin;
pub mod checkout;
pub mod days;
mod payments;
pub mod storefront;
