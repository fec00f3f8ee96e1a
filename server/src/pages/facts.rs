//! What a page knows about its request, gathered before it renders.

use axum::extract::FromRequestParts as _;
use http::request::Parts;
use portico_app::page::{HostBrand, PageFacts, Theme};

use super::flash;
use crate::layers::RequestId;
use crate::services::sessions;
use crate::session::{Caller, Cookie, locale_of};
use crate::state::AppState;

/// Who asks; `None` on a server without a host, where only the start page and the console exist.
pub async fn caller(state: &AppState, parts: &mut Parts) -> Option<Caller> {
    Caller::from_request_parts(parts, state).await.ok()
}

/// The facts of a request.
pub fn facts(state: &AppState, caller: Option<&Caller>, parts: &Parts) -> PageFacts {
    let url = &state.public_url;
    PageFacts {
        locale: locale_of(url, parts),
        theme: Theme::parse(Cookie::Theme.read(url, &parts.headers).unwrap_or_default()),
        path: parts
            .uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        pathname: parts.uri.path().to_owned(),
        request_id: parts
            .extensions
            .get::<RequestId>()
            .map(|id| id.0.clone())
            .unwrap_or_default(),
        host: caller.map(brand),
        session: caller.and_then(sessions::current),
        account: None,
        flash: flash::read(url, &parts.headers),
        demo: state.config.demo,
        tag_prefix: state.config.tag_prefix.clone(),
    }
}

fn brand(caller: &Caller) -> HostBrand {
    let host = &caller.host;
    HostBrand {
        id: host.id.clone(),
        name: host.name.clone(),
        logo_url: host.logo_url.clone(),
        site_url: host.site_url.clone(),
        sign_in_url: host.sign_in_url.clone(),
        modes: host.modes,
    }
}
