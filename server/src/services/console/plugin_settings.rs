//! A plugin's settings on the level of the host, as its members edit them: in the console's form and over the API.

use portico_app::backend::{FormRefusal, FormState, SettingsForm};
use portico_app::forms::outcome::without_secrets;
use portico_app::forms::rows::change_rows;
use portico_app::forms::wire;
use portico_app::i18n::{Locale, Said};
use portico_sdk::schema::FormSchema;
use portico_sdk::settings::parse_form;

use super::ConsoleCaller;
use crate::error::{ServiceError, ServiceResult};
use crate::services::forms::{PostedForm, refusal_of_error, split};
use crate::services::settings::{self, Access, Save, SettingsView};
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
    let schema = schema(&access, &view, host, plugin);
    let (values, secrets_set) = split(&schema, &view.data);
    let title = Said::of(&access.plugin().listing.title, locale.tag());
    Ok(Some(SettingsForm {
        plugin: plugin.to_owned(),
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
    let mut typed = parse_form(schema, access.level(), posted.pairs.iter().cloned());
    if posted.names(wire::ROWS) {
        change_rows(schema, &mut typed, posted.typed(wire::ROWS));
        return Ok(Err(FormRefusal {
            extension: posted.form.clone(),
            values: without_secrets(schema, &typed),
            rev: posted.rev().to_owned(),
            ..FormRefusal::default()
        }));
    }
    let save = Save::posted(schema, typed.clone(), posted.rev());
    match access.save(state, save).await {
        Ok(_) => Ok(Ok(())),
        Err(ServiceError::Refused(error)) => Ok(Err(FormRefusal {
            extension: posted.form.clone(),
            values: without_secrets(schema, &typed),
            rev: if error.status == 409 {
                ""
            } else {
                posted.rev()
            }
            .to_owned(),
            ..refusal_of_error(&error, locale)
        })),
        Err(error) => Err(error),
    }
}

fn schema(access: &Access<'_>, view: &SettingsView, host: &str, plugin: &str) -> FormSchema {
    let url = format!("/api/v1/hosts/{host}/plugins/{plugin}/settings");
    FormSchema {
        load_url: url.clone(),
        submit_url: url,
        // A plugin's routes are for users of the host, whom the console is not.
        test_url: String::new(),
        ..access.edited_schema(view)
    }
}
