//! What this process remembers to be quick. Everything here can be forgotten at any time; nothing is the only copy.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use crate::services::policy::{HostFactsCache, ViewCache};
use crate::session::SessionCache;

/// See the module.
#[derive(Debug)]
pub struct Caches {
    /// Facts of hosts, by their epochs.
    pub hosts: HostFactsCache,
    /// Views, by their epochs.
    pub views: ViewCache,
    /// Cookie sessions and checked Bearer tokens, for at most a second.
    pub sessions: SessionCache,
    /// The first host created, for at most a second.
    pub default_host: Cache<(), String>,
    /// Whether any host registered an origin, for at most a second.
    pub origins: Cache<String, bool>,
    /// How many users installed each plugin, by host, for at most a minute.
    pub install_counts: Cache<String, Arc<BTreeMap<String, i64>>>,
}

impl Default for Caches {
    fn default() -> Self {
        Self {
            hosts: HostFactsCache::default(),
            views: ViewCache::default(),
            sessions: SessionCache::default(),
            default_host: Cache::builder()
                .time_to_live(Duration::from_secs(1))
                .build(),
            origins: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(Duration::from_secs(1))
                .build(),
            install_counts: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(Duration::from_mins(1))
                .build(),
        }
    }
}
