//! Small plugins for tests.

use std::borrow::Cow;
use std::sync::Arc;

use async_trait::async_trait;
use portico_sdk::extension::Extension;
use portico_sdk::plugin::{
    Asset, HostEvent, Listing, Plugin, PluginContext, PluginError, PluginRoutes, UiPlugin,
    WebhookRequest, WebhookResponse,
};
use serde_json::{Value, json};

type Init = Box<dyn Fn(PluginContext) -> Result<(), PluginError> + Send + Sync>;
type OnEvent = Box<dyn Fn(&HostEvent) -> Result<(), PluginError> + Send + Sync>;
type OnWebhook = Box<dyn Fn(WebhookRequest) -> Result<WebhookResponse, PluginError> + Send + Sync>;

/// A plugin that declares what a test tells it to.
pub struct Sample {
    name: String,
    extensions: Vec<Extension>,
    assets: Vec<Asset>,
    init: Init,
    routes: Box<dyn Fn() -> PluginRoutes + Send + Sync>,
    on_event: OnEvent,
    on_webhook: OnWebhook,
    categories: Vec<String>,
    /// Its own language.
    default_language: String,
}

impl Sample {
    /// A healthy plugin that declares nothing.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            extensions: Vec::new(),
            assets: Vec::new(),
            init: Box::new(|_| Ok(())),
            routes: Box::new(PluginRoutes::default),
            on_event: Box::new(|_| Ok(())),
            on_webhook: Box::new(|_| Err(PluginError::NotFound)),
            categories: Vec::new(),
            default_language: String::new(),
        }
    }

    /// Speaks this language first.
    pub fn speaks(mut self, language: &str) -> Self {
        language.clone_into(&mut self.default_language);
        self
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

    /// Has these routes.
    pub fn routes(mut self, routes: impl Fn() -> PluginRoutes + Send + Sync + 'static) -> Self {
        self.routes = Box::new(routes);
        self
    }

    /// Takes events like this.
    pub fn on_event(
        mut self,
        on_event: impl Fn(&HostEvent) -> Result<(), PluginError> + Send + Sync + 'static,
    ) -> Self {
        self.on_event = Box::new(on_event);
        self
    }

    /// Takes webhooks like this.
    pub fn on_webhook(
        mut self,
        on_webhook: impl Fn(WebhookRequest) -> Result<WebhookResponse, PluginError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.on_webhook = Box::new(on_webhook);
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
            default_language: self.default_language.clone(),
            ..Listing::default()
        }
    }
    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        (self.init)(context)
    }
    async fn on_event(&self, event: &HostEvent) -> Result<(), PluginError> {
        (self.on_event)(event)
    }
    async fn on_webhook(&self, request: WebhookRequest) -> Result<WebhookResponse, PluginError> {
        (self.on_webhook)(request)
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
    fn routes(&self) -> PluginRoutes {
        (self.routes)()
    }
}
