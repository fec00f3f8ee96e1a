//! Policy epochs in memory: what may have changed since something was cached.
//!
//! Every change of what a session sees raises an epoch in the same unit of work; caches carry the epochs they were made
//! under. This process learns of its own changes at commit, of others' by LISTEN/NOTIFY (PostgreSQL) or `data_version`
//! (SQLite), within a second.

/// Whose view changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Everybody's on the host.
    Host,
    /// One organisation's members'.
    Org(String),
    /// One user's.
    User(String),
}

/// The epochs this process knows of.
#[derive(Debug, Default)]
pub struct Epochs {}
