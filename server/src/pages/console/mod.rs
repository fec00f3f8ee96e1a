//! The console's pages: who may open them, and their forms, one file for each page. A form posts to the address of its
//! page; `portico_app::pages::console` lists what each sends.

pub mod account;
pub mod host;
pub mod hosts;
pub mod invitation;
pub mod keys;
pub mod members;
pub mod origins;
pub mod plugin;
pub mod plugins;
mod posted;
pub mod set_up;
pub mod settings;
mod shown;
pub mod sign_in;
pub mod slots;
pub mod tokens;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use http::request::Parts;
use http::{HeaderValue, header};

use super::render::{asked_language, page};
use crate::error::ServiceResult;
use crate::services::accounts;
use crate::session::{ConsoleCaller, console};
use crate::state::AppState;

/// Every page with its forms, one per line.
pub fn router() -> Router<AppState> {
    let open = || get(page);
    let inside = || get(signed_in);
    Router::new()
        .route("/console/sign-in", open().post(sign_in::post))
        .route("/console/set-up", open().post(set_up::post))
        .route("/console/invitation", open().post(invitation::post))
        .route("/console", inside().post(hosts::post))
        .route("/console/account", inside().post(account::post))
        .route("/console/hosts/{host}", inside().post(host::post))
        .route("/console/hosts/{host}/keys", inside().post(keys::post))
        .route(
            "/console/hosts/{host}/origins",
            inside().post(origins::post),
        )
        .route(
            "/console/hosts/{host}/plugins",
            inside().post(plugins::post),
        )
        .route(
            "/console/hosts/{host}/plugins/{plugin}",
            inside().post(plugin::post),
        )
        .route(
            "/console/hosts/{host}/members",
            inside().post(members::post),
        )
        .route("/console/hosts/{host}/slots", inside().post(slots::post))
        .route("/console/hosts/{host}/tokens", inside().post(tokens::post))
        .route(
            "/console/hosts/{host}/settings",
            inside().post(settings::post),
        )
        .route("/console/hosts/{host}/audit", inside())
}

/// A page for people who are signed in; others are led to where they can be, and back.
async fn signed_in(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    match arrival(&state, &parts).await {
        Ok(Arrival::Here(caller)) => shown::page(&state, &caller, &mut parts).await,
        Ok(Arrival::Elsewhere(to)) => {
            let mut response = Redirect::to(&to).into_response();
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            // The page asked for may name a language; the one shown instead speaks it, too.
            if let Some(language) = asked_language(&state, &parts) {
                response.headers_mut().append(header::SET_COOKIE, language);
            }
            response
        }
        Err(error) => error.into_response(),
    }
}

/// What becomes of somebody who opens a page.
enum Arrival {
    /// The page is for this person.
    Here(ConsoleCaller),
    /// Who is not signed in goes there.
    Elsewhere(String),
}

/// Who is not signed in goes to the set-up as long as there is no account to sign in with.
async fn arrival(state: &AppState, parts: &Parts) -> ServiceResult<Arrival> {
    if let Some(caller) = console::of_page(parts, state).await? {
        return Ok(Arrival::Here(caller));
    }
    if accounts::needs_setup(state).await? {
        return Ok(Arrival::Elsewhere("/console/set-up".to_owned()));
    }
    let wanted = parts
        .uri
        .path_and_query()
        .map_or("/console", |wanted| wanted.as_str());
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("next", wanted)
        .finish();
    Ok(Arrival::Elsewhere(format!("/console/sign-in?{query}")))
}
