//! Schema forms on behalf of a page: what a form starts with, and sending it, by calling the plugin's own routes as the
//! current caller. The browser does the same with JavaScript; both go through the same gates.

use std::time::Duration;

use http::StatusCode;
use portico_app::backend::{FormRefusal, FormState, SettingsForm, Tested};
use portico_app::error::AppError;
use portico_app::forms::FormSource;
use portico_app::forms::embedded::{EmbeddedForm, embedded};
use portico_app::forms::outcome::{self as sent, outcome, without_secrets};
use portico_app::forms::wire;
use portico_app::i18n::{Locale, Said};
use portico_app::slot::Outcome;
use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::schema::{FieldKind, FormSchema, Level};
use portico_sdk::settings::{
    FieldError, Values, parse_form, redact, settings_url, validate_values,
};
use portico_sdk::slot::Surface;
use serde_json::{Value, json};

use crate::error::{ServiceError, ServiceResult};
use crate::services::plugin_call::{PluginCall, Reply, call};
use crate::services::settings::{Access, SettingsView};
use crate::services::{health, policy, settings};
use crate::session::Caller;
use crate::state::AppState;

pub use super::posted_form::PostedForm;

/// How long a page waits for what its forms start with. A plugin that takes longer costs its own form, not the page.
pub const LOAD_LIMIT: Duration = Duration::from_secs(2);

/// What the form of an extension starts with; an answer that is no success, or none within [`LOAD_LIMIT`], is "failed",
/// never "empty" (PARITY 21).
pub async fn load(state: &AppState, caller: &Caller, item: &ManifestItem) -> FormState {
    let ExtensionKind::Schema { schema } = &item.kind else {
        return FormState::default();
    };
    if schema.load_url.is_empty() {
        return FormState::default();
    }
    let get = PluginCall {
        org: item.org.as_deref(),
        ..PluginCall::get(&item.plugin, &schema.load_url)
    };
    let began = state.clock.now_ms();
    let answered = tokio::time::timeout(LOAD_LIMIT, call(state, caller, get)).await;
    let (loaded, outcome, problem) = match answered {
        Ok(Ok(reply)) => match form_state(schema, &reply) {
            state if state.load_failed => (state, Outcome::Network, reply.status.to_string()),
            state => (state, Outcome::Ready, String::new()),
        },
        Ok(Err(error)) => (failed(), Outcome::Network, error.to_string()),
        Err(_) => (failed(), Outcome::Timeout, "no answer in time".to_owned()),
    };
    if loaded.load_failed {
        tracing::warn!(
            plugin = item.plugin,
            extension = item.id,
            "a form cannot be loaded: {problem}"
        );
    }
    let load_ms = state.clock.now_ms() - began;
    health::count_form(state, &caller.host.id, item, outcome, load_ms);
    loaded
}

/// The settings form of a plugin for the active organisation; in a host member's session, for the host.
pub async fn org_settings(
    state: &AppState,
    caller: &Caller,
    plugin: &str,
) -> ServiceResult<SettingsForm> {
    let access = settings::of_caller(state, caller, plugin, None).await?;
    let view = access.read(state).await?;
    Ok(settings_form(
        &access,
        view,
        settings_url(plugin),
        caller.locale,
    ))
}

/// The form of an extension for a page of another website, with what it starts with. 404 when it is not among those that the caller
/// sees on the surface.
pub async fn for_embedding(
    state: &AppState,
    caller: &Caller,
    surface: Surface,
    (plugin, extension): (&str, &str),
) -> ServiceResult<EmbeddedForm> {
    let manifest = policy::manifest(state, caller, surface).await?;
    let item = manifest
        .extensions
        .iter()
        .find(|item| item.plugin == plugin && item.id == extension);
    let Some((item, schema)) = item.and_then(|item| match &item.kind {
        ExtensionKind::Schema { schema } => Some((item, schema)),
        _ => None,
    }) else {
        return Err(ServiceError::not_found());
    };
    let source = FormSource {
        plugin: item.plugin.clone(),
        form: item.id.clone(),
        schema: schema.clone(),
        state: load(state, caller, item).await,
        // The page knows what its slot passes, and adds it.
        context: Value::Null,
        level: level_of(caller),
        org: item.org.clone(),
    };
    let locale = Locale::parse(caller.locale).unwrap_or_default();
    Ok(embedded(&source, &caller.host.name, locale))
}

/// The form over settings that were found and read; it loads and saves at `url`.
pub(super) fn settings_form(
    access: &Access,
    view: SettingsView,
    url: String,
    locale: &str,
) -> SettingsForm {
    let schema = FormSchema {
        load_url: url.clone(),
        submit_url: url,
        ..access.edited_schema(&view)
    };
    let (values, secrets_set) = split(&schema, &view.data);
    let title = Said::of(&access.plugin().listing.title, locale);
    SettingsForm {
        plugin: access.plugin().name.clone(),
        title: title.text,
        title_lang: title.lang,
        schema,
        state: FormState {
            values,
            secrets_set,
            rev: view.rev,
            load_failed: false,
            unsaved: false,
        },
        level: access.level(),
        org: access.org().map(ToOwned::to_owned),
    }
}

/// Sends a form. The inner error is for the form's page: everything typed but the secrets, and what is wrong with it.
/// 404 when the form is not among those the caller sees.
pub async fn submit(
    state: &AppState,
    caller: &Caller,
    posted: &PostedForm,
) -> ServiceResult<Result<(), FormRefusal>> {
    let form = find(state, caller, posted).await?;
    let locale = Locale::parse(caller.locale).unwrap_or_default();
    let text = &locale.text().forms;
    let level = level_of(caller);
    let mut typed = parse_form(&form.schema, level, posted.pairs.iter().cloned());
    let problem = if posted.was_drawn_for_another(level, form.org.as_deref()) {
        // Controls that could not be used there posted nothing; here their absence would say "off" and "empty".
        typed.retain(|key, _| posted.speaks_of(key));
        Some(text.scope_changed)
    } else if form.state.load_failed {
        Some(text.load_failed_title)
    } else {
        None
    };
    if let Some(problem) = problem {
        let refusal = FormRefusal {
            summary: Some(problem.to_owned()),
            ..FormRefusal::default()
        };
        return Ok(Err(posted.conflict(&form.schema, &typed, refusal)));
    }
    if let Some(changed) = posted.with_rows_changed(&form.schema, &mut typed) {
        return Ok(Err(changed));
    }
    let refuse = |refusal| posted.refusal(&form.schema, &typed, refusal);
    let tries = posted.names(wire::TEST);
    let url = if tries {
        &form.schema.test_url
    } else {
        &form.schema.submit_url
    };
    if url.is_empty() {
        return Err(ServiceError::not_found());
    }
    let values = match form.checked(level, &typed) {
        Ok(values) => values,
        Err(errors) => {
            return Ok(Err(refuse(FormRefusal {
                errors,
                ..FormRefusal::default()
            })));
        }
    };
    let body: Value = wire::submission(&form.schema, values, &posted.context())
        .into_iter()
        .collect::<serde_json::Map<_, _>>()
        .into();
    let post = PluginCall {
        rev: if tries { "" } else { posted.rev() },
        org: form.org.as_deref(),
        ..PluginCall::post(&posted.plugin, url, &body)
    };
    let reply = call(state, caller, post).await?;
    if tries {
        return Ok(Err(refuse(tested(&reply, locale))));
    }
    Ok(match refusal_of(&reply, locale) {
        None => Ok(()),
        Some(refusal) if reply.status == StatusCode::CONFLICT => {
            Err(posted.conflict(&form.schema, &typed, refusal))
        }
        Some(refusal) => Err(refuse(refusal)),
    })
}

/// The level on which a caller edits, whatever the post says: fields of another level are not read from it.
fn level_of(caller: &Caller) -> Level {
    if caller.host_member.is_some() {
        Level::Host
    } else {
        Level::Org
    }
}

/// A form of the caller's, ready to be sent.
struct Found {
    schema: FormSchema,
    org: Option<String>,
    state: FormState,
    is_settings: bool,
}

impl Found {
    /// The values to send. The settings check themselves, against what is stored; for routes of plugins we do here what
    /// the browser would have done.
    fn checked(&self, level: Level, typed: &Values) -> Result<Values, Vec<FieldError>> {
        if self.is_settings {
            return Ok(typed.clone());
        }
        validate_values(&self.schema, typed, level, &self.state.secrets_set)
    }
}

async fn find(state: &AppState, caller: &Caller, posted: &PostedForm) -> ServiceResult<Found> {
    if posted.form == wire::SETTINGS_FORM {
        let form = org_settings(state, caller, &posted.plugin).await?;
        return Ok(Found {
            schema: form.schema,
            org: form.org,
            state: form.state,
            is_settings: true,
        });
    }
    for surface in [Surface::Storefront, Surface::Admin] {
        let manifest = match policy::manifest(state, caller, surface).await {
            Ok(manifest) => manifest,
            Err(ServiceError::Refused(_)) => continue,
            Err(error) => return Err(error),
        };
        let item = manifest
            .extensions
            .iter()
            .find(|item| item.plugin == posted.plugin && item.id == posted.form);
        if let Some(item) = item
            && let ExtensionKind::Schema { schema } = &item.kind
        {
            let is_settings = schema.submit_url == settings_url(&item.plugin);
            let form_state = if is_settings {
                FormState::default()
            } else {
                load(state, caller, item).await
            };
            return Ok(Found {
                schema: schema.clone(),
                org: item.org.clone(),
                state: form_state,
                is_settings,
            });
        }
    }
    Err(ServiceError::not_found())
}

/// What a test came to, with what is wrong at fields.
fn tested(reply: &Reply, locale: Locale) -> FormRefusal {
    let ok = reply.status.is_success();
    let said = &reply.body[if ok { "data" } else { "error" }]["message"];
    let refusal = refusal_of(reply, locale).unwrap_or_default();
    if !refusal.messages.is_empty() || reply.status == StatusCode::UNAUTHORIZED {
        return refusal;
    }
    FormRefusal {
        tested: Some(Tested {
            ok,
            message: said.as_str().unwrap_or_default().to_owned(),
        }),
        ..FormRefusal::default()
    }
}

fn refusal_of(reply: &Reply, locale: Locale) -> Option<FormRefusal> {
    refusal(outcome(reply.status.as_u16(), &reply.body), locale)
}

/// A refusal of the settings, for their form.
pub(super) fn refusal_of_error(error: &AppError, locale: Locale) -> FormRefusal {
    let body = json!({ "error": {
        "code": error.code, "message": error.message, "fields": error.fields
    } });
    refusal(outcome(error.status, &body), locale).unwrap_or_default()
}

/// What is wrong; `None`: it was saved.
fn refusal(outcome: sent::Outcome, locale: Locale) -> Option<FormRefusal> {
    let text = &locale.text().forms;
    match outcome {
        sent::Outcome::Saved(_) => None,
        sent::Outcome::Stale(fields) => Some(FormRefusal {
            messages: fields
                .into_iter()
                .map(|(path, said)| {
                    let nothing = said.is_empty();
                    let said = if nothing {
                        text.stale_title.to_owned()
                    } else {
                        said
                    };
                    (path, said)
                })
                .collect(),
            summary: Some(format!("{}. {}", text.stale_title, text.stale_text)),
            ..FormRefusal::default()
        }),
        sent::Outcome::SignedOut => Some(FormRefusal {
            summary: Some(text.ended.to_owned()),
            ..FormRefusal::default()
        }),
        sent::Outcome::Refused { fields, message } => Some(FormRefusal {
            summary: if fields.is_empty() {
                Some(message.unwrap_or_else(|| text.save_failed.to_owned()))
            } else {
                None
            },
            messages: fields.into_iter().collect(),
            ..FormRefusal::default()
        }),
    }
}

/// An answer to a load, as a form starts with it. Both `{"data": {…}}` and a bare object are understood.
fn form_state(schema: &FormSchema, reply: &Reply) -> FormState {
    let body = reply.body.as_object().filter(|_| reply.status.is_success());
    let Some(body) = body else {
        return failed();
    };
    let data = match body.get("data") {
        Some(Value::Object(data)) => data.clone(),
        Some(Value::Null) => serde_json::Map::new(),
        Some(_) => return failed(),
        None => body.clone(),
    };
    let given: Values = data.into_iter().collect();
    let (values, secrets_set) = split(schema, &given);
    FormState {
        values,
        secrets_set,
        rev: body
            .get("rev")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        load_failed: false,
        unsaved: false,
    }
}

fn failed() -> FormState {
    FormState {
        load_failed: true,
        ..FormState::default()
    }
}

/// Plain values, and the keys of the secrets that are set. A secret that a plugin's route sends in clear goes no further
/// (FORMS 4).
fn split(schema: &FormSchema, given: &Values) -> (Values, Vec<String>) {
    let is_set = |value: &Value| value["is_set"] == Value::Bool(true);
    let set: Vec<String> = given
        .iter()
        .filter(|(_, value)| is_set(value))
        .map(|(key, _)| key.clone())
        .collect();
    let shown = redact(schema, given, &set);
    let secrets_set = schema
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Password)
        .filter(|field| shown.get(&field.key).is_some_and(is_set))
        .map(|field| field.key.clone())
        .collect();
    (without_secrets(schema, &shown), secrets_set)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    fn schema() -> FormSchema {
        serde_json::from_value(json!({ "fields": [
            { "key": "mode", "type": "text" }, { "key": "key", "type": "password" }
        ] }))
        .unwrap()
    }

    fn loaded(status: u16, body: Value) -> FormState {
        let status = StatusCode::from_u16(status).unwrap();
        form_state(&schema(), &Reply { status, body })
    }

    #[test]
    fn parity_21_an_answer_that_is_no_success_is_a_failed_load_and_not_an_empty_form() {
        for (status, body) in [
            (500, json!({ "data": { "mode": "x" } })),
            (404, Value::Null),
            (200, Value::Null),
            (200, json!("<html>")),
            (200, json!({ "data": [1] })),
        ] {
            assert_eq!(loaded(status, body), failed());
        }
        assert!(!loaded(200, json!({ "data": {} })).load_failed);
    }

    #[test]
    fn threat_46_a_secret_that_a_route_sends_in_clear_does_not_reach_the_page() {
        for body in [
            json!({ "data": { "mode": "live", "key": "canary" }, "rev": "3" }),
            json!({ "data": { "mode": "live", "key": { "is_set": true }, "canary": "canary" }, "rev": "3" }),
        ] {
            let state = loaded(200, body);
            assert_eq!(json!(state.values), json!({ "mode": "live" }));
            assert_eq!(state.secrets_set, ["key"]);
            assert_eq!(state.rev, "3");
        }
        assert_eq!(
            loaded(200, json!({ "mode": "bare" })).values["mode"],
            "bare"
        );
    }

    #[test]
    fn parity_25_every_sentence_of_a_refusal_reaches_the_form() {
        let reply = |status: u16, body: Value| Reply {
            status: StatusCode::from_u16(status).unwrap(),
            body,
        };
        let body =
            json!({ "error": { "code": "x", "message": "m", "fields": { "a": "1", "b": "2" } } });
        let refusal = refusal_of(&reply(422, body), Locale::En).unwrap();
        assert_eq!(refusal.messages.len(), 2);
        assert_eq!(refusal.summary, None);
        let body = json!({ "error": { "code": "x", "message": "m" } });
        let refusal = refusal_of(&reply(400, body), Locale::En).unwrap();
        assert_eq!(refusal.summary.as_deref(), Some("m"));
        let refusal = refusal_of(&reply(500, Value::Null), Locale::De).unwrap();
        assert!(refusal.summary.is_some());
        let body = json!({ "error": { "code": "stale_settings", "fields": { "a": "x" } } });
        let refusal = refusal_of(&reply(409, body), Locale::En).unwrap();
        assert!(refusal.messages.contains_key("a") && refusal.summary.is_some());
    }
}
