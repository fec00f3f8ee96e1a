//! Small plugins for tests.

use std::borrow::Cow;
use std::sync::Arc;

use async_trait::async_trait;
use portico_sdk::extension::Extension;
use portico_sdk::plugin::{Asset, Listing, Plugin, PluginContext, PluginError, UiPlugin};
use serde_json::{Value, json};

type Init = Box<dyn Fn(PluginContext) -> Result<(), PluginError> + Send + Sync>;

/// A plugin that declares what a test tells it to.
pub struct Sample {
    name: String,
    extensions: Vec<Extension>,
    assets: Vec<Asset>,
    init: Init,
    categories: Vec<String>,
}

impl Sample {
    /// A healthy plugin that declares nothing.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            extensions: Vec::new(),
            assets: Vec::new(),
            init: Box::new(|_| Ok(())),
            categories: Vec::new(),
        }
    }

    /// Declares an extension, written as in a manifest.
    pub fn extension(mut self, declared: Value) -> Self {
        self.extensions
            .push(serde_json::from_value(declared).unwrap());
        self
    }

    /// Declares a form in `admin:sidebar` without URLs.
    pub fn form(self, id: &str) -> Self {
        self.extension(json!({
            "id": id, "slot": "admin:sidebar", "type": "schema",
            "schema": { "fields": [{ "key": "mode", "type": "text", "label": { "en": "Mode" } }] }
        }))
    }

    /// Ships a file.
    pub fn asset(mut self, path: &'static str, bytes: &'static [u8]) -> Self {
        self.assets.push(Asset {
            path: Cow::Borrowed(path),
            bytes: Cow::Borrowed(bytes),
        });
        self
    }

    /// Does this at start.
    pub fn init(
        mut self,
        init: impl Fn(PluginContext) -> Result<(), PluginError> + Send + Sync + 'static,
    ) -> Self {
        self.init = Box::new(init);
        self
    }

    /// Ready to be collected.
    pub fn build(self) -> Arc<dyn Plugin> {
        Arc::new(self)
    }
}

#[async_trait]
impl Plugin for Sample {
    fn name(&self) -> &str {
        &self.name
    }
    fn version(&self) -> &'static str {
        "1.2.3"
    }
    fn description(&self) -> &'static str {
        "A plugin for tests."
    }
    fn listing(&self) -> Listing {
        Listing {
            categories: self.categories.clone(),
            ..Listing::default()
        }
    }
    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        (self.init)(context)
    }
    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Sample {
    fn ui_extensions(&self) -> Vec<Extension> {
        self.extensions.clone()
    }
    fn assets(&self) -> Vec<Asset> {
        self.assets.clone()
    }
}
