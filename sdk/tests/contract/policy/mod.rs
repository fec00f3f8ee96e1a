//! Every state of the resolution, with its chain of reasons.

mod installs;
mod properties;
mod rows;
mod states;
mod suspensions;

use std::collections::{BTreeMap, BTreeSet};

use portico_sdk::OrgRoles;
use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::policy::{
    Decision, Facts, HostModes, Mode, PluginFacts, PluginState, Policy, PolicyLevel, ReasonCode,
    Selector, Suspension, Viewer, resolve_one,
};

fn plugin() -> PluginFacts {
    PluginFacts {
        name: "reviews".to_owned(),
        categories: vec!["marketing".to_owned(), "customer-voice".to_owned()],
        version: "1.2.0".to_owned(),
    }
}

fn row(level: PolicyLevel, selector: Selector, mode: Mode) -> Policy {
    Policy {
        level,
        selector,
        mode,
        set_by: "decider".to_owned(),
        set_at: 7,
        note: "data protection".to_owned(),
    }
}

fn by_name() -> Selector {
    Selector::Plugin("reviews".to_owned())
}

fn host(mode: Mode) -> Policy {
    row(PolicyLevel::Host, by_name(), mode)
}

fn org(id: &str, mode: Mode) -> Policy {
    row(PolicyLevel::Org(id.to_owned()), by_name(), mode)
}

fn user(orgs: &[(&str, OrgRole)]) -> Identity {
    Identity {
        uid: "u".to_owned(),
        stripe_customer: None,
        orgs: orgs
            .iter()
            .map(|(id, role)| ((*id).to_owned(), *role))
            .collect(),
        org: None,
    }
}

fn member() -> Identity {
    user(&[("globex", OrgRoles::MEMBER)])
}

const NOTHING_OFFERED: HostModes = HostModes {
    org_plugins: false,
    user_installs: false,
    purchases: false,
};
const NO_INSTALLS: HostModes = HostModes {
    org_plugins: true,
    user_installs: false,
    purchases: false,
};
const NO_ORGS: HostModes = HostModes {
    org_plugins: false,
    user_installs: true,
    purchases: false,
};

struct Case {
    modes: HostModes,
    policies: Vec<Policy>,
    installed: bool,
    suspensions: Vec<Suspension>,
}

impl Case {
    fn new(policies: impl Into<Vec<Policy>>) -> Self {
        Self {
            modes: HostModes::default(),
            policies: policies.into(),
            installed: false,
            suspensions: Vec::new(),
        }
    }

    fn modes(self, modes: HostModes) -> Self {
        Self { modes, ..self }
    }

    fn installed(self) -> Self {
        Self {
            installed: true,
            ..self
        }
    }

    /// For an organisation, else for the viewer alone.
    fn suspended(mut self, org: Option<&str>) -> Self {
        self.suspensions.push(Suspension {
            plugin: "reviews".to_owned(),
            version: "1.2.0".to_owned(),
            org: org.map(ToOwned::to_owned),
            since: 5,
        });
        self
    }

    fn decide(&self, viewer: Viewer<'_>) -> Decision {
        resolve_one(viewer, &plugin(), &self.facts())
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            modes: self.modes,
            approved: BTreeSet::from(["reviews"]),
            policies: &self.policies,
            installs: if self.installed {
                BTreeMap::from([("reviews", 99)])
            } else {
                BTreeMap::new()
            },
            suspensions: &self.suspensions,
        }
    }

    #[track_caller]
    fn gives(
        &self,
        viewer: Viewer<'_>,
        state: PluginState,
        org: Option<&str>,
        codes: &[ReasonCode],
    ) {
        let decision = self.decide(viewer);
        assert_eq!(decision.plugin, "reviews");
        assert_eq!((decision.state, decision.org.as_deref()), (state, org));
        assert_eq!(
            decision
                .reasons
                .iter()
                .map(|reason| reason.code)
                .collect::<Vec<_>>(),
            codes
        );
    }
}
