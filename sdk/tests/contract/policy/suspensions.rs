//! What is off after pages had to end it again and again (THREATS m).

use portico_sdk::OrgRoles;
use portico_sdk::policy::Mode::{Blocked, DefaultOn, Forced};
use portico_sdk::policy::PluginState as S;
use portico_sdk::policy::ReasonCode as R;
use portico_sdk::policy::{Reason, Viewer};

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
fn threat_m_an_organisations_suspension_is_for_its_members_only_and_the_host_can_force_it() {
    let member = member();
    let suspended = || Case::new([host(DefaultOn)]).suspended(Some("globex"));
    suspended().gives(
        Viewer::User(&member),
        S::Suspended,
        None,
        &[R::SuspendedForOrg, R::HostDefaultOn, R::Approved],
    );
    let outsider = user(&[("initech", OrgRoles::ADMIN)]);
    for viewer in [
        Viewer::User(&outsider),
        Viewer::OrgAdmin(&outsider),
        Viewer::Anonymous,
        Viewer::HostMember,
    ] {
        suspended().gives(viewer, S::OnByHost, None, &[R::HostDefaultOn, R::Approved]);
    }
    suspended().modes(NO_ORGS).gives(
        Viewer::User(&member),
        S::OnByHost,
        None,
        &[R::HostDefaultOn, R::Approved],
    );
    Case::new([host(Forced)]).suspended(Some("globex")).gives(
        Viewer::User(&member),
        S::OnByHost,
        None,
        &[R::HostForced, R::SuspendedForOrg, R::Approved],
    );
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
    let expected = [
        reason(R::SuspendedForUser, None),
        reason(R::SuspendedForOrg, Some("globex")),
    ];
    assert_eq!(decision.reasons[..2], expected);
}
