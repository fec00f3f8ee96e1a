//! From ids to places in a list. The ids themselves stand in the list; this is a table of their places, searched by a hash.
//!
//! A plugin that chooses ids which collide makes each look-up as slow as a walk through its own few thousand nodes, which the limits
//! on records bear. (On wasm the standard library's maps know no better: their seed is a constant.)

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

/// What has an id.
pub(crate) trait HasId {
    fn id(&self) -> &str;
}

#[derive(Debug)]
pub(crate) struct IdIndex {
    /// A power of two of places, never full.
    table: Vec<u32>,
    len: usize,
    /// Deleted ones are counted, too.
    used: usize,
}

impl Default for IdIndex {
    fn default() -> Self {
        Self {
            table: vec![EMPTY; 64],
            len: 0,
            used: 0,
        }
    }
}

impl IdIndex {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get<T: HasId>(&self, id: &str, list: &[T]) -> Option<u32> {
        let place = self.place(id, |slot| {
            slot < DELETED
                && list
                    .get(slot as usize)
                    .is_some_and(|entry| entry.id() == id)
        })?;
        self.table.get(place).copied()
    }

    /// Adds an entry whose id is not in the table.
    pub(crate) fn insert<T: HasId>(&mut self, slot: u32, list: &[T]) {
        if (self.used + 1) * 2 > self.table.len() {
            self.grow(list);
        }
        if let Some(entry) = list.get(slot as usize) {
            self.put(entry.id(), slot);
            self.len += 1;
            self.used += 1;
        }
    }

    /// Takes an entry out, as long as it still has its id.
    pub(crate) fn remove<T: HasId>(&mut self, slot: u32, list: &[T]) {
        let Some(entry) = list.get(slot as usize) else {
            return;
        };
        let place = self.place(entry.id(), |found| found == slot);
        if let Some(found) = place.and_then(|place| self.table.get_mut(place)) {
            *found = DELETED;
            self.len -= 1;
        }
    }

    fn grow<T: HasId>(&mut self, list: &[T]) {
        let size = (self.len + 1).next_power_of_two() * 4;
        let old = std::mem::replace(&mut self.table, vec![EMPTY; size.max(64)]);
        for slot in old.into_iter().filter(|slot| *slot < DELETED) {
            if let Some(entry) = list.get(slot as usize) {
                self.put(entry.id(), slot);
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

/// Puts an entry into a free place of a list, or at its end.
pub(crate) fn store<T>(list: &mut Vec<T>, free: &mut Vec<u32>, entry: T) -> u32 {
    if let Some(slot) = free.pop()
        && let Some(place) = list.get_mut(slot as usize)
    {
        *place = entry;
        return slot;
    }
    list.push(entry);
    u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
}

fn start(id: &str) -> usize {
    let hash = digest(id.as_bytes());
    // The lowest bits of FNV are its weakest.
    (hash ^ (hash >> 15)) as usize
}

/// FNV-1a. A plugin that makes two values collide keeps an old value of its own.
pub(crate) fn digest(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}
