//! Nobody else's page makes a browser change something here (THREATS 38).

use axum::extract::Request;
use axum::response::Response;
use http::{Method, header};
use portico_app::error::AppError;

use crate::error::json_error;
use crate::session::{Source, source};
use crate::state::AppState;

/// 403 for a state change that a page of another origin started, whether it carries a cookie or would set one.
///
/// Exempt are requests that carry a Bearer token, which no browser adds by itself, unless it is the cookie session they
/// change, and webhooks, which carry signatures. `POST /session` decides by the host's registered origins.
pub(super) fn refusal(state: &AppState, request: &Request) -> Option<Response> {
    if request.method().is_safe()
        || source(&state.public_url, request.headers()) == Source::Ours
        || (carries_bearer(request) && !changes_session(request.uri().path()))
        || is_webhook(request.uri().path())
        || (request.method() == Method::POST && request.uri().path() == "/session")
    {
        return None;
    }
    metrics::counter!("portico_cross_origin_refused_total").increment(1);
    Some(json_error(&AppError::new(
        403,
        "origin_not_allowed",
        "This request came from a page of another site.",
    )))
}

fn carries_bearer(request: &Request) -> bool {
    request
        .headers()
        .get(header::AUTHORIZATION)
        .is_some_and(|value| {
            value
                .as_bytes()
                .get(..7)
                .is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer "))
        })
}

/// Opens, ends or changes the browser's own session, whoever the Bearer token is.
fn changes_session(path: &str) -> bool {
    const FUNCTIONS: [&str; 3] = ["sign_in", "sign_out", "switch_org"];
    path == "/session"
        || path.starts_with("/session/")
        || path
            .strip_prefix("/api/fn/")
            .is_some_and(|name| FUNCTIONS.contains(&name))
}

/// `/plugins/{plugin}/webhooks/{host}`.
fn is_webhook(path: &str) -> bool {
    let mut segments = path.split('/').skip(1);
    segments.next() == Some("plugins") && segments.nth(1) == Some("webhooks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_38_a_bearer_token_of_another_site_does_not_touch_the_session() {
        for path in [
            "/session",
            "/session/end",
            "/session/org",
            "/api/fn/sign_in",
            "/api/fn/sign_out",
            "/api/fn/switch_org",
        ] {
            assert!(changes_session(path), "{path}");
        }
        assert!(!changes_session("/sessions"));
        assert!(!changes_session("/api/fn/set_org_plugin"));
        assert!(!changes_session("/api/v1/me"));
    }

    #[test]
    fn only_the_third_segment_makes_a_webhook() {
        assert!(is_webhook("/plugins/acme-pay/webhooks/acme"));
        assert!(!is_webhook("/plugins/webhooks/acme"));
        assert!(!is_webhook("/api/v1/plugins/x/webhooks"));
        assert!(!is_webhook("/plugins/acme-pay/settings/webhooks"));
    }
}
