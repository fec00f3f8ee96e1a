//! Thread messages as `@quilted/threads` 4 writes them, and who may still call what.

mod functions;
mod hosted;
mod message;
mod pending;

pub use functions::{FunctionKey, PluginFunctions};
pub use hosted::{HostFunction, HostFunctions};
pub use message::Message;
pub use pending::{Awaited, PendingCalls};
