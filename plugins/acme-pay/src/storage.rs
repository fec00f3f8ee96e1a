//! Intents in the plugin's storage: `intent:{id}` while a card is missing, `authorised:{id}` afterwards. Ids begin with their
//! time and storage lists keys in order, so the oldest come first.
//!
//! Anybody in a checkout makes intents, also without a session. Nobody fills the storage with them, though: when there is no
//! room, the oldest ones without a payment go, then authorised ones that no order was placed for within an hour.

use portico_sdk::plugin::{PluginContext, PluginError, Scope};

use crate::intent::{AUTHORISED_KEPT_MS, Intent, KEPT_MS, Status, made_at};

const OPEN: &str = "intent:";
const AUTHORISED: &str = "authorised:";
/// Intents dropped at once when there is no room.
const DROPPED: u32 = 20;

/// The intent with an id, if there is one.
pub async fn load(
    context: &PluginContext,
    scope: &Scope,
    id: &str,
) -> Result<Option<Intent>, PluginError> {
    if made_at(id).is_none() {
        return Ok(None);
    }
    for prefix in [AUTHORISED, OPEN] {
        if let Some(value) = context.kv.get(scope, &format!("{prefix}{id}")).await? {
            return Ok(serde_json::from_value(value).ok());
        }
    }
    Ok(None)
}

/// Stores an intent, in place of older ones when there is no room.
pub async fn save(
    context: &PluginContext,
    scope: &Scope,
    intent: &Intent,
) -> Result<(), PluginError> {
    let value = serde_json::to_value(intent)
        .map_err(|error| PluginError::Internal(format!("intent: {error}")))?;
    let is_authorised = intent.status == Status::Authorised;
    let prefix = if is_authorised { AUTHORISED } else { OPEN };
    let key = format!("{prefix}{}", intent.id);
    match context.kv.put(scope, &key, &value).await {
        Err(PluginError::Quota(_)) => {
            make_room(context, scope).await?;
            context.kv.put(scope, &key, &value).await?;
        }
        other => other?,
    }
    if is_authorised {
        let open = format!("{OPEN}{}", intent.id);
        context.kv.delete(scope, &open).await?;
    }
    Ok(())
}

/// Drops the oldest few that are past their time, so that abandoned checkouts do not stay.
pub async fn forget_old(context: &PluginContext, scope: &Scope) -> Result<(), PluginError> {
    for prefix in [OPEN, AUTHORISED] {
        drop_older(context, scope, prefix, 10, KEPT_MS).await?;
    }
    Ok(())
}

async fn make_room(context: &PluginContext, scope: &Scope) -> Result<(), PluginError> {
    if drop_older(context, scope, OPEN, DROPPED, 0).await? == 0 {
        drop_older(context, scope, AUTHORISED, DROPPED, AUTHORISED_KEPT_MS).await?;
    }
    Ok(())
}

/// Drops those of the oldest `most` that are at least this old; answers how many.
async fn drop_older(
    context: &PluginContext,
    scope: &Scope,
    prefix: &str,
    most: u32,
    age_ms: i64,
) -> Result<usize, PluginError> {
    let before = context.clock.now_ms() - age_ms;
    let mut dropped = 0;
    for key in context.kv.list(scope, prefix, most).await? {
        let made = key.strip_prefix(prefix).and_then(made_at);
        if made.is_none_or(|at| at <= before) {
            context.kv.delete(scope, &key).await?;
            dropped += 1;
        }
    }
    Ok(dropped)
}
