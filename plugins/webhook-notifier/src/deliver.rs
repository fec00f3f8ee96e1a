//! Sending events.

use portico_sdk::plugin::{HostEvent, PluginContext, PluginError, Scope};
use serde_json::{Value, json};

use crate::settings::Target;
use crate::signature::{HEADER, sign};

/// Storage key of how the last delivery went.
pub const LAST_DELIVERY: &str = "last_delivery";
/// Storage key of the last event that was wanted, for sending it again.
const LAST_EVENT: &str = "last_event";

/// Sends an event when the organisation wants it. An error makes the server deliver the event again.
pub async fn event(context: &PluginContext, event: &HostEvent) -> Result<(), PluginError> {
    let values = context.settings.get(&event.scope).await?;
    // Not set up or not wanted is no failure: trying again would not change it.
    match Target::read(&values) {
        Some(target) if target.wants(&event.name) => {
            keep(context, event).await?;
            send(context, &target, event).await
        }
        _ => Ok(()),
    }
}

/// Keeps an event, but none that would take the place of a newer one: repeated events come late. One that is too large to keep
/// is sent all the same.
async fn keep(context: &PluginContext, event: &HostEvent) -> Result<(), PluginError> {
    if last_event(context, &event.scope)
        .await?
        .is_some_and(|last| last.at > event.at)
    {
        return Ok(());
    }
    let value = serde_json::to_value(event)
        .map_err(|error| PluginError::Internal(format!("event: {error}")))?;
    match context.kv.put(&event.scope, LAST_EVENT, &value).await {
        Err(PluginError::Quota(_)) => Ok(()),
        other => other,
    }
}

/// The last event that was wanted.
pub async fn last_event(
    context: &PluginContext,
    scope: &Scope,
) -> Result<Option<HostEvent>, PluginError> {
    let stored = context.kv.get(scope, LAST_EVENT).await?;
    Ok(stored.and_then(|value| serde_json::from_value(value).ok()))
}

/// Sends one event, whatever is wanted, and remembers how it went.
pub async fn send(
    context: &PluginContext,
    target: &Target,
    event: &HostEvent,
) -> Result<(), PluginError> {
    let body = json!({
        "id": event.id,
        "event": event.name,
        "host": event.scope.host,
        "org": event.scope.org,
        "at": event.at,
        "data": event.payload,
    });
    // The HTTP client sends this same compact form, so the signature covers the bytes on the wire.
    let bytes = body.to_string().into_bytes();
    let now = context.clock.now_ms();
    let headers = [(HEADER.to_owned(), sign(&target.secret, now / 1_000, &bytes))];
    let answer = context.http.post_json(&target.url, &headers, &body).await;
    // Whether it was taken, and no more: the exact status would make this a probe of what others run, and which names are
    // refused one of what is inside (THREATS 7).
    let outcome = match &answer {
        Ok(200..=299) => json!({"accepted": true}),
        Ok(_) => json!({"failed": "not_accepted"}),
        Err(_) => json!({"failed": "unreachable"}),
    };
    remember(
        context,
        &event.scope,
        LAST_DELIVERY,
        now,
        &event.name,
        outcome,
    )
    .await?;
    match answer? {
        200..=299 => Ok(()),
        _ => Err(PluginError::Internal(
            "the receiver did not accept it".to_owned(),
        )),
    }
}

/// Stores what happened last, for the status route.
pub async fn remember(
    context: &PluginContext,
    scope: &Scope,
    key: &str,
    at: i64,
    event: &str,
    mut what: Value,
) -> Result<(), PluginError> {
    what["at"] = json!(at);
    what["event"] = json!(event);
    context.kv.put(scope, key, &what).await
}
