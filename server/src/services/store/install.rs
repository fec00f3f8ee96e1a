//! Installing for oneself.

use std::sync::Arc;

use portico_app::backend::AppCard;
use portico_sdk::claims::Identity;
use portico_sdk::policy::{Decision, PluginState, ReasonCode, Viewer, resolve_one};
use serde_json::json;

use super::card;
use crate::epochs::{Change, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::services::policy::Rows;
use crate::services::suspensions;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{Runner, StorageError, policies};

/// Installs a plugin for the caller; fine when it is installed already. 401 signed out, 404 hidden or where the host does
/// not offer installs, 409 `install_not_allowed` where policy forbids it or `suspended`, 429 for more changes than a person makes.
pub async fn install(state: &AppState, caller: &Caller, plugin: &str) -> ServiceResult<AppCard> {
    let (identity, registered) = authorise(state, caller, plugin)?;
    let host = &caller.host.id;
    // Looked at before standing in the writers' line: whoever asks for what is so already, or may not be, changes nothing.
    let decision = decide(&mut &state.db, caller, identity, &registered).await?;
    if decision.state != PluginState::Available {
        return answer(state, caller, plugin, &decision).await;
    }
    let mut change = state.change().await?;
    let decision = decide(&mut change, caller, identity, &registered).await?;
    if decision.state == PluginState::Available {
        let now = state.clock.now_ms();
        // Who wants it wants it on.
        suspensions::lift_own(&mut change, state, caller, plugin).await?;
        policies::install(&mut change, host, &identity.uid, plugin, now).await?;
        record(&mut change, caller, plugin, now, true).await?;
        change.touch(host, Subject::User(identity.uid.clone()));
        change.commit().await?;
        return card(state, caller, plugin).await;
    }
    drop(change);
    answer(state, caller, plugin, &decision).await
}

/// What there is to say when nothing needs to be installed, or nothing may be.
async fn answer(
    state: &AppState,
    caller: &Caller,
    plugin: &str,
    decision: &Decision,
) -> ServiceResult<AppCard> {
    let already = decision
        .reasons
        .iter()
        .any(|reason| reason.code == ReasonCode::OwnInstall);
    match decision.state {
        PluginState::Hidden => return Err(ServiceError::not_found()),
        PluginState::Available | PluginState::Installed => {}
        _ if already => {}
        PluginState::Suspended => return Err(suspensions::is_suspended()),
        PluginState::OnByHost | PluginState::OnForOrg => {
            return Err(ServiceError::conflict(
                "already_on",
                "This plugin is on for you already.",
            ));
        }
        PluginState::Blocked | PluginState::AskAdmin | PluginState::Off => {
            return Err(ServiceError::conflict(
                "install_not_allowed",
                "The host or your organisation does not allow you to install this plugin.",
            ));
        }
    }
    card(state, caller, plugin).await
}

/// Removes the caller's own install; fine when there is none.
pub async fn uninstall(state: &AppState, caller: &Caller, plugin: &str) -> ServiceResult<AppCard> {
    let (identity, _) = authorise(state, caller, plugin)?;
    let host = &caller.host.id;
    let now = state.clock.now_ms();
    if !policies::installs(&mut &state.db, host, &identity.uid)
        .await?
        .contains_key(plugin)
    {
        return card(state, caller, plugin).await;
    }
    let mut change = state.change().await?;
    // Locks are taken in the order in which installing takes them, or the two could wait for each other.
    audit::hold(&mut change).await?;
    if policies::uninstall(&mut change, host, &identity.uid, plugin).await? {
        record(&mut change, caller, plugin, now, false).await?;
        change.touch(host, Subject::User(identity.uid.clone()));
        change.commit().await?;
    } else {
        drop(change);
    }
    card(state, caller, plugin).await
}

fn authorise<'a>(
    state: &'a AppState,
    caller: &'a Caller,
    plugin: &str,
) -> ServiceResult<(&'a Identity, Arc<Registered>)> {
    let identity = caller.identity()?;
    if !caller.host.modes.user_installs {
        return Err(ServiceError::not_found());
    }
    let registered = state
        .registry
        .get(plugin)
        .ok_or_else(ServiceError::not_found)?;
    caller.count_write(state)?;
    Ok((identity, registered))
}

/// The decision; inside the unit of work, so that a policy set meanwhile counts.
async fn decide(
    on: &mut impl Runner,
    caller: &Caller,
    identity: &Identity,
    plugin: &Registered,
) -> Result<Decision, StorageError> {
    let orgs: Vec<&str> = identity.effective_orgs().map(|(org, _)| org).collect();
    let (host, uid) = (&caller.host, Some(identity.uid.as_str()));
    let rows = Rows::read(on, &host.id, host.modes, &orgs, uid).await?;
    let viewer = Viewer::User(identity);
    Ok(resolve_one(viewer, &plugin.facts, &rows.facts()))
}

async fn record(
    change: &mut Change<'_>,
    caller: &Caller,
    plugin: &str,
    now: i64,
    installed: bool,
) -> Result<(), StorageError> {
    let state = |installed: bool| json!({ "installed": installed });
    let entry = AuditEntry {
        host: &caller.host.id,
        org: "",
        actor: caller.actor(),
        via: "user",
        action: if installed {
            "install.add"
        } else {
            "install.remove"
        },
        subject: plugin,
        before: state(!installed),
        after: state(installed),
    };
    audit::append(change, now, entry).await
}
