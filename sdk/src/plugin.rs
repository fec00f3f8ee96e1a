//! The traits of a plugin compiled into the server, and what the server hands to it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::claims::Identity;
use crate::extension::Extension;
use crate::i18n::LocaleText;
use crate::settings::Values;
use crate::slot::Surface;

/// A plugin compiled into the binary. Every method may fail or panic: the server skips the plugin with a warning and
/// goes on (PARITY 18).
#[async_trait]
pub trait Plugin: Send + Sync + 'static {
    /// `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 40 characters, unique per server.
    fn name(&self) -> &str;

    /// Semantic version.
    fn version(&self) -> &str;

    /// One sentence in English, for logs and the CLI.
    fn description(&self) -> &str;

    /// How the store presents it.
    fn listing(&self) -> Listing {
        Listing {
            title: LocaleText::en(self.name()),
            summary: LocaleText::en(self.description()),
            ..Listing::default()
        }
    }

    /// Called once at start. Keep the context: it is the only way to settings, storage, clock and network.
    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        drop(context);
        Ok(())
    }

    /// What is wrong with settings that fit the form, for rules that kinds and bounds of fields cannot say: called before they
    /// are saved, for the host and for an organisation alike. `values` are all of them as they would be in effect, without
    /// secrets. Only what is said of posted fields counts, so that an old mistake elsewhere does not stop a save.
    fn check_settings(&self, values: &Values) -> Vec<SettingProblem> {
        let _ = values;
        Vec::new()
    }

    /// Something happened on a host where this plugin is on.
    async fn on_event(&self, event: &HostEvent) -> Result<(), PluginError> {
        let _ = event;
        Ok(())
    }

    /// A third party called `/plugins/{name}/webhooks/{host}`. The body is raw, so that signatures can be checked.
    async fn on_webhook(&self, request: WebhookRequest) -> Result<WebhookResponse, PluginError> {
        let _ = request;
        Ok(WebhookResponse {
            status: 404,
            body: String::new(),
        })
    }

    /// Called once before the server ends.
    async fn shutdown(&self) {}

    /// The plugin's user interface, when it has one.
    fn ui(&self) -> Option<&dyn UiPlugin> {
        None
    }
}

/// Optional beside [`Plugin`]: extensions in pages, their assets, and own routes.
pub trait UiPlugin: Plugin {
    /// The declared extensions; invalid ones are skipped, their siblings survive.
    fn ui_extensions(&self) -> Vec<Extension>;

    /// Embedded files, served at `/plugins/{name}/assets/*`.
    fn assets(&self) -> Vec<Asset> {
        Vec::new()
    }

    /// Own routes, mounted behind the policy: they answer 404 unless the plugin is on for the session.
    fn routes(&self) -> PluginRoutes {
        PluginRoutes::default()
    }
}

/// How the store presents a plugin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Name shown to people.
    pub title: LocaleText,
    /// One sentence on the card.
    pub summary: LocaleText,
    /// Paragraphs for the detail page; a blank line separates them. Plain text.
    pub about: LocaleText,
    /// The language of the plugin's texts that readers get whose own language is missing; English when empty. Counts for all it declares.
    pub default_language: String,
    /// Who made it.
    pub publisher: String,
    /// `payments`, `analytics`, `customer-voice`, `operations`, `marketing`.
    pub categories: Vec<String>,
    /// Extra words the search finds it by.
    pub keywords: Vec<String>,
    /// Name of an icon of the sprite (`style/icons`).
    pub icon: String,
    /// Colour of the icon's tile: `orange`, `blue`, `violet`, `green`, `red`, `olive`, `grey`.
    pub tile: String,
}

/// What a plugin has against a setting; see [`Plugin::check_settings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingProblem {
    /// Key of the field; inside an object or a row its place, rows counted from 0: `links.2.url`.
    pub field: String,
    /// What is wrong, where in the value if that helps, and how to mend it; shown at the field.
    pub message: LocaleText,
}

/// One embedded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path below `/plugins/{name}/assets/`, for example `checkout.js`.
    pub path: Cow<'static, str>,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// A plugin's own routes by where they are mounted. Each router sees paths relative to its mount.
#[derive(Debug, Clone, Default)]
pub struct PluginRoutes {
    /// `/api/v1/store/plugins/{name}/…` and the alias `/api/v1/store/{name}/…`.
    pub store: axum::Router,
    /// `/api/v1/admin/plugins/{name}/…` and the alias `/api/v1/admin/{name}/…`.
    pub admin: axum::Router,
    /// `/plugins/{name}/…` (not `assets`, not `webhooks`).
    pub own: axum::Router,
}

/// For whom something happens: a host, and the organisation whose settings count (`None`: the host level).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// Host id.
    pub host: String,
    /// Organisation id.
    pub org: Option<String>,
}

/// Who calls a plugin's route; a request extension of every plugin request.
#[derive(Debug, Clone)]
pub struct PluginSession {
    /// Host and granting organisation.
    pub scope: Scope,
    /// The signed-in user; `None` when signed out.
    pub identity: Option<Identity>,
    /// Through which surface; `None` for `/plugins/{name}/…`.
    pub surface: Option<Surface>,
    /// Language of the request, a BCP 47 tag.
    pub locale: String,
}

/// Something that happened on a host, told to the plugins that are on there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostEvent {
    /// For example `order.placed`.
    pub name: String,
    /// Unique; a repeated delivery carries the same id.
    pub id: String,
    /// Where.
    pub scope: Scope,
    /// When, in milliseconds since the epoch.
    pub at: i64,
    /// Details, by event name.
    pub payload: Value,
}

/// A raw call of a third party.
#[derive(Debug, Clone)]
pub struct WebhookRequest {
    /// The host named in the path.
    pub host: String,
    /// Header names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body as received.
    pub body: Vec<u8>,
}

/// The answer to a [`WebhookRequest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookResponse {
    /// HTTP status.
    pub status: u16,
    /// Plain text.
    pub body: String,
}

/// What the server hands to a plugin in [`Plugin::init`]; never a database pool.
#[derive(Clone)]
pub struct PluginContext {
    /// Effective settings, secrets included.
    pub settings: Arc<dyn SettingsReader>,
    /// The plugin's own storage, limited by a quota.
    pub kv: Arc<dyn KeyValueStore>,
    /// The server's clock.
    pub clock: Arc<dyn Clock>,
    /// Calls to the outside; refuses private addresses (THREATS 7).
    pub http: Arc<dyn HttpClient>,
    /// Named data of the host, for example `orders.daily`.
    pub host_data: Arc<dyn HostData>,
}

/// Time, injected so that expiry is tested without sleeping.
pub trait Clock: Send + Sync {
    /// Milliseconds since the epoch.
    fn now_ms(&self) -> i64;
}

/// Reads a plugin's effective settings: host level, overlaid by the organisation's.
#[async_trait]
pub trait SettingsReader: Send + Sync {
    /// All values that are set, defaults filled in, secrets in clear: never send them to a browser.
    async fn get(&self, scope: &Scope) -> Result<Values, PluginError>;
}

/// A plugin's own storage: text keys (1-255 bytes) and JSON values, separate for every scope.
#[async_trait]
pub trait KeyValueStore: Send + Sync {
    /// The value, if there is one.
    async fn get(&self, scope: &Scope, key: &str) -> Result<Option<Value>, PluginError>;
    /// Stores a value; [`PluginError::Quota`] when the plugin's share is used up. Every scope has a share of its own.
    async fn put(&self, scope: &Scope, key: &str, value: &Value) -> Result<(), PluginError>;
    /// Stores a value only while `expected` is what is there (`None`: nothing); false when it is not. For changing a value:
    /// read, change, `put_if`, and begin anew on false. Then two servers that do so at the same moment lose nothing.
    ///
    /// # Errors
    /// As [`KeyValueStore::put`]; a store that cannot do this says so with [`PluginError::Internal`].
    async fn put_if(
        &self,
        scope: &Scope,
        key: &str,
        expected: Option<&Value>,
        value: &Value,
    ) -> Result<bool, PluginError> {
        let _ = (scope, key, expected, value);
        Err(PluginError::Internal(
            "this store cannot compare before it writes".to_owned(),
        ))
    }
    /// Removes a value; true when there was one.
    async fn delete(&self, scope: &Scope, key: &str) -> Result<bool, PluginError>;
    /// Keys that start with `prefix`, in order, at most `limit` (1-1,000).
    async fn list(
        &self,
        scope: &Scope,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<String>, PluginError>;
}

/// Calls to the outside world.
#[async_trait]
pub trait HttpClient: Send + Sync {
    /// Sends a JSON body by POST with extra headers; answers the status. Only https to public addresses; no redirects.
    async fn post_json(
        &self,
        url: &str,
        headers: &[(String, String)],
        body: &Value,
    ) -> Result<u16, PluginError>;

    /// Whether an address may be called, as far as it says itself: [`PluginError::AddressRefused`]. Nothing is sent and no name
    /// is looked up, so a call may be refused all the same.
    fn check(&self, url: &str) -> Result<(), PluginError> {
        if url.starts_with("https://") {
            Ok(())
        } else {
            Err(PluginError::AddressRefused(
                "only https is allowed".to_owned(),
            ))
        }
    }
}

/// Named data that the host lets plugins read.
#[async_trait]
pub trait HostData: Send + Sync {
    /// `orders.daily` with `{"days": 30}` → `[{"day": "2026-11-20", "orders": 3, "revenue": 12900, "currency": "EUR"}]`.
    ///
    /// `order.exists` with `{"id": "…", "uid": "…"}` (`uid` null: signed out) → `{"exists": true, "number": "A-1042"}`, or
    /// `{"exists": false}` for an order that is not there or somebody else's. Ask before keeping something for an order that a
    /// browser named.
    async fn read(
        &self,
        scope: &Scope,
        name: &str,
        arguments: &Value,
    ) -> Result<Value, PluginError>;
}

/// What can go wrong in a plugin; the server logs it and answers without internals.
#[derive(Debug, thiserror::Error)]
pub enum PluginError {
    /// The caller sent something wrong; the sentence is shown.
    #[error("{0}")]
    BadRequest(String),
    /// Nothing there.
    #[error("not found")]
    NotFound,
    /// The plugin's storage quota is used up.
    #[error("storage quota used up: {0}")]
    Quota(String),
    /// A network address or scheme that plugins may not call.
    #[error("address refused: {0}")]
    AddressRefused(String),
    /// Anything else.
    #[error("{0}")]
    Internal(String),
}
