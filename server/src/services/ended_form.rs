//! A form of a plugin that came after its session had ended: made again from what was posted alone, so that nothing typed
//! is lost. Only plugins that the store shows to everybody are answered for; of others nobody learns even the fields.

use portico_app::backend::FormState;
use portico_app::forms::outcome::without_secrets;
use portico_app::forms::{FormSource, wire};
use portico_sdk::extension::ExtensionKind;
use portico_sdk::schema::{FieldKind, FormSchema};
use portico_sdk::settings::{is_writable, parse_form, settings_url};

use super::forms::PostedForm;
use super::policy::HostFacts;
use super::store;
use crate::error::ServiceResult;
use crate::plugins::Registered;
use crate::session::Caller;
use crate::state::AppState;

/// The form of somebody whose session at a host has ended; `None` when it is not one that may be shown.
pub async fn of_user(
    state: &AppState,
    caller: &Caller,
    posted: &PostedForm,
) -> ServiceResult<Option<FormSource>> {
    if caller.identity.is_some() || caller.host_member.is_some() {
        return Ok(None);
    }
    let shown = store::listed(state, caller, &posted.plugin).await.is_ok();
    Ok(state
        .registry
        .get(&posted.plugin)
        .filter(|_| shown)
        .and_then(|plugin| form_of(&plugin, posted)))
}

/// The form over a plugin's settings of somebody whose console session has ended.
pub async fn of_console(
    state: &AppState,
    host: &str,
    posted: &PostedForm,
) -> ServiceResult<Option<FormSource>> {
    let approved = HostFacts::of(state, host)
        .await?
        .is_some_and(|facts| facts.approved.contains_key(&posted.plugin));
    Ok(state
        .registry
        .get(&posted.plugin)
        .filter(|_| approved && posted.form == wire::SETTINGS_FORM)
        .and_then(|plugin| form_of(&plugin, posted)))
}

/// The form with what was typed, secrets excepted. What cannot be written on its level was never typed.
fn form_of(plugin: &Registered, posted: &PostedForm) -> Option<FormSource> {
    let (level, org) = wire::parse_scope(posted.scope())?;
    let mut schema = schema_of(plugin, &posted.form)?;
    schema.load_url.clear();
    schema
        .fields
        .retain(|field| is_writable(field.level, level));
    let typed = parse_form(&schema, level, posted.pairs.iter().cloned());
    // A browser lets a secret that must be given stay empty only where one is set; a form with conditions it does not check.
    let checked_by_browser = !schema.has_conditions();
    let secrets_set = schema
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Password && field.required)
        .filter(|field| checked_by_browser && posted.typed(&field.key).is_empty())
        .map(|field| field.key.clone())
        .collect();
    Some(FormSource {
        plugin: posted.plugin.clone(),
        form: posted.form.clone(),
        state: FormState {
            values: without_secrets(&schema, &typed),
            secrets_set,
            rev: posted.rev().to_owned(),
            load_failed: false,
            unsaved: true,
        },
        context: posted.context(),
        schema,
        level,
        org,
    })
}

/// A form that can be sent.
fn schema_of(plugin: &Registered, form: &str) -> Option<FormSchema> {
    if form == wire::SETTINGS_FORM {
        return Some(FormSchema {
            submit_url: settings_url(&plugin.name),
            ..plugin.settings.as_deref()?.clone()
        });
    }
    let extension = plugin
        .extensions
        .iter()
        .find(|extension| extension.id == form)?;
    match &extension.kind {
        ExtensionKind::Schema { schema } if !schema.submit_url.is_empty() => Some(schema.clone()),
        _ => None,
    }
}
