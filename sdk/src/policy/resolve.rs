//! The resolution itself.
//!
//! From the strongest to the weakest: approval by the host · the host's `removed`, `blocked`, `forced` · `removed` and then
//! `blocked` of any organisation that takes part · an organisation's `forced`, then `default_on` (of several organisations
//! the bytewise smallest id) · the user's own install · the host's `default_on` · off.
//!
//! An organisation's grant goes before an own install, because then the settings of the organisation count. `request` and
//! `allowed` turn nothing on or off for everyone; they say whether users may install. There the nearest level decides:
//! organisations before the host, and `request` of one organisation before `allowed` of another. An own install counts
//! only while installing is permitted, so that a restriction also ends what was installed before.

use super::index::{LevelIndex, PolicyIndex};
use super::{
    Decision, Facts, Mode, PluginFacts, PluginState, Policy, PolicyLevel, Reason, ReasonCode,
    Viewer,
};
use crate::claims::{Identity, OrgRole};

/// Decides every plugin for one viewer. The order of the plugins is kept.
pub fn resolve(viewer: Viewer<'_>, plugins: &[PluginFacts], facts: &Facts<'_>) -> Vec<Decision> {
    let resolution = Resolution::new(viewer, facts);
    plugins
        .iter()
        .map(|plugin| resolution.decide(plugin))
        .collect()
}

/// Decides one plugin for one viewer.
pub fn resolve_one(viewer: Viewer<'_>, plugin: &PluginFacts, facts: &Facts<'_>) -> Decision {
    Resolution::new(viewer, facts).decide(plugin)
}

/// The host's policy that no organisation can change (`forced`, `blocked` or `removed`): a write is answered 409
/// `locked_by_host`.
pub fn host_lock<'a>(plugin: &PluginFacts, facts: &Facts<'a>) -> Option<&'a Policy> {
    host_policy(plugin, facts)
        .filter(|policy| matches!(policy.mode, Mode::Forced | Mode::Blocked | Mode::Removed))
}

/// The host's own policy for a plugin, for the pages that edit it.
pub fn host_policy<'a>(plugin: &PluginFacts, facts: &Facts<'a>) -> Option<&'a Policy> {
    PolicyIndex::new(facts.policies, |_| false)
        .host
        .effective(plugin)
}

/// One organisation's own policy for a plugin, for the pages that edit it; `None`: it inherits.
pub fn org_policy<'a>(org: &str, plugin: &PluginFacts, facts: &Facts<'a>) -> Option<&'a Policy> {
    PolicyIndex::new(facts.policies, |id| id == org)
        .orgs
        .get(org)?
        .effective(plugin)
}

/// The mode of [`org_policy`].
pub fn org_mode(org: &str, plugin: &PluginFacts, facts: &Facts<'_>) -> Option<Mode> {
    org_policy(org, plugin, facts).map(|policy| policy.mode)
}

/// What is the same for every plugin of one viewer.
struct Resolution<'a, 'f> {
    viewer: Viewer<'a>,
    facts: &'f Facts<'a>,
    index: PolicyIndex<'a>,
}

impl<'a, 'f> Resolution<'a, 'f> {
    fn new(viewer: Viewer<'a>, facts: &'f Facts<'a>) -> Self {
        let index = PolicyIndex::new(facts.policies, |org| {
            facts.modes.org_plugins && takes_part(viewer, org)
        });
        Self {
            viewer,
            facts,
            index,
        }
    }

    fn decide(&self, plugin: &PluginFacts) -> Decision {
        let (state, org, reasons) = self.verdict(plugin);
        Decision {
            plugin: plugin.name.clone(),
            state,
            org,
            reasons,
        }
    }

    fn verdict(&self, plugin: &PluginFacts) -> (PluginState, Option<String>, Vec<Reason>) {
        if !self.facts.approved.contains(plugin.name.as_str()) {
            return (
                PluginState::Hidden,
                None,
                vec![bare(ReasonCode::NotApproved)],
            );
        }
        let ground = Ground {
            host: self.index.host.effective(plugin),
            orgs: self
                .index
                .orgs
                .values()
                .filter_map(|level: &LevelIndex<'a>| level.effective(plugin))
                .collect(),
            installed_at: match self.viewer {
                Viewer::User(_) => self.facts.installs.get(plugin.name.as_str()).copied(),
                _ => None,
            },
        };
        let (state, org) = self.state(&ground);
        (
            state,
            org.map(ToOwned::to_owned),
            self.reasons(&ground, state),
        )
    }

    fn state(&self, ground: &Ground<'a>) -> (PluginState, Option<&'a str>) {
        use PluginState::{
            AskAdmin, Available, Blocked, Hidden, Installed, Off, OnByHost, OnForOrg,
        };
        match ground.host_mode() {
            Some(Mode::Removed) => return (Hidden, None),
            Some(Mode::Blocked) => return (Blocked, None),
            Some(Mode::Forced) => return (OnByHost, None),
            _ => {}
        }
        if ground.org(Mode::Removed).is_some() {
            return (Hidden, None);
        }
        if ground.org(Mode::Blocked).is_some() {
            return (Blocked, None);
        }
        if let Some(org) = ground
            .org(Mode::Forced)
            .or_else(|| ground.org(Mode::DefaultOn))
        {
            return (OnForOrg, Some(org));
        }
        let may_install = self.may_install(ground);
        if may_install && ground.installed_at.is_some() {
            return (Installed, None);
        }
        if ground.host_mode() == Some(Mode::DefaultOn) {
            return (OnByHost, None);
        }
        if may_install {
            return (Available, None);
        }
        if self.has_admin_to_ask() {
            (AskAdmin, None)
        } else {
            (Off, None)
        }
    }

    /// Installing is for users everywhere but on the admin surface, where the host offers it and no policy restricts it.
    fn may_install(&self, ground: &Ground<'a>) -> bool {
        matches!(self.viewer, Viewer::User(_))
            && self.facts.modes.user_installs
            && !ground.request_only()
    }

    /// An own organisation could turn the plugin on.
    fn has_admin_to_ask(&self) -> bool {
        match self.viewer {
            Viewer::User(identity) => {
                self.facts.modes.org_plugins && identity.effective_orgs().next().is_some()
            }
            _ => false,
        }
    }

    /// Everything that bears on the plugin, the strongest first; what decided is therefore the first that is not weaker
    /// than the state.
    fn reasons(&self, ground: &Ground<'a>, state: PluginState) -> Vec<Reason> {
        let mut reasons: Vec<(u8, Reason)> = Vec::new();
        if let Some(policy) = ground.host {
            let (rank, code) = match policy.mode {
                Mode::Removed => (0, ReasonCode::HostRemoved),
                Mode::Blocked => (0, ReasonCode::HostBlocked),
                Mode::Forced => (0, ReasonCode::HostForced),
                Mode::Request => (6, ReasonCode::HostRequest),
                Mode::DefaultOn => (8, ReasonCode::HostDefaultOn),
                Mode::Allowed => (11, ReasonCode::HostAllowed),
            };
            reasons.push((rank, self.told(code, policy)));
        }
        for policy in &ground.orgs {
            let (rank, code) = match policy.mode {
                Mode::Removed => (1, ReasonCode::OrgRemoved),
                Mode::Blocked => (2, ReasonCode::OrgBlocked),
                Mode::Forced => (3, ReasonCode::OrgForced),
                Mode::DefaultOn => (4, ReasonCode::OrgDefaultOn),
                Mode::Request => (5, ReasonCode::OrgRequest),
                Mode::Allowed => (10, ReasonCode::OrgAllowed),
            };
            reasons.push((rank, self.told(code, policy)));
        }
        if let Some(at) = ground.installed_at {
            reasons.push((
                7,
                Reason {
                    at: Some(at),
                    ..bare(ReasonCode::OwnInstall)
                },
            ));
        }
        if matches!(
            state,
            PluginState::Available | PluginState::AskAdmin | PluginState::Off
        ) {
            match self.viewer {
                Viewer::Anonymous => reasons.push((5, bare(ReasonCode::SignedOut))),
                Viewer::User(identity) => {
                    if !self.facts.modes.user_installs {
                        reasons.push((6, bare(ReasonCode::InstallsOff)));
                    }
                    if !self.facts.modes.org_plugins && identity.effective_orgs().next().is_some() {
                        reasons.push((7, bare(ReasonCode::OrgPluginsOff)));
                    }
                }
                Viewer::OrgAdmin(_) | Viewer::HostMember => {}
            }
            reasons.push((9, bare(ReasonCode::NotEnabled)));
        }
        reasons.push((12, bare(ReasonCode::Approved)));
        reasons.sort_by_key(|(rank, _)| *rank);
        reasons.into_iter().map(|(_, reason)| reason).collect()
    }

    /// A row as the viewer may know it: who decided for the host is for host members only. Rows of organisations only get
    /// here when the viewer belongs to them.
    fn told(&self, code: ReasonCode, policy: &Policy) -> Reason {
        let (org, by) = match &policy.level {
            PolicyLevel::Host => (
                None,
                (self.viewer == Viewer::HostMember).then(|| policy.set_by.clone()),
            ),
            PolicyLevel::Org(org) => (Some(org.clone()), Some(policy.set_by.clone())),
        };
        Reason {
            code,
            org,
            by,
            at: Some(policy.set_at),
            note: policy.note.clone(),
        }
    }
}

/// What bears on one plugin.
struct Ground<'a> {
    host: Option<&'a Policy>,
    /// At most one row for each organisation, in bytewise order of their ids.
    orgs: Vec<&'a Policy>,
    installed_at: Option<i64>,
}

impl<'a> Ground<'a> {
    fn host_mode(&self) -> Option<Mode> {
        self.host.map(|policy| policy.mode)
    }

    /// The first organisation with this mode.
    fn org(&self, mode: Mode) -> Option<&'a str> {
        self.orgs.iter().find_map(|policy| match &policy.level {
            PolicyLevel::Org(org) if policy.mode == mode => Some(org.as_str()),
            _ => None,
        })
    }

    /// Users may only ask.
    fn request_only(&self) -> bool {
        self.org(Mode::Request).is_some()
            || (self.host_mode() == Some(Mode::Request) && self.org(Mode::Allowed).is_none())
    }
}

/// Whether an organisation's rows count for a viewer.
fn takes_part(viewer: Viewer<'_>, org: &str) -> bool {
    match viewer {
        Viewer::User(identity) => effective_role(identity, org).is_some(),
        Viewer::OrgAdmin(identity) => effective_role(identity, org) == Some(OrgRole::Admin),
        Viewer::Anonymous | Viewer::HostMember => false,
    }
}

fn effective_role(identity: &Identity, org: &str) -> Option<OrgRole> {
    let active = identity.org.as_deref().is_none_or(|active| active == org);
    identity.role(org).filter(|_| active)
}

fn bare(code: ReasonCode) -> Reason {
    Reason {
        code,
        org: None,
        by: None,
        at: None,
        note: String::new(),
    }
}
