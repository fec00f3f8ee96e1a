//! Renders a page: its facts, its backends, its Content-Security-Policy and headers.

use std::io::Write as _;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use portico_app::error::AppError;
use portico_app::hydration::with_early_files;
use portico_app::page::{PageContext, PageFacts};
use portico_app::pages::failed::PageFailure;
use portico_app::routes::slots_at;
use portico_app::shell::shell;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::slot::Surface;

use super::csp::PagePolicy;
use super::{facts, prefetch};
use crate::backend::{ConsolePages, RequestBackend};
use crate::crypto::new_token;
use crate::error::{ServiceError, ServiceResult, json_error};
use crate::layers::accepts_brotli;
use crate::services::policy;
use crate::session::{Caller, ClientAddress, Cookie, asked_locale, console};
use crate::state::AppState;

/// Answers any page, also those that do not exist (404).
pub async fn page(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return json_error(&AppError::wrong_method());
    }
    page_with(&state, &mut parts, StatusCode::OK, || {}).await
}

/// Renders the page of a request with something more in its context, as the answer to a form that was refused.
/// A page that sets a status of its own keeps it.
pub async fn page_with(
    state: &AppState,
    parts: &mut Parts,
    status: StatusCode,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    match render(state, parts, status, more).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn render(
    state: &AppState,
    parts: &mut Parts,
    status: StatusCode,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> ServiceResult<Response> {
    let (caller, failure) = match facts::caller(state, parts).await {
        Ok(caller) => (caller, None),
        // An answer that has a status of its own says already what is wrong.
        Err(_) if status != StatusCode::OK => (None, None),
        Err(error) => (None, Some(AppError::from(error))),
    };
    let status = failure
        .as_ref()
        .and_then(|error| StatusCode::from_u16(error.status).ok())
        .unwrap_or(status);
    let person = console::of_page(parts, state).await?;
    let facts = facts::facts(state, caller.as_ref(), person.as_ref(), parts);
    let nonce = new_token("")?;
    let csp = policy_of(state, caller.as_ref(), &facts).await?.header(
        &state.public_url.origin(),
        &nonce,
        state.site.files.reload.as_deref(),
    );
    let backend = caller.map(|caller| RequestBackend::new(state.clone(), caller, parts));
    let console = ConsolePages {
        state: state.clone(),
        caller: person,
        address: ClientAddress::of(state, parts),
        locale: facts.locale,
    };
    let cookies = cookies(state, &facts, parts);
    let facts_are_console = facts.is_console();
    let caching = if facts.safe_mode {
        "private, no-store"
    } else {
        "private, no-cache"
    };
    let context = {
        let facts = PageContext(Arc::new(facts));
        // Leptos writes inline scripts of its own; they run only with the nonce that the policy names.
        let nonce = Nonce::from_value(nonce.as_str());
        move || {
            provide_context(facts.clone());
            provide_context(nonce.clone());
            if let Some(backend) = backend.clone() {
                backend.provide();
            }
            console.clone().provide();
            more();
            if let Some(error) = failure.clone() {
                provide_context(PageFailure(error));
            }
        }
    };
    let app = {
        let files = state.site.files.clone();
        move || shell(files.clone(), nonce.clone())
    };
    let response = leptos_axum::render_app_async_with_context(context, app)(as_get(parts))
        .await
        .into_response();
    // Console pages may show a credential beside what somebody else chose: how well that compresses would tell about it.
    let compress = status == StatusCode::OK && !facts_are_console && accepts_brotli(&parts.headers);
    let mut response = finished(state, response, compress).await?;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, header_value(&csp)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("cookie, authorization, accept-language, accept-encoding"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A page as it is sent: with the files its islands need named in its head, and compressed where the browser takes that.
async fn finished(state: &AppState, response: Response, compress: bool) -> ServiceResult<Response> {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| ServiceError::Internal(format!("page: {error}")))?;
    let html = match String::from_utf8(bytes.into()) {
        Ok(html) => with_early_files(html, &state.site.files),
        Err(error) => return Err(ServiceError::Internal(format!("page: {error}"))),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    if !compress || html.is_empty() {
        return Ok(Response::from_parts(parts, html.into()));
    }
    let value = HeaderValue::from_static("br");
    parts.headers.insert(header::CONTENT_ENCODING, value);
    Ok(Response::from_parts(parts, brotli(html.as_bytes())?.into()))
}

/// Quickly: 84 KB become 7 KB in 1.3 ms.
fn brotli(bytes: &[u8]) -> ServiceResult<Vec<u8>> {
    const QUALITY: u32 = 4;
    const WINDOW: u32 = 18;
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, QUALITY, WINDOW);
    writer
        .write_all(bytes)
        .map_err(|error| ServiceError::Internal(format!("page: {error}")))?;
    drop(writer);
    Ok(compressed)
}

/// What the extensions that can appear on this page need, and nothing of other pages (THREATS 35).
async fn policy_of(
    state: &AppState,
    caller: Option<&Caller>,
    facts: &PageFacts,
) -> ServiceResult<PagePolicy> {
    let slots = slots_at(&facts.pathname);
    let mut items: Vec<ManifestItem> = Vec::new();
    for surface in [Surface::Storefront, Surface::Admin] {
        if let Some(caller) = caller
            && slots.iter().any(|slot| Surface::of(slot) == Some(surface))
        {
            match policy::manifest(state, caller, surface).await {
                Ok(manifest) => {
                    items.extend(
                        manifest
                            .extensions
                            .iter()
                            .filter(|item| slots.contains(&item.slot.as_str()))
                            .cloned(),
                    );
                }
                // Without the right to see a surface nothing of it appears.
                Err(ServiceError::Refused(_)) => {}
                Err(other) => return Err(other),
            }
        }
    }
    Ok(PagePolicy::of(items.iter()))
}

/// A language asked for in the address is remembered, when there is one of that name; a message that was shown is not shown again.
fn cookies(state: &AppState, facts: &PageFacts, parts: &Parts) -> Vec<HeaderValue> {
    let url = &state.public_url;
    if prefetch::is_ahead(&parts.headers) {
        return Vec::new();
    }
    let remember = asked_language(state, parts);
    let shown = facts.flash.as_ref().and_then(|_| Cookie::Flash.clear(url));
    remember.into_iter().chain(shown).collect()
}

/// The cookie of a language that the address asks for, when there is one of that name.
pub(super) fn asked_language(state: &AppState, parts: &Parts) -> Option<HeaderValue> {
    let locale = asked_locale(state, parts)?;
    Cookie::Lang.set(&state.public_url, locale.tag(), 31_536_000)
}

/// Leptos renders GET requests; the body of a refused form has been read already.
fn as_get(parts: &Parts) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = parts.uri.clone();
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    request
}

fn header_value(text: &str) -> ServiceResult<HeaderValue> {
    HeaderValue::from_str(text)
        .map_err(|error| ServiceError::Internal(format!("header value: {error}")))
}
