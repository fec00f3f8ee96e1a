//! What the tests of the server share: databases on both engines, a clock that is set by hand, the real router.
#![allow(
    dead_code,
    unused_imports,
    reason = "every test binary uses its own part of the support"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod clock;
mod databases;
mod server;

pub use clock::TestClock;
pub use databases::{TestDb, databases};
pub use server::{Answer, TestServer};
