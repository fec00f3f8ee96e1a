//! What a browser reports about the extensions of a page: `POST /api/v1/{store|admin}/extension-reports`.

use serde::{Deserialize, Serialize};

/// The body: at most 20 reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExtensionReports {
    /// One for each extension that came to an end of its loading, or failed later.
    pub reports: Vec<ExtensionReport>,
}

/// What became of one extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExtensionReport {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension.
    pub extension: String,
    /// Version of the plugin, as in the manifest.
    pub version: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Milliseconds until it was ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_ms: Option<u32>,
    /// Of a sandbox that the page ended: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopReason>,
}

/// What came of reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExtensionReportsResult {
    /// Plugins that are off for the user from now on, because pages had to end them again and again.
    pub suspended: Vec<String>,
}

/// Why the page ended a sandbox (THREATS m).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// It did not answer any more.
    Unresponsive,
    /// It asked for more than a plugin may.
    Limit,
    /// It broke rules of the protocol again and again.
    Protocol,
    /// Its frame went elsewhere.
    Navigated,
}

impl StopReason {
    /// As it is sent and stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unresponsive => "unresponsive",
            Self::Limit => "limit",
            Self::Protocol => "protocol",
            Self::Navigated => "navigated",
        }
    }
}

/// What became of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is there.
    Ready,
    /// A file could not be loaded.
    Network,
    /// A file is not the one that was reviewed.
    Integrity,
    /// It was not ready in time.
    Timeout,
    /// It loaded, but never defined its element.
    Undefined,
    /// It threw an error.
    Crashed,
    /// It defined its element twice.
    Twice,
    /// It put more into the page than it may.
    Flooded,
    /// A sandbox that the page ended: it did not answer, or passed a limit (THREATS m).
    Stopped,
    /// A promise of it was rejected, and nobody handled that.
    Rejected,
}
