//! What becomes of sandboxed plugins that pages have to end (THREATS m): each end is in the audit log; who has to end one again and
//! again is rid of it, and so is an organisation of which several members have to.
//!
//! Ends are what browsers say. A user's word therefore counts for that user alone, and only of what its manifest has; an
//! organisation's plugins go off only by the word of several users. A suspension is of one version; a user can take its own back,
//! and an admin those of an organisation and its members.

use std::collections::BTreeMap;

use portico_app::backend::AppCard;
use portico_app::slot::StopReason;
use portico_sdk::manifest::ManifestItem;
use serde_json::{Value, json};

use super::store;
use crate::epochs::{Change, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::suspensions::{self, Version};
use crate::storage::{Runner, StorageError};

/// So many ends within [`WINDOW_MS`] suspend a plugin for a user.
pub const STOPS: i64 = 3;

/// How long an end counts, in milliseconds.
pub const WINDOW_MS: i64 = 10 * 60 * 1000;

/// How long a user's suspension counts for the organisation, in milliseconds, as long as a reader does.
const COUNTED_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Fewer users never suspend a plugin for their organisation.
const FEWEST_USERS: i64 = 3;

/// A page had to end a plugin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'a> {
    /// The extension, as the user's manifest has it.
    pub item: &'a ManifestItem,
    /// Why, as far as the page said it.
    pub reason: Option<StopReason>,
}

/// Users who must have a plugin suspended before it is for their whole organisation: at least three, and a hundredth of those
/// whose pages showed sandboxes of the organisation lately.
fn users_needed(readers: i64) -> i64 {
    let hundredth = readers.saturating_add(99).div_euclid(100);
    FEWEST_USERS.max(hundredth)
}

/// Records ends that a user's browser reported, and suspends what was ended too often. Answers the plugins that are suspended now.
pub(super) async fn record(
    state: &AppState,
    caller: &Caller,
    stops: &[Stop<'_>],
) -> ServiceResult<Vec<String>> {
    let mut suspended: Vec<String> = Vec::new();
    if stops.is_empty() {
        return Ok(suspended);
    }
    let now = state.clock.now_ms();
    let uid = &caller.identity()?.uid;
    // Several places of a plugin that ended at once are one end: a page that froze ends all there is.
    let plugins: BTreeMap<&str, Stop<'_>> = stops
        .iter()
        .map(|stop| (stop.item.plugin.as_str(), *stop))
        .collect();
    let mut change = state.change().await?;
    // First of all, because then the end of the audit log is ours until the commit: of two requests neither overlooks what the
    // other one counts.
    audit::hold(&mut change).await?;
    let before = suspensions::of_user(&mut change, &caller.host.id, uid).await?;
    for (plugin, stop) in plugins {
        let is_off = before.iter().any(|suspension| {
            suspension.plugin == plugin && suspension.version == stop.item.version
        });
        let host = caller.host.id.as_str();
        if is_off || record_one(&mut change, (host, uid), stop, now).await? {
            suspended.push(plugin.to_owned());
        }
    }
    change.commit().await?;
    Ok(suspended)
}

/// True when this end was one too many.
async fn record_one(
    change: &mut Change<'_>,
    (host, uid): (&str, &str),
    stop: Stop<'_>,
    now: i64,
) -> Result<bool, StorageError> {
    let item = stop.item;
    let org = item.org.as_deref().unwrap_or_default();
    let of = Version {
        host,
        plugin: &item.plugin,
        version: &item.version,
    };
    let entry = AuditEntry {
        host,
        org,
        actor: uid,
        via: "browser",
        action: "plugin.stop",
        subject: &item.plugin,
        before: Value::Null,
        after: json!({
            "version": item.version,
            "extension": item.id,
            "reason": stop.reason.map_or("unknown", StopReason::name),
        }),
    };
    audit::append(change, now, entry).await?;
    suspensions::add_stop(change, of, uid, now).await?;
    let window = (now - WINDOW_MS, now);
    if suspensions::stops_since(change, of, uid, window).await? < STOPS {
        return Ok(false);
    }
    suspensions::suspend_for_user(change, of, org, uid, now).await?;
    log_suspension(change, of, org, json!({ "user": uid }), now).await?;
    change.touch(host, Subject::User(uid.to_owned()));
    if !org.is_empty() {
        suspend_for_org_if_many(change, of, org, now).await?;
    }
    Ok(true)
}

async fn suspend_for_org_if_many(
    change: &mut Change<'_>,
    of: Version<'_>,
    org: &str,
    now: i64,
) -> Result<(), StorageError> {
    let users = suspensions::suspended_users(change, of, org, now - COUNTED_MS).await?;
    let readers = suspensions::readers(change, of.host, org).await?;
    if users < users_needed(readers) {
        return Ok(());
    }
    suspensions::suspend_for_org(change, of, org, now).await?;
    log_suspension(change, of, org, json!({ "users": users }), now).await?;
    change.touch(of.host, Subject::Org(org.to_owned()));
    Ok(())
}

async fn log_suspension(
    change: &mut Change<'_>,
    of: Version<'_>,
    org: &str,
    mut whose: Value,
    now: i64,
) -> Result<(), StorageError> {
    whose["version"] = json!(of.version);
    let entry = AuditEntry {
        host: of.host,
        org,
        actor: "",
        via: "server",
        action: "plugin.suspend",
        subject: of.plugin,
        before: Value::Null,
        after: whose,
    };
    audit::append(change, now, entry).await
}

/// Takes back that a plugin is suspended for the caller; fine when it is not. 401 signed out, 404 for a plugin that the caller
/// neither sees nor has suspended, 429 for more changes than a person makes, or more of these.
pub async fn lift(state: &AppState, caller: &Caller, plugin: &str) -> ServiceResult<AppCard> {
    let uid = &caller.identity()?.uid;
    caller.count_write(state)?;
    let own = suspensions::of_user(&mut &state.db, &caller.host.id, uid).await?;
    if own.iter().any(|suspension| suspension.plugin == plugin) {
        let mut change = state.change().await?;
        lift_own(&mut change, state, caller, plugin).await?;
        change.commit().await?;
    } else {
        store::listed(state, caller, plugin).await?;
    }
    store::card(state, caller, plugin).await
}

/// The same within another change of the caller's own, who turns the plugin on by it: before anything else in it, because of the
/// order of locks (see [`record`]).
pub(super) async fn lift_own(
    change: &mut Change<'_>,
    state: &AppState,
    caller: &Caller,
    plugin: &str,
) -> ServiceResult<()> {
    let (host, uid) = (&caller.host.id, &caller.identity()?.uid);
    let now = state.clock.now_ms();
    audit::hold(change).await?;
    let orgs = suspensions::lift_for_user(change, host, plugin, uid, now).await?;
    if orgs.is_empty() {
        return Ok(());
    }
    // Each leads to further ends, and each end is written down: nobody fills an audit log with them.
    state.limits.lifts.check_request(&caller.counted_by())?;
    for org in &orgs {
        let by = (uid.as_str(), "user");
        log_resumption(
            change,
            (host, org),
            plugin,
            (by, json!({ "user": uid })),
            now,
        )
        .await?;
    }
    change.touch(host, Subject::User(uid.clone()));
    Ok(())
}

/// Takes back that a plugin is suspended for an organisation and its members, in the change by which an admin decides about it there
/// and which has written to the audit log already.
pub(super) async fn lift_of_org(
    change: &mut Change<'_>,
    (host, org): (&str, &str),
    plugin: &str,
    by: (&str, &str),
    now: i64,
) -> Result<(), StorageError> {
    let lifted = suspensions::lift_for_org(change, host, plugin, org).await?;
    if lifted.is_empty() {
        return Ok(());
    }
    let users: Vec<String> = lifted.into_iter().filter(|uid| !uid.is_empty()).collect();
    let what = json!({ "users": users.len() });
    log_resumption(change, (host, org), plugin, (by, what), now).await?;
    // It was off for them wherever they are.
    for uid in users {
        change.touch(host, Subject::User(uid));
    }
    Ok(())
}

async fn log_resumption(
    on: &mut impl Runner,
    (host, org): (&str, &str),
    plugin: &str,
    ((actor, via), before): ((&str, &str), Value),
    now: i64,
) -> Result<(), StorageError> {
    let entry = AuditEntry {
        host,
        org,
        actor,
        via,
        action: "plugin.resume",
        subject: plugin,
        before,
        after: Value::Null,
    };
    audit::append(on, now, entry).await
}

/// What is there to be said to whoever wants to turn on for itself what is suspended.
pub(super) fn is_suspended() -> ServiceError {
    ServiceError::conflict(
        "suspended",
        "This plugin is off because pages had to stop it again and again. Turn it on again first.",
    )
}

/// Forgets what does not count any more: ends, what users turned on again, and who has not been seen since a day (UTC, days since
/// the epoch).
pub(super) async fn forget(state: &AppState, day: i64) -> Result<(), StorageError> {
    let until = state.clock.now_ms() - WINDOW_MS;
    let lifted_until = state.clock.now_ms() - COUNTED_MS;
    suspensions::purge(&mut &state.db, until, day, lifted_until).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_m_an_organisation_takes_three_users_or_a_hundredth_of_its_readers() {
        for (readers, needed) in [(0, 3), (3, 3), (300, 3), (301, 4), (10_000, 100)] {
            assert_eq!(users_needed(readers), needed, "{readers}");
        }
    }
}
