//! What becomes of extensions in browsers: counts what they report, by version and day.
//!
//! Anybody can send anything. What counts is only what the caller's own manifest has, in the version it has, no more of it
//! than a page view of ours sends, and nobody can send much of it; so a count says what browsers claim, and decides nothing. What
//! a user's own ends of sandboxes decide is in [`super::suspensions`].

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use portico_app::slot::{ExtensionReport, ExtensionReports, Outcome, Quota};
use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::slot::Surface;

use super::policy;
use super::suspensions::{self, Stop};
use crate::error::{ServiceError, ServiceResult};
use crate::session::{Caller, ClientAddress};
use crate::state::AppState;
use crate::storage::StorageError;
use crate::storage::reports::{self, Counted, Tally};
use crate::storage::suspensions::note_reader;

/// The most reports of one request.
pub const MAX_REPORTS: usize = 20;

/// How many days counts are kept.
const KEPT_DAYS: i64 = 30;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Longer times say nothing about the plugin: the page was hidden, or somebody made them up.
const MAX_LOAD_MS: u32 = 60_000;

/// Counts reports; what the caller does not see is left out silently. Answers the plugins that are suspended for the caller by
/// them. 400 for more than [`MAX_REPORTS`], 401 and 403 as for the manifest of the surface, 429 for more requests than pages make.
pub async fn record(
    state: &AppState,
    caller: &Caller,
    address: &ClientAddress,
    surface: Surface,
    sent: &ExtensionReports,
) -> ServiceResult<Vec<String>> {
    let host = &caller.host.id;
    // Behind one address may be a whole company: who is signed in counts alone. Ids of hosts contain no line break.
    let who = match caller.actor() {
        "" => format!("{host}\n\n{}", address.0),
        user => format!("{host}\n{user}"),
    };
    state.limits.report.check_request(&who)?;
    if sent.reports.len() > MAX_REPORTS {
        return Err(ServiceError::refused(
            StatusCode::BAD_REQUEST,
            "too_many_reports",
            "Send at most 20 reports in one request.",
        ));
    }
    let manifest = policy::manifest(state, caller, surface).await?;
    let seen = |report: &ExtensionReport| {
        manifest.extensions.iter().find(|item| {
            item.plugin == report.plugin
                && item.id == report.extension
                && item.version == report.version
        })
    };
    let now = state.clock.now_ms();
    // In order, so that two requests at a time take their rows in the same one.
    let mut tallies: BTreeMap<Counted, Tally> = BTreeMap::new();
    let mut quota = Quota::default();
    let mut readings = BTreeSet::new();
    let mut stops = Vec::new();
    for report in &sent.reports {
        let Some(item) = seen(report) else { continue };
        if !quota.takes(&report.plugin, &report.extension, report.outcome) {
            continue;
        }
        tallies
            .entry(counted(report))
            .or_default()
            .count(report, now);
        if caller.identity.is_some() && matches!(item.kind, ExtensionKind::Sandbox { .. }) {
            readings.extend(item.org.as_deref());
            let reason = report.stop;
            stops.extend((report.outcome == Outcome::Stopped).then_some(Stop { item, reason }));
        }
    }
    if tallies.is_empty() {
        return Ok(Vec::new());
    }
    // What has to be ended is not held up by what others report.
    let suspended = suspensions::record(state, caller, &stops).await?;
    if let Err(refused) = state.limits.reports_of_host.check_request(host) {
        return if suspended.is_empty() {
            Err(refused)
        } else {
            Ok(suspended)
        };
    }
    let mut work = state.db.begin().await?;
    for (counted, tally) in &tallies {
        reports::add(&mut work, host, day(now), counted, *tally).await?;
    }
    for org in readings {
        note_reader(&mut work, host, org, caller.actor(), day(now)).await?;
    }
    work.commit().await?;
    Ok(suspended)
}

/// Counts what became of a form that the server loads itself, of which no browser can tell (FORMS 15). Nothing waits for it,
/// and a count that is lost is lost.
pub(super) fn count_form(
    state: &AppState,
    host: &str,
    item: &ManifestItem,
    outcome: Outcome,
    load_ms: i64,
) {
    if state.limits.reports_of_host.check_request(host).is_err() {
        return;
    }
    let report = ExtensionReport {
        plugin: item.plugin.clone(),
        extension: item.id.clone(),
        version: item.version.clone(),
        outcome,
        load_ms: u32::try_from(load_ms).ok(),
        stop: None,
    };
    let (state, host) = (state.clone(), host.to_owned());
    tokio::spawn(async move {
        let now = state.clock.now_ms();
        let mut tally = Tally::default();
        tally.count(&report, now);
        let on = &mut &state.db;
        if let Err(error) = reports::add(on, &host, day(now), &counted(&report), tally).await {
            tracing::warn!("what became of a form was not counted: {error}");
        }
    });
}

/// What was counted on a host in the last `days` days, today among them.
pub(super) async fn last_days(
    state: &AppState,
    host: &str,
    days: i64,
) -> Result<Vec<(Counted, Tally)>, StorageError> {
    let first = day(state.clock.now_ms()) - (days - 1);
    reports::since(&mut &state.db, host, first).await
}

/// Forgets what is older than is kept.
pub async fn forget(state: &AppState) -> Result<(), StorageError> {
    let first = day(state.clock.now_ms()) - (KEPT_DAYS - 1);
    reports::purge(&mut &state.db, first).await?;
    suspensions::forget(state, first).await
}

/// An outcome's name on the wire and in the database.
pub fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ready => "ready",
        Outcome::Network => "network",
        Outcome::Integrity => "integrity",
        Outcome::Timeout => "timeout",
        Outcome::Undefined => "undefined",
        Outcome::Crashed => "crashed",
        Outcome::Twice => "twice",
        Outcome::Flooded => "flooded",
        Outcome::Stopped => "stopped",
        Outcome::Rejected => "rejected",
    }
}

/// The days since the epoch, UTC.
fn day(now: i64) -> i64 {
    now.div_euclid(DAY_MS)
}

fn counted(report: &ExtensionReport) -> Counted {
    Counted {
        plugin: report.plugin.clone(),
        version: report.version.clone(),
        extension: report.extension.clone(),
        outcome: outcome_name(report.outcome).to_owned(),
    }
}

impl Tally {
    fn count(&mut self, report: &ExtensionReport, now: i64) {
        self.reports += 1;
        self.last_seen = now;
        if report.outcome == Outcome::Ready
            && let Some(load_ms) = report.load_ms.filter(|load_ms| *load_ms <= MAX_LOAD_MS)
        {
            let load_ms = i64::from(load_ms);
            self.timed += 1;
            self.load_ms_sum += load_ms;
            self.load_ms_max = self.load_ms_max.max(load_ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_stored_by_its_name_on_the_wire() {
        for outcome in [
            Outcome::Ready,
            Outcome::Network,
            Outcome::Integrity,
            Outcome::Timeout,
            Outcome::Undefined,
            Outcome::Crashed,
            Outcome::Twice,
            Outcome::Flooded,
            Outcome::Stopped,
            Outcome::Rejected,
        ] {
            assert_eq!(
                serde_json::to_value(outcome).unwrap(),
                outcome_name(outcome)
            );
        }
    }

    #[test]
    fn only_believable_times_of_what_was_ready_are_counted() {
        let report = |outcome, load_ms| ExtensionReport {
            plugin: "p".to_owned(),
            extension: "e".to_owned(),
            version: "1".to_owned(),
            outcome,
            load_ms,
            stop: None,
        };
        let mut tally = Tally::default();
        tally.count(&report(Outcome::Ready, Some(100)), 1);
        tally.count(&report(Outcome::Ready, Some(300)), 2);
        tally.count(&report(Outcome::Ready, Some(u32::MAX)), 3);
        tally.count(&report(Outcome::Ready, None), 4);
        tally.count(&report(Outcome::Timeout, Some(10_000)), 5);
        let expected = Tally {
            reports: 5,
            timed: 2,
            load_ms_sum: 400,
            load_ms_max: 300,
            last_seen: 5,
        };
        assert_eq!(tally, expected);
    }
}
