//! The forms of the store and of organisation admins. All answer 303 with a message, also when nothing was changed
//! because the state does not allow it.

use axum::extract::State;
use axum::response::Response;
use portico_app::backend::{AppCard, OrgSwitch};
use portico_app::layout::org_name;
use portico_app::page::{Flash, OrgUndo, Undo};
use portico_sdk::policy::{Mode, PluginState};
use serde::Deserialize;

use super::flash::see_other_with;
use crate::api::input::{FormBody, Path};
use crate::error::ServiceResult;
use crate::services::{orgs, store, suspensions};
use crate::session::{Caller, Next};
use crate::state::AppState;

/// A form that only leads on.
#[derive(Debug, Deserialize)]
pub struct NextForm {
    next: Option<String>,
}

/// `POST /store/{plugin}/install`
pub async fn install(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    FormBody(form): FormBody<NextForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/installed")?;
    let had = store::is_installed(&state, &caller, &plugin).await?;
    let card = store::install(&state, &caller, &plugin).await?;
    let undo = (!had && card.actions.uninstall).then_some(Undo::Install(plugin));
    Ok(own(&state, &next, "installed", card, undo))
}

/// `POST /store/{plugin}/uninstall`
pub async fn uninstall(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    FormBody(form): FormBody<NextForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/installed")?;
    let had = store::is_installed(&state, &caller, &plugin).await?;
    let card = store::uninstall(&state, &caller, &plugin).await?;
    // What may not be installed any more cannot be brought back.
    let undo = (had && card.actions.install).then_some(Undo::Uninstall(plugin));
    Ok(own(&state, &next, "uninstalled", card, undo))
}

/// `POST /store/{plugin}/turn-on-again`
pub async fn turn_on_again(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    FormBody(form): FormBody<NextForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/installed")?;
    let card = suspensions::lift(&state, &caller, &plugin).await?;
    let code = match card.state {
        PluginState::Suspended => "still_off",
        _ => "turned_on_again",
    };
    Ok(own(&state, &next, code, card, None))
}

fn own(state: &AppState, next: &Next, code: &str, card: AppCard, undo: Option<Undo>) -> Response {
    let flash = Flash {
        code: code.to_owned(),
        name: card.title,
        org: String::new(),
        undo,
    };
    see_other_with(state, next.as_str(), &flash)
}

/// What an admin decides for an organisation.
#[derive(Debug, Deserialize)]
pub struct SwitchForm {
    org: String,
    to: OrgSwitch,
    next: Option<String>,
}

/// `POST /admin/plugins/{plugin}/switch`
pub async fn switch(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    FormBody(form): FormBody<SwitchForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/admin/plugins")?;
    let switched = orgs::switch_plugin(&state, &caller, &form.org, &plugin, form.to).await?;
    let flash = Flash {
        code: format!("org_{}", form.to.name()),
        name: switched.after.title,
        org: org_name(&form.org),
        undo: way_back(switched.before).map(|to| {
            Undo::Org(OrgUndo {
                plugin,
                org: form.org,
                to: to.name().to_owned(),
            })
        }),
    };
    Ok(see_other_with(&state, next.as_str(), &flash))
}

/// What this form posts to get back to a decision; `None` for one that it cannot make.
fn way_back(before: Option<Mode>) -> Option<OrgSwitch> {
    match before {
        None => Some(OrgSwitch::Inherit),
        Some(Mode::Forced) => Some(OrgSwitch::On),
        Some(Mode::Blocked) => Some(OrgSwitch::Off),
        Some(_) => None,
    }
}
