//! Settings of plugins: read for editing and saved, on the level of the host or of an organisation (CONTRACT "Settings").
//!
//! What is stored is checked by the form's own schema, whatever the client did; secrets go in and never come out.

mod plan;
mod refusal;

use std::sync::Arc;

use http::StatusCode;
use portico_app::i18n::Locale;
use portico_sdk::plugin::Scope;
use portico_sdk::schema::{FieldKind, FormSchema, Level};
use portico_sdk::settings::{CONTEXT_KEY, Values};
use portico_sdk::slot::Surface;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::error::{ServiceError, ServiceResult};
use crate::plugins::{PluginSettings, Registered, guard, secret_place};
use crate::services::policy::{self, HostFacts};
use crate::session::{Caller, ConsoleCaller};
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::settings::{self, Change, Place, Stored};
use crate::storage::{Runner, UnitOfWork};

use plan::{Action, Held, Levels, Plan, Refused, Write};

/// Settings as their editor sees them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SettingsView {
    /// Values in effect on this level; a secret is `{"is_set": …}`.
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub data: Values,
    /// Revision; sent back with a save, it detects that somebody else saved meanwhile. An organisation's also names that of
    /// the host, whose values it shows where it has none of its own.
    pub rev: String,
    /// What counts where the level edited has no value of its own, as far as the form knows it: the host's values, for an
    /// organisation. No secrets.
    #[serde(skip)]
    pub inherited: Values,
}

/// What is to be saved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Save {
    /// Field → value: absent is unchanged, null clears, a blank secret keeps.
    pub values: Values,
    /// The revision the values were made from; `None`: whatever is there is changed.
    pub rev: Option<String>,
}

impl Save {
    /// What a form posted: the values without the context that it may send beside them, and the revision (empty: none).
    pub fn posted(schema: &FormSchema, mut values: Values, rev: &str) -> Self {
        let has_field = schema.fields.iter().any(|field| field.key == CONTEXT_KEY);
        if !has_field && !schema.context.is_empty() {
            values.remove(CONTEXT_KEY);
        }
        Self {
            values,
            rev: (!rev.is_empty()).then(|| rev.to_owned()),
        }
    }
}

/// Whose settings, found and allowed. Got from [`of_caller`] or [`of_host`]; reading and saving need one.
pub struct Access {
    plugin: Arc<Registered>,
    schema: Arc<FormSchema>,
    host: String,
    /// Empty: the host level.
    org: String,
    actor: String,
    via: &'static str,
    /// Who edits in the console, and may be removed while the save waits for its turn.
    member: Option<ConsoleCaller>,
    /// What saves are counted by; `None`: they are not.
    counted_by: Option<String>,
    locale: Locale,
}

/// The settings that an admin edits: those of the active organisation, or of `org` when it is named. A host member in an
/// audited session edits the host's.
///
/// 401 signed out, 403 without the role, 404 for a plugin the host has not approved or that has no settings, 409
/// `org_required`; 409 `host_session` when a host member names an organisation: what was edited is not the host's.
pub async fn of_caller(
    state: &AppState,
    caller: &Caller,
    plugin: &str,
    org: Option<&str>,
) -> ServiceResult<Access> {
    let decision = policy::decision(state, caller, Surface::Admin, plugin).await?;
    if !decision.is_listed() {
        return Err(ServiceError::not_found());
    }
    let org = match (&caller.host_member, org) {
        (Some(_), None) => "",
        (Some(_), Some(_)) => {
            return Err(ServiceError::refused(
                StatusCode::CONFLICT,
                "host_session",
                "This is a session of the host, which acts for no organisation. Load the page again.",
            ));
        }
        (None, Some(org)) => {
            caller.require_org_admin(org)?;
            org
        }
        (None, None) => caller.one_admin_org()?,
    };
    let (plugin, schema) = with_settings(state, plugin)?;
    Ok(Access {
        plugin,
        schema,
        host: caller.host.id.clone(),
        org: org.to_owned(),
        actor: caller.actor().to_owned(),
        via: if caller.host_member.is_some() {
            "console"
        } else {
            "user"
        },
        member: None,
        counted_by: Some(caller.counted_by()),
        locale: Locale::parse(caller.locale).unwrap_or_default(),
    })
}

/// The settings of the host level, for a member of the host. 404 for hosts of others, for a plugin the host has not approved
/// or that has no settings.
pub async fn of_host(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    plugin: &str,
    locale: Locale,
) -> ServiceResult<Access> {
    caller.host(state, host).await?;
    let facts = HostFacts::of(state, host)
        .await?
        .filter(|facts| facts.approved.contains_key(plugin))
        .ok_or_else(ServiceError::not_found)?;
    let (plugin, schema) = with_settings(state, plugin)?;
    Ok(Access {
        plugin,
        schema,
        host: facts.host.id.clone(),
        org: String::new(),
        actor: caller.actor(),
        via: caller.via(),
        member: Some(caller.clone()),
        counted_by: caller.counted_by(),
        locale,
    })
}

fn with_settings(
    state: &AppState,
    plugin: &str,
) -> ServiceResult<(Arc<Registered>, Arc<FormSchema>)> {
    let plugin = state.registry.get(plugin);
    plugin
        .and_then(|plugin| Some((Arc::clone(&plugin), plugin.settings.clone()?)))
        .ok_or_else(ServiceError::not_found)
}

impl Access {
    /// The plugin.
    pub fn plugin(&self) -> &Registered {
        &self.plugin
    }

    /// The form over the settings.
    pub fn schema(&self) -> &FormSchema {
        &self.schema
    }

    /// The form for who edits it, where an empty field says what it inherits: that counts for conditions.
    pub fn edited_schema(&self, view: &SettingsView) -> FormSchema {
        let mut schema = FormSchema::clone(&self.schema);
        for field in &mut schema.fields {
            if let Some(inherited) = view.inherited.get(&field.key) {
                field.default = Some(inherited.clone());
            }
        }
        schema
    }

    /// Whose level it is.
    pub fn level(&self) -> Level {
        self.place().level()
    }

    /// The organisation whose settings they are; `None` on the level of the host.
    pub fn org(&self) -> Option<&str> {
        (!self.org.is_empty()).then_some(self.org.as_str())
    }

    fn place(&self) -> Place<'_> {
        Place {
            host: &self.host,
            plugin: &self.plugin.name,
            org: &self.org,
        }
    }

    fn host_place(&self) -> Place<'_> {
        Place {
            org: "",
            ..self.place()
        }
    }

    /// The present values.
    pub async fn read(&self, state: &AppState) -> ServiceResult<SettingsView> {
        let on = &mut &state.db;
        // The revision first: values that are newer than it only make a save look stale.
        let rev = seen(
            settings::rev(on, self.place()).await?,
            self.inherited_rev(on).await?,
        );
        Ok(self.view(&self.levels(on).await?, rev))
    }

    /// The revision of what this level inherits; 0: nothing.
    async fn inherited_rev(&self, on: &mut impl Runner) -> ServiceResult<i64> {
        Ok(match self.level() {
            Level::Host => 0,
            Level::Org => settings::rev(on, self.host_place()).await?,
        })
    }

    /// Saves in one unit of work. 409 `stale_settings` with the differing fields, 422 `invalid_fields` with every field
    /// that is wrong, 429 for more than a person saves; then nothing is changed.
    pub async fn save(&self, state: &AppState, save: Save) -> ServiceResult<SettingsView> {
        if let Some(who) = &self.counted_by {
            state.limits.writes.check(who)?;
        }
        let mut work = state.db.begin().await?;
        if let Some(member) = &self.member {
            member.still_at_host(&mut work, &self.host).await?;
        }
        let own = settings::lock_rev(&mut work, self.place()).await?;
        let stored = settings::stored(&mut work, self.place()).await?;
        let levels = self.levels_over(&mut work, &stored).await?;
        // The host's revision last: should it save in this moment, the save looks stale, and overwrites nothing unseen.
        let inherited = self.inherited_rev(&mut work).await?;
        let rev = seen(own, inherited);
        let outdated = save.rev.as_ref().is_some_and(|made_from| *made_from != rev);
        let (planned, levels) = self.planned(levels, &save.values, outdated).await?;
        let Plan { writes, after } = planned.map_err(|refused| self.refusal(refused, &levels))?;
        let sealed = self.seal(state, &mut work, &stored).await?;
        if writes.is_empty() {
            if sealed {
                work.commit().await?;
            }
            return Ok(self.view(&levels, rev));
        }
        self.ask_plugin(&after, &save.values, &levels)?;
        for write in &writes {
            self.write(state, &mut work, write).await?;
        }
        let own = settings::raise_rev(&mut work, self.place()).await?;
        let rev = seen(own, inherited);
        let levels = self.levels(&mut work).await?;
        audit::append(&mut work, state.clock.now_ms(), self.audit(&writes)).await?;
        work.commit().await?;
        Ok(self.view(&levels, rev))
    }

    /// The settings as the plugin would get them after a save of `draft`, secrets among them: what a "Test connection" button
    /// tries out (FORMS 9). Refuses what a save refuses, so that a test reaches no further than a save does.
    pub async fn drafted(&self, state: &AppState, draft: Values) -> ServiceResult<Values> {
        let on = &mut &state.db;
        let levels = self.levels(on).await?;
        let (planned, levels) = self.planned(levels, &draft, false).await?;
        let Plan { writes, mut after } =
            planned.map_err(|refused| self.refusal(refused, &levels))?;
        let reader = PluginSettings::new(
            state.db.clone(),
            state.cipher.clone(),
            &self.plugin.name,
            Some(FormSchema::clone(&self.schema)),
        );
        let mut scope = Scope {
            host: self.host.clone(),
            org: self.org().map(ToOwned::to_owned),
        };
        let mut own = reader.effective(&scope).await?;
        scope.org = None;
        let mut inherited = reader.effective(&scope).await?;
        for field in &self.schema.fields {
            if field.kind != FieldKind::Password {
                continue;
            }
            let write = writes.iter().find(|write| write.key == field.key);
            let secret = match write.map(|write| &write.action) {
                Some(Action::SetSecret(secret)) => Some(secret.clone().into()),
                Some(_) if self.org.is_empty() => None,
                Some(_) => inherited.remove(&field.key),
                None => own.remove(&field.key),
            };
            after.extend(secret.map(|secret| (field.key.clone(), secret)));
        }
        Ok(after)
    }

    /// The plan of a save, made apart from the threads that answer requests where it may take long: patterns look at every
    /// character of every text.
    async fn planned(
        &self,
        levels: Levels,
        posted: &Values,
        outdated: bool,
    ) -> ServiceResult<(Result<Plan, Refused>, Levels)> {
        if !plan::may_take_long(&self.schema, &levels, posted) {
            let planned = plan::plan(&self.schema, &levels, posted, outdated);
            return Ok((planned, levels));
        }
        let (schema, posted) = (self.schema.clone(), posted.clone());
        tokio::task::spawn_blocking(move || {
            let planned = plan::plan(&schema, &levels, &posted, outdated);
            (planned, levels)
        })
        .await
        .map_err(|error| ServiceError::Internal(error.to_string()))
    }

    /// Lets the plugin check what the form cannot say. One that panics over values is not to find them in its settings.
    fn ask_plugin(&self, after: &Values, posted: &Values, levels: &Levels) -> ServiceResult<()> {
        let mut problems =
            guard::call(|| self.plugin.plugin.check_settings(after)).map_err(|broken| {
                ServiceError::Internal(format!("{} check_settings {broken}", self.plugin.name))
            })?;
        problems.retain(|problem| {
            let key = problem.field.split('.').next().unwrap_or_default();
            posted.contains_key(key)
        });
        if problems.is_empty() {
            return Ok(());
        }
        Err(self.refusal(Refused::ByPlugin(problems), levels))
    }

    async fn levels(&self, on: &mut impl Runner) -> ServiceResult<Levels> {
        let own = settings::stored(on, self.place()).await?;
        self.levels_over(on, &own).await
    }

    /// Over what is stored on the edited level.
    async fn levels_over(&self, on: &mut impl Runner, own: &Stored) -> ServiceResult<Levels> {
        let host = match self.level() {
            Level::Host => Stored::default(),
            Level::Org => settings::stored(on, self.host_place()).await?,
        };
        Ok(Levels {
            level: self.level(),
            own: Held::of(&self.schema, own),
            host: Held::of(&self.schema, &host),
        })
    }

    /// Seals what was stored in clear before its field became a secret; true when there was something.
    async fn seal(
        &self,
        state: &AppState,
        work: &mut UnitOfWork,
        stored: &Stored,
    ) -> ServiceResult<bool> {
        let place = self.place();
        let change = Change {
            by: &self.actor,
            at: state.clock.now_ms(),
        };
        let mut found = false;
        for (key, secret) in plan::in_clear(&self.schema, stored) {
            settings::clear_value(work, place, key).await?;
            if let Some(secret) = secret {
                let sealed = state.cipher.seal(&secret_place(place, key), secret)?;
                settings::set_secret(work, place, key, &sealed, change).await?;
            }
            found = true;
        }
        Ok(found)
    }

    async fn write(
        &self,
        state: &AppState,
        work: &mut UnitOfWork,
        write: &Write,
    ) -> ServiceResult<()> {
        let place = self.place();
        let change = Change {
            by: &self.actor,
            at: state.clock.now_ms(),
        };
        match &write.action {
            Action::Set(value) => {
                settings::set_value(work, place, &write.key, value, change).await?;
            }
            Action::SetSecret(secret) => {
                let sealed = state
                    .cipher
                    .seal(&secret_place(place, &write.key), secret)?;
                settings::set_secret(work, place, &write.key, &sealed, change).await?;
            }
            Action::Clear => settings::clear(work, place, &write.key).await?,
        }
        Ok(())
    }

    fn view(&self, levels: &Levels, rev: String) -> SettingsView {
        SettingsView {
            data: plan::shown(&self.schema, levels),
            rev,
            inherited: plan::inherited_values(&self.schema, levels),
        }
    }

    fn audit(&self, writes: &[Write]) -> AuditEntry<'_> {
        let state = |pick: fn(&Write) -> serde_json::Value| {
            writes
                .iter()
                .map(|write| (write.key.clone(), pick(write)))
                .collect()
        };
        AuditEntry {
            host: &self.host,
            org: &self.org,
            actor: &self.actor,
            via: self.via,
            action: "settings.save",
            subject: &self.plugin.name,
            before: state(|write| write.before.clone()),
            after: state(|write| match &write.action {
                Action::Set(value) => value.clone(),
                Action::SetSecret(_) => json!({ "is_set": true }),
                Action::Clear => serde_json::Value::Null,
            }),
        }
    }

    fn refusal(&self, refused: Refused, levels: &Levels) -> ServiceError {
        refusal::of(&self.schema, levels, refused, self.locale)
    }
}

/// The revision of all that is seen on a level: its own, and after a dot that of what it inherits, once there is something.
fn seen(own: i64, inherited: i64) -> String {
    match inherited {
        0 => own.to_string(),
        inherited => format!("{own}.{inherited}"),
    }
}

impl From<crate::plugins::SettingsError> for ServiceError {
    fn from(error: crate::plugins::SettingsError) -> Self {
        match error {
            crate::plugins::SettingsError::Storage(error) => Self::Storage(error),
            secret @ crate::plugins::SettingsError::Secret { .. } => {
                Self::Internal(secret.to_string())
            }
        }
    }
}
