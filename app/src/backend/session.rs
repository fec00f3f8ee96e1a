//! Who is signed in, and changing that.

use serde::{Deserialize, Serialize};

use portico_sdk::claims::OrgRole;
use portico_sdk::schema::Level;

#[cfg(feature = "ssr")]
use super::Answer;

/// The current session as pages and `GET /api/v1/me` show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// Host id.
    pub host: String,
    /// The user's id at the host.
    pub uid: String,
    /// Organisations, in the order of their ids.
    pub orgs: Vec<OrgMembership>,
    /// Active organisation; `None`: the union of all.
    pub org: Option<String>,
    /// A host member's audited session on the host's own admin surface.
    pub host_member: bool,
}

/// One organisation of the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OrgMembership {
    /// Organisation id.
    pub id: String,
    /// Role in it.
    pub role: OrgRole,
}

impl SessionView {
    /// The level on which this session edits what plugins' forms hold.
    pub fn level(&self) -> Level {
        if self.host_member {
            Level::Host
        } else {
            Level::Org
        }
    }

    /// The organisations the user may administer in this session (the active one, else all with ADMIN).
    pub fn admin_orgs(&self) -> impl Iterator<Item = &str> {
        self.orgs
            .iter()
            .filter(|org| self.org.as_ref().is_none_or(|active| *active == org.id))
            .filter(|org| org.role == OrgRole::Admin)
            .map(|org| org.id.as_str())
    }
}

/// Signing in and out. `POST /session` and the server functions of the same names use it.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait SessionBackend: Send + Sync {
    /// The current session, `None` when signed out.
    async fn current_session(&self) -> Answer<Option<SessionView>>;
    /// Exchanges a host JWT for a cookie session.
    async fn sign_in(&self, host: &str, token: &str) -> Answer<SessionView>;
    /// Ends the session and clears the cookie. Fine when there is none.
    async fn sign_out(&self) -> Answer<()>;
    /// Chooses the active organisation of this session (`None`: all). 404 when the token does not name it.
    async fn switch_org(&self, org: Option<&str>) -> Answer<SessionView>;
}
