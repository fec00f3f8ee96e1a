//! Messages in the plugin's storage.
//!
//! `message:{order}` holds a message; `open:{age}:{order}` is its entry in the list of those not packed. Storage lists keys in
//! order, so the age counts down: the newest comes first.

use portico_sdk::plugin::{KeyValueStore, PluginError, Scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a buyer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Id of the order.
    pub order: String,
    /// The number shown to people, as the host said; may be empty.
    pub number: String,
    /// May be empty.
    pub from: String,
    /// As written, but for characters that hide what it says.
    pub text: String,
    /// Who wrote it; `None`: a signed-out buyer.
    pub uid: Option<String>,
    /// Milliseconds since the epoch.
    pub at: i64,
}

impl Message {
    fn open_key(&self) -> String {
        format!("open:{:019}:{}", i64::MAX - self.at, self.order)
    }
}

fn key(order: &str) -> String {
    format!("message:{order}")
}

/// The message for an order.
pub async fn load(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    order: &str,
) -> Result<Option<Message>, PluginError> {
    let stored = kv.get(scope, &key(order)).await?;
    Ok(stored.and_then(|value| serde_json::from_value(value).ok()))
}

/// Stores a message in place of an earlier one and puts it on the list.
pub async fn store(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    message: &Message,
    earlier: Option<&Message>,
) -> Result<(), PluginError> {
    let value = serde_json::to_value(message)
        .map_err(|error| PluginError::Internal(format!("message: {error}")))?;
    if let Some(earlier) = earlier {
        kv.delete(scope, &earlier.open_key()).await?;
    }
    kv.put(scope, &key(&message.order), &value).await?;
    kv.put(scope, &message.open_key(), &Value::Bool(true)).await
}

/// The newest messages that are not packed.
pub async fn open(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    most: u32,
) -> Result<Vec<Message>, PluginError> {
    let mut found = Vec::new();
    for entry in kv.list(scope, "open:", most).await? {
        let order = entry.splitn(3, ':').nth(2).unwrap_or_default();
        found.extend(load(kv, scope, order).await?);
    }
    Ok(found)
}

/// Takes a message off the list; false when there is none for the order.
pub async fn pack(kv: &dyn KeyValueStore, scope: &Scope, order: &str) -> Result<bool, PluginError> {
    match load(kv, scope, order).await? {
        Some(message) => {
            kv.delete(scope, &message.open_key()).await?;
            Ok(true)
        }
        None => Ok(false),
    }
}
