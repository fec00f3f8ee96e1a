//! What is the same for everybody on a host: its row, approvals, own policies and origins; cached under its epoch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use portico_sdk::names::is_host_id;
use portico_sdk::policy::{Facts, Mode, PluginFacts, Policy, PolicyLevel, host_lock};
use quick_cache::sync::Cache;

use crate::epochs::{Cell, Subject};
use crate::state::AppState;
use crate::storage::hosts::{self, HostRow};
use crate::storage::slot_orders::{self, SlotOrder};
use crate::storage::{StorageError, policies};

/// What is the same for everybody on a host.
#[derive(Debug)]
pub struct HostFacts {
    /// Its row.
    pub host: Arc<HostRow>,
    /// Approved plugins: name → since when (milliseconds).
    pub approved: BTreeMap<String, i64>,
    /// Its own policies.
    pub policies: Vec<Policy>,
    /// In which order it wants extensions in their slots.
    pub orders: Vec<SlotOrder>,
    /// Its registered origins.
    pub origins: BTreeSet<String>,
    /// Its epoch, which is also part of all views on the host.
    pub cell: Arc<Cell>,
    epoch: i64,
}

/// The facts of the hosts in use.
#[derive(Debug)]
pub struct HostFactsCache(Cache<String, Arc<HostFacts>>);

impl Default for HostFactsCache {
    fn default() -> Self {
        Self(Cache::new(10_000))
    }
}

impl HostFacts {
    /// True when the host itself has turned a plugin off for everybody.
    pub fn blocks(&self, plugin: &PluginFacts) -> bool {
        let facts = Facts {
            modes: self.host.modes,
            policies: &self.policies,
            ..Facts::default()
        };
        host_lock(plugin, &facts).is_some_and(|policy| policy.mode != Mode::Forced)
    }

    /// True until something on the host changes.
    pub fn is_current(&self) -> bool {
        self.cell.known() == Some(self.epoch)
    }

    /// The present facts of a host; `None` when there is no such host.
    pub async fn of(state: &AppState, host: &str) -> Result<Option<Arc<Self>>, StorageError> {
        let cached = state.caches.hosts.0.get(host);
        if cached.as_ref().is_some_and(|facts| facts.is_current()) {
            return Ok(cached);
        }
        Box::pin(Self::read(state, host, cached.is_some())).await
    }

    /// Anybody can name hosts that do not exist: nothing is kept for them.
    async fn read(
        state: &AppState,
        host: &str,
        is_known: bool,
    ) -> Result<Option<Arc<Self>>, StorageError> {
        let on = &mut &state.db;
        if !is_known && (!is_host_id(host) || hosts::get(on, host).await?.is_none()) {
            return Ok(None);
        }
        let cell = state.epochs.cell(host, Subject::Host);
        // The epoch is read before the facts: facts that are newer than their epoch are only read once more.
        let epoch = cell.current(&state.db).await?;
        let Some(row) = hosts::get(on, host).await? else {
            return Ok(None);
        };
        let facts = Arc::new(Self {
            host: Arc::new(row),
            approved: policies::approved(on, host).await?,
            policies: policies::of_host(on, host).await?,
            orders: slot_orders::of(on, host, &PolicyLevel::Host).await?,
            origins: hosts::origins(on, host).await?.into_iter().collect(),
            cell,
            epoch,
        });
        state.caches.hosts.0.insert(host.to_owned(), facts.clone());
        Ok(Some(facts))
    }
}
