//! What a page knows about its request, gathered before it renders.

use axum::extract::FromRequestParts as _;
use http::request::Parts;
use portico_app::page::{HostBrand, PageFacts, Theme};

use super::{flash, prefetch};
use crate::error::{REQUEST_ID, ServiceError, ServiceResult};
use crate::services::sessions;
use crate::session::{
    Caller, ConsoleCaller, Cookie, asks_for_safe_mode, locale_of, without_safe_mode,
};
use crate::state::AppState;
use crate::storage::hosts;

/// Who asks; `None` on a server without a host, where only the start page and the console exist. A host that does not
/// exist, a bad token or a database that does not answer are errors.
pub async fn caller(state: &AppState, parts: &mut Parts) -> ServiceResult<Option<Caller>> {
    match Caller::from_request_parts(parts, state).await {
        Ok(caller) => Ok(Some(caller)),
        Err(ServiceError::Refused(error)) if error.status == 404 => {
            match hosts::first(&mut &state.db).await? {
                Some(_) => Err(error.into()),
                None => Ok(None),
            }
        }
        Err(error) => Err(error),
    }
}

/// The facts of a request. `person`: who is signed in to the console; that makes nobody a user.
pub fn facts(
    state: &AppState,
    caller: Option<&Caller>,
    person: Option<&ConsoleCaller>,
    parts: &Parts,
) -> PageFacts {
    let url = &state.public_url;
    PageFacts {
        locale: locale_of(state, parts),
        theme: Theme::parse(Cookie::Theme.read(url, &parts.headers).unwrap_or_default()),
        path: without_safe_mode(&parts.uri),
        pathname: parts.uri.path().to_owned(),
        request_id: REQUEST_ID.try_with(ToString::to_string).unwrap_or_default(),
        host: caller.map(brand),
        session: caller.and_then(sessions::current),
        account: person
            .and_then(|person| person.account().ok())
            .map(|account| account.email.clone()),
        flash: (!prefetch::is_ahead(&parts.headers))
            .then(|| flash::read(state, &parts.headers))
            .flatten(),
        demo: state.config.demo,
        safe_mode: asks_for_safe_mode(&parts.uri),
        tag_prefix: state.config.tag_prefix.clone(),
    }
}

fn brand(caller: &Caller) -> HostBrand {
    let host = &caller.host;
    HostBrand {
        id: host.id.clone(),
        name: host.name.clone(),
        logo_url: host.logo_url.clone(),
        accent: host.accent.clone(),
        site_url: host.site_url.clone(),
        sign_in_url: host.sign_in_url.clone(),
        modes: host.modes,
    }
}
