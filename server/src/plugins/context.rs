//! What plugins get in `init`: settings, key-value store, clock, HTTP client and named host data.

use std::sync::Arc;

use portico_sdk::plugin::{Clock, PluginContext};
use portico_sdk::schema::FormSchema;

use super::host_data::HostDataSources;
use super::http::GuardedHttp;
use super::kv::PluginStore;
use super::settings::PluginSettings;
use crate::crypto::Cipher;
use crate::storage::Db;

/// Makes the context of one plugin. `settings` is the form over its standard settings, if it declares one.
pub trait PluginContexts: Send + Sync {
    /// The context for the plugin `name`.
    fn context(&self, name: &str, settings: Option<&FormSchema>) -> PluginContext;
}

/// The real contexts, over the server's database.
pub struct ServerContexts {
    /// The database.
    pub db: Db,
    /// Encryption at rest.
    pub cipher: Cipher,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Calls to the outside.
    pub http: GuardedHttp,
    /// Named data of hosts.
    pub host_data: HostDataSources,
}

impl PluginContexts for ServerContexts {
    fn context(&self, name: &str, settings: Option<&FormSchema>) -> PluginContext {
        PluginContext {
            settings: Arc::new(PluginSettings::new(
                self.db.clone(),
                self.cipher.clone(),
                name,
                settings.cloned(),
            )),
            kv: Arc::new(PluginStore::new(
                self.db.clone(),
                Arc::clone(&self.clock),
                name,
            )),
            clock: Arc::clone(&self.clock),
            http: Arc::new(self.http.of_plugin(name)),
            host_data: Arc::new(self.host_data.clone()),
        }
    }
}
