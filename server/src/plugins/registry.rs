//! What came through the collection at start: valid extensions, assets by digest, and the problems of the rest.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use portico_sdk::extension::Extension;
use portico_sdk::plugin::{Listing, Plugin, PluginRoutes};
use portico_sdk::policy::PluginFacts;
use portico_sdk::problem::Problem;
use portico_sdk::schema::FormSchema;

use super::assets::AssetTable;
use super::guard;

/// How long one plugin's `shutdown` may take.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(5);

/// The plugins of this server at one moment; it never changes, [`super::LiveRegistry`] holds the latest.
#[derive(Default)]
pub struct Registry {
    /// In order of name.
    pub plugins: Vec<Arc<Registered>>,
    /// What was skipped, and why.
    pub problems: Vec<Problem>,
    /// Hash of everything above; part of every `ETag`, so that an upgrade is seen at once.
    pub build: String,
}

/// One plugin that is in service.
pub struct Registered {
    /// The plugin itself.
    pub plugin: Arc<dyn Plugin>,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Digest of the package it came in; empty for a plugin compiled in.
    pub digest: String,
    /// One sentence in English, for logs and the CLI.
    pub description: String,
    /// How the store presents it.
    pub listing: Listing,
    /// What the policy resolution knows of it.
    pub facts: PluginFacts,
    /// The valid extensions; URLs are the digest-addressed ones, integrity is filled in.
    pub extensions: Vec<Extension>,
    /// What it declares beside them and was left out; the problems say why.
    pub skipped: Vec<Extension>,
    /// Path below `assets/` → file.
    pub assets: AssetTable,
    /// Its own routes, not yet mounted.
    pub routes: PluginRoutes,
    /// The form over its standard settings, if it declares one.
    pub settings: Option<Arc<FormSchema>>,
    /// Where forms over its settings send what is only to be tried out: paths below its admin mount (FORMS 9).
    pub tests: Vec<String>,
}

impl Registry {
    /// A plugin by name.
    pub fn get(&self, name: &str) -> Option<&Arc<Registered>> {
        self.plugins.get(self.position(name)?)
    }

    /// Where a plugin stands among [`Registry::plugins`].
    pub fn position(&self, name: &str) -> Option<usize> {
        self.plugins
            .binary_search_by(|plugin| plugin.name.as_str().cmp(name))
            .ok()
    }

    /// Lets every plugin finish; none can hold up the end.
    pub async fn shutdown(&self) {
        let ends = self.plugins.iter().map(|registered| {
            let plugin = Arc::clone(&registered.plugin);
            async move {
                let end = guard::run(SHUTDOWN_LIMIT, async move { plugin.shutdown().await }).await;
                if let Err(broken) = end {
                    tracing::warn!(plugin = registered.name, "shutdown {broken}");
                }
            }
        });
        futures_util::future::join_all(ends).await;
    }

    /// What the policy resolution knows of all plugins, in order of name.
    pub fn facts(&self) -> Vec<PluginFacts> {
        self.plugins
            .iter()
            .map(|plugin| plugin.facts.clone())
            .collect()
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry")
            .field("build", &self.build)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registered")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
