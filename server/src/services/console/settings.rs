//! Hosts themselves: listing, registering, settings.

use portico_app::backend::{
    ConsoleHost, HostChanges, HostKey, HostOverview, HostRole, KeyState, ShownSecret,
};
use portico_sdk::policy::HostModes;
use serde_json::{Value, json};

use super::keys::shown;
use super::{ConsoleCaller, keys, origins, record};
use crate::epochs::Subject;
use crate::error::{ServiceError, ServiceResult};
use crate::services::check;
use crate::services::hosts;
use crate::state::AppState;
use crate::storage::hosts::{self as rows, HostRow};
use crate::storage::{members, policies};

/// A host to be registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewHost {
    /// Lower-case letters, digits and single hyphens, at most 63 characters; it cannot be changed later.
    pub id: String,
    /// Shown name, 1 to 100 characters.
    pub name: String,
}

/// The caller's hosts; an operator's are all.
pub async fn list(state: &AppState, caller: &ConsoleCaller) -> ServiceResult<Vec<ConsoleHost>> {
    let on = &mut &state.db;
    Ok(match caller {
        ConsoleCaller::Cli => with_role(rows::all(on).await?, HostRole::Owner),
        ConsoleCaller::Account { account, .. } if account.is_operator => {
            with_role(rows::all(on).await?, HostRole::Owner)
        }
        ConsoleCaller::Account { account, .. } => members::hosts_of(on, &account.id)
            .await?
            .into_iter()
            .map(|(host, role)| view(host, role))
            .collect(),
        ConsoleCaller::Token(token) => {
            let host = rows::get(on, &token.host_id).await?;
            with_role(host.into_iter().collect(), HostRole::Developer)
        }
    })
}

fn with_role(hosts: Vec<HostRow>, role: HostRole) -> Vec<ConsoleHost> {
    hosts.into_iter().map(|host| view(host, role)).collect()
}

/// One host with its settings.
pub async fn get(state: &AppState, caller: &ConsoleCaller, id: &str) -> ServiceResult<ConsoleHost> {
    let access = caller.host(state, id).await?;
    Ok(view(access.host, access.role))
}

/// One host at a glance.
pub async fn overview(
    state: &AppState,
    caller: &ConsoleCaller,
    id: &str,
) -> ServiceResult<HostOverview> {
    let host = get(state, caller, id).await?;
    let usable = |key: &HostKey| key.state != KeyState::Revoked;
    let approved = policies::approved(&mut &state.db, id).await?;
    let plugins = &state.registry.now().plugins;
    Ok(HostOverview {
        keys: keys::list(state, caller, id)
            .await?
            .into_iter()
            .filter(usable)
            .collect(),
        origins: origins::list(state, caller, id).await?,
        approved: plugins
            .iter()
            .filter(|plugin| approved.contains_key(&plugin.name))
            .count(),
        plugins: plugins.len(),
        public_origin: state.public_url.origin(),
        host,
    })
}

/// Registers a host and makes its first secret. Only operators. The account that registers it becomes its owner.
pub async fn create(
    state: &AppState,
    caller: &ConsoleCaller,
    new: &NewHost,
) -> ServiceResult<(ConsoleHost, ShownSecret)> {
    caller.require_operator()?;
    caller.may_handle_credentials()?;
    let now = state.clock.now_ms();
    let by = caller.actor();
    let new = hosts::NewHost {
        id: new.id.trim(),
        name: &new.name,
    };
    let mut change = state.change().await?;
    let created = hosts::create(&mut change, &state.cipher, now, new, &by).await?;
    let id = created.host.id.clone();
    if let ConsoleCaller::Account { account, .. } = caller {
        members::put(&mut change, &id, &account.id, HostRole::Owner, now).await?;
    }
    let what = ("host.create", id.as_str());
    let after = json!({ "name": created.host.name, "key": created.secret.key_id() });
    record(state, &mut change, caller, &id, what, (Value::Null, after)).await?;
    change.touch(&id, Subject::Host);
    change.commit().await?;
    let secret = shown(&id, &created.secret);
    Ok((view(created.host, HostRole::Owner), secret))
}

/// Changes settings; what is absent stays.
pub async fn update(
    state: &AppState,
    caller: &ConsoleCaller,
    id: &str,
    changes: &HostChanges,
) -> ServiceResult<ConsoleHost> {
    caller.host(state, id).await?;
    let mut checked = Checked::default();
    let texts = checked.texts(changes);
    checked.done()?;
    let mut change = state.change().await?;
    let access = caller.still_at_host(&mut change, id).await?;
    let before = access.host;
    let after = texts.apply(&before, changes);
    rows::update(&mut change, &after).await?;
    let (old, new) = differences(&before, &after);
    let what = ("host.update", id);
    record(state, &mut change, caller, id, what, (old, new)).await?;
    change.touch(id, Subject::Host);
    change.commit().await?;
    Ok(view(after, access.role))
}

/// The text settings after their checks.
#[derive(Default)]
struct Texts {
    name: Option<String>,
    logo_url: Option<String>,
    accent: Option<String>,
    site_url: Option<String>,
    sign_in_url: Option<String>,
}

impl Texts {
    fn apply(self, before: &HostRow, changes: &HostChanges) -> HostRow {
        let modes = before.modes;
        HostRow {
            id: before.id.clone(),
            name: self.name.unwrap_or_else(|| before.name.clone()),
            logo_url: self.logo_url.unwrap_or_else(|| before.logo_url.clone()),
            accent: self.accent.unwrap_or_else(|| before.accent.clone()),
            site_url: self.site_url.unwrap_or_else(|| before.site_url.clone()),
            sign_in_url: self
                .sign_in_url
                .unwrap_or_else(|| before.sign_in_url.clone()),
            modes: HostModes {
                org_plugins: changes.org_plugins.unwrap_or(modes.org_plugins),
                user_installs: changes.user_installs.unwrap_or(modes.user_installs),
                purchases: changes.purchases.unwrap_or(modes.purchases),
            },
            created_at: before.created_at,
        }
    }
}

/// Collects the problems of all fields, so that a form shows them at once.
#[derive(Default)]
struct Checked(Vec<(&'static str, &'static str)>);

impl Checked {
    fn texts(&mut self, changes: &HostChanges) -> Texts {
        Texts {
            name: self.text("name", changes.name.as_ref(), check::name),
            logo_url: self.text("logo_url", changes.logo_url.as_ref(), check::logo),
            accent: self.text("accent", changes.accent.as_ref(), check::accent),
            site_url: self.text("site_url", changes.site_url.as_ref(), check::address),
            sign_in_url: self.text("sign_in_url", changes.sign_in_url.as_ref(), check::address),
        }
    }

    fn text(
        &mut self,
        field: &'static str,
        typed: Option<&String>,
        check: impl Fn(&str) -> Result<String, &'static str>,
    ) -> Option<String> {
        match check(typed?) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.0.push((field, problem));
                None
            }
        }
    }

    fn done(self) -> ServiceResult<()> {
        let Some((field, problem)) = self.0.first() else {
            return Ok(());
        };
        let mut error = ServiceError::field(field, "settings_invalid", *problem);
        if let ServiceError::Refused(refused) = &mut error {
            for (field, problem) in &self.0 {
                refused
                    .fields
                    .insert((*field).to_owned(), (*problem).to_owned());
            }
        }
        Err(error)
    }
}

/// The settings that changed, before and after.
fn differences(before: &HostRow, after: &HostRow) -> (Value, Value) {
    let (Value::Object(mut old), Value::Object(mut new)) = (settings(before), settings(after))
    else {
        return (Value::Null, Value::Null);
    };
    old.retain(|key, value| new.get(key) != Some(value));
    new.retain(|key, _| old.contains_key(key));
    (old.into(), new.into())
}

fn settings(host: &HostRow) -> Value {
    json!({
        "name": host.name,
        "logo_url": host.logo_url,
        "accent": host.accent,
        "site_url": host.site_url,
        "sign_in_url": host.sign_in_url,
        "org_plugins": host.modes.org_plugins,
        "user_installs": host.modes.user_installs,
        "purchases": host.modes.purchases,
    })
}

fn view(host: HostRow, role: HostRole) -> ConsoleHost {
    ConsoleHost {
        id: host.id,
        name: host.name,
        role,
        logo_url: host.logo_url,
        accent: host.accent,
        site_url: host.site_url,
        sign_in_url: host.sign_in_url,
        org_plugins: host.modes.org_plugins,
        user_installs: host.modes.user_installs,
        purchases: host.modes.purchases,
        created_at: host.created_at,
    }
}
