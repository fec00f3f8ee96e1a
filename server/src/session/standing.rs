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
    everywhere: Sight,
    /// `None`: it has no role on the admin surface.
    admin: Option<Sight>,
    own: Option<Own>,
}

/// What a caller sees on a surface: what all with the same organisations share, and, once something is kept of the user alone,
/// a view that nobody else shares.
#[derive(Debug)]
struct Sight {
    shared: Arc<View>,
    own: OnceLock<Arc<View>>,
    standing: Option<Standing>,
}

/// Own installs, and what is suspended for the user, raise its epoch; most users never have either.
#[derive(Debug)]
struct Own {
    cell: Arc<Cell>,
    host: String,
}

impl Sight {
    fn shared(view: Arc<View>) -> Self {
        Self {
            shared: view,
            own: OnceLock::new(),
            standing: None,
        }
    }

    fn of(state: &AppState, host: &str, shared: Standing, own: Standing) -> Self {
        Self {
            shared: View::of(state, host, shared),
            own: OnceLock::new(),
            standing: Some(own),
        }
    }

    async fn view(&self, state: &AppState, own: Option<&Own>) -> Result<&Arc<View>, StorageError> {
        let (Some(own), Some(standing)) = (own, &self.standing) else {
            return Ok(&self.shared);
        };
        if own.cell.current(&state.db).await? == 0 {
            return Ok(&self.shared);
        }
        Ok(self
            .own
            .get_or_init(|| View::of(state, &own.host, standing.clone())))
    }
}

impl Views {
    pub fn anonymous(state: &AppState, host: &str) -> Self {
        Self {
            everywhere: Sight::shared(View::of(state, host, Standing::Anonymous)),
            admin: None,
            own: None,
        }
    }

    pub fn host_member(state: &AppState, host: &str) -> Self {
        let view = View::of(state, host, Standing::HostMember);
        Self {
            everywhere: Sight::shared(view.clone()),
            admin: Some(Sight::shared(view)),
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
        let as_user = |user| Standing::User {
            orgs: orgs.clone(),
            user,
        };
        let as_admin = |user| Standing::OrgAdmin {
            orgs: admin.clone(),
            user,
        };
        let uid = || Some(identity.uid.clone());
        Self {
            everywhere: Sight::of(state, host, as_user(None), as_user(uid())),
            admin: (!admin.is_empty())
                .then(|| Sight::of(state, host, as_admin(None), as_admin(uid()))),
            own: Some(Own {
                cell: state.epochs.cell(host, Subject::User(identity.uid.clone())),
                host: host.to_owned(),
            }),
        }
    }

    /// True when the caller has a role on the admin surface.
    pub fn has_admin(&self) -> bool {
        self.admin.is_some()
    }

    pub async fn admin(&self, state: &AppState) -> Result<Option<&Arc<View>>, StorageError> {
        match &self.admin {
            Some(sight) => sight.view(state, self.own.as_ref()).await.map(Some),
            None => Ok(None),
        }
    }

    pub async fn everywhere(&self, state: &AppState) -> Result<&Arc<View>, StorageError> {
        self.everywhere.view(state, self.own.as_ref()).await
    }
}
