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
//!
//! Suspensions (THREATS m) take away: an organisation's the grant of that organisation, so that the next rule decides; the
//! viewer's own whatever would be on.

use super::ground::{Ground, takes_part};
use super::index::PolicyIndex;
use super::{Decision, Facts, Mode, PluginFacts, PluginState, Policy, Suspension, Viewer, reasons};

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
        let (state, org, reasons) = if self.facts.approved.contains(plugin.name.as_str()) {
            let ground = Ground::of(plugin, self.viewer, &self.index, self.facts);
            let (state, org, suspension) = self.verdict(&ground);
            let modes = self.facts.modes;
            let chain = reasons::chain(self.viewer, modes, &ground, state, suspension);
            (state, org, chain)
        } else {
            (PluginState::Hidden, None, reasons::not_approved())
        };
        Decision {
            plugin: plugin.name.clone(),
            state,
            org: org.map(ToOwned::to_owned),
            reasons,
        }
    }

    /// The state, the organisation that grants it, or would, and the suspension that is in the way.
    fn verdict(
        &self,
        ground: &Ground<'a>,
    ) -> (PluginState, Option<&'a str>, Option<&'a Suspension>) {
        let (state, org) = self.granted(ground);
        match ground.suspended_by(state) {
            Some(suspension) => {
                let org = org.or(suspension.org.as_deref());
                (PluginState::Suspended, org, Some(suspension))
            }
            None => (state, org, None),
        }
    }

    /// The same without the viewer's own suspension, and without the grants that are suspended.
    fn granted(&self, ground: &Ground<'a>) -> (PluginState, Option<&'a str>) {
        match ground.host_mode() {
            Some(Mode::Removed) => return (PluginState::Hidden, None),
            Some(Mode::Blocked) => return (PluginState::Blocked, None),
            Some(Mode::Forced) => return (PluginState::OnByHost, None),
            Some(Mode::Request | Mode::Allowed | Mode::DefaultOn) | None => {}
        }
        if ground.org(Mode::Removed).is_some() {
            return (PluginState::Hidden, None);
        }
        if ground.org(Mode::Blocked).is_some() {
            return (PluginState::Blocked, None);
        }
        if let Some(org) = ground
            .granting(Mode::Forced)
            .or_else(|| ground.granting(Mode::DefaultOn))
        {
            return (PluginState::OnForOrg, Some(org));
        }
        let may_install = self.may_install(ground);
        let state = if may_install && ground.installed_at.is_some() {
            PluginState::Installed
        } else if ground.host_mode() == Some(Mode::DefaultOn) {
            PluginState::OnByHost
        } else if may_install {
            PluginState::Available
        } else if self.has_admin_to_ask() {
            PluginState::AskAdmin
        } else {
            PluginState::Off
        };
        (state, None)
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
            Viewer::Anonymous | Viewer::OrgAdmin(_) | Viewer::HostMember => false,
        }
    }
}
