//! The plugin's context, shared between the plugin and its routes.

use std::sync::{Arc, OnceLock};

use portico_sdk::plugin::{PluginContext, PluginError};

/// Empty until `init` fills it; clones share one cell. Routers are built before or after `init`, so their state is the
/// cell and not the context.
#[derive(Clone, Default)]
pub struct ContextCell(Arc<OnceLock<PluginContext>>);

impl ContextCell {
    /// Keeps the context. A second call is a mistake of the server and is refused.
    pub fn fill(&self, context: PluginContext) -> Result<(), PluginError> {
        self.0
            .set(context)
            .map_err(|_| PluginError::Internal("init was called twice".to_owned()))
    }

    /// The context, or an error before `init`.
    pub fn get(&self) -> Result<&PluginContext, PluginError> {
        self.0
            .get()
            .ok_or_else(|| PluginError::Internal("not initialised".to_owned()))
    }
}
