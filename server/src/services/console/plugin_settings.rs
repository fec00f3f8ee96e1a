//! A plugin's settings on the level of the host, as its members edit them: in the console's form and over the API.

use portico_app::backend::{FormRefusal, SettingsForm};
use portico_app::i18n::Locale;
use portico_sdk::settings::parse_form;

use super::ConsoleCaller;
use crate::error::{ServiceError, ServiceResult};
use crate::services::forms::{PostedForm, refusal_of_error, settings_form};
use crate::services::settings::{self, Save};
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
    let url = format!("/api/v1/hosts/{host}/plugins/{plugin}/settings");
    let mut form = settings_form(&access, view, url, locale.tag());
    // A plugin's routes are for users of the host, whom the console is not.
    form.schema.test_url.clear();
    Ok(Some(form))
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
    if let Some(changed) = posted.with_rows_changed(schema, &mut typed) {
        return Ok(Err(changed));
    }
    let save = Save::posted(schema, typed.clone(), posted.rev());
    match access.save(state, save).await {
        Ok(_) => Ok(Ok(())),
        Err(ServiceError::Refused(error)) => {
            let refusal = refusal_of_error(&error, locale);
            Ok(Err(if error.status == 409 {
                posted.conflict(schema, &typed, refusal)
            } else {
                posted.refusal(schema, &typed, refusal)
            }))
        }
        Err(error) => Err(error),
    }
}
