//! The views of one caller: one for everywhere, one for the admin surface.

use std::sync::{Arc, OnceLock};

use portico_sdk::claims::{Identity, OrgRole};

use crate::epochs::{Cell, Subject};
use crate::services::policy::{Standing, View};
use crate::state::AppState;
use crate::storage::StorageError;

/// See the module. Shared by all requests of a session.
#[derive(Debug)]
pub(super) struct Views {
    /// What it sees without own installs.
    shared: Arc<View>,
    /// What it sees on the admin surface; `None`: it has no role there.
    admin: Option<Arc<View>>,
    own: Option<Own>,
}

/// Own installs make a view that nobody else shares; users that never installed anything have none.
#[derive(Debug)]
struct Own {
    cell: Arc<Cell>,
    standing: Standing,
    host: String,
    view: OnceLock<Arc<View>>,
}

impl Views {
    pub fn anonymous(state: &AppState, host: &str) -> Self {
        Self {
            shared: View::of(state, host, Standing::Anonymous),
            admin: None,
            own: None,
        }
    }

    pub fn host_member(state: &AppState, host: &str) -> Self {
        let view = View::of(state, host, Standing::HostMember);
        Self {
            shared: view.clone(),
            admin: Some(view),
            own: None,
        }
    }

    pub fn user(state: &AppState, host: &str, identity: &Identity) -> Self {
        let orgs: Vec<String> = identity
            .effective_orgs()
            .map(|(id, _)| id.to_owned())
            .collect();
        let admin: Vec<String> = identity
            .effective_orgs()
            .filter(|(_, role)| *role == OrgRole::Admin)
            .map(|(id, _)| id.to_owned())
            .collect();
        let standing = |installs_of| Standing::User {
            orgs: orgs.clone(),
            installs_of,
        };
        Self {
            shared: View::of(state, host, standing(None)),
            admin: (!admin.is_empty())
                .then(|| View::of(state, host, Standing::OrgAdmin { orgs: admin })),
            own: Some(Own {
                cell: state.epochs.cell(host, Subject::User(identity.uid.clone())),
                standing: standing(Some(identity.uid.clone())),
                host: host.to_owned(),
                view: OnceLock::new(),
            }),
        }
    }

    pub fn admin(&self) -> Option<&Arc<View>> {
        self.admin.as_ref()
    }

    pub async fn everywhere(&self, state: &AppState) -> Result<&Arc<View>, StorageError> {
        let Some(own) = &self.own else {
            return Ok(&self.shared);
        };
        if own.cell.current(&state.db).await? == 0 {
            return Ok(&self.shared);
        }
        Ok(own
            .view
            .get_or_init(|| View::of(state, &own.host, own.standing.clone())))
    }
}
