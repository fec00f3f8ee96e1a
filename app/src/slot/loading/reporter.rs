//! Tells the server how the extensions of this page fared: a few reports, together, once things have settled or when the
//! reader leaves. Nobody waits for the answer, and a report that is lost is lost. An answer that has something to say says what is
//! off for the reader from now on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::{document, set_timeout, window};
use leptos::task::spawn_local;
use serde::Deserialize;

use super::quota::Quota;
use super::{Failure, Shown, suspended};
use crate::browser::{Answer, Ask, Listener, fetch};
use crate::slot::report::{
    ExtensionReport, ExtensionReports, ExtensionReportsResult, Outcome, StopReason,
};

/// How long reports wait for others.
const SETTLE: Duration = Duration::from_secs(2);
/// The same of a plugin that was ended: the answer may be that it is off, and the reader is looking at its card.
const STOP_SETTLE: Duration = Duration::from_millis(500);

thread_local! {
    static REPORTER: RefCell<Reporter> = RefCell::default();
}

#[derive(Default)]
struct Reporter {
    quota: Quota,
    /// By the segment of the surface's API.
    waiting: BTreeMap<&'static str, Vec<ExtensionReport>>,
    leaving: Option<[Listener; 2]>,
}

/// Reports that it is there, and how long that took.
pub(in crate::slot) fn report_ready(item: &Shown, load_ms: u32) {
    note(item, Outcome::Ready, Some(load_ms), None);
}

/// Reports what became of it instead.
pub(in crate::slot) fn report_failure(item: &Shown, failure: Failure) {
    if let Some(outcome) = failure.outcome() {
        note(item, outcome, None, failure.stop());
    }
}

/// Reports something of which there is no more to say.
pub(in crate::slot) fn report(item: &Shown, outcome: Outcome) {
    note(item, outcome, None, None);
}

/// To be sent, unless the page has reported enough.
fn note(item: &Shown, outcome: Outcome, load_ms: Option<u32>, stop: Option<StopReason>) {
    let first = REPORTER.with_borrow_mut(|reporter| {
        if !reporter.quota.takes(&item.plugin, &item.extension, outcome) {
            return false;
        }
        reporter.leaving.get_or_insert_with(send_when_leaving);
        let first = reporter.waiting.is_empty();
        let of_surface = reporter
            .waiting
            .entry(item.surface.api_segment())
            .or_default();
        of_surface.push(ExtensionReport {
            plugin: item.plugin.clone(),
            extension: item.extension.clone(),
            version: item.version.clone(),
            outcome,
            load_ms,
            stop,
        });
        first
    });
    if stop.is_some() {
        set_timeout(send, STOP_SETTLE);
    } else if first {
        set_timeout(send, SETTLE);
    }
}

fn send_when_leaving() -> [Listener; 2] {
    [
        Listener::new(&window(), "pagehide", |_| send()),
        // On a phone it is often the last thing that a page hears.
        Listener::new(&document(), "visibilitychange", |_| {
            if document().hidden() {
                send();
            }
        }),
    ]
}

fn send() {
    let waiting = REPORTER.with_borrow_mut(|reporter| std::mem::take(&mut reporter.waiting));
    for (segment, reports) in waiting {
        let Ok(json) = serde_json::to_string(&ExtensionReports { reports }) else {
            continue;
        };
        spawn_local(async move {
            let answer = fetch(Ask {
                url: &format!("/api/v1/{segment}/extension-reports"),
                json: Some(&json),
                keepalive: true,
                ..Ask::default()
            })
            .await;
            if let Some(answer) = answer {
                take_note(&answer);
            }
        });
    }
}

fn take_note(answer: &Answer) {
    #[derive(Deserialize)]
    struct Body {
        data: ExtensionReportsResult,
    }
    if answer.status != 200 {
        return;
    }
    if let Ok(Body { data }) = serde_json::from_str(&answer.text) {
        for plugin in &data.suspended {
            suspended::tell(plugin, true);
        }
    }
}
