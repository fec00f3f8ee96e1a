//! From ids to nodes. The ids themselves stand in the nodes; this is a table of their places, searched by a hash.
//!
//! A plugin that chooses ids which collide makes each look-up as slow as a walk through its own few thousand nodes, which the limits
//! on records bear.

use super::node::{Node, digest};

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

#[derive(Debug)]
pub(super) struct IdIndex {
    /// A power of two of places, never full.
    table: Vec<u32>,
    len: usize,
    /// Deleted ones are counted, too.
    used: usize,
}

impl IdIndex {
    pub(super) fn new() -> Self {
        Self {
            table: vec![EMPTY; 64],
            len: 0,
            used: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, id: &str, nodes: &[Node]) -> Option<u32> {
        let place = self.place(id, |slot| {
            slot < DELETED && nodes.get(slot as usize).is_some_and(|node| &*node.id == id)
        })?;
        self.table.get(place).copied()
    }

    /// Adds a node whose id is not in the table.
    pub(super) fn insert(&mut self, slot: u32, nodes: &[Node]) {
        if (self.used + 1) * 2 > self.table.len() {
            self.grow(nodes);
        }
        if let Some(node) = nodes.get(slot as usize) {
            self.put(&node.id, slot);
            self.len += 1;
            self.used += 1;
        }
    }

    /// Takes a node out, as long as it still has its id.
    pub(super) fn remove(&mut self, slot: u32, nodes: &[Node]) {
        let Some(node) = nodes.get(slot as usize) else {
            return;
        };
        let place = self.place(&node.id, |found| found == slot);
        if let Some(found) = place.and_then(|place| self.table.get_mut(place)) {
            *found = DELETED;
            self.len -= 1;
        }
    }

    fn grow(&mut self, nodes: &[Node]) {
        let size = (self.len + 1).next_power_of_two() * 4;
        let old = std::mem::replace(&mut self.table, vec![EMPTY; size.max(64)]);
        for slot in old.into_iter().filter(|slot| *slot < DELETED) {
            if let Some(node) = nodes.get(slot as usize) {
                self.put(&node.id, slot);
            }
        }
        self.used = self.len;
    }

    fn put(&mut self, id: &str, slot: u32) {
        let mask = self.table.len() - 1;
        let mut place = start(id) & mask;
        while let Some(found) = self.table.get_mut(place) {
            if *found == EMPTY {
                *found = slot;
                return;
            }
            place = (place + 1) & mask;
        }
    }

    /// The first place on the way of an id that is wanted.
    fn place(&self, id: &str, wanted: impl Fn(u32) -> bool) -> Option<usize> {
        let mask = self.table.len() - 1;
        let mut place = start(id) & mask;
        loop {
            match self.table.get(place).copied() {
                None | Some(EMPTY) => return None,
                Some(slot) if wanted(slot) => return Some(place),
                Some(_) => place = (place + 1) & mask,
            }
        }
    }
}

fn start(id: &str) -> usize {
    let hash = digest(id.as_bytes());
    // The lowest bits of FNV are its weakest.
    (hash ^ (hash >> 15)) as usize
}
