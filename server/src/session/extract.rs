//! [`Caller`] as an argument of a handler.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header::{self, HeaderMap};
use http::request::Parts;

use super::Cookie;
use super::address::ClientAddress;
use super::caller::{Caller, Via};
use super::locale::locale_of;
use super::named_host::named_host;
use super::origin::{Source, cookie_counts, require_known, source};
use super::safe_mode::asks_for_safe_mode;
use crate::error::{ServiceError, ServiceResult};
use crate::services::policy::HostFacts;
use crate::services::sessions::count_bad_token;
use crate::state::AppState;
use crate::storage::hosts;

/// Bearer token, else session cookie, else nobody; at the host of the session, else `?host=`, else the default.
///
/// Refused are: 401 a Bearer token that is not good, 403 `origin_not_allowed` a page whose origin the host has not
/// registered, 404 a host that does not exist or is not the token's.
impl FromRequestParts<AppState> for Caller {
    type Rejection = ServiceError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> ServiceResult<Self> {
        let locale = locale_of(state, parts).tag();
        let named = named_host(&parts.uri);
        let source = source(&state.public_url, &parts.headers);
        let signed_in = match bearer(&parts.headers)? {
            Some(token) => {
                let address = || ClientAddress::of(state, parts);
                let of = (source, locale);
                let found = by_bearer(state, token, named.as_deref(), address, of).await;
                match found {
                    Ok(found) => Some(found),
                    Err(refusal) => {
                        let ClientAddress(address) = ClientAddress::of(state, parts);
                        return Err(count_bad_token(state, &address, refusal));
                    }
                }
            }
            None => by_cookie(state, &parts.headers, source, locale).await?,
        };
        let mut caller = match signed_in {
            Some(caller) => caller,
            None => nobody(state, named.as_deref(), source, locale).await?,
        };
        caller.safe_mode = asks_for_safe_mode(&parts.uri);
        Ok(caller)
    }
}

async fn by_bearer(
    state: &AppState,
    token: &str,
    named: Option<&str>,
    address: impl FnOnce() -> ClientAddress,
    (source, locale): (Source<'_>, &'static str),
) -> ServiceResult<Caller> {
    let sessions = &state.caches.sessions;
    let live = sessions.by_bearer(state, token, named, address).await?;
    live.caller(state, source, Via::Bearer, locale).await
}

async fn nobody(
    state: &AppState,
    named: Option<&str>,
    source: Source<'_>,
    locale: &'static str,
) -> ServiceResult<Caller> {
    let facts = match named {
        Some(named) => HostFacts::of(state, named).await?,
        None => Box::pin(default_host(state)).await?,
    };
    let facts = facts.ok_or_else(ServiceError::not_found)?;
    require_known(&facts, source)?;
    Ok(Caller::anonymous(state, &facts, locale))
}

async fn by_cookie(
    state: &AppState,
    headers: &HeaderMap,
    source: Source<'_>,
    locale: &'static str,
) -> ServiceResult<Option<Caller>> {
    let Some(cookie) = Cookie::Session.read(&state.public_url, headers) else {
        return Ok(None);
    };
    if !cookie_counts(source, headers) {
        return Ok(None);
    }
    match state.caches.sessions.by_cookie(state, cookie).await? {
        Some(live) => {
            let caller = live.caller(state, source, Via::Cookie, locale).await?;
            Ok(Some(caller))
        }
        None => Ok(None),
    }
}

/// The token of `Authorization: Bearer`. Another scheme is not ours to judge; a Bearer that is not text is refused.
pub(super) fn bearer(headers: &HeaderMap) -> ServiceResult<Option<&str>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| ServiceError::unauthorized())?;
    Ok(text
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim()))
}

/// The host of requests that name none: the configured one, else the first created.
pub(super) async fn default_host(state: &AppState) -> ServiceResult<Option<Arc<HostFacts>>> {
    if let Some(id) = state.config.default_host() {
        return Ok(HostFacts::of(state, id).await?);
    }
    if let Some(id) = state.caches.default_host.get(&()) {
        return Ok(HostFacts::of(state, &id).await?);
    }
    let Some(first) = hosts::first(&mut &state.db).await? else {
        return Ok(None);
    };
    let facts = HostFacts::of(state, &first.id).await?;
    state.caches.default_host.insert((), first.id);
    Ok(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Size of the future that a function answers.
    fn size<'a, F>(_: fn(&'a mut Parts, &'a AppState) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn finding_out_who_calls_stays_small() {
        // Every request carries it. What is large and rare belongs into a box of its own.
        let bytes = size(Caller::from_request_parts);
        assert!(bytes <= 600, "{bytes} bytes");
    }
}
