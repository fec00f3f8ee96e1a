//! `POST /plugins/{plugin}/webhooks/{host}`: a third party calls a plugin. No session; the plugin checks the signature over
//! the raw body.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest as _, Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use portico_app::error::AppError;
use portico_sdk::plugin::{PluginError, WebhookRequest};

use crate::api::input::Path;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::{Registered, guard};
use crate::services::policy::HostFacts;
use crate::session::ClientAddress;
use crate::state::AppState;

/// How long a plugin may take; callers usually give up after that, too.
const LIMIT: Duration = Duration::from_secs(10);

/// Hands the call to the plugin: 404 unless the host approved it and does not block it, 429 when there are too many. Whether it
/// is one too many is known before its body is read; calls that the plugin refuses use up what all callers share, good ones do
/// not, so nobody shuts out the callers a plugin waits for.
pub async fn receive(
    State(state): State<AppState>,
    Path((plugin, host)): Path<(String, String)>,
    ClientAddress(address): ClientAddress,
    request: Request,
) -> ServiceResult<Response> {
    let registered = state
        .registry
        .get(&plugin)
        .ok_or_else(ServiceError::not_found)?;
    HostFacts::of(&state, &host)
        .await?
        .filter(|facts| facts.approved.contains_key(&plugin) && !facts.blocks(&registered.facts))
        .ok_or_else(ServiceError::not_found)?;
    let target = format!("{host}/{plugin}");
    let limits = &state.limits;
    limits
        .webhook
        .check_request(&format!("{address}/{target}"))?;
    limits.webhook_refused.check_charged(&target)?;
    let response = hand_over(&registered, host, request)
        .await
        .unwrap_or_else(IntoResponse::into_response);
    if response.status().is_client_error() {
        limits.webhook_refused.charge(&target);
    }
    Ok(response)
}

async fn hand_over(
    registered: &Registered,
    host: String,
    request: Request,
) -> ServiceResult<Response> {
    let headers = texts(request.headers());
    let body = Bytes::from_request(request, &())
        .await
        .map_err(|error| unreadable(&error))?;
    let request = WebhookRequest {
        host,
        headers,
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

fn unreadable(error: &BytesRejection) -> ServiceError {
    let status = error.status();
    let code = if status == StatusCode::PAYLOAD_TOO_LARGE {
        "too_large"
    } else {
        "bad_request"
    };
    ServiceError::refused(status, code, error.body_text())
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
