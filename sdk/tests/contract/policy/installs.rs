//! Who may install, who may only ask, and what ends an install.

use portico_sdk::OrgRoles;
use portico_sdk::policy::Mode::{Allowed, Blocked, Request};
use portico_sdk::policy::PluginState as S;
use portico_sdk::policy::ReasonCode as R;
use portico_sdk::policy::{Reason, Viewer};

use super::{Case, NO_INSTALLS, NO_ORGS, NOTHING_OFFERED, host, member, org, user};

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
