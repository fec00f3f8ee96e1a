//! Calls of ours that the plugin has not answered yet.

use crate::allow::Event;
use crate::text::concat;

/// What the answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// The export `render`.
    Render,
    /// The export `update`; a plugin need not have it.
    Update,
    /// A listener.
    Event(Event),
    /// A function that the page called, by the number of the call there.
    Page(u32),
}

/// The calls of one plugin.
#[derive(Debug, Default)]
pub struct PendingCalls {
    awaited: Vec<(u64, Awaited)>,
    next: u64,
}

impl PendingCalls {
    /// Begins a call and returns its id; `None`: too many are unanswered.
    pub fn begin(&mut self, awaited: Awaited, most: u32) -> Option<String> {
        if self.awaited.len() >= most as usize {
            return None;
        }
        self.next += 1;
        self.awaited.push((self.next, awaited));
        Some(concat(&["c", &self.next.to_string()]))
    }

    /// Ends a call. `None`: there is none with this id, or no longer.
    pub fn end(&mut self, id: &str) -> Option<Awaited> {
        let number: u64 = id.strip_prefix('c')?.parse().ok()?;
        let at = self
            .awaited
            .iter()
            .position(|(known, _)| *known == number)?;
        Some(self.awaited.swap_remove(at).1)
    }

    /// Whether a call of a listener to this event is unanswered.
    pub fn awaits(&self, event: Event) -> bool {
        self.awaited
            .iter()
            .any(|(_, awaited)| *awaited == Awaited::Event(event))
    }

    /// How many are unanswered.
    pub fn len(&self) -> usize {
        self.awaited.len()
    }

    /// Whether all are answered.
    pub fn is_empty(&self) -> bool {
        self.awaited.is_empty()
    }
}
