//! One click signs in as a person of the demo: through a host JWT made with the host's secret, like at any other host.

use axum::extract::State;
use axum::response::Response;
use http::header::{self, HeaderMap};
use portico_app::demo::person;
use portico_app::page::Flash;
use portico_sdk::jwt::NewClaims;
use serde::Deserialize;

use super::DEMO_HOST;
use crate::api::input::FormBody;
use crate::error::{ServiceError, ServiceResult};
use crate::pages::flash::see_other_with;
use crate::services::hosts;
use crate::services::sessions::{self, SignIn};
use crate::session::{ClientAddress, Cookie, Next};
use crate::state::AppState;

/// Seconds a demo session lasts: the longest a host JWT may.
const LIFE: u32 = 86_400;

/// `uid` = a person of the demo; `next` = where to go.
#[derive(Debug, Deserialize)]
pub struct DemoSignIn {
    uid: String,
    next: Option<String>,
}

/// `POST /demo/sign-in`
pub async fn sign_in(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    FormBody(form): FormBody<DemoSignIn>,
) -> ServiceResult<Response> {
    let person = person(&form.uid).ok_or_else(ServiceError::not_found)?;
    let next = Next::parse(form.next.as_deref(), "/store")?;
    let claims = NewClaims {
        uid: person.uid,
        orgs: person.org.into_iter().collect(),
        expires_in: Some(LIFE),
        ..NewClaims::default()
    };
    let now = state.clock.now_ms();
    let token = hosts::mint_token(&mut &state.db, &state.cipher, now, DEMO_HOST, &claims).await?;
    let before = Cookie::Session.read(&state.public_url, &headers);
    let attempt = SignIn {
        host: DEMO_HOST,
        token: &token,
        old_cookie: before,
        address: &address,
    };
    let opened = sessions::sign_in(&state, attempt).await?;
    let flash = Flash {
        code: "signed_in".to_owned(),
        name: person.uid.to_owned(),
        org: String::new(),
        undo: None,
    };
    let mut response = see_other_with(&state, next.as_str(), &flash);
    if let Some(cookie) = Cookie::Session.set(&state.public_url, &opened.cookie, opened.max_age) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
