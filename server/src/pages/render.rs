//! Renders a page: gathers the request's facts, provides the backends, sets the headers.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, header};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use portico_app::i18n::Locale;
use portico_app::page::{PageContext, PageFacts, Theme};
use portico_app::shell::shell;

use crate::crypto::new_token;
use crate::error::ServiceError;
use crate::layers::RequestId;
use crate::pages::csp::PagePolicy;
use crate::state::AppState;

/// Answers any page, also those that do not exist (404).
pub async fn page(State(state): State<AppState>, request: Request) -> Response {
    match render(&state, request).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn render(state: &AppState, request: Request) -> Result<Response, ServiceError> {
    let facts = facts(&request);
    let nonce = new_token("")?;
    let policy = PagePolicy::default();
    let csp = policy.header(&state.public_url.origin(), &nonce);

    let context = {
        let facts = PageContext(Arc::new(facts));
        // Leptos writes inline scripts of its own; they run only with the nonce that the policy names.
        let nonce = Nonce::from_value(nonce.as_str());
        move || {
            provide_context(facts.clone());
            provide_context(nonce.clone());
        }
    };
    let app = {
        let files = state.site.files.clone();
        move || shell(files.clone(), nonce.clone())
    };
    let mut response = leptos_axum::render_app_async_with_context(context, app)(request)
        .await
        .into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, header_value(&csp)?);
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    Ok(response)
}

fn header_value(text: &str) -> Result<HeaderValue, ServiceError> {
    HeaderValue::from_str(text)
        .map_err(|error| ServiceError::Internal(format!("header value: {error}")))
}

fn facts(request: &Request) -> PageFacts {
    let uri = request.uri();
    PageFacts {
        locale: Locale::default(),
        theme: Theme::default(),
        path: uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        pathname: uri.path().to_owned(),
        request_id: request
            .extensions()
            .get::<RequestId>()
            .map(|id| id.0.clone())
            .unwrap_or_default(),
        host: None,
        session: None,
        account: None,
        flash: None,
        demo: false,
        tag_prefix: "stoa".to_owned(),
    }
}
