//! The forms of the store and of organisation admins. All answer 303 with a message, also when nothing was changed
//! because the state does not allow it.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::provide_context;
use portico_app::backend::{AppCard, OrgPlugin, OrgSwitch};
use portico_app::error::AppError;
use portico_app::layout::org_name;
use portico_app::page::{Flash, OrgUndo};
use portico_app::pages::failed::PageFailure;
use serde::Deserialize;

use super::flash::see_other_with;
use super::render::page_with;
use crate::api::input::{FormBody, Path};
use crate::error::{ServiceError, ServiceResult};
use crate::services::{orgs, store};
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
    mut parts: Parts,
    FormBody(form): FormBody<NextForm>,
) -> Response {
    let done = async {
        let next = Next::parse(form.next.as_deref(), "/installed")?;
        let card = store::install(&state, &caller, &plugin).await?;
        Ok(own(&state, &next, "installed", card))
    };
    answer(&state, &mut parts, done.await).await
}

/// `POST /store/{plugin}/uninstall`
pub async fn uninstall(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    mut parts: Parts,
    FormBody(form): FormBody<NextForm>,
) -> Response {
    let done = async {
        let next = Next::parse(form.next.as_deref(), "/installed")?;
        let card = store::uninstall(&state, &caller, &plugin).await?;
        Ok(own(&state, &next, "uninstalled", card))
    };
    answer(&state, &mut parts, done.await).await
}

fn own(state: &AppState, next: &Next, code: &str, card: AppCard) -> Response {
    let flash = Flash {
        code: code.to_owned(),
        name: card.title,
        org: String::new(),
        undo: None,
    };
    see_other_with(&state.public_url, next.as_str(), &flash)
}

/// What an admin decides for an organisation.
#[derive(Debug, Deserialize)]
pub struct SwitchForm {
    org: String,
    to: To,
    next: Option<String>,
}

/// A switch posts `true` or `false`, the way back says what it was.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum To {
    #[serde(alias = "true")]
    On,
    #[serde(alias = "false")]
    Off,
    Inherit,
}

/// `POST /admin/plugins/{plugin}/switch`
pub async fn switch(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    mut parts: Parts,
    FormBody(form): FormBody<SwitchForm>,
) -> Response {
    let done = decide(&state, &caller, &plugin, &form).await;
    answer(&state, &mut parts, done).await
}

async fn decide(
    state: &AppState,
    caller: &Caller,
    plugin: &str,
    form: &SwitchForm,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/admin/plugins")?;
    let before = orgs::plugins(state, caller, &form.org)
        .await?
        .into_iter()
        .find(|known| known.name == plugin);
    let (to, code) = match form.to {
        To::On => (OrgSwitch::On, "org_on"),
        To::Off => (OrgSwitch::Off, "org_off"),
        To::Inherit => (OrgSwitch::Inherit, "org_inherit"),
    };
    let after = orgs::set_plugin(state, caller, &form.org, plugin, to).await?;
    let flash = Flash {
        code: code.to_owned(),
        name: after.title,
        org: org_name(&form.org),
        undo: before.and_then(|before| undo(&before, &form.org)),
    };
    Ok(see_other_with(&state.public_url, next.as_str(), &flash))
}

/// The way back to what it was; none to a decision that this form cannot make.
fn undo(before: &OrgPlugin, org: &str) -> Option<OrgUndo> {
    let to = match before.mode.as_deref() {
        None => "inherit",
        Some("forced") => "on",
        Some("blocked") => "off",
        Some(_) => return None,
    };
    Some(OrgUndo {
        plugin: before.name.clone(),
        org: org.to_owned(),
        to: to.to_owned(),
    })
}

/// A refusal becomes a page with its status.
async fn answer(state: &AppState, parts: &mut Parts, done: ServiceResult<Response>) -> Response {
    match done {
        Ok(response) => response,
        Err(error) => failed(state, parts, error).await,
    }
}

async fn failed(state: &AppState, parts: &mut Parts, error: ServiceError) -> Response {
    let error = AppError::from(error);
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    page_with(state, parts, status, move || {
        provide_context(PageFailure(error.clone()));
    })
    .await
}
