//! The manifest as the current session sees it.

use std::sync::Arc;

use portico_sdk::manifest::Manifest;
use portico_sdk::slot::Surface;

use super::Answer;

/// Reads manifests.
#[async_trait::async_trait]
pub trait ManifestBackend: Send + Sync {
    /// The manifest of one surface. For `Surface::Admin`: 401 without a session, 403 without the ADMIN (or HOST) role.
    async fn manifest(&self, surface: Surface) -> Answer<Arc<Manifest>>;
}
