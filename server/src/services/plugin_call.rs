//! Calls of a plugin's routes from within the server, as the current caller: forms without JavaScript, and host code that
//! asks a plugin (a payment's state, for example). They go through the same gate as calls from outside.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode, header};
use portico_sdk::settings::{Values, settings_url};
use portico_sdk::url_rule::check_route_url;
use serde_json::{Value, json};

use crate::error::{ServiceError, ServiceResult};
use crate::services::plugin_routes::{self, Target};
use crate::services::settings::{self, Save};
use crate::session::Caller;
use crate::state::AppState;

/// One call.
#[derive(Debug, Clone)]
pub struct PluginCall<'a> {
    /// Name of the plugin; the address must be below its own prefixes.
    pub plugin: &'a str,
    /// Method.
    pub method: Method,
    /// Path and query.
    pub url: &'a str,
    /// JSON body.
    pub body: Option<&'a Value>,
    /// Revision of the values that were edited, for the standard settings; empty: none.
    pub rev: &'a str,
    /// The organisation whose settings are meant, also those that are tested, when the caller administers several.
    pub org: Option<&'a str>,
}

/// What the route answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// The body; null when it is empty or no JSON.
    pub body: Value,
}

impl<'a> PluginCall<'a> {
    /// A `GET`.
    pub fn get(plugin: &'a str, url: &'a str) -> Self {
        Self {
            plugin,
            method: Method::GET,
            url,
            body: None,
            rev: "",
            org: None,
        }
    }

    /// A `POST` with a JSON body.
    pub fn post(plugin: &'a str, url: &'a str, body: &'a Value) -> Self {
        Self {
            method: Method::POST,
            body: Some(body),
            ..Self::get(plugin, url)
        }
    }
}

/// Calls a route. A refusal of the route is a [`Reply`] with its status; an error here means that there was no route to
/// ask.
pub async fn call(state: &AppState, caller: &Caller, call: PluginCall<'_>) -> ServiceResult<Reply> {
    check_route_url(call.plugin, call.url).map_err(|_| ServiceError::not_found())?;
    let path = call.url.split('?').next().unwrap_or_default();
    let answered = if path == settings_url(call.plugin) {
        standard_settings(state, caller, &call).await
    } else {
        own_route(state, caller, path, &call).await
    };
    match answered {
        Ok(reply) => Ok(reply),
        Err(refused) => read(refused.into_response()).await,
    }
}

async fn standard_settings(
    state: &AppState,
    caller: &Caller,
    call: &PluginCall<'_>,
) -> ServiceResult<Reply> {
    let access = settings::of_caller(state, caller, call.plugin, call.org).await?;
    let view = match call.method {
        Method::GET => access.read(state).await?,
        Method::POST => {
            let posted: Values = call
                .body
                .and_then(Value::as_object)
                .map(|body| body.clone().into_iter().collect())
                .unwrap_or_default();
            let save = Save::posted(access.schema(), posted, call.rev);
            access.save(state, save).await?
        }
        _ => return Err(ServiceError::not_found()),
    };
    Ok(Reply {
        status: StatusCode::OK,
        body: json!(view),
    })
}

async fn own_route(
    state: &AppState,
    caller: &Caller,
    path: &str,
    call: &PluginCall<'_>,
) -> ServiceResult<Reply> {
    let target = Target::of(path)
        .filter(|target| target.plugin == call.plugin)
        .ok_or_else(ServiceError::not_found)?;
    let mut request = Request::builder()
        .method(&call.method)
        .uri(call.url)
        .header(header::ACCEPT, "application/json");
    let body = match call.body {
        Some(body) => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    let request = request
        .body(body)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    read(plugin_routes::answer(state, caller, target, call.org, request).await?).await
}

async fn read(response: Response) -> ServiceResult<Reply> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX)
        .await
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok(Reply {
        status,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    })
}
