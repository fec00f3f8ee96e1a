//! An error answers in JSON; where a browser went to an address or sent a form, it is drawn as a page instead.

use axum::extract::Request;
use axum::response::Response;
use axum::routing::Route;
use http::{HeaderMap, StatusCode, Uri, header};
use leptos::prelude::provide_context;
use portico_app::error::AppError;
use portico_app::pages::failed::PageFailure;

use super::forms;
use super::render::page_with;
use super::run;
use crate::session::Next as NextPage;
use crate::state::AppState;

/// Answers a request that [`want_page`]: the error that a handler answered becomes the page that says so, with the same
/// status.
pub(super) async fn as_pages(state: &AppState, request: Request, inner: Route) -> Response {
    let (mut parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let response = if forms::may_be_form(&request) {
        forms::intercept(state, request, inner).await
    } else {
        run(inner, request).await
    };
    let Some(error) = response.extensions().get::<AppError>().cloned() else {
        return response;
    };
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !parts.method.is_safe() {
        // Nobody can go to an address that only takes forms: links for signing in or another language lead to where the
        // form was.
        parts.uri = page_of_form(&parts.headers, &state.public_url.origin());
    }
    let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
    let mut page = page_with(state, &mut parts, status, move || {
        provide_context(PageFailure(error.clone()));
    })
    .await;
    if let Some(seconds) = retry_after {
        page.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    page
}

/// The page that a form was on, if it is one of ours; else the start page.
fn page_of_form(headers: &HeaderMap, origin: &str) -> Uri {
    headers
        .get(header::REFERER)
        .and_then(|referer| referer.to_str().ok()?.strip_prefix(origin))
        .filter(|path| path.starts_with('/'))
        .and_then(|path| NextPage::parse(Some(path), "/").ok())
        .and_then(|next| next.as_str().parse().ok())
        .unwrap_or(Uri::from_static("/"))
}

/// True for a request whose errors are drawn as pages.
pub(super) fn want_page(request: &Request) -> bool {
    wants_page(request.uri().path(), request.headers())
}

/// Scripts of pages and plugins ask for JSON or for anything; only a navigation names HTML.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let program = ["/api/", "/plugins/", "/pkg/"]
        .iter()
        .any(|prefix| path.starts_with(prefix));
    !program
        && headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|accept| accept.to_str().ok())
            .any(|accept| accept.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_refused_form_leads_back_to_its_page_and_never_elsewhere() {
        let origin = "https://p.example";
        let of = |referer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            page_of_form(&headers, origin).to_string()
        };
        assert_eq!(of("https://p.example/store/a?x=1"), "/store/a?x=1");
        for elsewhere in [
            "https://shop.example/cart",
            "https://p.example.evil/x",
            "https://p.example",
            "https://p.example//evil.example",
            "no address",
        ] {
            assert_eq!(of(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(page_of_form(&HeaderMap::new(), origin), "/");
    }

    #[test]
    fn only_a_navigation_outside_the_api_is_answered_with_a_page() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (path, accept, page) in [
            ("/store", browser, true),
            ("/session", browser, true),
            ("/api/v1/me", browser, false),
            ("/plugins/acme-pay/assets/x.js", browser, false),
            ("/session", "*/*", false),
            ("/session", "application/json", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(wants_page(path, &headers), page, "{path} {accept}");
        }
        assert!(!wants_page("/store", &HeaderMap::new()));
    }
}
