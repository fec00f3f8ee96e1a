//! A plugin's effective settings, secrets in clear: for the plugin's own code, never for a browser.

use async_trait::async_trait;
use portico_sdk::plugin::{PluginError, Scope, SettingsReader};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::{Values, known, with_defaults};
use serde_json::Value;

use super::our_fault;
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

    /// The host's values, overlaid by the organisation's where the field is the organisation's to set. Only what counts is
    /// decrypted.
    pub async fn effective(&self, scope: &Scope) -> Result<Values, SettingsError> {
        if self.schema.fields.is_empty() {
            return Ok(Values::new());
        }
        let org = scope.org.as_deref().unwrap_or_default();
        let stored = settings::both_levels(&mut &self.db, &scope.host, &self.plugin, org).await?;
        let host = Place {
            host: &scope.host,
            plugin: &self.plugin,
            org: "",
        };
        let mut values = Values::new();
        for field in &self.schema.fields {
            let own = match field.level {
                Level::Org => self.value(field, Place { org, ..host }, &stored.org)?,
                Level::Host => None,
            };
            let value = match own {
                Some(own) => Some(own),
                None => self.value(field, host, &stored.host)?,
            };
            values.extend(value.map(|value| (field.key.clone(), value)));
        }
        // What only an older version of the plugin knew is nothing this one has to expect.
        Ok(with_defaults(
            &self.schema,
            &known(&self.schema.fields, &values),
        ))
    }

    /// What one level has for a field, a secret in clear.
    fn value(
        &self,
        field: &Field,
        place: Place<'_>,
        stored: &Stored,
    ) -> Result<Option<Value>, SettingsError> {
        let key = &field.key;
        let secret = stored
            .secrets
            .get(key)
            .filter(|_| field.kind == FieldKind::Password);
        let Some(ciphertext) = secret else {
            return Ok(stored.values.get(key).cloned());
        };
        let opened = self.cipher.open(&secret_place(place, key), ciphertext);
        opened
            .map(|secret| Some(Value::String(secret)))
            .map_err(|error| SettingsError::Secret {
                key: key.clone(),
                error,
            })
    }
}

#[async_trait]
impl SettingsReader for PluginSettings {
    async fn get(&self, scope: &Scope) -> Result<Values, PluginError> {
        self.effective(scope).await.map_err(our_fault)
    }
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
