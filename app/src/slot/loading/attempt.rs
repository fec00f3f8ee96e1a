//! One try to load and mount: how far it has come, how long it may take, and what is reported of it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::reporter::{report_failure, report_ready};
use super::{DEADLINE_MS, Failure, Phase, STILL_LOADING_MS, Shown};

#[derive(Clone)]
pub(in crate::slot) struct Attempt {
    shown: Rc<Shown>,
    number: u32,
    latest: Rc<Cell<u32>>,
    phase: RwSignal<Phase>,
    /// The script ran; what is missing now is the definition.
    script_ran: Rc<Cell<bool>>,
    /// Milliseconds of the page's clock.
    began: f64,
}

impl Attempt {
    /// The latest one, from now on.
    pub(in crate::slot) fn new(
        shown: &Rc<Shown>,
        latest: &Rc<Cell<u32>>,
        phase: RwSignal<Phase>,
    ) -> Self {
        Self {
            shown: Rc::clone(shown),
            number: latest.get(),
            latest: Rc::clone(latest),
            phase,
            script_ran: Rc::default(),
            began: now(),
        }
    }

    /// No later attempt has begun, and the island is still there.
    pub(in crate::slot) fn counts(&self) -> bool {
        self.latest.get() == self.number && !self.phase.is_disposed()
    }

    pub(in crate::slot) fn script_ran(&self) {
        self.script_ran.set(true);
    }

    /// It is in the page.
    pub(in crate::slot) fn succeed(&self) {
        self.enter(Phase::Ready);
        report_ready(&self.shown, milliseconds(now() - self.began));
    }

    /// The card takes its place.
    pub(in crate::slot) fn give_up(&self, failure: Failure) {
        if self.counts() {
            self.enter(Phase::Failed(failure));
            report_failure(&self.shown, failure);
        }
    }

    /// Says so when it takes long, and gives up waiting at the deadline; a later success still heals (FORMS 12).
    pub(in crate::slot) fn watch_the_clock(&self) {
        let slow = self.clone();
        self.after(STILL_LOADING_MS, move || slow.enter(Phase::StillLoading));
        let late = self.clone();
        self.after(DEADLINE_MS, move || {
            let ran = late.script_ran.get();
            late.give_up(if ran {
                Failure::Undefined
            } else {
                Failure::Timeout
            });
        });
    }

    fn after(&self, milliseconds: u32, act: impl FnOnce() + 'static) {
        let attempt = self.clone();
        let if_waiting = move || {
            if attempt.waits() {
                act();
            }
        };
        set_timeout(if_waiting, Duration::from_millis(milliseconds.into()));
    }

    fn waits(&self) -> bool {
        self.counts()
            && matches!(
                self.phase.try_get_untracked(),
                Some(Phase::Loading | Phase::StillLoading)
            )
    }

    fn enter(&self, phase: Phase) {
        if self.counts() {
            self.phase.try_set(phase);
        }
    }
}

fn now() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time that has passed, and `as` ends at the greatest"
)]
fn milliseconds(passed: f64) -> u32 {
    passed.round() as u32
}
