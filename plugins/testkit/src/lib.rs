//! Tests of plugins without a server; a dev-dependency.
//!
//! [`Fakes`] holds in-memory stand-ins for everything a plugin is given, [`start`] starts it on them, [`call`] sends a request
//! to one of its routers as some [`session`], [`check_contract`] holds what it declares against
//! the contract, and [`check_declaration`] against what the examples promise beyond it, too.
#![expect(
    clippy::expect_used,
    reason = "test support: a failure here fails a test"
)]

mod call;
mod declaration;
mod fakes;

pub use call::{call, session, signed_out, start};
pub use declaration::{check_contract, check_declaration};
pub use fakes::{Delivery, Fakes};
