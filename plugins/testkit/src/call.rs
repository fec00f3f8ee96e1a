//! Requests to a plugin's routers.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::plugin::{Plugin, PluginRoutes, PluginSession, Scope};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::Fakes;

/// Starts a plugin on the fakes; answers its routers.
pub async fn start(plugin: &dyn Plugin, fakes: &Fakes) -> PluginRoutes {
    plugin.init(fakes.context()).await.expect("init succeeds");
    plugin.ui().expect("the plugin has an interface").routes()
}

/// A session of a member of the organisation `globex` on the host `acme-shop`.
pub fn session(uid: &str) -> PluginSession {
    PluginSession {
        scope: Scope {
            host: "acme-shop".to_owned(),
            org: Some("globex".to_owned()),
        },
        identity: Some(Identity {
            uid: uid.to_owned(),
            stripe_customer: None,
            orgs: BTreeMap::from([("globex".to_owned(), OrgRole::Member)]),
            org: None,
        }),
        surface: None,
        locale: "en".to_owned(),
    }
}

/// A visitor of the host `acme-shop` who is not signed in.
pub fn signed_out() -> PluginSession {
    PluginSession {
        scope: Scope {
            host: "acme-shop".to_owned(),
            org: None,
        },
        identity: None,
        surface: None,
        locale: "en".to_owned(),
    }
}

/// Sends one request to a router as `session`; answers the status and the JSON body (null when empty).
pub async fn call(
    router: &Router,
    session: &PluginSession,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .extension(session.clone())
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .expect("a valid request");
    let answer = router
        .clone()
        .oneshot(request)
        .await
        .expect("routers do not fail");
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20)
        .await
        .expect("a body under 1 MiB");
    let body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&bytes).expect("answers are JSON")
    };
    (status, body)
}
