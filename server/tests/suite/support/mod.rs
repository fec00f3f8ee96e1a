//! What the tests of the server share: databases on both engines, a clock that is set by hand, the real router.

mod clock;
mod databases;
pub mod sample;
mod server;

pub use clock::TestClock;
pub use databases::{TestDb, databases};
pub use server::{Answer, TestServer};
