//! Functions that the plugin handed over: listeners of the tree, and values given to the host (THREATS 28).
//!
//! A function is kept as long as anything refers to it, and a while longer: the plugin may insert a removed node again with the
//! same functions, and must not have forgotten them by then.

use crate::ids::{HasId, IdIndex, store};

/// How long a function that nothing refers to is kept, in milliseconds. Longer than removed nodes are.
const GRACE: f64 = 1_000.0;

/// A function that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FunctionKey(u32);

/// The functions of one plugin.
#[derive(Debug, Default)]
pub struct PluginFunctions {
    entries: Vec<Entry>,
    free: Vec<u32>,
    ids: IdIndex,
    /// Functions that nothing referred to at that time, oldest first.
    idle: Vec<(f64, FunctionKey)>,
}

#[derive(Debug)]
struct Entry {
    id: Box<str>,
    references: u32,
    /// In how many messages it came.
    taken: u32,
    message: u64,
    /// Whether the page has a function that stands for it; one reference.
    proxied: bool,
    idle_since: f64,
}

impl PluginFunctions {
    /// Notes that a function came in a message. If nothing keeps it, it is given back before long.
    pub fn saw(&mut self, id: &str, message: u64, now: f64) {
        let key = self.key(id);
        let Some(entry) = self.entry(key) else {
            return;
        };
        if entry.message != message {
            entry.message = message;
            entry.taken += 1;
        }
        if entry.references == 0 {
            entry.idle_since = now;
            self.idle.push((now, key));
        }
    }

    /// Keeps the function with this id; once more if it is kept.
    pub fn retain(&mut self, id: &str) -> FunctionKey {
        let key = self.key(id);
        if let Some(entry) = self.entry(key) {
            entry.references += 1;
        }
        key
    }

    /// Keeps it because the page gets a function that stands for it. There is one such function at a time.
    pub fn proxy(&mut self, id: &str) {
        let key = self.key(id);
        if let Some(entry) = self.entry(key)
            && !entry.proxied
        {
            entry.proxied = true;
            entry.references += 1;
        }
    }

    /// One reference less.
    pub fn release(&mut self, key: FunctionKey, now: f64) {
        if let Some(entry) = self.entry(key) {
            entry.references = entry.references.saturating_sub(1);
            if entry.references == 0 {
                entry.idle_since = now;
                self.idle.push((now, key));
            }
        }
    }

    /// The page's function that stood for it was collected.
    pub fn release_proxy(&mut self, id: &str, now: f64) {
        if let Some(key) = self.find(id)
            && let Some(entry) = self.entry(key)
            && entry.proxied
        {
            entry.proxied = false;
            self.release(key, now);
        }
    }

    /// The id of a function that is kept.
    pub fn id(&self, key: FunctionKey) -> Option<&str> {
        let entry = self.entries.get(key.0 as usize)?;
        Some(&entry.id)
    }

    /// Whether a function with this id is kept.
    pub fn knows(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    /// Forgets what nothing referred to for long enough, and tells each with how often the plugin handed it over.
    pub fn sweep(&mut self, now: f64, mut released: impl FnMut(&str, u32)) {
        let young = |(since, _): &(f64, FunctionKey)| now - since < GRACE;
        let old = self.idle.iter().position(young);
        let rest = self.idle.split_off(old.unwrap_or(self.idle.len()));
        for (since, key) in std::mem::replace(&mut self.idle, rest) {
            let Some(entry) = self.entries.get_mut(key.0 as usize) else {
                continue;
            };
            // It may have been taken up and put down again since; then it stands further back once more.
            #[expect(clippy::float_cmp, reason = "the same number was written to both")]
            if entry.references == 0 && entry.idle_since == since {
                entry.idle_since = f64::NAN;
                released(&entry.id, entry.taken);
                self.ids.remove(key.0, &self.entries);
                self.free.push(key.0);
            }
        }
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.ids.len() == 0
    }

    fn find(&self, id: &str) -> Option<FunctionKey> {
        self.ids.get(id, &self.entries).map(FunctionKey)
    }

    fn key(&mut self, id: &str) -> FunctionKey {
        if let Some(key) = self.find(id) {
            return key;
        }
        let entry = Entry {
            id: id.into(),
            references: 0,
            taken: 0,
            message: 0,
            proxied: false,
            idle_since: f64::NAN,
        };
        let slot = store(&mut self.entries, &mut self.free, entry);
        self.ids.insert(slot, &self.entries);
        FunctionKey(slot)
    }

    fn entry(&mut self, key: FunctionKey) -> Option<&mut Entry> {
        self.entries.get_mut(key.0 as usize)
    }
}

impl HasId for Entry {
    fn id(&self) -> &str {
        &self.id
    }
}
