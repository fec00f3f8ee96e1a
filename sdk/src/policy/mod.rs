//! Which plugins a session sees, and why.
//!
//! [`resolve`] is the one place that decides. It is pure: facts in, one [`Decision`] for each registered plugin out,
//! with the chain of reasons that led there. Pages, manifests, plugin routes and the API all ask it.

mod ground;
mod index;
mod reasons;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::claims::Identity;

pub use resolve::{host_lock, host_policy, org_policy, resolve, resolve_one};

/// What a policy says about a plugin (STORE "Explainable policy").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Off for everyone below; shown as blocked, with the reason.
    Blocked,
    /// Off for everyone below and absent from every list.
    Removed,
    /// Users ask; an admin decides.
    Request,
    /// Users may install it for themselves.
    Allowed,
    /// On unless a level below turns it off.
    DefaultOn,
    /// On for everyone below; no level below can change it.
    Forced,
}

impl Mode {
    /// The value stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Removed => "removed",
            Self::Request => "request",
            Self::Allowed => "allowed",
            Self::DefaultOn => "default_on",
            Self::Forced => "forced",
        }
    }

    /// Reads a stored value; `None` when a newer server wrote one this version does not know.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Blocked,
            Self::Removed,
            Self::Request,
            Self::Allowed,
            Self::DefaultOn,
            Self::Forced,
        ]
        .into_iter()
        .find(|mode| mode.name() == name)
    }
}

/// Which plugins a policy row is about; a narrower selector beats a wider one on the same level.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Selector {
    /// One plugin by name.
    Plugin(String),
    /// Every plugin of a category.
    Category(String),
    /// Every plugin (`*`).
    Any,
}

/// Whose policy a row is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "level", content = "org")]
pub enum PolicyLevel {
    /// The host's.
    Host,
    /// One organisation's.
    Org(String),
}

/// One stored decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Whose decision.
    pub level: PolicyLevel,
    /// About which plugins.
    pub selector: Selector,
    /// What was decided.
    pub mode: Mode,
    /// Who decided: a uid or a console account's address.
    pub set_by: String,
    /// When, in milliseconds since the epoch.
    pub set_at: i64,
    /// The reason given, shown beside the state ("data protection").
    #[serde(default)]
    pub note: String,
}

/// What a host offers; what is off disappears from pages, routes and manifests (DESIGN "People").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HostModes {
    /// Organisations turn plugins on for their members.
    pub org_plugins: bool,
    /// Users install plugins for themselves.
    pub user_installs: bool,
    /// Plugins can be bought.
    pub purchases: bool,
}

impl Default for HostModes {
    fn default() -> Self {
        Self {
            org_plugins: true,
            user_installs: true,
            purchases: false,
        }
    }
}

/// What the resolution needs to know of a plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginFacts {
    /// Name of the plugin.
    pub name: String,
    /// Categories of the plugin.
    pub categories: Vec<String>,
    /// The version in service.
    pub version: String,
}

/// A plugin that is off because pages had to end it again and again (THREATS m). It is of one version: the next one starts anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Name of the plugin.
    pub plugin: String,
    /// The version that was ended.
    pub version: String,
    /// The organisation for which it is off; `None`: for the viewer alone.
    pub org: Option<String>,
    /// Since when, in milliseconds since the epoch.
    pub since: i64,
}

/// Everything a resolution depends on, gathered beforehand.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// What the host offers.
    pub modes: HostModes,
    /// Plugins the host approved.
    pub approved: BTreeSet<&'a str>,
    /// Policies of the host and of the organisations of the session.
    pub policies: &'a [Policy],
    /// The user's own installs: plugin → since when (milliseconds).
    pub installs: BTreeMap<&'a str, i64>,
    /// What is off for the user, and for the organisations of the session, after it had to be ended.
    pub suspensions: &'a [Suspension],
}

/// Who asks, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer<'a> {
    /// Nobody signed in: sees what the host turned on for everyone.
    Anonymous,
    /// A user, everywhere but on the admin surface: every effective organisation counts.
    User(&'a Identity),
    /// A user on the admin surface: only organisations in which the role is ADMIN count, own installs do not.
    OrgAdmin(&'a Identity),
    /// A host member in an audited session on the host's own admin surface.
    HostMember,
}

/// The verdict on one plugin for one viewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Name of the plugin.
    pub plugin: String,
    /// What the viewer may be told about it.
    pub state: PluginState,
    /// The organisation that grants it, or would if it were not suspended; `None`: the host or the user's own install, or
    /// nobody does.
    pub org: Option<String>,
    /// Why, from the strongest reason down. Never empty.
    pub reasons: Vec<Reason>,
}

impl Decision {
    /// True when the plugin's extensions are in the manifest and its routes answer.
    pub fn is_on(&self) -> bool {
        self.state.is_on()
    }

    /// True when the plugin appears in the store at all.
    pub fn is_listed(&self) -> bool {
        self.state != PluginState::Hidden
    }
}

/// What the store and the admin pages say about a plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PluginState {
    /// Not approved or removed: the viewer does not learn that it exists.
    Hidden,
    /// The host turned it on for everyone.
    OnByHost,
    /// An organisation of the viewer turned it on.
    OnForOrg,
    /// The viewer installed it.
    Installed,
    /// The viewer could install it.
    Available,
    /// Off; the viewer's organisation would have to turn it on.
    AskAdmin,
    /// Off, and the viewer has no way to turn it on here.
    Off,
    /// Blocked by the host or by an organisation.
    Blocked,
    /// It would be on, but pages had to end it again and again (THREATS m).
    Suspended,
}

impl PluginState {
    /// True when the plugin runs.
    pub fn is_on(self) -> bool {
        matches!(self, Self::OnByHost | Self::OnForOrg | Self::Installed)
    }
}

/// One link of the chain that answers "why?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// What applied.
    pub code: ReasonCode,
    /// The organisation concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Who decided it, as far as the viewer may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When it was decided, in milliseconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// The reason a person gave.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The rules of the resolution, as stable codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// The host has not approved the plugin.
    NotApproved,
    /// The host approved it (the ground every other reason stands on).
    Approved,
    /// The host's policy blocks it.
    HostBlocked,
    /// The host's policy removes it from every list.
    HostRemoved,
    /// The host's policy forces it on.
    HostForced,
    /// The host's policy has it on by default.
    HostDefaultOn,
    /// The host's policy lets users ask only.
    HostRequest,
    /// The host's policy lets users install it.
    HostAllowed,
    /// An organisation's policy blocks it.
    OrgBlocked,
    /// An organisation's policy removes it.
    OrgRemoved,
    /// An organisation's policy turns it on for all members.
    OrgForced,
    /// An organisation's policy has it on by default.
    OrgDefaultOn,
    /// An organisation's policy lets members ask only.
    OrgRequest,
    /// An organisation's policy lets members install it.
    OrgAllowed,
    /// The user installed it.
    OwnInstall,
    /// Nobody turned it on.
    NotEnabled,
    /// The host does not offer installs by users.
    InstallsOff,
    /// The host does not offer plugins by organisation.
    OrgPluginsOff,
    /// Nobody is signed in.
    SignedOut,
    /// It is on, but a slot (in the note) has no room for it.
    SlotFull,
    /// The viewer's pages had to end it again and again.
    SuspendedForUser,
    /// The pages of several members of an organisation had to.
    SuspendedForOrg,
}
