//! The audit log of a host or an organisation, read.

use portico_app::backend::{HostAuditEntry, HostAuditPage};

use super::ConsoleCaller;
use crate::error::{ServiceError, ServiceResult};
use crate::state::AppState;
use crate::storage::audit::{self, AuditRow};

/// Lines on one page of ours.
pub const PAGE: u32 = 50;

/// A stretch of a host's log from `cursor` on, the newest first.
pub async fn page(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    cursor: Option<&str>,
    limit: u32,
) -> ServiceResult<HostAuditPage> {
    caller.host(state, host).await?;
    stretch(state, (host, None), cursor, limit).await
}

/// [`page`] for whoever was found to have the right to it: of a host, or of one of its organisations.
pub(in crate::services) async fn stretch(
    state: &AppState,
    (host, org): (&str, Option<&str>),
    cursor: Option<&str>,
    limit: u32,
) -> ServiceResult<HostAuditPage> {
    let before = cursor
        .filter(|cursor| !cursor.is_empty())
        .map(str::parse::<i64>)
        .transpose()
        .map_err(|_| ServiceError::field("cursor", "cursor_invalid", "Take `next` as it was."))?;
    // One more than asked for tells whether there is a next page.
    let rows = audit::page(&mut &state.db, host, org, before, i64::from(limit) + 1).await?;
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
