//! The demo shop: what a host's own application would do. Present only with `--demo`.

pub mod admin;
pub mod checkout;
pub mod days;
pub mod host_data;
mod payments;
pub mod storefront;
