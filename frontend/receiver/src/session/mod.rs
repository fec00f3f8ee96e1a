//! One mounted plugin, from its frame to its end. It is told what happens and writes what is to be done; it has no clock, no
//! page and no port of its own.

mod calls;
mod receive;
mod stop;

use crate::allow::Rules;
use crate::component::Components;
use crate::limits::{Limits, TokenBucket};
use crate::ops::{Code, Ops};
use crate::thread::{HostFunctions, PendingCalls, PluginFunctions};
use crate::tree::{Out, Tree};
use crate::watchdog::{Verdict, Watchdog};

pub use calls::{EventCall, FunctionCall};
pub use stop::StopReason;

/// How long a plugin may take until it runs, in milliseconds.
const START_WITHIN: f64 = 5_000.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The frame is being loaded.
    Loading,
    /// It has the code.
    Starting,
    /// The worker runs.
    Running,
    /// It is over.
    Stopped,
}

/// One mounted plugin.
#[derive(Debug)]
pub struct Session {
    phase: Phase,
    began: f64,
    loads: u32,
    live: bool,
    tree: Tree,
    functions: PluginFunctions,
    hosted: HostFunctions,
    pending: PendingCalls,
    /// Calls of the plugin that the page has not answered yet.
    running: u32,
    messages: TokenBucket,
    records: TokenBucket,
    received: u64,
    /// When the last broken rules of the protocol were seen.
    errors: Vec<f64>,
    watchdog: Watchdog,
    limits: Limits,
    ops: Ops,
    stopped: Option<(StopReason, String)>,
}

impl Session {
    /// A plugin whose frame is about to be made.
    pub fn new(rules: Rules, components: Components, limits: Limits, now: f64) -> Self {
        Self {
            phase: Phase::Loading,
            began: now,
            loads: 0,
            live: false,
            tree: Tree::new(rules, components, limits),
            functions: PluginFunctions::default(),
            hosted: HostFunctions::default(),
            pending: PendingCalls::default(),
            running: 0,
            messages: TokenBucket::new(limits.messages_per_second, now),
            records: TokenBucket::new(limits.records_per_second, now),
            received: 0,
            errors: Vec::new(),
            watchdog: Watchdog::new(now),
            limits,
            ops: Ops::default(),
            stopped: None,
        }
    }

    /// What is to be done, since the last time it was emptied.
    pub fn ops(&mut self) -> &mut Ops {
        &mut self.ops
    }

    /// What is shown.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Functions of the plugin that are kept.
    pub fn functions(&self) -> &PluginFunctions {
        &self.functions
    }

    /// Calls that the plugin has not answered.
    pub fn pending(&self) -> &PendingCalls {
        &self.pending
    }

    /// Why it was ended, with what is known about it beyond the reason. The detail may be the plugin's own words.
    pub fn stopped(&self) -> Option<(StopReason, &str)> {
        let (reason, detail) = self.stopped.as_ref()?;
        Some((*reason, detail))
    }

    /// Whether it is over.
    pub fn is_stopped(&self) -> bool {
        self.phase == Phase::Stopped
    }

    /// The frame's document was loaded. Only once: a second time it is another one (THREATS 19).
    pub fn on_load(&mut self) {
        self.loads += 1;
        if self.loads > 1 {
            self.stop(StopReason::FrameNavigated, "");
        }
    }

    /// The relay is ready. True: send it the code and the port; the first time only (THREATS 24, PARITY 39).
    pub fn on_ready(&mut self, now: f64) -> bool {
        let first = self.phase == Phase::Loading;
        if first {
            self.phase = Phase::Starting;
            self.began = now;
        }
        first
    }

    /// The worker runs.
    pub fn on_up(&mut self) {
        if self.phase == Phase::Starting {
            self.phase = Phase::Running;
            self.watchdog.start();
            self.ops.push(Code::Start, []);
        }
    }

    /// The relay ended the worker.
    pub fn on_down(&mut self, reason: &str, detail: &str) {
        self.stop(StopReason::from_relay(reason), detail);
    }

    /// The page could not go on.
    pub fn on_failure(&mut self, reason: StopReason, detail: &str) {
        self.stop(reason, detail);
    }

    /// A ping was answered.
    pub fn on_pong(&mut self, number: u32) {
        self.watchdog.pong(number);
    }

    /// Time passes; every [`crate::watchdog::TICK`]. `hidden`: no one looks at the page. Returns the number of a ping to be
    /// sent.
    pub fn on_tick(&mut self, now: f64, hidden: bool) -> Option<u32> {
        if self.is_stopped() {
            return None;
        }
        let late = self.watchdog.lateness(now) > 0.0;
        let ping = match self.watchdog.tick(now, hidden) {
            Verdict::Wait => None,
            Verdict::Ping(number) => Some(number),
            Verdict::Dead => {
                self.stop(StopReason::Unresponsive, "");
                return None;
            }
        };
        if self.phase != Phase::Running {
            if late || hidden {
                self.began = self.began.max(now - START_WITHIN / 2.0);
            }
            if now - self.began > START_WITHIN {
                self.stop(StopReason::StartTimeout, "");
                return None;
            }
        }
        self.tree.sweep(&mut Out {
            ops: &mut self.ops,
            functions: &mut self.functions,
            now,
        });
        let ops = &mut self.ops;
        self.functions.sweep(now, |id, taken| {
            let len = ops.put(id);
            ops.push(Code::Release, [len, taken]);
        });
        ping
    }
}
