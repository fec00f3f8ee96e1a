//! What `--demo` adds: the host "Acme Shop" with its goods, past orders and people. Nothing else knows of it, and without
//! `--demo` none of it exists.

mod goods;
mod past_orders;
mod public;
mod seed;
mod sign_in;

pub use public::refuse_public;
pub use seed::{DEMO_HOST, seed};
pub use sign_in::sign_in;
