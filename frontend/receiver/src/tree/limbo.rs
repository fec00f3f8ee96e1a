//! Removed nodes: kept for a moment, because remote-dom moves a node by removing and inserting it, then forgotten.

use super::node::{Node, What};
use super::{Out, Tree};
use crate::allow::Event;
use crate::ops::Code;

/// How long a removed node is kept, in milliseconds.
const KEPT: f64 = 1_000.0;

impl Tree {
    /// Forgets nodes that were removed long enough ago, with everything in them and their functions.
    pub fn sweep(&mut self, out: &mut Out<'_>) {
        let young = |(at, _): &(f64, u32)| out.now - at < KEPT;
        let old = self.limbo.iter().position(young);
        self.sweep_first(old.unwrap_or(self.limbo.len()), out);
    }

    pub(super) fn sweep_all(&mut self, out: &mut Out<'_>) {
        self.sweep_first(self.limbo.len(), out);
    }

    fn sweep_first(&mut self, count: usize, out: &mut Out<'_>) {
        let rest = self.limbo.split_off(count);
        for (at, slot) in std::mem::replace(&mut self.limbo, rest) {
            // It may have come back since, and even been removed again.
            if self.get(slot).is_some_and(|node| node.removed == Some(at)) {
                self.destroy(slot, out);
            }
        }
    }

    /// Takes a node, which its parent does not list any more, out of the tree.
    pub(super) fn part(&mut self, slot: u32, out: &mut Out<'_>) {
        let Some(node) = self.get_mut(slot) else {
            return;
        };
        node.parent = None;
        node.removed = Some(out.now);
        if node.shown {
            out.ops.push(Code::Remove, [slot]);
        }
        self.limbo.push((out.now, slot));
    }

    fn destroy(&mut self, slot: u32, out: &mut Out<'_>) {
        let mut open = vec![slot];
        while let Some(slot) = open.pop() {
            self.ids.remove(slot, &self.nodes);
            let Some(place) = self.get_mut(slot) else {
                continue;
            };
            let node = std::mem::replace(place, Node::vacant("", 0));
            let native = matches!(node.what, What::Element(_));
            for (event, key) in node.listeners {
                self.listeners = self.listeners.saturating_sub(1);
                out.functions.release(key, out.now);
                if native {
                    self.unheard(event, out);
                }
            }
            if node.shown {
                out.ops.push(Code::Free, [slot]);
            }
            self.free.push(slot);
            open.extend(node.children);
        }
    }

    /// One node less listens to an event.
    pub(super) fn unheard(&mut self, number: u32, out: &mut Out<'_>) {
        let Some(count) = self.heard.get_mut(number as usize) else {
            return;
        };
        *count = count.saturating_sub(1);
        if *count == 0
            && let Some(event) = Event::from_number(number)
        {
            out.ops.listen(event, false);
        }
    }

    /// One node more listens to an event.
    pub(super) fn heard(&mut self, number: u32, out: &mut Out<'_>) {
        let Some(count) = self.heard.get_mut(number as usize) else {
            return;
        };
        *count += 1;
        if *count == 1
            && let Some(event) = Event::from_number(number)
        {
            out.ops.listen(event, true);
        }
    }
}
