//! The app store as a caller sees it: finding, looking at and installing plugins.

mod card;
mod install;
mod matching;
mod search;
mod terms;

use portico_app::backend::{AppCard, AppDetail};
use portico_sdk::policy::{Decision, PluginState, Reason, ReasonCode};
use portico_sdk::slot::Surface;

use super::policy;
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;
use card::Cards;

pub use install::{install, uninstall};
pub use matching::Index;
pub use search::search;

/// The decision on one plugin; 404 when it is hidden from the caller.
pub async fn listed(state: &AppState, caller: &Caller, plugin: &str) -> ServiceResult<Decision> {
    let decision = policy::decision(state, caller, Surface::Storefront, plugin).await?;
    if decision.is_listed() {
        Ok(decision)
    } else {
        Err(ServiceError::not_found())
    }
}

/// Everything about one plugin; 404 when it is hidden from the caller.
pub async fn detail(state: &AppState, caller: &Caller, plugin: &str) -> ServiceResult<AppDetail> {
    let decision = listed(state, caller, plugin).await?;
    let registered = state
        .registry
        .get(plugin)
        .ok_or_else(ServiceError::not_found)?;
    let cards = Cards::of(state, caller).await?;
    Ok(cards.detail(&registered, &decision))
}

/// True when the caller installed it for himself.
pub async fn is_installed(state: &AppState, caller: &Caller, plugin: &str) -> ServiceResult<bool> {
    let decision = policy::decision(state, caller, Surface::Storefront, plugin).await?;
    let own = |reason: &Reason| reason.code == ReasonCode::OwnInstall;
    Ok(decision.reasons.iter().any(own))
}

/// The card of one plugin, as it is after a change; also of one that has meanwhile been hidden.
pub(super) async fn card(
    state: &AppState,
    caller: &Caller,
    plugin: &str,
) -> ServiceResult<AppCard> {
    let decision = policy::decision(state, caller, Surface::Storefront, plugin).await?;
    let registered = state
        .registry
        .get(plugin)
        .ok_or_else(ServiceError::not_found)?;
    let cards = Cards::of(state, caller).await?;
    Ok(cards.card(&registered, &decision))
}

/// What is on for the caller, whoever turned it on, and what would be if it were not suspended, by title.
pub async fn installed(state: &AppState, caller: &Caller) -> ServiceResult<Vec<AppCard>> {
    let resolved = policy::resolved(state, caller, Surface::Storefront).await?;
    let cards = Cards::of(state, caller).await?;
    let mut on: Vec<AppCard> = resolved
        .decisions
        .iter()
        .filter(|decision| decision.is_on() || decision.state == PluginState::Suspended)
        .filter_map(|decision| Some(cards.card(resolved.registry.get(&decision.plugin)?, decision)))
        .collect();
    on.sort_by_cached_key(|card| (card.title.to_lowercase(), card.name.clone()));
    Ok(on)
}
