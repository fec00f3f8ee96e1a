//! A plugin's key-value store: its own corner of the database, limited for each organisation, so that what the people of one
//! do, or visitors of the host, takes nothing from the others.

use std::sync::Arc;

use async_trait::async_trait;
use portico_sdk::names::is_external_id;
use portico_sdk::plugin::{Clock, KeyValueStore, PluginError, Scope};
use serde_json::Value;

use super::our_fault;
use crate::storage::plugin_kv::{self, Place};
use crate::storage::{Db, StorageError, UnitOfWork};

/// Most keys of one plugin for one organisation, or at the host level.
pub const MAX_KEYS: i64 = 10_000;
/// Most bytes of one plugin's keys and values for one organisation, or at the host level.
pub const MAX_BYTES: i64 = 5 * 1024 * 1024;
/// Most bytes of one value as JSON.
pub const MAX_VALUE_BYTES: usize = 64 * 1024;

/// The store of one plugin.
pub struct PluginStore {
    db: Db,
    clock: Arc<dyn Clock>,
    plugin: String,
}

impl PluginStore {
    /// The store of the plugin `name`.
    pub fn new(db: Db, clock: Arc<dyn Clock>, name: &str) -> Self {
        Self {
            db,
            clock,
            plugin: name.to_owned(),
        }
    }

    fn place<'a>(&'a self, scope: &'a Scope) -> Place<'a> {
        Place {
            host: &scope.host,
            plugin: &self.plugin,
            org: scope.org.as_deref().unwrap_or_default(),
        }
    }

    /// Writes within the quota; the caller commits.
    async fn write(
        &self,
        work: &mut UnitOfWork,
        scope: &Scope,
        key: &str,
        text: &str,
    ) -> Result<(), PluginError> {
        let now = self.clock.now_ms();
        let usage = plugin_kv::put(work, self.place(scope), key, text, now)
            .await
            .map_err(internal)?;
        let refuse = |most: i64, what: &str| {
            let share = "for one organisation or at the host level";
            Err(PluginError::Quota(format!("at most {most} {what} {share}")))
        };
        if usage.entries > MAX_KEYS {
            return refuse(MAX_KEYS, "keys");
        }
        if usage.bytes > MAX_BYTES {
            return refuse(MAX_BYTES, "bytes");
        }
        Ok(())
    }
}

/// A stored text as the value it is.
fn parsed(text: Option<String>) -> Result<Option<Value>, PluginError> {
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| PluginError::Internal(format!("stored value: {error}")))
}

#[async_trait]
impl KeyValueStore for PluginStore {
    async fn get(&self, scope: &Scope, key: &str) -> Result<Option<Value>, PluginError> {
        check_key(key)?;
        let found = plugin_kv::get(&mut &self.db, self.place(scope), key)
            .await
            .map_err(internal)?;
        parsed(found)
    }

    async fn put(&self, scope: &Scope, key: &str, value: &Value) -> Result<(), PluginError> {
        check_key(key)?;
        let text = json_text(value)?;
        let mut work = self.db.begin().await.map_err(internal)?;
        self.write(&mut work, scope, key, &text).await?;
        work.commit().await.map_err(internal)
    }

    async fn put_if(
        &self,
        scope: &Scope,
        key: &str,
        expected: Option<&Value>,
        value: &Value,
    ) -> Result<bool, PluginError> {
        check_key(key)?;
        let text = json_text(value)?;
        let place = self.place(scope);
        let mut work = self.db.begin().await.map_err(internal)?;
        plugin_kv::lock(&mut work, place).await.map_err(internal)?;
        let present = plugin_kv::get(&mut work, place, key)
            .await
            .map_err(internal)?;
        if parsed(present)?.as_ref() != expected {
            return Ok(false);
        }
        self.write(&mut work, scope, key, &text).await?;
        work.commit().await.map_err(internal)?;
        Ok(true)
    }

    async fn delete(&self, scope: &Scope, key: &str) -> Result<bool, PluginError> {
        check_key(key)?;
        let mut work = self.db.begin().await.map_err(internal)?;
        let was_there = plugin_kv::delete(&mut work, self.place(scope), key)
            .await
            .map_err(internal)?;
        work.commit().await.map_err(internal)?;
        Ok(was_there)
    }

    async fn list(
        &self,
        scope: &Scope,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<String>, PluginError> {
        if !prefix.is_empty() {
            check_key(prefix)?;
        }
        plugin_kv::list(
            &mut &self.db,
            self.place(scope),
            prefix,
            limit.clamp(1, 1_000),
        )
        .await
        .map_err(internal)
    }
}

/// The rule of external ids: what every database, log and header can carry.
fn check_key(key: &str) -> Result<(), PluginError> {
    if is_external_id(key) {
        Ok(())
    } else {
        Err(PluginError::BadRequest(
            "a key has 1 to 255 bytes and no control characters".to_owned(),
        ))
    }
}

/// The value as text, if it is small and shallow enough to be read again.
fn json_text(value: &Value) -> Result<String, PluginError> {
    let text = value.to_string();
    if text.len() > MAX_VALUE_BYTES {
        return Err(PluginError::Quota(format!(
            "a value has at most {MAX_VALUE_BYTES} bytes as JSON"
        )));
    }
    serde_json::from_str::<Value>(&text)
        .map_err(|_| PluginError::BadRequest("the value is nested too deeply".to_owned()))?;
    Ok(text)
}

fn internal(error: StorageError) -> PluginError {
    match error {
        StorageError::Reference => PluginError::NotFound,
        StorageError::Nul => PluginError::BadRequest("a key contains the character NUL".to_owned()),
        other => our_fault(other),
    }
}
