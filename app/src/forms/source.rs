//! Where a form comes from: an extension in a slot, or a plugin's settings.

use portico_sdk::schema::{FormSchema, Level};
use serde_json::Value;

use super::wire;
use crate::backend::{FormState, SettingsForm};

/// A form with its present state, ready to be decided about and drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSource {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension, or [`wire::SETTINGS_FORM`].
    pub form: String,
    /// The form.
    pub schema: FormSchema,
    /// Current values.
    pub state: FormState,
    /// What the slot passes; null outside a slot.
    pub context: Value,
    /// Who edits it; fields of the host are read-only for organisations.
    pub level: Level,
    /// The organisation whose values it holds; `None`: the host's, or the only one there is.
    pub org: Option<String>,
}

impl From<SettingsForm> for FormSource {
    fn from(settings: SettingsForm) -> Self {
        Self {
            plugin: settings.plugin,
            form: wire::SETTINGS_FORM.to_owned(),
            schema: settings.schema,
            state: settings.state,
            context: Value::Null,
            level: settings.level,
            org: settings.org,
        }
    }
}
