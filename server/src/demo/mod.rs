//! What `--demo` adds: the host "Acme Shop" with its goods, past orders and people. Nothing else knows of it, and without
//! `--demo` none of it exists.

mod goods;
mod past_orders;
pub mod people;
mod seed;

pub use seed::{DEMO_HOST, seed};
