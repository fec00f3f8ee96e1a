//! What bears on one plugin for one viewer, gathered: the input of both the verdict and the chain of reasons.

use super::index::PolicyIndex;
use super::{Facts, Mode, PluginFacts, Policy, PolicyLevel, Viewer};
use crate::claims::OrgRole;

/// The rows that apply to a plugin.
pub(super) struct Ground<'a> {
    pub host: Option<&'a Policy>,
    /// At most one row for each organisation that takes part, in bytewise order of their ids.
    pub orgs: Vec<&'a Policy>,
    /// The viewer's own install, in milliseconds since the epoch.
    pub installed_at: Option<i64>,
}

impl<'a> Ground<'a> {
    pub fn of(
        plugin: &PluginFacts,
        viewer: Viewer<'_>,
        index: &PolicyIndex<'a>,
        facts: &Facts<'_>,
    ) -> Self {
        Self {
            host: index.host.effective(plugin),
            orgs: index
                .orgs
                .values()
                .filter_map(|level| level.effective(plugin))
                .collect(),
            installed_at: match viewer {
                Viewer::User(_) => facts.installs.get(plugin.name.as_str()).copied(),
                Viewer::Anonymous | Viewer::OrgAdmin(_) | Viewer::HostMember => None,
            },
        }
    }

    pub fn host_mode(&self) -> Option<Mode> {
        self.host.map(|policy| policy.mode)
    }

    /// The first organisation with this mode.
    pub fn org(&self, mode: Mode) -> Option<&'a str> {
        self.orgs.iter().find_map(|policy| match &policy.level {
            PolicyLevel::Org(org) if policy.mode == mode => Some(org.as_str()),
            _ => None,
        })
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

/// Whether an organisation's rows count for a viewer.
pub(super) fn takes_part(viewer: Viewer<'_>, org: &str) -> bool {
    match viewer {
        Viewer::User(identity) => identity.role(org).is_some(),
        Viewer::OrgAdmin(identity) => identity.role(org) == Some(OrgRole::Admin),
        Viewer::Anonymous | Viewer::HostMember => false,
    }
}
