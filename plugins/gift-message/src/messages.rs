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
    /// Values of the form's options; those of earlier versions may be gone.
    #[serde(default)]
    pub occasions: Vec<String>,
    /// `#rrggbb`; empty: none was asked for.
    #[serde(default)]
    pub color: String,
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

/// Stores a message in place of the one that was loaded and puts it on the list; false when another came in between: load it
/// and begin anew.
///
/// The entry on the list comes first and that of the earlier message goes last. So of two messages at the same moment, the
/// one that replaces the other finds its entry and takes it away.
pub async fn store(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    message: &Message,
    earlier: Option<&Message>,
) -> Result<bool, PluginError> {
    let (key, expected) = (key(&message.order), earlier.map(to_value).transpose()?);
    let value = to_value(message)?;
    kv.put(scope, &message.open_key(), &Value::Bool(true))
        .await?;
    let stored = kv.put_if(scope, &key, expected.as_ref(), &value).await?;
    let (there, gone) = if stored {
        (Some(message.open_key()), earlier.map(Message::open_key))
    } else {
        let there = load(kv, scope, &message.order).await?;
        (
            there.as_ref().map(Message::open_key),
            Some(message.open_key()),
        )
    };
    if let Some(gone) = gone.filter(|gone| there.as_ref() != Some(gone)) {
        kv.delete(scope, &gone).await?;
    }
    Ok(stored)
}

fn to_value(message: &Message) -> Result<Value, PluginError> {
    serde_json::to_value(message)
        .map_err(|error| PluginError::Internal(format!("message: {error}")))
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

#[cfg(test)]
mod tests {
    use portico_plugin_testkit::{Fakes, session};

    use super::*;

    #[tokio::test]
    async fn a_message_of_an_earlier_version_is_still_read() {
        let kv = Fakes::new();
        let scope = session("member").scope;
        let stored = serde_json::json!({
            "order": "o1", "number": "1", "from": "", "text": "Hello", "uid": null, "at": 1
        });
        kv.put(&scope, &key("o1"), &stored).await.unwrap();
        let message = load(&kv, &scope, "o1").await.unwrap().unwrap();
        assert_eq!((&*message.text, &*message.color), ("Hello", ""));
        assert!(message.occasions.is_empty());
    }

    #[tokio::test]
    async fn of_two_messages_at_the_same_moment_one_is_stored_and_listed() {
        let kv = Fakes::new();
        let scope = session("member").scope;
        let message = |at| Message {
            order: "o1".to_owned(),
            number: String::new(),
            from: String::new(),
            text: format!("written at {at}"),
            occasions: Vec::new(),
            color: String::new(),
            uid: None,
            at,
        };
        let (one, other) = (message(1), message(2));
        let (first, second) = tokio::join!(
            store(&kv, &scope, &one, None),
            store(&kv, &scope, &other, None),
        );
        assert!(first.unwrap() != second.unwrap(), "one of them begins anew");
        assert_eq!(open(&kv, &scope, 10).await.unwrap().len(), 1);
        let stored = load(&kv, &scope, "o1").await.unwrap();
        assert!(
            store(&kv, &scope, &message(3), stored.as_ref())
                .await
                .unwrap()
        );
        assert_eq!(open(&kv, &scope, 10).await.unwrap(), [message(3)]);
        assert!(pack(&kv, &scope, "o1").await.unwrap());
        assert!(open(&kv, &scope, 10).await.unwrap().is_empty());
    }
}
