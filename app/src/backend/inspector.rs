//! Every extension of a host, with what became of it; and the order of the extensions in their slots.

use serde::{Deserialize, Serialize};

use portico_sdk::policy::Reason;

#[cfg(feature = "ssr")]
use super::Answer;
use super::PluginProblem;
use crate::i18n::Said;

/// What the inspector shows: to an admin everything about what the organisation may know of, to a host member everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The extensions: by slot, and within a slot in its order; what was left out at the start comes last.
    pub extensions: Vec<InspectedExtension>,
    /// What was found wrong with plugins as a whole when the server started.
    pub problems: Vec<PluginProblem>,
    /// The reader may order the extensions of a slot.
    pub may_order: bool,
    /// Slots that have an order of the reader's own.
    pub ordered: Vec<String>,
}

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectedExtension {
    /// Name of the plugin.
    pub plugin: String,
    /// Shown name of the plugin.
    pub plugin_title: Said,
    /// Version of the plugin.
    pub version: String,
    /// Id of the extension.
    pub extension: String,
    /// Slot key.
    pub slot: String,
    /// `schema`, `component` or `sandbox`.
    pub kind: String,
    /// What became of it.
    pub state: ExtensionState,
    /// Why the plugin is on or off, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// What was found wrong with it when the server started.
    pub problems: Vec<PluginProblem>,
    /// The slot has room for so many, and this one is beyond them.
    pub over_limit: Option<usize>,
    /// What browsers reported in the last seven days about this version.
    pub health: Health,
    /// The reader may turn the plugin off for the organisation.
    pub can_turn_off: bool,
    /// The reader may move it before the one before it.
    pub can_move_up: bool,
    /// The reader may move it after the one after it.
    pub can_move_down: bool,
}

/// What became of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionState {
    /// Pages with its slot show it.
    Rendered,
    /// Pages show it, but in browsers it fails at least as often as it works.
    Failed,
    /// Its plugin is off.
    Disabled,
    /// It is left out although its plugin is on, or before anybody is asked.
    Skipped,
}

impl ExtensionState {
    /// Every state, in the order of urgency.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Skipped, Self::Rendered, Self::Disabled];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rendered => "rendered",
            Self::Failed => "failed",
            Self::Disabled => "disabled",
            Self::Skipped => "skipped",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What browsers reported about one version of an extension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// How often it was there.
    pub ready: u64,
    /// How long that took on average, in milliseconds.
    pub average_ms: Option<u64>,
    /// The longest it took, in milliseconds.
    pub slowest_ms: Option<u64>,
    /// How often it failed, by outcome (`timeout`, `network`, …), the most frequent first.
    pub failures: Vec<(String, u64)>,
    /// When it last failed, in milliseconds since the epoch.
    pub failed_at: Option<i64>,
    /// Users for whom the plugin is off in this version, because their pages had to end it again and again: of the organisation
    /// that looks, or of the whole host.
    pub suspended_users: u64,
}

impl Health {
    /// How often it failed.
    pub fn errors(&self) -> u64 {
        self.failures.iter().map(|(_, count)| count).sum()
    }
}

/// The extensions of one slot of a host, in the host's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostSlot {
    /// Slot key.
    pub slot: String,
    /// For how many there is room.
    pub max_items: usize,
    /// The host chose the order itself.
    pub is_ordered: bool,
    /// The extensions of approved plugins.
    pub extensions: Vec<HostSlotExtension>,
}

/// One extension in the order of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostSlotExtension {
    /// Name of the plugin.
    pub plugin: String,
    /// Shown name of the plugin.
    pub plugin_title: Said,
    /// Id of the extension.
    pub extension: String,
    /// `schema`, `component` or `sandbox`.
    pub kind: String,
    /// What the plugin says of its importance.
    pub priority: i32,
}

/// What is to become of the order of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderStep {
    /// The extension goes before the one before it.
    Up,
    /// The extension goes after the one after it.
    Down,
    /// The order of the level above counts again.
    Reset,
}

/// Looks at extensions.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait InspectorBackend: Send + Sync {
    /// Everything about the extensions of the host, for an organisation that the reader administers, or, without one, for a host
    /// member. 401 signed out, 403 for members, 404 for outsiders.
    async fn inspect(&self, org: Option<&str>) -> Answer<Inspection>;
}
