//! Which plugins a host allows, and what it decides for all of its organisations and users.

use std::collections::BTreeSet;
use std::sync::Arc;

use portico_app::backend::{Asked, HostPlugin, PluginProblem, TextLangs};
use portico_app::i18n::Said;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::policy::{Facts, Mode, Policy, PolicyLevel, Selector, host_policy};
use portico_sdk::problem::{Problem, Severity};
use serde_json::{Value, json};

use super::{ConsoleCaller, record};
use crate::epochs::Subject;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::state::AppState;
use crate::storage::packages;
use crate::storage::policies::{self, Approval};

/// A reason is shown beside the state of the plugin.
const MAX_NOTE: usize = 200;

/// All plugins of the server with what the host decided, by title. `locale` is a BCP 47 tag.
pub async fn list(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    locale: &str,
) -> ServiceResult<Vec<HostPlugin>> {
    caller.host(state, host).await?;
    let on = &mut &state.db;
    let approvals = policies::approvals(on, host).await?;
    let decided = policies::of_host(on, host).await?;
    let digests = packages::digests(on).await?;
    let mut plugins: Vec<HostPlugin> = state
        .registry
        .now()
        .plugins
        .iter()
        .map(|plugin| {
            let approval = approvals.iter().find(|found| found.plugin == plugin.name);
            let contents = digests.get(&plugin.name).cloned().unwrap_or_default();
            view(plugin, (approval, contents), &decided, locale)
        })
        .collect();
    plugins.sort_by(|a, b| (&a.title, &a.name).cmp(&(&b.title, &b.name)));
    Ok(plugins)
}

/// What was found wrong with plugins when the server started.
pub async fn problems(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<Vec<PluginProblem>> {
    caller.host(state, host).await?;
    Ok(state.registry.now().problems.iter().map(problem).collect())
}

/// A problem as pages and the API show it.
pub fn problem(problem: &Problem) -> PluginProblem {
    PluginProblem {
        plugin: problem.plugin.clone(),
        extension: problem.extension.clone(),
        path: problem.path.clone(),
        rule: problem.rule.code().to_owned(),
        fix: problem.fix.clone(),
        left_out: problem.severity() == Severity::Error,
    }
}

/// Allows a plugin on the host. 404 `unknown_plugin` when this server has none of that name; 409 `contents_changed` when what is in
/// service is not what somebody looked at, where `contents` says what that was ([`HostPlugin::contents`]).
pub async fn approve(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    plugin: &str,
    contents: Option<&str>,
) -> ServiceResult<()> {
    caller.host(state, host).await?;
    known(state, plugin)?;
    let now = state.clock.now_ms();
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    let current = packages::digest(&mut change, plugin)
        .await?
        .unwrap_or_default();
    if contents.is_some_and(|contents| contents != current) {
        return Err(ServiceError::conflict(
            "contents_changed",
            "Another version of this plugin is in service now. Look at what it asks for, then approve it.",
        ));
    }
    if policies::approve(&mut change, host, plugin, &caller.actor(), now).await? {
        let what = ("plugin.approve", plugin);
        record(
            state,
            &mut change,
            caller,
            host,
            what,
            (Value::Null, json!(true)),
        )
        .await?;
        change.touch(host, Subject::Host);
        change.commit().await?;
    }
    Ok(())
}

/// Takes the approval back: the plugin is gone for everybody at once. Policies and settings stay, for its return.
pub async fn unapprove(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    plugin: &str,
) -> ServiceResult<()> {
    caller.host(state, host).await?;
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    if !policies::unapprove(&mut change, host, plugin).await? {
        return Err(ServiceError::not_found());
    }
    let what = ("plugin.unapprove", plugin);
    record(
        state,
        &mut change,
        caller,
        host,
        what,
        (json!(true), Value::Null),
    )
    .await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    Ok(())
}

/// Decides for the whole host; `None` leaves it to organisations and users. 409 `not_approved` for anything but
/// blocking what is not approved.
pub async fn set_policy(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    plugin: &str,
    mode: Option<Mode>,
    note: &str,
) -> ServiceResult<()> {
    caller.host(state, host).await?;
    known(state, plugin)?;
    let note = note.trim();
    if note.chars().count() > MAX_NOTE || note.chars().any(char::is_control) {
        return Err(ServiceError::field(
            "note",
            "note_invalid",
            "Use at most 200 characters.",
        ));
    }
    let selector = Selector::Plugin(plugin.to_owned());
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    let before = own_policy(&policies::of_host(&mut change, host).await?, plugin);
    let after = match mode {
        None => {
            policies::remove(&mut change, host, &PolicyLevel::Host, &selector).await?;
            Value::Null
        }
        Some(mode) => {
            let restricts = matches!(mode, Mode::Blocked | Mode::Removed);
            let approved = policies::approved(&mut change, host).await?;
            if !restricts && !approved.contains_key(plugin) {
                return Err(ServiceError::conflict(
                    "not_approved",
                    "The host has not approved this plugin. Approve it first.",
                ));
            }
            let policy = Policy {
                level: PolicyLevel::Host,
                selector,
                mode,
                set_by: caller.actor(),
                set_at: state.clock.now_ms(),
                note: note.to_owned(),
            };
            policies::set(&mut change, host, &policy).await?;
            json!({"mode": mode.name(), "note": note})
        }
    };
    record(
        state,
        &mut change,
        caller,
        host,
        ("host_policy.set", plugin),
        (before, after),
    )
    .await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    Ok(())
}

fn own_policy(policies: &[Policy], plugin: &str) -> Value {
    policies
        .iter()
        .find(|policy| policy.selector == Selector::Plugin(plugin.to_owned()))
        .map_or(
            Value::Null,
            |policy| json!({"mode": policy.mode.name(), "note": policy.note}),
        )
}

fn known(state: &AppState, plugin: &str) -> ServiceResult<Arc<Registered>> {
    state.registry.get(plugin).ok_or_else(|| {
        ServiceError::refused(
            http::StatusCode::NOT_FOUND,
            "unknown_plugin",
            "This server has no plugin of that name, or skipped it at start: see the problems.",
        )
    })
}

fn asks(extensions: &[Extension]) -> Vec<Asked> {
    let sandboxes = extensions
        .iter()
        .filter_map(|extension| match &extension.kind {
            ExtensionKind::Sandbox { sandbox } => Some(Asked {
                extension: extension.id.clone(),
                slot: extension.slot.clone(),
                capabilities: sandbox.capabilities.clone(),
            }),
            _ => None,
        });
    sandboxes.collect()
}

fn view(
    plugin: &Registered,
    (approval, contents): (Option<&Approval>, String),
    policies: &[Policy],
    locale: &str,
) -> HostPlugin {
    let facts = Facts {
        policies,
        ..Facts::default()
    };
    let policy = host_policy(&plugin.facts, &facts);
    let slots: BTreeSet<&str> = plugin
        .extensions
        .iter()
        .map(|ext| ext.slot.as_str())
        .collect();
    let kinds: BTreeSet<&str> = plugin
        .extensions
        .iter()
        .map(|extension| extension.kind.name())
        .collect();
    let title = Said::of(&plugin.listing.title, locale);
    let summary = Said::of(&plugin.listing.summary, locale);
    HostPlugin {
        name: plugin.name.clone(),
        title: title.text,
        summary: summary.text,
        langs: TextLangs {
            title: title.lang,
            summary: summary.lang,
        },
        version: plugin.version.clone(),
        icon: plugin.listing.icon.clone(),
        tile: plugin.listing.tile.clone(),
        slots: slots.into_iter().map(str::to_owned).collect(),
        kinds: kinds.into_iter().map(str::to_owned).collect(),
        contents,
        asks: asks(&plugin.extensions),
        has_settings: plugin.settings.is_some(),
        approved: approval.is_some(),
        approved_by: approval.map(|found| found.by.clone()),
        approved_at: approval.map(|found| found.at),
        mode: policy.map(|found| found.mode.name().to_owned()),
        note: policy.map(|found| found.note.clone()).unwrap_or_default(),
        set_by: policy.map(|found| found.set_by.clone()),
        set_at: policy.map(|found| found.set_at),
    }
}
