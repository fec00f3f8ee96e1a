//! Calls of functions and exports of the plugin.

use super::{Phase, Session};
use crate::allow::Event;
use crate::ops::Handle;
use crate::thread::Awaited;

/// A call of a listener that is to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCall {
    /// Id of the call.
    pub id: String,
    /// Id of the function.
    pub function: String,
    /// Id of the node in which the event happened.
    pub target: String,
}

/// A call of a function that is to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCall {
    /// Id of the call.
    pub id: String,
    /// Id of the function.
    pub function: String,
}

impl Session {
    /// Begins the call of the export `render` or `update` and returns its id.
    pub fn call_export(&mut self, update: bool) -> Option<String> {
        if self.phase != Phase::Running {
            return None;
        }
        let awaited = if update {
            Awaited::Update
        } else {
            Awaited::Render
        };
        self.pending.begin(awaited, u32::MAX)
    }

    /// An event happened in a node. `None`: no one listens, or the plugin has enough to do (THREATS l).
    pub fn on_event(&mut self, at: Handle, event: Event, bubbles: bool) -> Option<EventCall> {
        if self.phase != Phase::Running || (event.is_frequent() && self.pending.awaits(event)) {
            return None;
        }
        let (target, key) = self.tree.listener(at, event, bubbles)?;
        let target = target.to_owned();
        let function = self.functions.id(key)?.to_owned();
        let id = self
            .pending
            .begin(Awaited::Event(event), self.limits.pending_calls)?;
        Some(EventCall {
            id,
            function,
            target,
        })
    }

    /// A component fired an event; `call` is the number under which the page waits for the answer.
    pub fn on_component_event(
        &mut self,
        at: Handle,
        event: u32,
        call: u32,
    ) -> Option<FunctionCall> {
        let key = self.tree.component_listener(at, event)?;
        let function = self.functions.id(key)?.to_owned();
        self.on_call(&function, call)
    }

    /// The page calls a function of the plugin. `None`: it was released, or too many calls are unanswered (THREATS 28).
    pub fn on_call(&mut self, function: &str, call: u32) -> Option<FunctionCall> {
        if self.phase != Phase::Running || !self.functions.knows(function) {
            return None;
        }
        let id = self
            .pending
            .begin(Awaited::Page(call), self.limits.pending_calls)?;
        Some(FunctionCall {
            id,
            function: function.to_owned(),
        })
    }

    /// The page answered a call of the plugin.
    pub fn on_answered(&mut self) {
        self.running = self.running.saturating_sub(1);
    }

    /// The plugin gets a function of the page, by its number there.
    pub fn give(&mut self, function: u32) {
        self.hosted.give(function);
    }

    /// The page's function that stood for one of the plugin was collected.
    pub fn on_collected(&mut self, function: &str, now: f64) {
        self.functions.release_proxy(function, now);
    }
}
