//! What bears on one plugin for one viewer, gathered: the input of both the verdict and the chain of reasons.

use super::index::PolicyIndex;
use super::{Facts, Mode, PluginFacts, PluginState, Policy, PolicyLevel, Suspension, Viewer};
use crate::claims::OrgRole;

/// The rows that apply to a plugin.
pub(super) struct Ground<'a> {
    pub host: Option<&'a Policy>,
    /// At most one row for each organisation that takes part, in bytewise order of their ids.
    pub orgs: Vec<&'a Policy>,
    /// The viewer's own install, in milliseconds since the epoch.
    pub installed_at: Option<i64>,
    /// The viewer's own suspension of the version in service.
    pub suspended: Option<&'a Suspension>,
    /// Those of organisations whose grant is suspended, in bytewise order.
    pub suspended_grants: Vec<&'a Suspension>,
}

impl<'a> Ground<'a> {
    pub fn of(
        plugin: &PluginFacts,
        viewer: Viewer<'_>,
        index: &PolicyIndex<'a>,
        facts: &Facts<'a>,
    ) -> Self {
        let orgs: Vec<&Policy> = index
            .orgs
            .values()
            .filter_map(|level| level.effective(plugin))
            .collect();
        let of_version = |suspension: &&Suspension| {
            suspension.plugin == plugin.name && suspension.version == plugin.version
        };
        let mut suspended_grants: Vec<&Suspension> = facts
            .suspensions
            .iter()
            .filter(of_version)
            .filter(|suspension| orgs.iter().any(|policy| is_grant_of(policy, suspension)))
            .collect();
        suspended_grants.sort_by_key(|suspension| (&suspension.org, suspension.since));
        Self {
            host: index.host.effective(plugin),
            orgs,
            installed_at: match viewer {
                Viewer::User(_) => facts.installs.get(plugin.name.as_str()).copied(),
                Viewer::Anonymous | Viewer::OrgAdmin(_) | Viewer::HostMember => None,
            },
            suspended: match viewer {
                Viewer::User(_) | Viewer::OrgAdmin(_) => facts
                    .suspensions
                    .iter()
                    .filter(of_version)
                    .find(|suspension| suspension.org.is_none()),
                Viewer::Anonymous | Viewer::HostMember => None,
            },
            suspended_grants,
        }
    }

    pub fn host_mode(&self) -> Option<Mode> {
        self.host.map(|policy| policy.mode)
    }

    /// The first organisation with this mode.
    pub fn org(&self, mode: Mode) -> Option<&'a str> {
        self.orgs.iter().find_map(|policy| org_with(policy, mode))
    }

    /// What is in the way of a plugin that would be in `state`: the viewer's own suspension, and where it is off, the first grant
    /// that is suspended.
    pub fn suspended_by(&self, state: PluginState) -> Option<&'a Suspension> {
        match state {
            PluginState::OnByHost | PluginState::OnForOrg | PluginState::Installed => {
                self.suspended
            }
            PluginState::Available | PluginState::AskAdmin | PluginState::Off => {
                self.suspended_grants.first().copied()
            }
            PluginState::Hidden | PluginState::Blocked | PluginState::Suspended => None,
        }
    }

    /// The first organisation that turns it on, and whose grant is not suspended.
    pub fn granting(&self, mode: Mode) -> Option<&'a str> {
        self.orgs
            .iter()
            .filter(|policy| {
                let of_policy = |suspension: &&Suspension| is_grant_of(policy, suspension);
                !self.suspended_grants.iter().any(of_policy)
            })
            .find_map(|policy| org_with(policy, mode))
    }

    /// Users may only ask.
    pub fn request_only(&self) -> bool {
        self.org(Mode::Request).is_some()
            || (self.host_mode() == Some(Mode::Request) && !self.host_request_overruled())
    }

    /// The host's `request` does not count, because an organisation's `allowed` is nearer.
    pub fn host_request_overruled(&self) -> bool {
        self.org(Mode::Allowed).is_some()
    }
}

/// The organisation of a row of this mode.
fn org_with(policy: &Policy, mode: Mode) -> Option<&str> {
    match &policy.level {
        PolicyLevel::Org(org) if policy.mode == mode => Some(org.as_str()),
        _ => None,
    }
}

/// Whether a row turns a plugin on for the organisation for which it is suspended.
fn is_grant_of(policy: &Policy, suspension: &Suspension) -> bool {
    let org = org_with(policy, Mode::Forced).or_else(|| org_with(policy, Mode::DefaultOn));
    org.is_some() && org == suspension.org.as_deref()
}

/// Whether an organisation's rows count for a viewer.
pub(super) fn takes_part(viewer: Viewer<'_>, org: &str) -> bool {
    match viewer {
        Viewer::User(identity) => identity.role(org).is_some(),
        Viewer::OrgAdmin(identity) => identity.role(org) == Some(OrgRole::Admin),
        Viewer::Anonymous | Viewer::HostMember => false,
    }
}
