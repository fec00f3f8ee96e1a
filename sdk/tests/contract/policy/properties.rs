//! What holds for every set of policies, every user and every host.

use std::collections::{BTreeMap, BTreeSet};

use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::policy::{
    Decision, Facts, HostModes, Mode, PluginFacts, PluginState, Policy, PolicyLevel, ReasonCode,
    Selector, Suspension, Viewer, org_policy, resolve, resolve_one,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const PLUGINS: [&str; 3] = ["pay", "pay-later", "reviews"];
const CATEGORIES: [&str; 2] = ["marketing", "payments"];
const ORGS: [&str; 3] = ["acme", "globex", "initech"];
/// Nobody in these tests belongs to it.
const FOREIGN: &str = "hooli";

#[derive(Debug, Clone)]
struct World {
    modes: HostModes,
    approved: Vec<&'static str>,
    policies: Vec<Policy>,
    installs: Vec<&'static str>,
    suspensions: Vec<Suspension>,
    identity: Identity,
}

impl World {
    fn facts(&self) -> Facts<'_> {
        Facts {
            modes: self.modes,
            approved: self.approved.iter().copied().collect::<BTreeSet<_>>(),
            policies: &self.policies,
            installs: self
                .installs
                .iter()
                .map(|name| (*name, 1))
                .collect::<BTreeMap<_, _>>(),
            suspensions: &self.suspensions,
        }
    }

    fn decide(&self, viewer: Viewer<'_>) -> Vec<Decision> {
        resolve(viewer, &plugins(), &self.facts())
    }

    fn viewers(&self) -> [Viewer<'_>; 4] {
        [
            Viewer::Anonymous,
            Viewer::User(&self.identity),
            Viewer::OrgAdmin(&self.identity),
            Viewer::HostMember,
        ]
    }

    fn everything(&self) -> Vec<Vec<Decision>> {
        self.viewers().map(|viewer| self.decide(viewer)).into()
    }

    fn only_on(&self) -> Vec<Vec<bool>> {
        self.everything()
            .iter()
            .map(|decisions| decisions.iter().map(Decision::is_on).collect())
            .collect()
    }
}

fn plugins() -> Vec<PluginFacts> {
    PLUGINS
        .iter()
        .enumerate()
        .map(|(index, name)| PluginFacts {
            name: (*name).to_owned(),
            categories: CATEGORIES[index.min(1)..]
                .iter()
                .map(|category| (*category).to_owned())
                .collect(),
            version: "2".to_owned(),
        })
        .collect()
}

fn mode() -> impl Strategy<Value = Mode> {
    select(
        &[
            Mode::Blocked,
            Mode::Removed,
            Mode::Request,
            Mode::Allowed,
            Mode::DefaultOn,
            Mode::Forced,
        ][..],
    )
}

fn selector() -> impl Strategy<Value = Selector> {
    prop_oneof![
        3 => select(&PLUGINS[..]).prop_map(|name| Selector::Plugin(name.to_owned())),
        1 => select(&CATEGORIES[..]).prop_map(|name| Selector::Category(name.to_owned())),
        1 => Just(Selector::Any),
    ]
}

fn level(orgs: &'static [&'static str]) -> impl Strategy<Value = PolicyLevel> {
    prop_oneof![
        1 => Just(PolicyLevel::Host),
        2 => select(orgs).prop_map(|org| PolicyLevel::Org(org.to_owned())),
    ]
}

fn policy(level: impl Strategy<Value = PolicyLevel>) -> impl Strategy<Value = Policy> {
    (
        level,
        selector(),
        mode(),
        0_i64..3,
        select(&["ann", "ben"][..]),
    )
        .prop_map(|(level, selector, mode, set_at, by)| Policy {
            level,
            selector,
            mode,
            set_by: by.to_owned(),
            set_at,
            note: String::new(),
        })
}

fn identity() -> impl Strategy<Value = Identity> {
    let role = select(&[OrgRole::Admin, OrgRole::Member][..]);
    (
        prop::collection::btree_map(select(&ORGS[..]), role, 0..=3),
        any::<prop::sample::Index>(),
        any::<bool>(),
    )
        .prop_map(|(orgs, index, with_active)| {
            let orgs: BTreeMap<String, OrgRole> = orgs
                .into_iter()
                .map(|(id, role)| (id.to_owned(), role))
                .collect();
            let org = (with_active && !orgs.is_empty())
                .then(|| orgs.keys().nth(index.index(orgs.len())).cloned())
                .flatten();
            Identity {
                uid: "u".to_owned(),
                stripe_customer: None,
                orgs,
                org,
            }
        })
}

/// Of the version in service, or of the one before.
fn suspension() -> impl Strategy<Value = Suspension> {
    let org = prop::option::of(select(&ORGS[..]));
    (select(&PLUGINS[..]), select(&["1", "2"][..]), org).prop_map(|(plugin, version, org)| {
        Suspension {
            plugin: plugin.to_owned(),
            version: version.to_owned(),
            org: org.map(ToOwned::to_owned),
            since: 1,
        }
    })
}

fn world() -> impl Strategy<Value = World> {
    let names = || subsequence(PLUGINS.to_vec(), 0..=3);
    let modes = (any::<bool>(), any::<bool>()).prop_map(|(org_plugins, user_installs)| HostModes {
        org_plugins,
        user_installs,
        purchases: false,
    });
    let policies = prop::collection::vec(policy(level(&ORGS)), 0..8);
    let approved = prop_oneof![3 => Just(PLUGINS.to_vec()), 1 => names()];
    let suspensions = prop::collection::vec(suspension(), 0..3);
    (modes, approved, policies, names(), suspensions, identity()).prop_map(
        |(modes, approved, policies, installs, suspensions, identity)| World {
            modes,
            approved,
            policies,
            installs,
            suspensions,
            identity,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn only_what_is_approved_is_on_or_listed(world in world()) {
        for decision in world.everything().concat() {
            prop_assert_eq!(decision.is_listed() && !world.approved.contains(&decision.plugin.as_str()), false);
            prop_assert!(!decision.is_on() || world.approved.contains(&decision.plugin.as_str()));
        }
    }

    #[test]
    fn the_order_of_policy_rows_does_not_matter(world in world(), seed in any::<prop::sample::Index>()) {
        let mut reversed = world.clone();
        reversed.policies.reverse();
        prop_assert_eq!(reversed.everything(), world.everything());
        let mut rotated = world.clone();
        let by = seed.index(rotated.policies.len().max(1));
        rotated.policies.rotate_left(by);
        prop_assert_eq!(rotated.everything(), world.everything());
    }

    #[test]
    fn rows_of_other_organisations_change_nothing(
        world in world(),
        foreign in prop::collection::vec(policy(Just(PolicyLevel::Org(FOREIGN.to_owned()))), 1..4),
    ) {
        let mut more = world.clone();
        more.policies.extend(foreign);
        prop_assert_eq!(more.everything(), world.everything());
    }

    #[test]
    fn who_is_signed_out_and_the_host_see_no_effect_of_any_organisation(world in world()) {
        let mut host_only = world.clone();
        host_only.policies.retain(|policy| policy.level == PolicyLevel::Host);
        host_only.installs.clear();
        host_only.suspensions.clear();
        for viewer in [Viewer::Anonymous, Viewer::HostMember] {
            prop_assert_eq!(world.decide(viewer), host_only.decide(viewer));
        }
    }

    #[test]
    fn adding_a_block_never_turns_anything_on(
        world in world(),
        level in level(&ORGS),
        name in select(&PLUGINS[..]),
        removed: bool,
    ) {
        let before = world.only_on();
        let mut after = world.clone();
        after.policies.push(Policy {
            level,
            selector: Selector::Plugin(name.to_owned()),
            mode: if removed { Mode::Removed } else { Mode::Blocked },
            set_by: "ann".to_owned(),
            set_at: 9,
            note: String::new(),
        });
        for (was, is) in before.concat().into_iter().zip(after.only_on().concat()) {
            prop_assert!(was || !is);
        }
    }

    #[test]
    fn a_lock_of_the_host_binds_every_viewer(world in world(), name in select(&PLUGINS[..]), forced: bool) {
        let mut locked = world.clone();
        let by_name = Selector::Plugin(name.to_owned());
        locked.policies.retain(|policy| policy.level != PolicyLevel::Host || policy.selector != by_name);
        locked.policies.push(Policy {
            level: PolicyLevel::Host,
            selector: by_name,
            mode: if forced { Mode::Forced } else { Mode::Blocked },
            set_by: "ann".to_owned(),
            set_at: 0,
            note: String::new(),
        });
        for decision in locked.everything().concat().into_iter().filter(|decision| decision.plugin == name) {
            let is_on = decision.is_on() || decision.state == PluginState::Suspended;
            prop_assert_eq!(is_on, forced && locked.approved.contains(&name));
            let own = decision.reasons.first().is_some_and(|reason| reason.code == ReasonCode::SuspendedForUser);
            prop_assert_eq!(decision.state == PluginState::Suspended, is_on && own);
            prop_assert_eq!(decision.org, None);
        }
    }

    #[test]
    fn threat_m_a_suspension_only_takes_away_what_would_be_on(world in world()) {
        let mut without = world.clone();
        without.suspensions.clear();
        let (with, without) = (world.everything().concat(), without.everything().concat());
        for (is, was) in with.into_iter().zip(without) {
            let is_less = was.is_on() && (is.is_on() || is.state == PluginState::Suspended);
            prop_assert!(is.state == was.state || is_less);
        }
    }

    #[test]
    fn threat_m_a_suspension_of_another_version_changes_nothing(world in world()) {
        let mut current = world.clone();
        current.suspensions.retain(|suspension| suspension.version == "2");
        prop_assert_eq!(world.everything(), current.everything());
    }

    #[test]
    fn the_active_organisation_is_as_good_as_the_only_one(world in world()) {
        let mut alone = world.clone();
        if let Some(active) = world.identity.org.clone() {
            alone.identity.orgs.retain(|id, _| *id == active);
            alone.identity.org = None;
        }
        prop_assert_eq!(alone.everything(), world.everything());
    }

    #[test]
    fn an_admin_sees_what_the_organisations_they_administer_grant(world in world()) {
        let mut narrowed = world.clone();
        narrowed.installs.clear();
        narrowed.identity.orgs = world
            .identity
            .effective_orgs()
            .filter(|(_, role)| *role == OrgRole::Admin)
            .map(|(id, role)| (id.to_owned(), role))
            .collect();
        narrowed.identity.org = None;
        let as_admin = world.decide(Viewer::OrgAdmin(&world.identity));
        let as_user = narrowed.decide(Viewer::User(&narrowed.identity));
        for (admin, user) in as_admin.iter().zip(&as_user) {
            prop_assert_eq!(admin.is_on(), user.is_on());
            prop_assert_eq!(&admin.org, &user.org);
            if admin.is_on() {
                prop_assert_eq!(admin, user);
            }
        }
    }

    #[test]
    fn the_granting_organisation_is_one_of_the_users_own_that_turned_it_on(world in world()) {
        let mut world = world;
        world.suspensions.clear();
        let facts = world.facts();
        for (plugin, decision) in plugins().iter().zip(world.decide(Viewer::User(&world.identity))) {
            prop_assert!(decision.org.is_some() || decision.state != PluginState::OnForOrg);
            prop_assert!(decision.org.is_none() || matches!(decision.state, PluginState::OnForOrg | PluginState::Suspended));
            let Some(org) = decision.org else { continue };
            let granted = org_policy(&org, plugin, &facts).map(|policy| policy.mode);
            prop_assert!(matches!(granted, Some(Mode::Forced | Mode::DefaultOn)));
            for (other, _) in world.identity.effective_orgs() {
                let mode = org_policy(other, plugin, &facts).map(|policy| policy.mode);
                prop_assert!(!matches!(mode, Some(Mode::Blocked | Mode::Removed)));
                let stronger = mode == Some(Mode::Forced) && granted == Some(Mode::DefaultOn);
                let smaller = mode == granted && other < org.as_str();
                prop_assert!(!stronger && !smaller);
            }
        }
    }

    #[test]
    fn what_the_host_does_not_offer_has_no_effect(world in world()) {
        let mut without = world.clone();
        without.modes = HostModes { org_plugins: false, user_installs: false, purchases: false };
        for decision in without.everything().concat() {
            prop_assert!(!matches!(
                decision.state,
                PluginState::OnForOrg | PluginState::Installed | PluginState::Available | PluginState::AskAdmin
            ));
        }
    }

    #[test]
    fn the_chain_starts_with_what_decided_and_ends_with_the_approval(world in world()) {
        use ReasonCode as R;
        for (viewer, decisions) in world.viewers().into_iter().zip(world.everything()) {
            for decision in decisions {
                let codes: Vec<ReasonCode> = decision.reasons.iter().map(|reason| reason.code).collect();
                let first = codes[0];
                let fits = match decision.state {
                    PluginState::Hidden => matches!(first, R::NotApproved | R::HostRemoved | R::OrgRemoved),
                    PluginState::Blocked => matches!(first, R::HostBlocked | R::OrgBlocked),
                    PluginState::OnByHost => matches!(first, R::HostForced | R::HostDefaultOn),
                    PluginState::OnForOrg => matches!(first, R::OrgForced | R::OrgDefaultOn),
                    PluginState::Installed => first == R::OwnInstall,
                    PluginState::Suspended => matches!(first, R::SuspendedForUser | R::SuspendedForOrg),
                    PluginState::Available => first == R::NotEnabled,
                    PluginState::AskAdmin => matches!(first, R::InstallsOff | R::OrgRequest | R::HostRequest),
                    PluginState::Off => match viewer {
                        Viewer::Anonymous => first == R::SignedOut,
                        Viewer::User(_) => matches!(first, R::InstallsOff | R::HostRequest),
                        _ => first == R::NotEnabled,
                    },
                };
                prop_assert!(fits, "{decision:?}");
                if decision.state == PluginState::OnForOrg {
                    prop_assert_eq!(&decision.reasons[0].org, &decision.org);
                }
                prop_assert!(codes == [R::NotApproved] || codes.last() == Some(&R::Approved));
                prop_assert_eq!(codes.iter().filter(|code| **code == R::Approved).count() <= 1, true);
            }
        }
    }

    #[test]
    fn who_decided_for_the_host_is_told_to_the_host_only(world in world()) {
        for viewer in [Viewer::Anonymous, Viewer::User(&world.identity), Viewer::OrgAdmin(&world.identity)] {
            for reason in world.decide(viewer).into_iter().flat_map(|decision| decision.reasons) {
                let decided_by_itself = reason.code == ReasonCode::SuspendedForOrg;
                prop_assert_eq!(reason.by.is_some() || decided_by_itself, reason.org.is_some());
                prop_assert!(reason.org.is_none_or(|org| world.identity.effective_orgs().any(|(id, _)| id == org)));
            }
        }
    }

    #[test]
    fn one_at_a_time_gives_the_same_as_all_at_once(world in world()) {
        for viewer in world.viewers() {
            let one_by_one: Vec<Decision> =
                plugins().iter().map(|plugin| resolve_one(viewer, plugin, &world.facts())).collect();
            prop_assert_eq!(one_by_one, world.decide(viewer));
        }
    }
}
