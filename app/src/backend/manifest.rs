//! The manifest as the current session sees it.

#[cfg(feature = "ssr")]
use std::sync::Arc;

#[cfg(feature = "ssr")]
use portico_sdk::manifest::Manifest;
#[cfg(feature = "ssr")]
use portico_sdk::slot::Surface;

#[cfg(feature = "ssr")]
use super::Answer;

/// Reads manifests.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ManifestBackend: Send + Sync {
    /// The manifest of one surface. For `Surface::Admin`: 401 without a session, 403 without the ADMIN (or HOST) role.
    async fn manifest(&self, surface: Surface) -> Answer<Arc<Manifest>>;
}
