//! A plugin's settings on the level of the host, as its members edit them: in the console's form and over the API.

use portico_app::backend::{FormRefusal, FormState, SettingsForm};
use portico_app::i18n::Locale;
use portico_sdk::schema::FormSchema;
use portico_sdk::settings::parse_form;

use super::ConsoleCaller;
use crate::error::{ServiceError, ServiceResult};
use crate::services::forms::{PostedForm, refusal_of_error, split, without_secrets};
use crate::services::settings::{self, Access, Save};
use crate::state::AppState;

/// The form over them; `None` where [`settings::of_host`] finds nothing, on a host of the caller.
pub async fn form(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    plugin: &str,
    locale: Locale,
) -> ServiceResult<Option<SettingsForm>> {
    caller.host(state, host).await?;
    let access = match settings::of_host(state, caller, host, plugin, locale).await {
        Ok(access) => access,
        Err(ServiceError::Refused(error)) if error.status == 404 => return Ok(None),
        Err(error) => return Err(error),
    };
    let view = access.read(state).await?;
    let schema = schema(&access, host, plugin);
    let (values, secrets_set) = split(&schema, &view.data);
    Ok(Some(SettingsForm {
        plugin: plugin.to_owned(),
        title: access.plugin().listing.title.text(locale.tag()).to_owned(),
        schema,
        state: FormState {
            values,
            secrets_set,
            rev: view.rev,
            load_failed: false,
        },
        level: access.level(),
        org: None,
    }))
}

/// Saves the form as it was posted without JavaScript. The inner error is for its page: everything typed but the secrets,
/// and what is wrong with it.
pub async fn submit(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    posted: &PostedForm,
    locale: Locale,
) -> ServiceResult<Result<(), FormRefusal>> {
    let access = settings::of_host(state, caller, host, &posted.plugin, locale).await?;
    let schema = access.schema();
    let typed = parse_form(schema, access.level(), posted.pairs.iter().cloned());
    let save = Save::posted(schema, typed.clone(), posted.rev());
    match access.save(state, save).await {
        Ok(_) => Ok(Ok(())),
        Err(ServiceError::Refused(error)) => Ok(Err(FormRefusal {
            extension: posted.form.clone(),
            values: without_secrets(schema, &typed),
            ..refusal_of_error(&error, locale)
        })),
        Err(error) => Err(error),
    }
}

fn schema(access: &Access<'_>, host: &str, plugin: &str) -> FormSchema {
    let url = format!("/api/v1/hosts/{host}/plugins/{plugin}/settings");
    FormSchema {
        load_url: url.clone(),
        submit_url: url,
        ..access.schema().clone()
    }
}
