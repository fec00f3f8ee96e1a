//! What is on, by whom, and what is blocked or hidden.

use std::collections::{BTreeMap, BTreeSet};

use portico_sdk::OrgRoles;
use portico_sdk::policy::Mode::{Blocked, DefaultOn, Forced, Removed, Request};
use portico_sdk::policy::PluginState as S;
use portico_sdk::policy::ReasonCode as R;
use portico_sdk::policy::{
    Decision, Facts, PluginFacts, PolicyLevel, Reason, Selector, Viewer, resolve, resolve_one,
};

use super::{Case, NO_ORGS, host, member, org, plugin, row, user};

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
fn a_list_is_resolved_in_its_own_order() {
    let plugins = ["b", "a", "c"].map(|name| PluginFacts {
        name: name.to_owned(),
        categories: Vec::new(),
        version: "1.0.0".to_owned(),
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
