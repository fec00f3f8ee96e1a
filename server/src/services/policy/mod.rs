//! Which plugins a caller sees, and why: gathers the facts and asks [`portico_sdk::policy::resolve`].
//!
//! What a caller sees depends on little: the host, the organisations that take part, and own installs. All callers with
//! the same [`Standing`] share one [`View`], which keeps its resolution and manifests until an epoch is raised.

mod facts;
mod frames;
mod host_facts;
mod manifest;
mod order;
mod view;

use std::sync::Arc;

use portico_sdk::manifest::Manifest;
use portico_sdk::policy::Decision;
use portico_sdk::slot::Surface;

use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;

pub use facts::Rows;
pub use host_facts::{HostFacts, HostFactsCache};
pub use manifest::ManifestBody;
pub use order::{Arranged, Entry, Orders, Step, moved, name as order_name, sort};
pub use view::{Resolved, Standing, View, ViewCache};

/// The decisions on all plugins, as the caller sees them on one surface: 401 without a session, 403 without a role on
/// [`Surface::Admin`].
pub async fn resolved(
    state: &AppState,
    caller: &Caller,
    surface: Surface,
) -> ServiceResult<Arc<Resolved>> {
    caller.view(state, surface).await?.resolved(state).await
}

/// The decision on one plugin. 404 for a plugin that is not registered.
pub async fn decision(
    state: &AppState,
    caller: &Caller,
    surface: Surface,
    plugin: &str,
) -> ServiceResult<Decision> {
    resolved(state, caller, surface)
        .await?
        .decision(plugin)
        .cloned()
        .ok_or_else(ServiceError::not_found)
}

/// The extensions the caller sees on one surface, for pages; none in safe mode.
pub async fn manifest(
    state: &AppState,
    caller: &Caller,
    surface: Surface,
) -> ServiceResult<Arc<Manifest>> {
    let view = caller.view(state, surface).await?;
    if caller.safe_mode {
        return Ok(Arc::default());
    }
    let resolved = view.resolved(state).await?;
    Ok(resolved.manifest(state, view, surface).manifest.clone())
}
