//! The resolution itself.

use super::{Decision, Facts, PluginFacts, Viewer};

/// Decides every plugin for one viewer. The order of the plugins is kept.
pub fn resolve(viewer: Viewer<'_>, plugins: &[PluginFacts], facts: &Facts<'_>) -> Vec<Decision> {
    plugins.iter().map(|plugin| resolve_one(viewer, plugin, facts)).collect()
}

/// Decides one plugin for one viewer.
pub fn resolve_one(viewer: Viewer<'_>, plugin: &PluginFacts, facts: &Facts<'_>) -> Decision {
    let _ = (viewer, plugin, facts);
    unimplemented!("replaced within the hour")
}
