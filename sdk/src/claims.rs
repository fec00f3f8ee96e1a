//! The claims of a host JWT and what a session knows about its user.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A user's role in one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum OrgRole {
    /// Has what the organisation enabled.
    Member,
    /// Decides for the organisation.
    Admin,
}

/// The most organisations a token may name. What a session sees is resolved over all of them, so their number is what
/// one user can make the server do.
pub const MAX_ORGS: usize = 50;

/// The constants of the original API, next to the enum: `OrgRoles::ADMIN`.
pub struct OrgRoles;

impl OrgRoles {
    /// See [`OrgRole::Admin`].
    pub const ADMIN: OrgRole = OrgRole::Admin;
    /// See [`OrgRole::Member`].
    pub const MEMBER: OrgRole = OrgRole::Member;
}

impl fmt::Display for OrgRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Admin => "ADMIN",
            Self::Member => "MEMBER",
        })
    }
}

/// Who a verified token speaks for. The live token decides roles; nothing here is stored as truth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The host's id of the user, 1 to 255 bytes.
    pub uid: String,
    /// The user's customer id in the host's Stripe account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stripe_customer: Option<String>,
    /// Organisation → role.
    #[serde(default)]
    pub orgs: BTreeMap<String, OrgRole>,
    /// The active organisation, a key of `orgs`; without it the session sees the union of its organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
}

impl Identity {
    /// The organisations that take part: the active one, else all.
    pub fn effective_orgs(&self) -> impl Iterator<Item = (&str, OrgRole)> {
        self.orgs
            .iter()
            .filter(|(id, _)| self.org.as_ref().is_none_or(|active| active == *id))
            .map(|(id, role)| (id.as_str(), *role))
    }

    /// The role in one organisation that takes part; `None` when the token does not name it, or another one is active.
    pub fn role(&self, org: &str) -> Option<OrgRole> {
        let takes_part = self.org.as_deref().is_none_or(|active| active == org);
        self.orgs.get(org).copied().filter(|_| takes_part)
    }
}
