//! What an organisation's admins see and switch (CONTRACT "Approval, enablement, install").

use std::collections::BTreeSet;

use portico_app::backend::{FailedDelivery, HostAuditPage, OrgPlugin, OrgSwitch};
use portico_app::i18n::Said;
use portico_sdk::names::is_external_id;
use portico_sdk::plugin::Scope;
use portico_sdk::policy::{
    Facts, Mode, Policy, PolicyLevel, ReasonCode, Selector, host_lock, org_policy,
};
use serde_json::{Value, json};

use super::console::audit::stretch as audit_page;
use super::policy::{HostFacts, Resolved, Standing, View};
use super::suspensions;
use crate::epochs::Subject;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::session::{Caller, ConsoleCaller};
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::hosts::HostRow;
use crate::storage::{deliveries, policies};

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
        .now()
        .plugins
        .iter()
        .filter(|plugin| sight.host.approved.contains_key(&plugin.name))
        .map(|plugin| sight.plugin(plugin, caller.locale))
        .collect();
    plugins.sort_by_cached_key(|plugin| (plugin.title.to_lowercase(), plugin.name.clone()));
    Ok(plugins)
}

/// Events that are shown as given up.
const FAILURES_SHOWN: i64 = 10;

/// The organisation's latest events that a plugin did not take, the newest first; refusals as of [`plugins`].
pub async fn failed_deliveries(
    state: &AppState,
    caller: &Caller,
    org: &str,
    plugin: &str,
) -> ServiceResult<Vec<FailedDelivery>> {
    authorise(caller, org)?;
    let place = Scope {
        host: caller.host.id.clone(),
        org: Some(org.to_owned()),
    };
    let rows = deliveries::failures_in(&mut &state.db, &place, plugin, FAILURES_SHOWN).await?;
    Ok(rows
        .into_iter()
        .map(|row| FailedDelivery {
            event: row.event.name,
            at: row.next_at,
            attempts: u64::try_from(row.attempts).unwrap_or(0),
            reason: row.last_error,
        })
        .collect())
}

/// A stretch of the organisation's audit log from `cursor` on, the newest first; refusals as of [`plugins`], but it stays readable where the host does not offer plugins by organisation any more.
pub async fn audit(
    state: &AppState,
    caller: &Caller,
    org: &str,
    cursor: Option<&str>,
    limit: u32,
) -> ServiceResult<HostAuditPage> {
    caller.require_org_admin(org)?;
    audit_page(state, (&caller.host.id, Some(org)), cursor, limit).await
}

/// A decision that was changed.
#[derive(Debug)]
pub struct Switched {
    /// What the organisation had decided before; `None`: nothing.
    pub before: Option<Mode>,
    /// The plugin as it is now.
    pub after: OrgPlugin,
}

/// [`switch_plugin`] for those who do not ask what was before.
pub async fn set_plugin(
    state: &AppState,
    caller: &Caller,
    org: &str,
    plugin: &str,
    switch: OrgSwitch,
) -> ServiceResult<OrgPlugin> {
    let switched = switch_plugin(state, caller, org, plugin, switch).await?;
    Ok(switched.after)
}

/// Decides for everyone in the organisation. 404 for a plugin that does not exist, 409 `locked_by_host`, or
/// `not_approved` when it is to be turned on; what is not approved can always be turned off and left to inherit. 429 for more
/// changes than a person makes.
pub async fn switch_plugin(
    state: &AppState,
    caller: &Caller,
    org: &str,
    plugin: &str,
    switch: OrgSwitch,
) -> ServiceResult<Switched> {
    authorise(caller, org)?;
    caller.count_write(state)?;
    let registered = state
        .registry
        .get(plugin)
        .ok_or_else(ServiceError::not_found)?;
    let decision = Decision {
        host: &caller.host,
        org,
        plugin: &registered,
        switch,
        actor: caller.actor(),
        via: "user",
    };
    let before = decide(state, &decision).await?;
    let sight = Sight::of(state, caller, org).await?;
    Ok(Switched {
        before,
        after: sight.plugin(&registered, caller.locale),
    })
}

/// The same from the command line, for an organisation that need not have been seen yet; `actor` is who decides, for the
/// audit log and the admins of the organisation. 400 `org_invalid` for what cannot be the id of one.
pub async fn set_plugin_as_operator(
    state: &AppState,
    caller: &ConsoleCaller,
    (host, org): (&str, &str),
    plugin: &str,
    switch: OrgSwitch,
    actor: &str,
) -> ServiceResult<()> {
    caller.require_operator()?;
    let access = caller.host(state, host).await?;
    if !is_external_id(org) {
        return Err(ServiceError::field(
            "org",
            "org_invalid",
            "The id of an organisation has 1 to 255 bytes and no control characters.",
        ));
    }
    let registered = state.registry.get(plugin).ok_or_else(|| {
        ServiceError::refused(
            http::StatusCode::NOT_FOUND,
            "unknown_plugin",
            format!("This server has no plugin {plugin}."),
        )
    })?;
    let decision = Decision {
        host: &access.host,
        org,
        plugin: &registered,
        switch,
        actor,
        via: caller.via(),
    };
    decide(state, &decision).await.map(|_| ())
}

/// What is decided, by somebody who may.
struct Decision<'a> {
    host: &'a HostRow,
    org: &'a str,
    plugin: &'a Registered,
    switch: OrgSwitch,
    actor: &'a str,
    via: &'a str,
}

/// Stores a decision in one unit of work: policy, audit, and the epoch that makes it seen. Answers the one before.
async fn decide(state: &AppState, decision: &Decision<'_>) -> ServiceResult<Option<Mode>> {
    let Decision { host, org, .. } = *decision;
    let plugin = decision.plugin.name.as_str();
    let now = state.clock.now_ms();
    let level = PolicyLevel::Org(org.to_owned());
    let selector = Selector::Plugin(plugin.to_owned());

    let mut change = state.change().await?;
    if decision.switch == OrgSwitch::On
        && !policies::approved(&mut change, &host.id)
            .await?
            .contains_key(plugin)
    {
        return Err(ServiceError::conflict(
            "not_approved",
            "The host has not approved this plugin.",
        ));
    }
    let of_host = policies::of_host(&mut change, &host.id).await?;
    let facts = Facts {
        modes: host.modes,
        policies: &of_host,
        ..Facts::default()
    };
    if host_lock(&decision.plugin.facts, &facts).is_some() {
        return Err(ServiceError::conflict(
            "locked_by_host",
            "The host decides about this plugin for all organisations.",
        ));
    }
    let before = policies::of_org(&mut change, &host.id, org)
        .await?
        .into_iter()
        .find(|policy| policy.selector == selector)
        .map(|policy| policy.mode);
    let mode = match decision.switch {
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
                set_by: decision.actor.to_owned(),
                set_at: now,
                note: String::new(),
            };
            policies::set(&mut change, &host.id, &policy).await?;
        }
        None => {
            policies::remove(&mut change, &host.id, &level, &selector).await?;
        }
    }
    let entry = AuditEntry {
        host: &host.id,
        org,
        actor: decision.actor,
        via: decision.via,
        action: "org_plugin.set",
        subject: plugin,
        before: mode_json(before),
        after: mode_json(mode),
    };
    audit::append(&mut change, now, entry).await?;
    // Whatever was decided is what the organisation wants from now on.
    let by = (decision.actor, decision.via);
    suspensions::lift_of_org(&mut change, (&host.id, org), plugin, by, now).await?;
    change.touch(&host.id, Subject::Org(org.to_owned()));
    change.commit().await?;
    Ok(before)
}

fn suspended_at(decision: &portico_sdk::policy::Decision) -> Option<i64> {
    let first = decision.reasons.first()?;
    first
        .at
        .filter(|_| first.code == ReasonCode::SuspendedForOrg)
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
        let view = View::of(state, &caller.host.id, Standing::of_org_admin(org));
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
        let title = Said::of(&plugin.listing.title, locale);
        let decision = self.resolved.decision(&plugin.name);
        OrgPlugin {
            name: plugin.name.clone(),
            title: title.text,
            title_lang: title.lang,
            icon: plugin.listing.icon.clone(),
            tile: plugin.listing.tile.clone(),
            version: plugin.version.clone(),
            slots: slots.into_iter().map(ToOwned::to_owned).collect(),
            enabled: decision.is_some_and(portico_sdk::policy::Decision::is_on),
            suspended_at: decision.and_then(suspended_at),
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
