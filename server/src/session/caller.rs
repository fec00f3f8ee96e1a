//! The caller of a request. Every service takes one and authorises with it.

use std::sync::Arc;

use http::StatusCode;
use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::policy::Viewer;

use crate::error::{ServiceError, ServiceResult};
use crate::storage::hosts::HostRow;

/// Who calls, at which host.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The host: of the session, else named by `?host=`, else the default.
    pub host: Arc<HostRow>,
    /// The signed-in user.
    pub identity: Option<Arc<Identity>>,
    /// A host member's audited session (role HOST); then `identity` is `None`.
    pub host_member: Option<String>,
    /// How the session was shown.
    pub via: Via,
    /// Language of the request, a BCP 47 tag of the catalogue.
    pub locale: String,
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
        let identity = self.identity()?;
        if identity
            .effective_orgs()
            .any(|(_, role)| role == OrgRole::Admin)
        {
            Ok(Viewer::OrgAdmin(identity))
        } else {
            Err(ServiceError::forbidden(
                "admin_required",
                "Only an admin of an organisation may see this.",
            ))
        }
    }

    /// The ADMIN check for one organisation (CONTRACT "REST routes"): 401 signed out, 404 for outsiders, 403 for members.
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
