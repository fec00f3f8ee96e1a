//! Every state of the resolution, with its chain of reasons.

use std::collections::{BTreeMap, BTreeSet};

use portico_sdk::OrgRoles;
use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::policy::{
    Decision, Facts, HostModes, Mode, PluginFacts, PluginState, Policy, PolicyLevel, Reason,
    ReasonCode, Selector, Viewer, host_lock, host_policy, org_mode, org_policy, resolve,
    resolve_one,
};

use Mode::{Allowed, Blocked, DefaultOn, Forced, Removed, Request};
use PluginState as S;
use ReasonCode as R;

fn plugin() -> PluginFacts {
    PluginFacts {
        name: "reviews".to_owned(),
        categories: vec!["marketing".to_owned(), "customer-voice".to_owned()],
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
}

impl Case {
    fn new(policies: impl Into<Vec<Policy>>) -> Self {
        Self {
            modes: HostModes::default(),
            policies: policies.into(),
            installed: false,
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

#[test]
fn a_plugin_that_is_not_approved_is_hidden_from_everyone_whatever_the_policies_say() {
    let identity = user(&[("globex", OrgRoles::ADMIN)]);
    let policies = [host(Forced), org("globex", Forced)];
    let facts = Facts {
        policies: &policies,
        installs: BTreeMap::from([("reviews", 1)]),
        approved: BTreeSet::from(["another"]),
        ..Facts::default()
    };
    for viewer in [
        Viewer::Anonymous,
        Viewer::User(&identity),
        Viewer::OrgAdmin(&identity),
        Viewer::HostMember,
    ] {
        let decision = resolve_one(viewer, &plugin(), &facts);
        assert_eq!((decision.state, decision.org), (S::Hidden, None));
        assert_eq!(decision.reasons.len(), 1);
        assert_eq!(decision.reasons[0].code, R::NotApproved);
    }
}

#[test]
fn without_any_policy_users_may_install_and_the_others_may_not() {
    let case = Case::new([]);
    let identity = member();
    case.gives(
        Viewer::User(&identity),
        S::Available,
        None,
        &[R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::User(&user(&[])),
        S::Available,
        None,
        &[R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::Anonymous,
        S::Off,
        None,
        &[R::SignedOut, R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::OrgAdmin(&identity),
        S::Off,
        None,
        &[R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::HostMember,
        S::Off,
        None,
        &[R::NotEnabled, R::Approved],
    );
}

#[test]
fn the_hosts_removed_blocked_and_forced_overrule_organisations_and_installs() {
    let identity = user(&[("globex", OrgRoles::ADMIN)]);
    for (mode, state, code) in [
        (Removed, S::Hidden, R::HostRemoved),
        (Blocked, S::Blocked, R::HostBlocked),
        (Forced, S::OnByHost, R::HostForced),
    ] {
        let case = Case::new([host(mode), org("globex", Forced)]).installed();
        case.gives(
            Viewer::User(&identity),
            state,
            None,
            &[code, R::OrgForced, R::OwnInstall, R::Approved],
        );
        case.gives(
            Viewer::OrgAdmin(&identity),
            state,
            None,
            &[code, R::OrgForced, R::Approved],
        );
        case.gives(Viewer::Anonymous, state, None, &[code, R::Approved]);
        case.gives(Viewer::HostMember, state, None, &[code, R::Approved]);
    }
    let case = Case::new([host(Forced), org("globex", Blocked)]);
    case.gives(
        Viewer::User(&identity),
        S::OnByHost,
        None,
        &[R::HostForced, R::OrgBlocked, R::Approved],
    );
}

#[test]
fn a_block_in_one_organisation_wins_over_everything_but_the_hosts_force() {
    let identity = user(&[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)]);
    let case = Case::new([
        host(DefaultOn),
        org("globex", Forced),
        org("initech", Blocked),
    ])
    .installed();
    case.gives(
        Viewer::User(&identity),
        S::Blocked,
        None,
        &[
            R::OrgBlocked,
            R::OrgForced,
            R::OwnInstall,
            R::HostDefaultOn,
            R::Approved,
        ],
    );
    // On the admin surface only the organisation with the role ADMIN counts.
    case.gives(
        Viewer::OrgAdmin(&identity),
        S::OnForOrg,
        Some("globex"),
        &[R::OrgForced, R::HostDefaultOn, R::Approved],
    );
}

#[test]
fn removed_in_one_organisation_hides_even_when_another_only_blocks() {
    let identity = user(&[("globex", OrgRoles::MEMBER), ("initech", OrgRoles::MEMBER)]);
    let case = Case::new([org("globex", Blocked), org("initech", Removed)]);
    case.gives(
        Viewer::User(&identity),
        S::Hidden,
        None,
        &[R::OrgRemoved, R::OrgBlocked, R::Approved],
    );
}

#[test]
fn forced_goes_before_default_on_and_then_the_bytewise_smallest_organisation_grants() {
    let identity = user(&[
        ("a", OrgRoles::MEMBER),
        ("B", OrgRoles::MEMBER),
        ("c", OrgRoles::MEMBER),
        ("d", OrgRoles::MEMBER),
    ]);
    let case = Case::new([
        org("c", Forced),
        org("a", DefaultOn),
        org("d", Forced),
        org("B", DefaultOn),
    ]);
    let codes = [
        R::OrgForced,
        R::OrgForced,
        R::OrgDefaultOn,
        R::OrgDefaultOn,
        R::Approved,
    ];
    case.gives(Viewer::User(&identity), S::OnForOrg, Some("c"), &codes);
    let orgs: Vec<_> = case
        .decide(Viewer::User(&identity))
        .reasons
        .into_iter()
        .map(|reason| reason.org)
        .collect();
    assert_eq!(
        orgs,
        [Some("c"), Some("d"), Some("B"), Some("a"), None].map(|org| org.map(str::to_owned))
    );

    let case = Case::new([org("a", DefaultOn), org("B", DefaultOn)]);
    case.gives(
        Viewer::User(&identity),
        S::OnForOrg,
        Some("B"),
        &[R::OrgDefaultOn, R::OrgDefaultOn, R::Approved],
    );
}

#[test]
fn the_grant_of_an_organisation_goes_before_the_own_install_and_that_before_the_hosts_default() {
    let identity = member();
    let viewer = Viewer::User(&identity);
    let case = Case::new([host(DefaultOn), org("globex", DefaultOn)]).installed();
    let codes = [
        R::OrgDefaultOn,
        R::OwnInstall,
        R::HostDefaultOn,
        R::Approved,
    ];
    case.gives(viewer, S::OnForOrg, Some("globex"), &codes);

    let case = Case::new([host(DefaultOn)]).installed();
    case.gives(
        viewer,
        S::Installed,
        None,
        &[R::OwnInstall, R::HostDefaultOn, R::Approved],
    );
}

#[test]
fn the_hosts_default_is_on_for_everyone_whom_no_organisation_blocks() {
    let identity = member();
    let case = Case::new([host(DefaultOn)]);
    for viewer in [
        Viewer::Anonymous,
        Viewer::User(&identity),
        Viewer::OrgAdmin(&identity),
        Viewer::HostMember,
    ] {
        case.gives(viewer, S::OnByHost, None, &[R::HostDefaultOn, R::Approved]);
    }
    let blocked = Case::new([host(DefaultOn), org("globex", Blocked)]);
    blocked.gives(
        Viewer::User(&identity),
        S::Blocked,
        None,
        &[R::OrgBlocked, R::HostDefaultOn, R::Approved],
    );
    blocked.gives(
        Viewer::Anonymous,
        S::OnByHost,
        None,
        &[R::HostDefaultOn, R::Approved],
    );
    // `request` turns nothing off; the first reason is still the one that decided.
    let request = Case::new([host(DefaultOn), org("globex", Request)]);
    request.gives(
        Viewer::User(&identity),
        S::OnByHost,
        None,
        &[R::HostDefaultOn, R::OrgRequest, R::Approved],
    );
}

#[test]
fn an_own_install_counts_for_its_user_only_and_never_on_the_admin_surface() {
    let identity = user(&[("globex", OrgRoles::ADMIN)]);
    let case = Case::new([]).installed();
    case.gives(
        Viewer::User(&identity),
        S::Installed,
        None,
        &[R::OwnInstall, R::Approved],
    );
    case.gives(
        Viewer::OrgAdmin(&identity),
        S::Off,
        None,
        &[R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::HostMember,
        S::Off,
        None,
        &[R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::Anonymous,
        S::Off,
        None,
        &[R::SignedOut, R::NotEnabled, R::Approved],
    );
    let install = case.decide(Viewer::User(&identity)).reasons.swap_remove(0);
    assert_eq!(
        install,
        Reason {
            code: R::OwnInstall,
            org: None,
            by: None,
            at: Some(99),
            note: String::new()
        }
    );
}

#[test]
fn a_restriction_also_ends_what_was_installed_before() {
    let identity = member();
    let viewer = Viewer::User(&identity);
    let codes = [R::HostRequest, R::OwnInstall, R::NotEnabled, R::Approved];
    Case::new([host(Request)])
        .installed()
        .gives(viewer, S::AskAdmin, None, &codes);
    let codes = [R::OrgRequest, R::OwnInstall, R::NotEnabled, R::Approved];
    Case::new([org("globex", Request)])
        .installed()
        .gives(viewer, S::AskAdmin, None, &codes);
    let codes = [R::InstallsOff, R::OwnInstall, R::NotEnabled, R::Approved];
    Case::new([])
        .modes(NO_INSTALLS)
        .installed()
        .gives(viewer, S::AskAdmin, None, &codes);
    let codes = [R::OrgBlocked, R::OwnInstall, R::Approved];
    Case::new([org("globex", Blocked)])
        .installed()
        .gives(viewer, S::Blocked, None, &codes);
}

#[test]
fn who_may_only_ask_asks_an_own_organisation_or_nobody() {
    let (with_org, without) = (member(), user(&[]));
    let case = Case::new([host(Request)]);
    let codes = [R::HostRequest, R::NotEnabled, R::Approved];
    case.gives(Viewer::User(&with_org), S::AskAdmin, None, &codes);
    case.gives(Viewer::User(&without), S::Off, None, &codes);
    case.gives(
        Viewer::User(&user(&[("globex", OrgRoles::ADMIN)])),
        S::AskAdmin,
        None,
        &codes,
    );
    case.gives(
        Viewer::Anonymous,
        S::Off,
        None,
        &[R::SignedOut, R::HostRequest, R::NotEnabled, R::Approved],
    );
    case.gives(
        Viewer::OrgAdmin(&with_org),
        S::Off,
        None,
        &[R::NotEnabled, R::HostRequest, R::Approved],
    );
    case.gives(
        Viewer::HostMember,
        S::Off,
        None,
        &[R::NotEnabled, R::HostRequest, R::Approved],
    );

    let codes = [R::HostRequest, R::OrgPluginsOff, R::NotEnabled, R::Approved];
    let no_orgs = Case::new([host(Request)]).modes(NO_ORGS);
    no_orgs.gives(Viewer::User(&with_org), S::Off, None, &codes);
    let codes = [R::InstallsOff, R::OrgPluginsOff, R::NotEnabled, R::Approved];
    let nothing = Case::new([]).modes(NOTHING_OFFERED);
    nothing.gives(Viewer::User(&with_org), S::Off, None, &codes);
    nothing.gives(
        Viewer::User(&without),
        S::Off,
        None,
        &[R::InstallsOff, R::NotEnabled, R::Approved],
    );
    nothing.gives(
        Viewer::OrgAdmin(&with_org),
        S::Off,
        None,
        &[R::NotEnabled, R::Approved],
    );
    let no_installs = Case::new([]).modes(NO_INSTALLS);
    no_installs.gives(
        Viewer::User(&with_org),
        S::AskAdmin,
        None,
        &[R::InstallsOff, R::NotEnabled, R::Approved],
    );
    no_installs.gives(
        Viewer::User(&without),
        S::Off,
        None,
        &[R::InstallsOff, R::NotEnabled, R::Approved],
    );
}

#[test]
fn for_installing_the_nearest_level_decides_and_request_goes_before_allowed() {
    let identity = user(&[("a", OrgRoles::MEMBER), ("b", OrgRoles::MEMBER)]);
    let viewer = Viewer::User(&identity);
    let allowed = Case::new([host(Request), org("a", Allowed)]);
    allowed.gives(
        viewer,
        S::Available,
        None,
        &[R::NotEnabled, R::OrgAllowed, R::HostRequest, R::Approved],
    );
    let installed = Case::new([host(Request), org("a", Allowed)]).installed();
    installed.gives(
        viewer,
        S::Installed,
        None,
        &[R::OwnInstall, R::OrgAllowed, R::HostRequest, R::Approved],
    );
    let both = Case::new([org("a", Allowed), org("b", Request)]);
    both.gives(
        viewer,
        S::AskAdmin,
        None,
        &[R::OrgRequest, R::NotEnabled, R::OrgAllowed, R::Approved],
    );
    let narrowed = Case::new([host(Allowed), org("b", Request)]);
    narrowed.gives(
        viewer,
        S::AskAdmin,
        None,
        &[R::OrgRequest, R::NotEnabled, R::HostAllowed, R::Approved],
    );
    let host_allows = Case::new([host(Allowed)]);
    host_allows.gives(
        viewer,
        S::Available,
        None,
        &[R::NotEnabled, R::HostAllowed, R::Approved],
    );
}

#[test]
fn a_request_policy_does_not_bind_the_admin_who_decides() {
    let identity = member();
    let case = Case::new([host(Request), org("globex", Forced)]);
    case.gives(
        Viewer::User(&identity),
        S::OnForOrg,
        Some("globex"),
        &[R::OrgForced, R::HostRequest, R::Approved],
    );
}

#[test]
fn the_active_organisation_silences_the_others() {
    let mut identity = user(&[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::ADMIN)]);
    identity.org = Some("initech".to_owned());
    let case = Case::new([org("globex", Blocked), org("initech", Forced)]);
    for viewer in [Viewer::User(&identity), Viewer::OrgAdmin(&identity)] {
        case.gives(
            viewer,
            S::OnForOrg,
            Some("initech"),
            &[R::OrgForced, R::Approved],
        );
    }
}

#[test]
fn no_organisation_takes_part_where_the_host_does_not_offer_it() {
    let identity = user(&[("globex", OrgRoles::ADMIN)]);
    let case = Case::new([org("globex", Blocked)])
        .modes(NO_ORGS)
        .installed();
    case.gives(
        Viewer::User(&identity),
        S::Installed,
        None,
        &[R::OwnInstall, R::Approved],
    );
    case.gives(
        Viewer::OrgAdmin(&identity),
        S::Off,
        None,
        &[R::NotEnabled, R::Approved],
    );
}

#[test]
fn the_narrowest_selector_of_a_level_wins() {
    let any = |mode| row(PolicyLevel::Host, Selector::Any, mode);
    let category =
        |name: &str, mode| row(PolicyLevel::Host, Selector::Category(name.to_owned()), mode);
    let state = |policies: Vec<Policy>| Case::new(policies).decide(Viewer::HostMember).state;
    assert_eq!(state(vec![any(Blocked)]), S::Blocked);
    assert_eq!(
        state(vec![any(Blocked), category("marketing", Forced)]),
        S::OnByHost
    );
    assert_eq!(
        state(vec![any(Blocked), category("operations", Forced)]),
        S::Blocked
    );
    assert_eq!(
        state(vec![
            any(Forced),
            category("marketing", Forced),
            host(Blocked)
        ]),
        S::Blocked
    );
    assert_eq!(
        state(vec![
            any(Blocked),
            category("marketing", Removed),
            host(Forced)
        ]),
        S::OnByHost
    );
    // Several categories: the strictest, wherever it stands.
    assert_eq!(
        state(vec![
            category("marketing", Forced),
            category("customer-voice", Blocked)
        ]),
        S::Blocked
    );
    assert_eq!(
        state(vec![
            category("customer-voice", Forced),
            category("marketing", Blocked)
        ]),
        S::Blocked
    );
    // Another plugin's row is none.
    let other = row(
        PolicyLevel::Host,
        Selector::Plugin("other".to_owned()),
        Forced,
    );
    assert_eq!(state(vec![other]), S::Off);
}

#[test]
fn of_equal_rows_the_strictest_counts_and_then_the_newest() {
    let order = [Removed, Blocked, Request, Allowed, DefaultOn, Forced];
    for (strict, lax) in order
        .iter()
        .flat_map(|a| order.iter().map(move |b| (*a, *b)))
    {
        if order.iter().position(|mode| *mode == strict)
            < order.iter().position(|mode| *mode == lax)
        {
            for rows in [vec![host(strict), host(lax)], vec![host(lax), host(strict)]] {
                let kept =
                    host_policy(&plugin(), &Case::new(rows).facts()).map(|policy| policy.mode);
                assert_eq!(kept, Some(strict));
            }
        }
    }
    let at = |set_at, note: &str| Policy {
        set_at,
        note: note.to_owned(),
        ..host(Blocked)
    };
    for rows in [[at(1, "old"), at(2, "new")], [at(2, "new"), at(1, "old")]] {
        assert_eq!(
            host_policy(&plugin(), &Case::new(rows).facts()).map(|policy| policy.note.clone()),
            Some("new".into())
        );
    }
}

#[test]
fn reasons_name_who_decided_only_to_those_who_may_know() {
    let identity = member();
    let case = Case::new([host(DefaultOn), org("globex", Forced)]);
    let [of_org, of_host, _] = case
        .decide(Viewer::User(&identity))
        .reasons
        .try_into()
        .unwrap();
    assert_eq!(
        of_org,
        Reason {
            code: R::OrgForced,
            org: Some("globex".to_owned()),
            by: Some("decider".to_owned()),
            at: Some(7),
            note: "data protection".to_owned(),
        }
    );
    let told = Reason {
        code: R::HostDefaultOn,
        org: None,
        by: None,
        at: Some(7),
        note: "data protection".to_owned(),
    };
    assert_eq!(of_host, told);
    let to_host = case.decide(Viewer::HostMember).reasons.swap_remove(0);
    assert_eq!(
        to_host,
        Reason {
            by: Some("decider".to_owned()),
            ..told
        }
    );
}

#[test]
fn only_forced_blocked_and_removed_of_the_host_lock_an_organisation() {
    let locked = |mode| {
        host_lock(
            &plugin(),
            &Case::new([host(mode), org("globex", Forced)]).facts(),
        )
        .map(|p| p.mode)
    };
    assert_eq!(locked(Forced), Some(Forced));
    assert_eq!(locked(Blocked), Some(Blocked));
    assert_eq!(locked(Removed), Some(Removed));
    assert_eq!(locked(DefaultOn), None);
    assert_eq!(locked(Allowed), None);
    assert_eq!(locked(Request), None);
    assert_eq!(
        host_lock(&plugin(), &Case::new([org("globex", Blocked)]).facts()),
        None
    );
    let by_category = row(
        PolicyLevel::Host,
        Selector::Category("marketing".to_owned()),
        Blocked,
    );
    assert_eq!(
        host_lock(&plugin(), &Case::new([by_category.clone()]).facts()),
        Some(&by_category)
    );
}

#[test]
fn the_admin_list_reads_the_own_row_of_one_organisation() {
    let case = Case::new([
        host(DefaultOn),
        org("globex", Blocked),
        row(
            PolicyLevel::Org("initech".to_owned()),
            Selector::Any,
            Request,
        ),
    ]);
    assert_eq!(org_mode("globex", &plugin(), &case.facts()), Some(Blocked));
    assert_eq!(org_mode("initech", &plugin(), &case.facts()), Some(Request));
    assert_eq!(org_mode("hooli", &plugin(), &case.facts()), None);
    assert_eq!(
        org_policy("globex", &plugin(), &case.facts()),
        Some(&org("globex", Blocked))
    );
}

#[test]
fn a_list_is_resolved_in_its_own_order() {
    let plugins = ["b", "a", "c"].map(|name| PluginFacts {
        name: name.to_owned(),
        categories: Vec::new(),
    });
    let policies = [row(
        PolicyLevel::Host,
        Selector::Plugin("a".to_owned()),
        Forced,
    )];
    let facts = Facts {
        approved: BTreeSet::from(["a", "b"]),
        policies: &policies,
        ..Facts::default()
    };
    let decisions = resolve(Viewer::Anonymous, &plugins, &facts);
    let states: Vec<_> = decisions
        .iter()
        .map(|decision| (decision.plugin.as_str(), decision.state))
        .collect();
    assert_eq!(
        states,
        [("b", S::Off), ("a", S::OnByHost), ("c", S::Hidden)]
    );
}

#[test]
fn only_three_states_are_on_and_only_one_is_not_listed() {
    let on = [S::OnByHost, S::OnForOrg, S::Installed];
    for state in [
        S::Hidden,
        S::OnByHost,
        S::OnForOrg,
        S::Installed,
        S::Available,
        S::AskAdmin,
        S::Off,
        S::Blocked,
    ] {
        let decision = Decision {
            plugin: String::new(),
            state,
            org: None,
            reasons: Vec::new(),
        };
        assert_eq!(decision.is_on(), on.contains(&state), "{state:?}");
        assert_eq!(decision.is_listed(), state != S::Hidden, "{state:?}");
    }
}

#[test]
fn modes_read_what_they_write_and_nothing_else() {
    for mode in [Blocked, Removed, Request, Allowed, DefaultOn, Forced] {
        assert_eq!(Mode::parse(mode.name()), Some(mode));
        assert_eq!(serde_json::to_value(mode).unwrap(), mode.name());
    }
    assert_eq!(Mode::parse("suggested"), None);
    assert_eq!(Mode::parse("Forced"), None);
}
