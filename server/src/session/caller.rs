//! The caller of a request. Every service takes one and authorises with it.

use std::sync::Arc;

use http::StatusCode;
use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::policy::Viewer;
use portico_sdk::slot::Surface;

use super::standing::Views;
use crate::error::{ServiceError, ServiceResult};
use crate::services::policy::{HostFacts, View};
use crate::state::AppState;
use crate::storage::hosts::HostRow;

/// Who calls, at which host.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The host: of the session, else named by `?host=`, else the default.
    pub host: Arc<HostRow>,
    /// The signed-in user.
    pub identity: Option<Arc<Identity>>,
    /// A host member's audited session (role HOST): the console account; then `identity` is `None`.
    pub host_member: Option<Arc<str>>,
    /// How the session was shown.
    pub via: Via,
    /// Language of the request, a BCP 47 tag of the catalogue.
    pub locale: &'static str,
    /// `?safe-mode`: no plugins in the answer to this request.
    pub safe_mode: bool,
    /// When the session ends, in milliseconds since the epoch; `i64::MAX` where there is none to end.
    pub ends_at: i64,
    pub(super) views: Arc<Views>,
}

/// How a session was shown; state changes by cookie are checked for their origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// Nobody is signed in.
    Nothing,
    /// The session cookie.
    Cookie,
    /// `Authorization: Bearer`.
    Bearer,
}

impl Caller {
    /// Nobody signed in, at a host.
    pub fn anonymous(state: &AppState, facts: &HostFacts, locale: &'static str) -> Self {
        Self {
            host: facts.host.clone(),
            identity: None,
            host_member: None,
            via: Via::Nothing,
            locale,
            safe_mode: false,
            ends_at: i64::MAX,
            views: Arc::new(Views::anonymous(state, &facts.host.id)),
        }
    }

    /// A user, whose identity is already checked.
    pub fn user(
        state: &AppState,
        facts: &HostFacts,
        identity: Arc<Identity>,
        via: Via,
        locale: &'static str,
    ) -> Self {
        Self {
            host: facts.host.clone(),
            views: Arc::new(Views::user(state, &facts.host.id, &identity)),
            identity: Some(identity),
            host_member: None,
            via,
            locale,
            safe_mode: false,
            ends_at: i64::MAX,
        }
    }

    /// A host member in an audited session.
    pub fn host_member(
        state: &AppState,
        facts: &HostFacts,
        account: Arc<str>,
        locale: &'static str,
    ) -> Self {
        Self {
            host: facts.host.clone(),
            identity: None,
            host_member: Some(account),
            via: Via::Cookie,
            locale,
            safe_mode: false,
            ends_at: i64::MAX,
            views: Arc::new(Views::host_member(state, &facts.host.id)),
        }
    }

    /// What the caller sees on one surface: 401 without a session, 403 without a role on [`Surface::Admin`].
    pub async fn view(&self, state: &AppState, surface: Surface) -> ServiceResult<&Arc<View>> {
        match surface {
            Surface::Storefront => Ok(self.views.everywhere(state).await?),
            Surface::Admin => {
                let view = self.views.admin(state).await?;
                view.ok_or_else(|| self.no_admin())
            }
        }
    }

    /// Who acts, for the audit log.
    pub fn actor(&self) -> &str {
        match (&self.host_member, &self.identity) {
            (Some(account), _) => account,
            (None, Some(identity)) => &identity.uid,
            (None, None) => "",
        }
    }

    fn no_admin(&self) -> ServiceError {
        match &self.identity {
            None => ServiceError::unauthorized(),
            Some(_) => ServiceError::forbidden(
                "admin_required",
                "Only an admin of an organisation may see this.",
            ),
        }
    }

    /// The user's id; 401 when nobody is signed in.
    pub fn identity(&self) -> ServiceResult<&Identity> {
        self.identity
            .as_deref()
            .ok_or_else(ServiceError::unauthorized)
    }

    /// How the policy resolution sees the caller outside the admin surface.
    pub fn viewer(&self) -> Viewer<'_> {
        match (&self.host_member, &self.identity) {
            (Some(_), _) => Viewer::HostMember,
            (None, Some(identity)) => Viewer::User(identity),
            (None, None) => Viewer::Anonymous,
        }
    }

    /// How the policy resolution sees the caller on the admin surface: 401 without a session, 403 without a role.
    pub fn admin_viewer(&self) -> ServiceResult<Viewer<'_>> {
        if self.host_member.is_some() {
            return Ok(Viewer::HostMember);
        }
        match &self.identity {
            Some(identity) if self.views.has_admin() => Ok(Viewer::OrgAdmin(identity)),
            _ => Err(self.no_admin()),
        }
    }

    /// Counts one change by this user; 429 for more than a person makes. Writers stand in one line, and nobody may fill it.
    pub fn count_write(&self, state: &AppState) -> ServiceResult<()> {
        state.limits.writes.check(&self.counted_by())
    }

    /// What the changes of this user are counted by.
    pub fn counted_by(&self) -> String {
        // Ids of hosts contain no slash.
        format!("{}/{}", self.host.id, self.actor())
    }

    /// The ADMIN check for one organisation (CONTRACT "REST routes"): 401 signed out, 404 for outsiders and when another
    /// organisation is active, 403 for members.
    pub fn require_org_admin(&self, org: &str) -> ServiceResult<&Identity> {
        let identity = self.identity()?;
        match identity.role(org) {
            Some(OrgRole::Admin) => Ok(identity),
            Some(OrgRole::Member) => Err(ServiceError::forbidden(
                "admin_required",
                "Only an admin of this organisation may do this.",
            )),
            None => Err(ServiceError::not_found()),
        }
    }

    /// The one organisation the caller administers in this session; 409 `org_required` when there are several.
    pub fn one_admin_org(&self) -> ServiceResult<&str> {
        let identity = self.identity()?;
        let mut orgs = identity
            .effective_orgs()
            .filter(|(_, role)| *role == OrgRole::Admin)
            .map(|(id, _)| id);
        match (orgs.next(), orgs.next()) {
            (Some(org), None) => Ok(org),
            (Some(_), Some(_)) => Err(ServiceError::refused(
                StatusCode::CONFLICT,
                "org_required",
                "You administer several organisations. Choose one first.",
            )),
            (None, _) => Err(ServiceError::forbidden(
                "admin_required",
                "Only an admin of an organisation may do this.",
            )),
        }
    }
}
