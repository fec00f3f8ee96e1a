//! Named data that a host lets plugins read, for example `orders.daily`. Whoever owns the data registers a source.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use portico_sdk::plugin::{HostData, PluginError, Scope};
use serde_json::Value;

/// One kind of data.
#[async_trait]
pub trait HostDataSource: Send + Sync {
    /// For example `orders.daily`.
    fn name(&self) -> &'static str;

    /// Answers only what belongs to `scope`.
    async fn read(&self, scope: &Scope, arguments: &Value) -> Result<Value, PluginError>;
}

/// All sources of this server, by name.
#[derive(Clone, Default)]
pub struct HostDataSources(BTreeMap<&'static str, Arc<dyn HostDataSource>>);

impl HostDataSources {
    /// The sources given; of two with one name the last counts.
    pub fn new(sources: impl IntoIterator<Item = Arc<dyn HostDataSource>>) -> Self {
        Self(
            sources
                .into_iter()
                .map(|source| (source.name(), source))
                .collect(),
        )
    }
}

#[async_trait]
impl HostData for HostDataSources {
    async fn read(
        &self,
        scope: &Scope,
        name: &str,
        arguments: &Value,
    ) -> Result<Value, PluginError> {
        let source = self.0.get(name).ok_or(PluginError::NotFound)?;
        source.read(scope, arguments).await
    }
}
