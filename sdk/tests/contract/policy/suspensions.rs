//! What is off after pages had to end it again and again (THREATS m).

use portico_sdk::OrgRoles;
use portico_sdk::policy::Mode::{Blocked, DefaultOn, Forced};
use portico_sdk::policy::PluginState as S;
use portico_sdk::policy::ReasonCode as R;
use portico_sdk::policy::{Policy, Reason, Viewer};

use super::{Case, NO_ORGS, host, member, org, user};

#[test]
fn threat_m_ones_own_suspension_goes_before_whatever_turned_it_on() {
    let member = member();
    let viewer = Viewer::User(&member);
    Case::new([host(Forced)]).suspended(None).gives(
        viewer,
        S::Suspended,
        None,
        &[R::SuspendedForUser, R::HostForced, R::Approved],
    );
    Case::new([org("globex", Forced)]).suspended(None).gives(
        viewer,
        S::Suspended,
        Some("globex"),
        &[R::SuspendedForUser, R::OrgForced, R::Approved],
    );
    Case::new([]).installed().suspended(None).gives(
        viewer,
        S::Suspended,
        None,
        &[R::SuspendedForUser, R::OwnInstall, R::Approved],
    );
}

#[test]
fn threat_m_of_what_is_off_anyhow_it_is_only_said() {
    let member = member();
    let viewer = Viewer::User(&member);
    Case::new([]).suspended(None).gives(
        viewer,
        S::Available,
        None,
        &[R::NotEnabled, R::SuspendedForUser, R::Approved],
    );
    Case::new([host(Blocked)]).suspended(None).gives(
        viewer,
        S::Blocked,
        None,
        &[R::HostBlocked, R::SuspendedForUser, R::Approved],
    );
}

#[test]
fn threat_m_an_organisations_suspension_takes_its_own_grant_away_and_nothing_else() {
    let member = member();
    let viewer = Viewer::User(&member);
    let suspended = |policies: &[Policy]| Case::new(policies.to_vec()).suspended(Some("globex"));
    let grant = || org("globex", Forced);
    suspended(&[grant()]).gives(
        viewer,
        S::Suspended,
        Some("globex"),
        &[R::SuspendedForOrg, R::OrgForced, R::Approved],
    );
    // What somebody else turned on stays: the host, the user, another organisation.
    let rest = [R::OrgForced, R::SuspendedForOrg, R::Approved];
    let after = |first: R| -> Vec<R> { [&[first][..], &rest].concat() };
    let on_by_host = after(R::HostDefaultOn);
    let case = suspended(&[host(DefaultOn), grant()]);
    case.gives(viewer, S::OnByHost, None, &on_by_host);
    let case = suspended(&[host(Forced), grant()]);
    case.gives(viewer, S::OnByHost, None, &after(R::HostForced));
    let case = suspended(&[grant()]).installed();
    case.gives(viewer, S::Installed, None, &after(R::OwnInstall));
    let both = user(&[("globex", OrgRoles::MEMBER), ("initech", OrgRoles::MEMBER)]);
    let decision = suspended(&[grant(), org("initech", DefaultOn)]).decide(Viewer::User(&both));
    let granted = (decision.state, decision.org.as_deref());
    assert_eq!(granted, (S::OnForOrg, Some("initech")));
    // Without a grant there is nothing to take away; what is blocked stays blocked.
    let nothing = [R::NotEnabled, R::Approved];
    suspended(&[]).gives(viewer, S::Available, None, &nothing);
    let blocked = [R::OrgBlocked, R::Approved];
    suspended(&[org("globex", Blocked)]).gives(viewer, S::Blocked, None, &blocked);
    // It is nothing to others.
    let outsider = user(&[("initech", OrgRoles::ADMIN)]);
    for viewer in [
        Viewer::User(&outsider),
        Viewer::Anonymous,
        Viewer::HostMember,
    ] {
        let reasons = suspended(&[grant()]).decide(viewer).reasons;
        assert!(
            reasons
                .iter()
                .all(|reason| reason.code != R::SuspendedForOrg)
        );
    }
    let without = suspended(&[grant()]).modes(NO_ORGS).decide(viewer);
    assert_eq!(without.state, S::Available);
}

#[test]
fn threat_m_the_suspension_that_is_in_the_way_comes_first() {
    let both = user(&[("globex", OrgRoles::MEMBER), ("initech", OrgRoles::MEMBER)]);
    let first = |policies: &[Policy]| {
        let case = Case::new(policies.to_vec());
        let case = case.suspended(Some("globex")).suspended(None);
        case.decide(Viewer::User(&both)).reasons[0].code
    };
    let (globex, initech) = (org("globex", Forced), org("initech", Forced));
    assert_eq!(first(std::slice::from_ref(&globex)), R::SuspendedForOrg);
    assert_eq!(first(&[globex, initech]), R::SuspendedForUser);
}

#[test]
fn threat_m_the_reason_says_for_whom_and_since_when() {
    let admin = user(&[("globex", OrgRoles::ADMIN)]);
    let decision = Case::new([org("globex", Forced)])
        .suspended(Some("globex"))
        .suspended(None)
        .decide(Viewer::OrgAdmin(&admin));
    assert_eq!(decision.state, S::Suspended);
    let reason = |code, org: Option<&str>| Reason {
        code,
        org: org.map(ToOwned::to_owned),
        by: None,
        at: Some(5),
        note: String::new(),
    };
    let of_org = reason(R::SuspendedForOrg, Some("globex"));
    assert_eq!(decision.reasons[0], of_org);
    let own = reason(R::SuspendedForUser, None);
    assert!(decision.reasons.contains(&own));
}
