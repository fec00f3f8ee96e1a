//! What all callers with the same standing see.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::extension::ExtensionKind;
use portico_sdk::policy::{
    Decision, Policy, PolicyLevel, Reason, ReasonCode, Suspension, Viewer, resolve,
};
use portico_sdk::slot::Surface;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::HostFacts;
use super::facts::{facts, of_user_and_orgs};
use super::frames::Frames;
use super::manifest::ManifestBody;
use super::order::{Arranged, Orders};
use crate::epochs::{self, Cell, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registry;
use crate::state::AppState;
use crate::storage::{policies, slot_orders, suspensions};

/// Everything about a caller that decides what it sees. Roles and user ids are only in it where they matter, so that
/// thousands of sessions share a handful of views.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody signed in.
    Anonymous,
    /// A user outside the admin surface.
    User {
        /// Organisations that take part, in order.
        orgs: Vec<String>,
        /// The user, if anything was ever kept of what it sees alone: own installs, and suspensions; else `None`.
        user: Option<String>,
    },
    /// An admin on the admin surface.
    OrgAdmin {
        /// Organisations that take part and have the role ADMIN, in order.
        orgs: Vec<String>,
        /// As of [`Standing::User`].
        user: Option<String>,
    },
    /// A host member in an audited session.
    HostMember,
}

/// See [`super`].
#[derive(Debug)]
pub struct View {
    host: String,
    standing: Standing,
    /// The epochs it depends on: the host's, the organisations', the user's.
    cells: Vec<Arc<Cell>>,
    latest: RwLock<Option<Arc<Resolved>>>,
    /// One at a time resolves anew; the others wait for the result.
    resolving: tokio::sync::Mutex<()>,
}

/// A resolution and what was made of it, valid under its epochs.
#[derive(Debug)]
pub struct Resolved {
    /// In order of plugin name, one for each registered plugin.
    pub decisions: Vec<Decision>,
    /// The plugins that were decided about.
    pub registry: Arc<Registry>,
    /// In which order extensions stand in their slots.
    pub orders: Orders,
    pub(super) frames: Frames,
    pub(super) epochs: Box<[i64]>,
    manifests: [OnceLock<Arc<ManifestBody>>; 2],
}

/// The views in use.
#[derive(Debug)]
pub struct ViewCache(Cache<(String, Standing), Arc<View>, ByOrgs>);

/// Weight of all views together, see [`ByOrgs`].
const CAPACITY: u64 = 100_000;

impl Default for ViewCache {
    fn default() -> Self {
        // The number of views is a guess that the cache reserves memory for, no limit.
        Self(Cache::with_weighter(1_000, CAPACITY, ByOrgs))
    }
}

/// A view holds a cell for each of its organisations: those of many count as many.
#[derive(Debug, Clone)]
struct ByOrgs;

impl Weighter<(String, Standing), Arc<View>> for ByOrgs {
    fn weight(&self, (_, standing): &(String, Standing), _: &Arc<View>) -> u64 {
        u64::try_from(standing.orgs().len()).map_or(CAPACITY, |orgs| orgs.saturating_add(1))
    }
}

impl View {
    /// The view of a standing at a host.
    pub fn of(state: &AppState, host: &str, standing: Standing) -> Arc<Self> {
        let key = (host.to_owned(), standing);
        let made = state.caches.views.0.get_or_insert_with(&key, || {
            let subjects: Vec<Subject> = match &key.1 {
                Standing::Anonymous | Standing::HostMember => Vec::new(),
                Standing::User { orgs, user } | Standing::OrgAdmin { orgs, user } => orgs
                    .iter()
                    .cloned()
                    .map(Subject::Org)
                    .chain(user.iter().cloned().map(Subject::User))
                    .collect(),
            };
            Ok::<_, Infallible>(Arc::new(Self {
                host: host.to_owned(),
                standing: key.1.clone(),
                cells: std::iter::once(Subject::Host)
                    .chain(subjects)
                    .map(|subject| state.epochs.cell(host, subject))
                    .collect(),
                latest: RwLock::default(),
                resolving: tokio::sync::Mutex::default(),
            }))
        });
        match made {
            Ok(view) => view,
        }
    }

    /// The present resolution. Without any change since the last call it costs a few atomic look-ups.
    pub async fn resolved(&self, state: &AppState) -> ServiceResult<Arc<Resolved>> {
        if let Some(resolved) = self.current(state) {
            return Ok(resolved);
        }
        Box::pin(self.resolved_anew(state)).await
    }

    async fn resolved_anew(&self, state: &AppState) -> ServiceResult<Arc<Resolved>> {
        let _one = self.resolving.lock().await;
        if let Some(resolved) = self.current(state) {
            return Ok(resolved);
        }
        let resolved = self.resolve(state).await?;
        Ok(self.keep(resolved))
    }

    fn keep(&self, resolved: Resolved) -> Arc<Resolved> {
        let resolved = Arc::new(resolved);
        *self.latest.write().unwrap_or_else(PoisonError::into_inner) = Some(resolved.clone());
        resolved
    }

    fn current(&self, state: &AppState) -> Option<Arc<Resolved>> {
        let latest = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        latest
            .as_ref()
            .filter(|resolved| {
                resolved
                    .epochs
                    .iter()
                    .zip(&self.cells)
                    .all(|(epoch, cell)| cell.known() == Some(*epoch))
            })
            .filter(|resolved| resolved.frames.are_valid(&*state.clock))
            .filter(|resolved| Arc::ptr_eq(&resolved.registry, &state.registry.now()))
            .cloned()
    }

    async fn resolve(&self, state: &AppState) -> ServiceResult<Resolved> {
        // The epochs are read first: facts that are newer than their epochs are only gathered once more.
        let epochs = epochs::current(&self.cells, &state.db).await?;
        let host = HostFacts::of(state, &self.host)
            .await?
            .ok_or_else(ServiceError::not_found)?;
        let on = &mut &state.db;
        let orgs: Vec<&str> = self.standing.orgs().iter().map(String::as_str).collect();
        let of_orgs = policies::of_orgs(on, &self.host, &orgs).await?;
        let own = of_user_and_orgs(on, &self.host, self.standing.user(), &orgs).await?;
        let orders = slot_orders::of_orgs(on, &self.host, &orgs).await?;
        let orders = Orders::of(&host.orders, orders);
        Ok(self.decide(state, &host, (of_orgs, orders), &own, epochs))
    }

    /// Pure: the resolution of what was gathered.
    fn decide(
        &self,
        state: &AppState,
        host: &HostFacts,
        (of_orgs, orders): (Vec<Policy>, Orders),
        (installs, suspensions): &(BTreeMap<String, i64>, Vec<Suspension>),
        epochs: Vec<i64>,
    ) -> Resolved {
        let mut policies = host.policies.clone();
        policies.extend(of_orgs);
        let own = (installs, suspensions.as_slice());
        let facts = facts(host.host.modes, &host.approved, &policies, own);
        let identity = self.standing.identity();
        let viewer = match &self.standing {
            Standing::Anonymous => Viewer::Anonymous,
            Standing::User { .. } => Viewer::User(&identity),
            Standing::OrgAdmin { .. } => Viewer::OrgAdmin(&identity),
            Standing::HostMember => Viewer::HostMember,
        };
        let registry = state.registry.now();
        let mut resolved = Resolved {
            decisions: resolve(viewer, &registry.facts(), &facts),
            registry,
            orders,
            frames: Frames::default(),
            epochs: epochs.into(),
            manifests: [OnceLock::new(), OnceLock::new()],
        };
        resolved.say_what_is_left_out();
        let has_frames = resolved
            .arranged()
            .shown
            .iter()
            .any(|entry| matches!(entry.extension.kind, ExtensionKind::Sandbox { .. }));
        if has_frames {
            resolved.frames = Frames::of(state, host);
        }
        resolved
    }

    /// What each of these organisations' own admins see at a host, in their order; what is not known of several is read
    /// together.
    pub async fn of_org_admins(
        state: &AppState,
        host: &str,
        orgs: &[&str],
    ) -> ServiceResult<Vec<Arc<Resolved>>> {
        let views: Vec<Arc<Self>> = orgs
            .iter()
            .map(|org| Self::of(state, host, Standing::of_org_admin(org)))
            .collect();
        let outdated: Vec<(&str, &Arc<Self>)> = orgs
            .iter()
            .copied()
            .zip(&views)
            .filter(|(_, view)| view.current(state).is_none())
            .collect();
        if outdated.len() > 1 {
            let cells: Vec<Arc<Cell>> = outdated
                .iter()
                .flat_map(|(_, view)| view.cells.iter().cloned())
                .collect();
            // The epochs first, as in `resolve`: facts from before them would be kept as if nothing had changed since.
            let mut epochs = epochs::current(&cells, &state.db).await?.into_iter();
            let facts = HostFacts::of(state, host)
                .await?
                .ok_or_else(ServiceError::not_found)?;
            let orgs: Vec<&str> = outdated.iter().map(|(org, _)| *org).collect();
            let mut of_orgs = policies::of_orgs(&mut &state.db, host, &orgs).await?;
            let mut suspended = suspensions::of_orgs(&mut &state.db, host, &orgs).await?;
            let mut ordered = slot_orders::of_orgs(&mut &state.db, host, &orgs).await?;
            for (org, view) in outdated {
                let own = of_orgs
                    .extract_if(.., |policy| {
                        policy.level == PolicyLevel::Org(org.to_owned())
                    })
                    .collect();
                let orders = ordered.extract_if(.., |order| order.org == org).collect();
                let orders = Orders::of(&facts.orders, orders);
                let of_org = |suspension: &mut Suspension| suspension.org.as_deref() == Some(org);
                let suspended = suspended.extract_if(.., of_org).collect();
                let nobodys = (BTreeMap::new(), suspended);
                let epochs = epochs.by_ref().take(view.cells.len()).collect();
                view.keep(view.decide(state, &facts, (own, orders), &nobodys, epochs));
            }
        }
        let mut resolved = Vec::with_capacity(views.len());
        for view in views {
            resolved.push(view.resolved(state).await?);
        }
        Ok(resolved)
    }

    /// What an entity tag has to tell apart besides build, epochs and language.
    pub(super) fn describe(&self) -> String {
        format!("{:?}/{:?}", self.host, self.standing)
    }
}

impl Standing {
    /// An admin of one organisation, on its own pages.
    pub fn of_org_admin(org: &str) -> Self {
        Self::OrgAdmin {
            orgs: vec![org.to_owned()],
            user: None,
        }
    }

    fn orgs(&self) -> &[String] {
        match self {
            Self::User { orgs, .. } | Self::OrgAdmin { orgs, .. } => orgs,
            Self::Anonymous | Self::HostMember => &[],
        }
    }

    fn user(&self) -> Option<&str> {
        match self {
            Self::User { user, .. } | Self::OrgAdmin { user, .. } => user.as_deref(),
            Self::Anonymous | Self::HostMember => None,
        }
    }

    /// A user with just this standing. Outside the admin surface the resolution does not ask for roles.
    fn identity(&self) -> Identity {
        let role = match self {
            Self::User { .. } => OrgRole::Member,
            _ => OrgRole::Admin,
        };
        Identity {
            uid: self.user().unwrap_or_default().to_owned(),
            stripe_customer: None,
            orgs: self.orgs().iter().map(|org| (org.clone(), role)).collect(),
            org: None,
        }
    }
}

impl Resolved {
    /// The decision on one plugin; `None` when it is not registered.
    pub fn decision(&self, plugin: &str) -> Option<&Decision> {
        self.decisions
            .binary_search_by(|decision| decision.plugin.as_str().cmp(plugin))
            .ok()
            .and_then(|at| self.decisions.get(at))
    }

    /// A plugin that is on, but is not seen in a slot, says why.
    fn say_what_is_left_out(&mut self) {
        // Once for each slot, however many of its extensions find no room there.
        let left_out: BTreeSet<(String, String)> = self
            .arranged()
            .left_out
            .iter()
            .map(|entry| (entry.plugin.name.clone(), entry.extension.slot.clone()))
            .collect();
        for (plugin, slot) in left_out {
            let decision = self.decisions.iter_mut().find(|of| of.plugin == plugin);
            if let Some(decision) = decision {
                decision.reasons.push(Reason {
                    code: ReasonCode::SlotFull,
                    org: None,
                    by: None,
                    at: None,
                    note: slot,
                });
            }
        }
    }

    /// What is on, in order, and what finds no room.
    pub fn arranged(&self) -> Arranged<'_> {
        Arranged::of(&self.registry, &self.decisions, &self.orders)
    }

    /// The manifest of one surface, made at the first call.
    pub fn manifest(&self, state: &AppState, view: &View, surface: Surface) -> &Arc<ManifestBody> {
        let slot = match surface {
            Surface::Storefront => &self.manifests[0],
            Surface::Admin => &self.manifests[1],
        };
        slot.get_or_init(|| Arc::new(ManifestBody::of(state, view, self, surface)))
    }
}
