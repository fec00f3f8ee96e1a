//! What an organisation's admins see and switch (CONTRACT "Approval, enablement, install").

use std::collections::BTreeSet;

use portico_app::backend::{OrgPlugin, OrgSwitch};
use portico_sdk::policy::{Facts, Mode, Policy, PolicyLevel, Selector, host_lock, org_policy};
use serde_json::{Value, json};

use super::policy::{HostFacts, Resolved, Standing, View};
use crate::epochs::Subject;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::policies;

/// All plugins the host approved, by title: 401 signed out, 404 for outsiders and where the host does not offer plugins by
/// organisation, 403 for members.
pub async fn plugins(
    state: &AppState,
    caller: &Caller,
    org: &str,
) -> ServiceResult<Vec<OrgPlugin>> {
    authorise(caller, org)?;
    let sight = Sight::of(state, caller, org).await?;
    let mut plugins: Vec<OrgPlugin> = state
        .registry
        .plugins
        .iter()
        .filter(|plugin| sight.host.approved.contains_key(&plugin.name))
        .map(|plugin| sight.plugin(plugin, caller.locale))
        .collect();
    plugins.sort_by_cached_key(|plugin| (plugin.title.to_lowercase(), plugin.name.clone()));
    Ok(plugins)
}

/// Decides for everyone in the organisation. 404 for a plugin that does not exist, 409 `not_approved` or
/// `locked_by_host`.
pub async fn set_plugin(
    state: &AppState,
    caller: &Caller,
    org: &str,
    plugin: &str,
    switch: OrgSwitch,
) -> ServiceResult<OrgPlugin> {
    authorise(caller, org)?;
    let registered = state
        .registry
        .get(plugin)
        .ok_or_else(ServiceError::not_found)?;
    let host = &caller.host.id;
    let now = state.clock.now_ms();
    let level = PolicyLevel::Org(org.to_owned());
    let selector = Selector::Plugin(plugin.to_owned());

    let mut change = state.change().await?;
    if !policies::approved(&mut change, host)
        .await?
        .contains_key(plugin)
    {
        return Err(ServiceError::conflict(
            "not_approved",
            "The host has not approved this plugin.",
        ));
    }
    let of_host = policies::of_host(&mut change, host).await?;
    if host_lock(&registered.facts, &facts(caller, &of_host)).is_some() {
        return Err(ServiceError::conflict(
            "locked_by_host",
            "The host decides about this plugin for all organisations.",
        ));
    }
    let before = policies::of_org(&mut change, host, org)
        .await?
        .into_iter()
        .find(|policy| policy.selector == selector);
    let mode = match switch {
        OrgSwitch::On => Some(Mode::Forced),
        OrgSwitch::Off => Some(Mode::Blocked),
        OrgSwitch::Inherit => None,
    };
    match mode {
        Some(mode) => {
            let policy = Policy {
                level,
                selector,
                mode,
                set_by: caller.actor().to_owned(),
                set_at: now,
                note: String::new(),
            };
            policies::set(&mut change, host, &policy).await?;
        }
        None => {
            policies::remove(&mut change, host, &level, &selector).await?;
        }
    }
    let entry = AuditEntry {
        host,
        org,
        actor: caller.actor(),
        via: "user",
        action: "org_plugin.set",
        subject: plugin,
        before: mode_json(before.map(|policy| policy.mode)),
        after: mode_json(mode),
    };
    audit::append(&mut change, now, entry).await?;
    change.touch(host, Subject::Org(org.to_owned()));
    change.commit().await?;

    let sight = Sight::of(state, caller, org).await?;
    Ok(sight.plugin(registered, caller.locale))
}

fn authorise(caller: &Caller, org: &str) -> ServiceResult<()> {
    caller.require_org_admin(org)?;
    if caller.host.modes.org_plugins {
        Ok(())
    } else {
        Err(ServiceError::not_found())
    }
}

fn mode_json(mode: Option<Mode>) -> Value {
    mode.map_or(Value::Null, |mode| json!({ "mode": mode.name() }))
}

fn facts<'a>(caller: &Caller, policies: &'a [Policy]) -> Facts<'a> {
    Facts {
        modes: caller.host.modes,
        policies,
        ..Facts::default()
    }
}

/// What one organisation's admin looks at.
struct Sight {
    org: String,
    host: std::sync::Arc<HostFacts>,
    policies: Vec<Policy>,
    resolved: std::sync::Arc<Resolved>,
    facts_modes: portico_sdk::policy::HostModes,
}

impl Sight {
    async fn of(state: &AppState, caller: &Caller, org: &str) -> ServiceResult<Self> {
        let host = HostFacts::of(state, &caller.host.id)
            .await?
            .ok_or_else(ServiceError::not_found)?;
        let mut policies = policies::of_org(&mut &state.db, &caller.host.id, org).await?;
        policies.extend(host.policies.iter().cloned());
        let standing = Standing::OrgAdmin {
            orgs: vec![org.to_owned()],
        };
        let view = View::of(state, &caller.host.id, standing);
        Ok(Self {
            org: org.to_owned(),
            policies,
            resolved: view.resolved(state).await?,
            facts_modes: host.host.modes,
            host,
        })
    }

    fn plugin(&self, plugin: &Registered, locale: &str) -> OrgPlugin {
        let facts = Facts {
            modes: self.facts_modes,
            policies: &self.policies,
            ..Facts::default()
        };
        let lock = host_lock(&plugin.facts, &facts);
        let own = org_policy(&self.org, &plugin.facts, &facts);
        let slots: BTreeSet<&str> = plugin
            .extensions
            .iter()
            .map(|extension| extension.slot.as_str())
            .collect();
        OrgPlugin {
            name: plugin.name.clone(),
            title: plugin.listing.title.text(locale).to_owned(),
            icon: plugin.listing.icon.clone(),
            tile: plugin.listing.tile.clone(),
            version: plugin.version.clone(),
            slots: slots.into_iter().map(ToOwned::to_owned).collect(),
            enabled: self
                .resolved
                .decision(&plugin.name)
                .is_some_and(portico_sdk::policy::Decision::is_on),
            mode: own.map(|policy| policy.mode.name().to_owned()),
            locked_by: lock.map(|_| "host".to_owned()),
            note: lock
                .or(own)
                .map_or_else(String::new, |policy| policy.note.clone()),
            set_by: own.map(|policy| policy.set_by.clone()),
            set_at: own.map(|policy| policy.set_at),
            has_settings: plugin.settings.is_some(),
        }
    }
}
