//! A package as the plugin it is: it declares what stands in its `plugin.json`, and runs nothing in this process.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use portico_sdk::extension::Extension;
use portico_sdk::package::PackageManifest;
use portico_sdk::plugin::{Asset, Listing, Plugin, UiPlugin};

use super::Registered;

/// A plugin that came as a package.
#[derive(Debug, Clone)]
pub struct Package {
    /// What it says of itself.
    pub manifest: PackageManifest,
    /// Its files, by path below `assets/`.
    pub files: BTreeMap<String, Bytes>,
    /// Digest of all of it (`sha256-…`), which is what hosts approve.
    pub digest: String,
}

/// A package that is to be in service.
pub enum InService {
    /// It is already, with these contents.
    Same(Arc<Registered>),
    /// It comes anew, or with other contents.
    New(Box<Package>),
}

#[async_trait]
impl Plugin for Package {
    fn name(&self) -> &str {
        &self.manifest.name
    }

    fn version(&self) -> &str {
        &self.manifest.version
    }

    fn description(&self) -> &str {
        self.manifest.summary.text("en")
    }

    fn listing(&self) -> Listing {
        let manifest = self.manifest.clone();
        Listing {
            title: manifest.title,
            summary: manifest.summary,
            about: manifest.about,
            default_language: manifest.default_language,
            publisher: manifest.publisher,
            categories: manifest.categories,
            keywords: manifest.keywords,
            icon: manifest.icon,
            tile: manifest.tile,
        }
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Package {
    fn ui_extensions(&self) -> Vec<Extension> {
        self.manifest.extensions()
    }

    fn assets(&self) -> Vec<Asset> {
        let files = self.files.iter();
        files
            .map(|(path, bytes)| Asset {
                path: Cow::Owned(path.clone()),
                bytes: Cow::Owned(bytes.to_vec()),
            })
            .collect()
    }
}
