//! Schema forms on a page: loading values and, without JavaScript, submitting them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::{FieldError, Values};

#[cfg(feature = "ssr")]
use super::Answer;
#[cfg(feature = "ssr")]
use portico_sdk::manifest::ManifestItem;

/// What a form starts with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FormState {
    /// Current values; a secret is never among them.
    pub values: Values,
    /// Keys of secrets that are set.
    pub secrets_set: Vec<String>,
    /// Revision for the detection of stale saves; empty when the source has none.
    pub rev: String,
    /// Loading failed: Save stays disabled and Retry is offered (PARITY 21).
    pub load_failed: bool,
    /// The values are what somebody typed, and what is stored is not known here: all of them are unsaved (FORMS 5).
    pub unsaved: bool,
}

/// The outcome of a submission that was not saved: it was refused, only tried out, or changed the rows of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FormRefusal {
    /// Extension id of the form.
    pub extension: String,
    /// What the user typed, secrets excepted; null for one that is to be deleted.
    pub values: Values,
    /// Errors by field.
    pub errors: Vec<FieldError>,
    /// Sentences of the server that belong to no known code, by field.
    pub messages: BTreeMap<String, String>,
    /// A sentence about the whole form.
    pub summary: Option<String>,
    /// What was typed was only tried out (FORMS 9).
    pub tested: Option<Tested>,
    /// The revision that what was typed was made from: somebody else's save since then has not been seen, and is not to be
    /// overwritten by the next one (FORMS 5). Empty: it has been said, and saving again is a decision.
    pub rev: String,
}

impl FormRefusal {
    /// Something is wrong, with the form or with values in it.
    pub fn is_error(&self) -> bool {
        !self.errors.is_empty() || !self.messages.is_empty() || self.summary.is_some()
    }
}

/// What a test of typed values came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// It worked.
    pub ok: bool,
    /// What the plugin says about it; may be empty.
    pub message: String,
}

/// A plugin's settings form with its present state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingsForm {
    /// Name of the plugin.
    pub plugin: String,
    /// Shown name of the plugin.
    pub title: String,
    /// Its language (BCP 47).
    pub title_lang: String,
    /// The form; its URLs are the standard settings routes.
    pub schema: FormSchema,
    /// Current values.
    pub state: FormState,
    /// Whose they are: the fields of the host are read-only for organisations.
    pub level: Level,
    /// The organisation whose they are; `None` on the level of the host.
    pub org: Option<String>,
}

/// Loads and submits forms by calling the plugin's own routes in-process, as the current session.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait FormBackend: Send + Sync {
    /// Values for a form in a slot; answers `load_failed` instead of an error.
    async fn load(&self, item: &ManifestItem) -> FormState;
    /// The settings form of a plugin for the active organisation, in a host member's session for the host; 409
    /// `org_required` when that is ambiguous.
    async fn org_settings(&self, plugin: &str) -> Answer<SettingsForm>;
}
