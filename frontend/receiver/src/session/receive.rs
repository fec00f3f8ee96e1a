//! Messages of the plugin.

use super::{Phase, Session, StopReason};
use crate::allow::{Element, Refused};
use crate::limits::Limit;
use crate::ops::Code;
use crate::record::{ProtocolError, Record};
use crate::thread::{Awaited, HostFunction, Message};
use crate::tree::{Callee, Fault, Out};
use crate::value::{At, Container, DecodeError, Node, Value, decode};

/// More broken rules than this within [`ERROR_WINDOW`] end the plugin (THREATS m).
const MOST_ERRORS: usize = 20;
/// A minute, in milliseconds.
const ERROR_WINDOW: f64 = 60_000.0;

impl Session {
    /// A message came: bridge bytes.
    pub fn on_message(&mut self, bytes: &[u8], now: f64) {
        if self.phase != Phase::Running {
            return;
        }
        if let Err(fault) = self.receive(bytes, now) {
            self.fault(fault, now);
        }
    }

    /// An error that the plugin did not catch; it counts as a message. False: it was one too many.
    pub fn on_error(&mut self, now: f64) -> bool {
        let late = self.watchdog.lateness(now);
        let within = self.messages.take(1, now, late);
        if !within {
            self.stop(StopReason::Limit(Limit::MessagesPerSecond), "");
        }
        within
    }

    fn receive(&mut self, bytes: &[u8], now: f64) -> Result<(), Fault> {
        Limit::MessageBytes.check(&self.limits, bytes.len())?;
        let late = self.watchdog.lateness(now);
        if !self.messages.take(1, now, late) {
            return Err(Limit::MessagesPerSecond.into());
        }
        let value = decode(bytes, self.limits.depth as usize).map_err(|error| match error {
            DecodeError::Limit(limit) => Fault::Limit(limit),
            _ => Fault::Protocol(ProtocolError::Bytes),
        })?;
        self.received += 1;
        self.note_functions(&value, now);
        Limit::Functions.check(&self.limits, self.functions.len())?;
        let message = Message::read(value.root()).ok_or(ProtocolError::Message)?;
        match message {
            Message::Call { id } => {
                self.answer(2, id, "the host exports nothing");
                Err(ProtocolError::UnknownMethod.into())
            }
            Message::Answer { id, value, error } => self.on_answer(id, value, error),
            Message::CallFunction { id, function, args } => {
                self.call_function(id, function, args, now)
            }
            Message::Release { function, count } => self.on_release(function, count),
        }
    }

    /// Functions in a message are the plugin's until given back, whether anything comes of them or not.
    fn note_functions(&mut self, value: &Value<'_>, now: f64) {
        let mut before = None;
        for node in value.nodes() {
            if let (Some(Node::Text("_@f")), Node::Text(id)) = (before, *node) {
                self.functions.saw(id, self.received, now);
            }
            before = Some(*node);
        }
    }

    fn on_answer(
        &mut self,
        id: &str,
        value: Option<At<'_, '_>>,
        error: Option<At<'_, '_>>,
    ) -> Result<(), Fault> {
        match self.pending.end(id).ok_or(ProtocolError::UnknownCall)? {
            Awaited::Render => match error {
                Some(error) => self.stop(StopReason::RenderFailed, message(error)),
                None => self.show_live(),
            },
            Awaited::Update | Awaited::Event(_) => {}
            Awaited::Page(number) => {
                self.ops
                    .push(Code::Resolve, [number, u32::from(error.is_some())]);
                match error.or(value) {
                    Some(at) => self.ops.value(at, |id| self.functions.proxy(id)),
                    None => self.ops.push_undefined(),
                }
            }
        }
        Ok(())
    }

    fn on_release(&mut self, function: &str, count: Option<u32>) -> Result<(), Fault> {
        match self.hosted.find(function) {
            None => Err(ProtocolError::UnknownFunction.into()),
            Some(HostFunction::Page(number)) => {
                if let Some(number) = self.hosted.release(number, count) {
                    self.ops.push(Code::Forget, [number]);
                }
                Ok(())
            }
            Some(HostFunction::Mutate | HostFunction::Call) => Ok(()),
        }
    }

    fn call_function(
        &mut self,
        id: &str,
        function: &str,
        args: At<'_, '_>,
        now: f64,
    ) -> Result<(), Fault> {
        match self.hosted.find(function) {
            None => {
                self.answer(4, id, "the function does not exist, or was released");
                Err(ProtocolError::UnknownFunction.into())
            }
            Some(HostFunction::Mutate) => {
                let done = self.mutate(args, now);
                if let Ok(()) | Err(Fault::Protocol(_)) = done {
                    self.answer(4, id, "");
                }
                done
            }
            Some(HostFunction::Call) => {
                let called = self.call_method(id, args);
                if let Err(Fault::Protocol(_)) = called {
                    self.answer(4, id, "the method is not allowed");
                }
                called
            }
            Some(HostFunction::Page(number)) => {
                self.begin_call()?;
                let len = self.ops.put(id);
                self.ops.push(Code::Call, [number, len]);
                self.ops.value(args, |id| self.functions.proxy(id));
                Ok(())
            }
        }
    }

    /// The page has one more call to answer.
    fn begin_call(&mut self) -> Result<(), Fault> {
        self.running += 1;
        Limit::PendingCalls.check(&self.limits, self.running as usize)?;
        Ok(())
    }

    fn mutate(&mut self, args: At<'_, '_>, now: f64) -> Result<(), Fault> {
        let records = args.array().and_then(|mut args| args.next()?.array());
        let records = records.ok_or(ProtocolError::Record)?;
        Limit::RecordsPerMessage.check(&self.limits, records.len())?;
        let late = self.watchdog.lateness(now);
        if !self.records.take(records.len(), now, late) {
            return Err(Limit::RecordsPerSecond.into());
        }
        let mut out = Out {
            ops: &mut self.ops,
            functions: &mut self.functions,
            now,
        };
        let mut errors = 0;
        for at in records {
            let record = Record::read(at).map_err(Fault::from);
            match record.and_then(|record| self.tree.apply(record, &mut out)) {
                Ok(()) => {}
                // The others are still what the plugin shows, as far as they make sense.
                Err(Fault::Protocol(_)) => errors += 1,
                Err(limit) => return Err(limit),
            }
        }
        self.tree.write_sheets(&mut out)?;
        for _ in 0..errors {
            self.count(Refused::Record, now);
        }
        self.show_live();
        Ok(())
    }

    fn show_live(&mut self) {
        if !self.live && !self.is_stopped() {
            self.live = true;
            self.ops.push(Code::Live, []);
        }
    }

    /// `call(id, method, ...args)` of the connection.
    fn call_method(&mut self, call: &str, args: At<'_, '_>) -> Result<(), Fault> {
        let mut parts = args.array().ok_or(ProtocolError::Message)?;
        let id = parts
            .next()
            .and_then(At::text)
            .ok_or(ProtocolError::Message)?;
        let method = parts
            .next()
            .and_then(At::text)
            .ok_or(ProtocolError::Message)?;
        let (handle, callee) = self.tree.callee(id).ok_or(ProtocolError::UnknownId)?;
        let allowed = match callee {
            Callee::Element(element) => is_method(element, method),
            Callee::Component(number) => self
                .tree
                .components()
                .get(number)
                .is_some_and(|component| component.methods.iter().any(|name| name == method)),
        };
        if !allowed {
            return Err(ProtocolError::UnknownMethod.into());
        }
        self.begin_call()?;
        let len = self.ops.put(call);
        let name = self.ops.put(method);
        self.ops.push(Code::Method, [handle.0, len, name]);
        self.ops.value(args, |id| self.functions.proxy(id));
        Ok(())
    }

    fn answer(&mut self, kind: u32, id: &str, error: &str) {
        let len = self.ops.put(id);
        let error = self.ops.put(error);
        self.ops.push(Code::Answer, [kind, len, error]);
    }

    fn fault(&mut self, fault: Fault, now: f64) {
        match fault {
            Fault::Limit(limit) => self.stop(StopReason::Limit(limit), ""),
            Fault::Protocol(_) => self.count(Refused::Message, now),
        }
    }

    /// A rule of the protocol was broken.
    fn count(&mut self, what: Refused, now: f64) {
        self.tree.refuse(what, 1);
        self.errors.retain(|at| now - at < ERROR_WINDOW);
        self.errors.push(now);
        if self.errors.len() > MOST_ERRORS {
            self.stop(StopReason::ProtocolErrors, "");
        }
    }
}

/// Methods of native elements (docs/SANDBOX.md "Events").
fn is_method(element: Element, method: &str) -> bool {
    match method {
        "focus" | "blur" | "scrollIntoView" => !element.is_svg(),
        "select" | "setSelectionRange" => element.is("input") || element.is("textarea"),
        // Not `transferControlToOffscreen`: a canvas that is handed to a frame of an opaque origin ends the page in Chromium 156.
        "paint" => element.is("canvas"),
        _ => false,
    }
}

/// What an error says.
fn message<'b>(error: At<'_, 'b>) -> &'b str {
    match error.node() {
        Node::Text(text) => text,
        Node::Container {
            kind: Container::Error,
            ..
        } => error.error_message().unwrap_or_default(),
        _ => error.get("message").and_then(At::text).unwrap_or_default(),
    }
}
