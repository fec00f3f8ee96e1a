//! What the tests of the server share: databases on both engines, a clock that is set by hand, the real router.

mod clock;
mod databases;
mod log;
pub mod sample;
mod server;

pub use clock::TestClock;
pub use databases::{TestDb, databases};
pub use log::logged;
pub use server::{Answer, TestServer};
