//! What an organisation's admin sees and switches.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{Answer, HostAuditPage};

/// One plugin in the list of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OrgPlugin {
    /// Name of the plugin.
    pub name: String,
    /// Shown name.
    pub title: String,
    /// Its language (BCP 47).
    #[serde(default)]
    pub title_lang: String,
    /// Icon of the sprite.
    pub icon: String,
    /// Colour of the tile.
    pub tile: String,
    /// Version in use.
    pub version: String,
    /// Slots it fills, for the line under the title.
    pub slots: Vec<String>,
    /// On for everyone in the organisation.
    pub enabled: bool,
    /// The organisation's own decision: `forced`, `blocked`, …; `None`: inherits.
    pub mode: Option<String>,
    /// `host` when the organisation cannot change it.
    pub locked_by: Option<String>,
    /// Reason given by whoever locked or decided it.
    pub note: String,
    /// Who made the organisation's decision.
    pub set_by: Option<String>,
    /// When, in milliseconds since the epoch.
    pub set_at: Option<i64>,
    /// Since when it is suspended for the organisation, because the pages of several members had to end it again and again, in
    /// milliseconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<i64>,
    /// It has settings an admin can edit.
    pub has_settings: bool,
}

/// An event that a plugin did not take, however often it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedDelivery {
    /// Name of the event, for example `order.placed`.
    pub event: String,
    /// When it was given up, in milliseconds since the epoch.
    pub at: i64,
    /// Attempts made.
    pub attempts: u64,
    /// What the plugin said, without secrets.
    pub reason: String,
}

/// What an admin can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrgSwitch {
    /// On for everyone (`forced`). The switch of a page posts `true`.
    #[serde(alias = "true")]
    On,
    /// Off for everyone (`blocked`). The switch of a page posts `false`.
    #[serde(alias = "false")]
    Off,
    /// No decision of its own.
    Inherit,
}

impl OrgSwitch {
    /// Reads a name; `None` for a decision that a switch cannot make.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::On, Self::Off, Self::Inherit]
            .into_iter()
            .find(|switch| switch.name() == name)
    }

    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Inherit => "inherit",
        }
    }
}

/// Reads and changes an organisation's plugins.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait OrgBackend: Send + Sync {
    /// All plugins the host approved, by title. 401 signed out, 404 for outsiders, 403 for members.
    async fn org_plugins(&self, org: &str) -> Answer<Vec<OrgPlugin>>;
    /// Decides. 409 `not_approved` or `locked_by_host`.
    async fn set_org_plugin(&self, org: &str, plugin: &str, switch: OrgSwitch)
    -> Answer<OrgPlugin>;
    /// The organisation's latest events that the plugin did not take, the newest first. Refusals as above.
    async fn failed_deliveries(&self, org: &str, plugin: &str) -> Answer<Vec<FailedDelivery>>;
    /// The organisation's audit log from `cursor` on, the newest first. Refusals as above.
    async fn audit(&self, org: &str, cursor: Option<&str>) -> Answer<HostAuditPage>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_read_as_it_is_named() {
        for switch in [OrgSwitch::On, OrgSwitch::Off, OrgSwitch::Inherit] {
            assert_eq!(OrgSwitch::parse(switch.name()), Some(switch));
            assert_eq!(serde_json::to_value(switch).unwrap(), switch.name());
        }
        assert_eq!(OrgSwitch::parse("default_on"), None);
    }
}
