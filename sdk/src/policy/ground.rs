//! What bears on one plugin for one viewer, gathered: the input of both the verdict and the chain of reasons.

use super::index::PolicyIndex;
use super::{Facts, Mode, PluginFacts, Policy, PolicyLevel, Suspension, Viewer};
use crate::claims::OrgRole;

/// The rows that apply to a plugin.
pub(super) struct Ground<'a> {
    pub host: Option<&'a Policy>,
    /// At most one row for each organisation that takes part, in bytewise order of their ids.
    pub orgs: Vec<&'a Policy>,
    /// The viewer's own install, in milliseconds since the epoch.
    pub installed_at: Option<i64>,
    /// The viewer's own suspension of the version in service, then those of organisations that take part, in bytewise order.
    pub suspensions: Vec<&'a Suspension>,
}

impl<'a> Ground<'a> {
    pub fn of(
        plugin: &PluginFacts,
        viewer: Viewer<'_>,
        index: &PolicyIndex<'a>,
        facts: &Facts<'a>,
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
            suspensions: suspensions(plugin, viewer, facts),
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

    /// A suspension takes away what would be on: the viewer's own whatever turned it on, an organisation's unless the host
    /// forces it.
    pub fn is_suspended(&self) -> bool {
        let is_forced = self.host_mode() == Some(Mode::Forced);
        self.suspensions
            .iter()
            .any(|suspension| suspension.org.is_none() || !is_forced)
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

fn suspensions<'a>(
    plugin: &PluginFacts,
    viewer: Viewer<'_>,
    facts: &Facts<'a>,
) -> Vec<&'a Suspension> {
    let counts = |suspension: &&Suspension| {
        suspension.plugin == plugin.name
            && suspension.version == plugin.version
            && match &suspension.org {
                Some(org) => facts.modes.org_plugins && takes_part(viewer, org),
                None => matches!(viewer, Viewer::User(_) | Viewer::OrgAdmin(_)),
            }
    };
    let mut found: Vec<&Suspension> = facts.suspensions.iter().filter(counts).collect();
    found.sort_by_key(|suspension| (&suspension.org, suspension.since));
    found
}

/// Whether an organisation's rows count for a viewer.
pub(super) fn takes_part(viewer: Viewer<'_>, org: &str) -> bool {
    match viewer {
        Viewer::User(identity) => identity.role(org).is_some(),
        Viewer::OrgAdmin(identity) => identity.role(org) == Some(OrgRole::Admin),
        Viewer::Anonymous | Viewer::HostMember => false,
    }
}
