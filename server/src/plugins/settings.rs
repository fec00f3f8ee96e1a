//! A plugin's effective settings, secrets in clear: for the plugin's own code, never for a browser.

use std::collections::BTreeMap;

use async_trait::async_trait;
use portico_sdk::plugin::{PluginError, Scope, SettingsReader};
use portico_sdk::schema::{FieldKind, FormSchema, Level};
use portico_sdk::settings::{Values, with_defaults};
use serde_json::Value;

use crate::crypto::{Cipher, CipherError};
use crate::storage::settings::{self, Place, Stored};
use crate::storage::{Db, StorageError};

/// Reads the settings of one plugin.
pub struct PluginSettings {
    db: Db,
    cipher: Cipher,
    plugin: String,
    schema: FormSchema,
}

/// Why settings cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A secret does not decrypt.
    #[error("the secret {key}: {error}")]
    Secret {
        /// Key of the field.
        key: String,
        /// What is wrong.
        error: CipherError,
    },
}

impl PluginSettings {
    /// The settings of the plugin `name`, as its form declares them. Without a form there are none.
    pub fn new(db: Db, cipher: Cipher, name: &str, schema: Option<FormSchema>) -> Self {
        Self {
            db,
            cipher,
            plugin: name.to_owned(),
            schema: schema.unwrap_or_default(),
        }
    }

    /// The host's values, overlaid by the organisation's where the field is the organisation's to set.
    pub async fn effective(&self, scope: &Scope) -> Result<Values, SettingsError> {
        if self.schema.fields.is_empty() {
            return Ok(Values::new());
        }
        let mut values = self.level(&scope.host, "").await?;
        if let Some(org) = scope.org.as_deref().filter(|org| !org.is_empty()) {
            let own = self.level(&scope.host, org).await?;
            values.extend(
                own.into_iter()
                    .filter(|(key, _)| self.level_of(key) == Some(Level::Org)),
            );
        }
        values.retain(|key, _| self.level_of(key).is_some());
        Ok(with_defaults(&self.schema, &values))
    }

    async fn level(&self, host: &str, org: &str) -> Result<Values, SettingsError> {
        let place = Place {
            host,
            plugin: &self.plugin,
            org,
        };
        let stored = settings::stored(&mut &self.db, place).await?;
        let secrets = open_secrets(&self.cipher, place, &stored)?;
        let mut values = stored.values;
        for field in &self.schema.fields {
            if field.kind == FieldKind::Password
                && let Some(secret) = secrets.get(&field.key)
            {
                values.insert(field.key.clone(), Value::String(secret.clone()));
            }
        }
        Ok(values)
    }

    fn level_of(&self, key: &str) -> Option<Level> {
        self.schema
            .fields
            .iter()
            .find(|field| field.key == key)
            .map(|field| field.level)
    }
}

#[async_trait]
impl SettingsReader for PluginSettings {
    async fn get(&self, scope: &Scope) -> Result<Values, PluginError> {
        self.effective(scope)
            .await
            .map_err(|error| PluginError::Internal(error.to_string()))
    }
}

/// Key → secret in clear, of one level.
pub fn open_secrets(
    cipher: &Cipher,
    place: Place<'_>,
    stored: &Stored,
) -> Result<BTreeMap<String, String>, SettingsError> {
    stored
        .secrets
        .iter()
        .map(|(key, ciphertext)| {
            let plain = cipher
                .open(&secret_place(place, key), ciphertext)
                .map_err(|error| SettingsError::Secret {
                    key: key.clone(),
                    error,
                })?;
            Ok((key.clone(), plain))
        })
        .collect()
}

/// What a secret's ciphertext is bound to: moved to another organisation, it does not decrypt.
pub fn secret_place(place: Place<'_>, key: &str) -> String {
    let level = match place.level() {
        Level::Host => "host",
        Level::Org => "org",
    };
    format!(
        "secrets/{}/{}/{level}/{}/{key}",
        place.host, place.plugin, place.org
    )
}
