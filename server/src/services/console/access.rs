//! The audit log, as everything here writes it.

use serde_json::Value;

use crate::session::ConsoleCaller;
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{Runner, StorageError};

/// Writes one line about a host, in the unit of work of the change itself.
pub async fn record(
    state: &AppState,
    on: &mut impl Runner,
    caller: &ConsoleCaller,
    host: &str,
    (action, subject): (&str, &str),
    (before, after): (Value, Value),
) -> Result<(), StorageError> {
    let entry = AuditEntry {
        host,
        org: "",
        actor: &caller.actor(),
        via: caller.via(),
        action,
        subject,
        before,
        after,
    };
    audit::append(on, state.clock.now_ms(), entry).await
}
