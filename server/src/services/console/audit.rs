//! A host's audit log, read.

use portico_app::backend::{HostAuditEntry, HostAuditPage};

use super::ConsoleCaller;
use crate::error::{ServiceError, ServiceResult};
use crate::state::AppState;
use crate::storage::audit::{self, AuditRow};

/// Lines on one page unless said otherwise.
const DEFAULT_LIMIT: u32 = 50;

/// A stretch of the log from `cursor` on, the newest first; `limit` 1-200, 0: 50.
pub async fn page(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    cursor: Option<&str>,
    limit: u32,
) -> ServiceResult<HostAuditPage> {
    caller.host(state, host).await?;
    let before = cursor
        .map(str::parse::<i64>)
        .transpose()
        .map_err(|_| ServiceError::field("cursor", "cursor_invalid", "Take `next` as it was."))?;
    let limit = if limit == 0 {
        DEFAULT_LIMIT
    } else {
        limit.min(200)
    };
    // One more than asked for tells whether there is a next page.
    let rows = audit::page(&mut &state.db, host, None, before, i64::from(limit) + 1).await?;
    let more = rows.len() > limit as usize;
    let entries: Vec<HostAuditEntry> = rows.into_iter().take(limit as usize).map(view).collect();
    Ok(HostAuditPage {
        next: entries
            .last()
            .filter(|_| more)
            .map(|entry| entry.seq.to_string()),
        entries,
    })
}

fn view(row: AuditRow) -> HostAuditEntry {
    let json = |text: &str| serde_json::from_str(text).unwrap_or_default();
    HostAuditEntry {
        seq: row.seq,
        at: row.at,
        org: row.org_id,
        actor: row.actor,
        via: row.via,
        before: json(&row.before_json),
        after: json(&row.after_json),
        action: row.action,
        subject: row.subject,
    }
}
