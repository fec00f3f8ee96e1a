//! The chain that answers "why?".

use super::ground::Ground;
use super::{
    HostModes, Mode, PluginState, Policy, PolicyLevel, Reason, ReasonCode, Suspension, Viewer,
};

/// Everything that bears on an approved plugin: what decided the state (`suspension`, if one is in the way), then the rest from the strongest to the weakest,
/// at last the approval.
pub(super) fn chain(
    viewer: Viewer<'_>,
    modes: HostModes,
    ground: &Ground<'_>,
    state: PluginState,
    suspension: Option<&Suspension>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = ground
        .host
        .iter()
        .chain(&ground.orgs)
        .map(|policy| told(viewer, policy))
        .collect();
    if let Some(at) = ground.installed_at {
        reasons.push(Reason {
            at: Some(at),
            ..bare(ReasonCode::OwnInstall)
        });
    }
    let suspensions = ground.suspended.iter().chain(&ground.suspended_grants);
    reasons.extend(suspensions.map(|suspension| suspended(suspension)));
    if matches!(
        state,
        PluginState::Available | PluginState::AskAdmin | PluginState::Off
    ) {
        reasons.extend(hindrances(viewer, modes).map(bare));
        reasons.push(bare(ReasonCode::NotEnabled));
    }
    reasons.push(bare(ReasonCode::Approved));
    reasons.sort_by_key(|reason| {
        if reason.code == ReasonCode::HostRequest && ground.host_request_overruled() {
            (true, rank(ReasonCode::HostAllowed))
        } else {
            let decides = match suspension {
                // Of several the one that is in the way.
                Some(suspension) => *reason == suspended(suspension),
                None => decides(viewer, reason.code, state),
            };
            (!decides, rank(reason.code))
        }
    });
    reasons
}

/// The only reason of a plugin that is not approved.
pub(super) fn not_approved() -> Vec<Reason> {
    vec![bare(ReasonCode::NotApproved)]
}

/// What of the host's offer, or of the viewer, keeps the plugin from being turned on.
fn hindrances(viewer: Viewer<'_>, modes: HostModes) -> impl Iterator<Item = ReasonCode> {
    let (signed_out, installs_off, org_plugins_off) = match viewer {
        Viewer::Anonymous => (true, false, false),
        Viewer::User(identity) => (
            false,
            !modes.user_installs,
            !modes.org_plugins && identity.effective_orgs().next().is_some(),
        ),
        Viewer::OrgAdmin(_) | Viewer::HostMember => (false, false, false),
    };
    [
        signed_out.then_some(ReasonCode::SignedOut),
        installs_off.then_some(ReasonCode::InstallsOff),
        org_plugins_off.then_some(ReasonCode::OrgPluginsOff),
    ]
    .into_iter()
    .flatten()
}

fn suspended(suspension: &Suspension) -> Reason {
    let code = match &suspension.org {
        Some(_) => ReasonCode::SuspendedForOrg,
        None => ReasonCode::SuspendedForUser,
    };
    Reason {
        org: suspension.org.clone(),
        at: Some(suspension.since),
        ..bare(code)
    }
}

/// Whether a reason of this code leads to the state.
fn decides(viewer: Viewer<'_>, code: ReasonCode, state: PluginState) -> bool {
    use ReasonCode as R;
    match state {
        PluginState::Hidden => matches!(code, R::HostRemoved | R::OrgRemoved),
        PluginState::Blocked => matches!(code, R::HostBlocked | R::OrgBlocked),
        PluginState::OnByHost => matches!(code, R::HostForced | R::HostDefaultOn),
        PluginState::OnForOrg => matches!(code, R::OrgForced | R::OrgDefaultOn),
        PluginState::Installed => code == R::OwnInstall,
        PluginState::Suspended => false,
        PluginState::Available => code == R::NotEnabled,
        PluginState::AskAdmin | PluginState::Off => match viewer {
            Viewer::Anonymous | Viewer::User(_) => {
                matches!(
                    code,
                    R::SignedOut | R::InstallsOff | R::OrgRequest | R::HostRequest
                )
            }
            // They do not install: that users may only ask is no obstacle to them.
            Viewer::OrgAdmin(_) | Viewer::HostMember => code == R::NotEnabled,
        },
    }
}

/// A row as the viewer may know it: who decided for the host is for host members only. Rows of organisations only get
/// here when the viewer belongs to them.
fn told(viewer: Viewer<'_>, policy: &Policy) -> Reason {
    let (org, by) = match &policy.level {
        PolicyLevel::Host => (
            None,
            (viewer == Viewer::HostMember).then(|| policy.set_by.clone()),
        ),
        PolicyLevel::Org(org) => (Some(org.clone()), Some(policy.set_by.clone())),
    };
    Reason {
        code: code(policy),
        org,
        by,
        at: Some(policy.set_at),
        note: policy.note.clone(),
    }
}

fn code(policy: &Policy) -> ReasonCode {
    match (&policy.level, policy.mode) {
        (PolicyLevel::Host, Mode::Removed) => ReasonCode::HostRemoved,
        (PolicyLevel::Host, Mode::Blocked) => ReasonCode::HostBlocked,
        (PolicyLevel::Host, Mode::Forced) => ReasonCode::HostForced,
        (PolicyLevel::Host, Mode::DefaultOn) => ReasonCode::HostDefaultOn,
        (PolicyLevel::Host, Mode::Request) => ReasonCode::HostRequest,
        (PolicyLevel::Host, Mode::Allowed) => ReasonCode::HostAllowed,
        (PolicyLevel::Org(_), Mode::Removed) => ReasonCode::OrgRemoved,
        (PolicyLevel::Org(_), Mode::Blocked) => ReasonCode::OrgBlocked,
        (PolicyLevel::Org(_), Mode::Forced) => ReasonCode::OrgForced,
        (PolicyLevel::Org(_), Mode::DefaultOn) => ReasonCode::OrgDefaultOn,
        (PolicyLevel::Org(_), Mode::Request) => ReasonCode::OrgRequest,
        (PolicyLevel::Org(_), Mode::Allowed) => ReasonCode::OrgAllowed,
    }
}

/// Position in the chain; 0 is the strongest.
fn rank(code: ReasonCode) -> u8 {
    match code {
        ReasonCode::NotApproved => 0,
        ReasonCode::HostRemoved | ReasonCode::HostBlocked | ReasonCode::HostForced => 1,
        ReasonCode::OrgRemoved => 2,
        ReasonCode::OrgBlocked => 3,
        ReasonCode::OrgForced => 4,
        ReasonCode::OrgDefaultOn => 5,
        ReasonCode::SignedOut | ReasonCode::InstallsOff => 6,
        ReasonCode::OrgRequest => 7,
        ReasonCode::HostRequest => 8,
        ReasonCode::OrgPluginsOff => 9,
        ReasonCode::OwnInstall => 10,
        ReasonCode::HostDefaultOn => 11,
        ReasonCode::NotEnabled => 12,
        ReasonCode::OrgAllowed => 13,
        ReasonCode::HostAllowed => 14,
        // Where they do not decide, they say what becomes of it once it is turned on.
        ReasonCode::SuspendedForUser => 15,
        ReasonCode::SuspendedForOrg => 16,
        ReasonCode::Approved => 17,
        // About one of its extensions, not about the plugin: added by whoever fills the slots.
        ReasonCode::SlotFull => 18,
    }
}

fn bare(code: ReasonCode) -> Reason {
    Reason {
        code,
        org: None,
        by: None,
        at: None,
        note: String::new(),
    }
}
