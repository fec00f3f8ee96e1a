//! `POST /plugins/{plugin}/webhooks/{host}`: a third party calls a plugin. No session; the plugin checks the signature over
//! the raw body.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use portico_app::error::AppError;
use portico_sdk::plugin::{PluginError, WebhookRequest};

use crate::api::input::Path;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::guard;
use crate::services::policy::HostFacts;
use crate::state::AppState;

/// How long a plugin may take; callers usually give up after that, too.
const LIMIT: Duration = Duration::from_secs(10);

/// Hands the call to the plugin: 404 unless the host approved it, 429 when there are too many.
pub async fn receive(
    State(state): State<AppState>,
    Path((plugin, host)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> ServiceResult<Response> {
    let registered = state
        .registry
        .get(&plugin)
        .ok_or_else(ServiceError::not_found)?;
    HostFacts::of(&state, &host)
        .await?
        .filter(|facts| facts.approved.contains_key(&plugin))
        .ok_or_else(ServiceError::not_found)?;
    state.limits.webhook.check(&format!("{host}/{plugin}"))?;
    let request = WebhookRequest {
        host,
        headers: texts(&headers),
        body: body.to_vec(),
    };
    let plugin = Arc::clone(&registered.plugin);
    let answer = guard::run(LIMIT, async move { plugin.on_webhook(request).await }).await;
    match answer {
        Ok(Ok(answer)) => {
            let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
            let plain = HeaderValue::from_static("text/plain; charset=utf-8");
            let nosniff = HeaderValue::from_static("nosniff");
            let headers = [
                (header::CONTENT_TYPE, plain),
                (header::X_CONTENT_TYPE_OPTIONS, nosniff),
            ];
            Ok((status, headers, answer.body).into_response())
        }
        Ok(Err(PluginError::BadRequest(message))) => Err(ServiceError::refused(
            StatusCode::BAD_REQUEST,
            "bad_request",
            message,
        )),
        Ok(Err(PluginError::NotFound)) => Err(ServiceError::not_found()),
        Ok(Err(error)) => Err(failed(&registered.name, &error.to_string())),
        Err(broken) => Err(failed(&registered.name, &broken.to_string())),
    }
}

fn failed(plugin: &str, problem: &str) -> ServiceError {
    tracing::error!(plugin, "the plugin's webhook failed: {problem}");
    ServiceError::Refused(AppError::new(
        500,
        "plugin_failed",
        "The plugin could not take the call. Try again later.",
    ))
}

/// Headers as text, names in lower case; what is not text no signature scheme uses.
fn texts(headers: &HeaderMap) -> std::collections::BTreeMap<String, String> {
    headers
        .iter()
        .filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        })
        .filter(|(name, _)| name != header::COOKIE.as_str())
        .collect()
}
