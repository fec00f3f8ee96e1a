//! What plugins tell the host.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Name of the events that components dispatch.
pub const PLUGIN_EVENT: &str = "plugin-event";

/// Name of the event that a form dispatches after a successful submission.
pub const PLUGIN_SUBMIT: &str = "plugin:submit";

/// Something a plugin said. It comes from code that the host does not control: check the detail before use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PluginEvent {
    /// `plugin-event` from a component, `plugin:submit` from a form.
    pub name: String,
    /// Name of the plugin, as the server drew it.
    pub plugin: String,
    /// Id of the extension, as the server drew it.
    pub extension: String,
    /// For a component whatever it sent, by custom an object with `type`; for a form `{"values": {…}}` without secrets
    /// (PARITY 24). Null when it is no JSON, or more than 10,000 values or 250,000 letters (THREATS 26).
    pub detail: Value,
}

impl PluginEvent {
    /// The `type` of the detail, by which components tell their events apart.
    pub fn kind(&self) -> Option<&str> {
        self.detail.get("type")?.as_str()
    }
}
