//! Host events: whoever makes something happen says so in the same unit of work, and plugins hear of it later.

use std::collections::{BTreeMap, BTreeSet};

use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::plugin::{HostEvent, Scope};
use portico_sdk::policy::{Decision, PluginFacts, Viewer, resolve};

use crate::error::ServiceResult;
use crate::services::policy::Rows;
use crate::state::AppState;
use crate::storage::{Runner, StorageError, deliveries, hosts};

/// Tells an event to every plugin that is on for its scope: what the host turned on for everyone and what the
/// organisation turned on. Part of the caller's unit of work: it is told if and only if the rest happens.
pub async fn emit(on: &mut impl Runner, state: &AppState, event: &HostEvent) -> ServiceResult<()> {
    let plugins = plugins_on(on, &state.registry.now().facts(), &event.scope).await?;
    for plugin in plugins {
        deliveries::add(on, &plugin, event, state.clock.now_ms()).await?;
    }
    Ok(())
}

/// The plugins that are on for a scope, whoever is signed in: own installs do not count.
pub async fn plugins_on(
    on: &mut impl Runner,
    plugins: &[PluginFacts],
    scope: &Scope,
) -> Result<BTreeSet<String>, StorageError> {
    let Some(host) = hosts::get(on, &scope.host).await? else {
        return Ok(BTreeSet::new());
    };
    let orgs: Vec<&str> = scope.org.as_deref().into_iter().collect();
    let rows = Rows::read(on, &scope.host, host.modes, &orgs, None).await?;
    let identity = scope.org.as_ref().map(|org| Identity {
        uid: String::new(),
        stripe_customer: None,
        orgs: BTreeMap::from([(org.clone(), OrgRole::Admin)]),
        org: None,
    });
    let viewer = identity
        .as_ref()
        .map_or(Viewer::Anonymous, Viewer::OrgAdmin);
    Ok(resolve(viewer, plugins, &rows.facts_on_server())
        .into_iter()
        .filter(Decision::is_on)
        .map(|decision| decision.plugin)
        .collect())
}
