//! What this process remembers to be quick. Everything here can be forgotten at any time; nothing is the only copy.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;
use std::time::{Duration, Instant};

use quick_cache::sync::Cache;

use crate::services::policy::{HostFactsCache, ViewCache};
use crate::services::store::Index;
use crate::session::SessionCache;

/// See the module.
#[derive(Debug)]
pub struct Caches {
    /// Facts of hosts, by their epochs.
    pub hosts: HostFactsCache,
    /// Views, by their epochs.
    pub views: ViewCache,
    /// Cookie sessions and checked Bearer tokens.
    pub sessions: SessionCache,
    /// The first host created, for at most a second.
    pub default_host: Timed<(), String>,
    /// Whether any host registered an origin, for at most a second.
    pub origins: Timed<String, bool>,
    /// How many users installed each plugin, by host, for at most a minute.
    pub install_counts: Timed<String, Arc<BTreeMap<String, i64>>>,
    /// The words of all listings, by the plugins' build and language.
    pub search_index: Timed<(String, &'static str), Arc<Index>>,
}

impl Default for Caches {
    fn default() -> Self {
        Self {
            hosts: HostFactsCache::default(),
            views: ViewCache::default(),
            sessions: SessionCache::default(),
            default_host: Timed::new(1, Duration::from_secs(1)),
            origins: Timed::new(10_000, Duration::from_secs(1)),
            install_counts: Timed::new(10_000, Duration::from_mins(1)),
            search_index: Timed::new(100, Duration::MAX),
        }
    }
}

/// A bounded cache whose values count for a time.
pub struct Timed<Key, Value> {
    cache: Cache<Key, (Instant, Value)>,
    life: Duration,
}

impl<Key: Eq + Hash, Value: Clone> Timed<Key, Value> {
    fn new(capacity: usize, life: Duration) -> Self {
        Self {
            cache: Cache::new(capacity),
            life,
        }
    }

    /// The value, while it counts.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<Value>
    where
        Key: Borrow<Q>,
    {
        let (since, value) = self.cache.get(key)?;
        (since.elapsed() < self.life).then_some(value)
    }

    /// Remembers a value from now on.
    pub fn insert(&self, key: Key, value: Value) {
        self.cache.insert(key, (Instant::now(), value));
    }

    /// Forgets a value at once.
    pub fn remove<Q: Hash + Eq + ?Sized>(&self, key: &Q)
    where
        Key: Borrow<Q>,
    {
        self.cache.remove(key);
    }
}

impl<Key, Value> fmt::Debug for Timed<Key, Value> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timed")
            .field("life", &self.life)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_counts_for_its_time_or_until_it_is_forgotten() {
        let long: Timed<String, i32> = Timed::new(10, Duration::from_mins(1));
        long.insert("a".to_owned(), 1);
        assert_eq!(long.get("a"), Some(1));
        long.remove("a");
        assert_eq!(long.get("a"), None);
        let over: Timed<String, i32> = Timed::new(10, Duration::ZERO);
        over.insert("a".to_owned(), 1);
        assert_eq!(over.get("a"), None);
    }
}
