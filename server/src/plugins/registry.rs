//! What came through the collection at start: valid extensions, assets by digest, and the problems of the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use portico_sdk::extension::Extension;
use portico_sdk::plugin::{Listing, Plugin};
use portico_sdk::policy::PluginFacts;
use portico_sdk::problem::Problem;
use portico_sdk::schema::FormSchema;

/// The plugins of this server; fixed from start to end.
#[derive(Default)]
pub struct Registry {
    /// In order of name.
    pub plugins: Vec<Registered>,
    /// What was skipped, and why.
    pub problems: Vec<Problem>,
    /// Hash of everything above; part of every ETag, so that an upgrade is seen at once.
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
    /// How the store presents it.
    pub listing: Listing,
    /// What the policy resolution knows of it.
    pub facts: PluginFacts,
    /// The valid extensions; URLs are the digest-addressed ones, integrity is filled in.
    pub extensions: Vec<Extension>,
    /// Path below `assets/` → file.
    pub assets: BTreeMap<String, AssetEntry>,
    /// The form over its standard settings, if it declares one.
    pub settings: Option<FormSchema>,
}

/// One embedded file, ready to be served.
#[derive(Debug, Clone)]
pub struct AssetEntry {
    /// The bytes.
    pub bytes: Bytes,
    /// From a fixed table by file extension.
    pub mime: &'static str,
    /// `sha384-…`, as in `integrity`.
    pub integrity: String,
    /// The digest as it stands in immutable addresses (`~{digest}`).
    pub digest: String,
}

impl Registry {
    /// A plugin by name.
    pub fn get(&self, name: &str) -> Option<&Registered> {
        self.plugins
            .binary_search_by(|plugin| plugin.name.as_str().cmp(name))
            .ok()
            .and_then(|at| self.plugins.get(at))
    }

    /// What the policy resolution knows of all plugins, in order of name.
    pub fn facts(&self) -> Vec<PluginFacts> {
        self.plugins
            .iter()
            .map(|plugin| plugin.facts.clone())
            .collect()
    }
}
