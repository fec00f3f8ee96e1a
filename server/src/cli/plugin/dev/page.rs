//! The page that shows the plugin being written, as any website would through the embed.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::{HeaderName, HeaderValue, header};
use portico_app::demo::person;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::jwt::NewClaims;
use portico_sdk::slot::SlotDef;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::watch::Changes;
use crate::crypto::new_token;
use crate::demo::DEMO_HOST;
use crate::error::{ServiceError, ServiceResult};
use crate::services::hosts;
use crate::state::AppState;

/// Where it is.
pub(super) const PATH: &str = "/plugin-dev";

/// How long the page waits for a change before it asks again.
const PATIENCE: Duration = Duration::from_secs(10);

const HTML: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Its routes.
pub(super) fn routes(changes: Changes) -> Router<AppState> {
    let page = changes.clone();
    Router::new()
        .route(
            PATH,
            get(move |state| std::future::ready(show(state, page.clone()))),
        )
        .route("/plugin-dev/token", get(token))
        .route(
            "/plugin-dev/changes",
            get(move |after| next(after, changes.clone())),
        )
}

fn show(State(state): State<AppState>, changes: Changes) -> ServiceResult<Response> {
    let latest = changes.borrow().clone();
    let plugin = state.registry.get(&latest.plugin);
    let extensions: Vec<Value> = plugin
        .iter()
        .flat_map(|plugin| &plugin.extensions)
        .map(described)
        .collect();
    let data = json!({
        "host": DEMO_HOST,
        "plugin": latest.plugin,
        "title": plugin.as_ref().map_or("", |plugin| plugin.listing.title.text("en")),
        "version": plugin.as_ref().map_or("", |plugin| plugin.version.as_str()),
        "extensions": extensions,
        "latest": latest.to_json(),
    });
    // Within a script element nothing may look like its end.
    let data = data.to_string().replace('<', "\\u003c");
    let nonce = new_token("")?;
    let html = HTML
        .replace("NONCE", &nonce)
        .replace("STYLE", STYLE)
        .replace("SCRIPT", SCRIPT)
        .replace("DATA", &data);
    // What docs/EMBED.md asks of a host page, and what components may need beside that.
    let origin = state.public_url.origin();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval' {origin}/embed.js {origin}/pkg/ {origin}/plugins/ https:; \
         connect-src {origin} https:; frame-src {origin}/sandbox/ https:; style-src 'unsafe-inline' {origin}; img-src {origin} data: blob: https:; \
         font-src {origin}; base-uri 'none'; form-action {origin}; frame-ancestors 'none'"
    );
    let policy = HeaderValue::from_str(&policy)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    let mut response = html.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("referrer-policy"), "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// An extension with something to pass to it.
fn described(extension: &Extension) -> Value {
    let mut asked: Vec<String> = match SlotDef::get(&extension.slot) {
        Some(slot) => (slot.context)()
            .fields
            .into_iter()
            .map(|field| field.key)
            .collect(),
        None => Vec::new(),
    };
    if let ExtensionKind::Sandbox { sandbox } = &extension.kind {
        asked.extend(sandbox.capabilities.props.iter().cloned());
    }
    let context: Map<String, Value> = asked
        .into_iter()
        .map(|key| {
            let value = sample(&key);
            (key, value)
        })
        .collect();
    json!({
        "id": extension.id,
        "slot": extension.slot,
        "kind": extension.kind.name(),
        "context": context,
    })
}

/// Something that a slot could pass under this key.
fn sample(key: &str) -> Value {
    match key {
        "amount" => json!(4900),
        "currency" => json!("EUR"),
        "email" => json!("ada@example.com"),
        "range" => json!("7d"),
        "path" => json!("/admin"),
        "orderNumber" => json!("A-1042"),
        "paymentMethodId" => json!("card"),
        "productId" => json!("tea-mug"),
        "sizes" => json!(["S", "M", "L"]),
        "billingDetails" => json!({"name": "Ada Example"}),
        _ => json!(key),
    }
}

/// Which person of the demo.
#[derive(Debug, Deserialize)]
struct Who {
    uid: String,
}

/// A token of a person of the demo, as a host's own server would make it for its users.
async fn token(State(state): State<AppState>, Query(who): Query<Who>) -> ServiceResult<Response> {
    let person = person(&who.uid).ok_or_else(ServiceError::not_found)?;
    let claims = NewClaims {
        uid: person.uid,
        orgs: person.org.into_iter().collect(),
        expires_in: Some(3_600),
        ..NewClaims::default()
    };
    let now = state.clock.now_ms();
    let token = hosts::mint_token(&mut &state.db, &state.cipher, now, DEMO_HOST, &claims).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], token).into_response())
}

/// The last change that the page knows.
#[derive(Debug, Deserialize)]
struct After {
    after: u64,
}

/// Answers as soon as there is a later one, or after a while without.
async fn next(Query(After { after }): Query<After>, mut changes: Changes) -> Json<Value> {
    let later = changes.wait_for(|latest| latest.number > after);
    let _ = tokio::time::timeout(PATIENCE, later).await;
    let latest = changes.borrow().clone();
    Json(latest.to_json())
}
