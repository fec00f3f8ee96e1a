//! What every handler shares. Nothing here is state a second replica would need.

use std::sync::Arc;

use portico_sdk::plugin::Clock;

use crate::caches::Caches;
use crate::config::ServeConfig;
use crate::crypto::{Cipher, PasswordHasher};
use crate::epochs::{Change, Epochs};
use crate::limits::Limits;
use crate::plugins::LiveRegistry;
use crate::public_url::PublicUrl;
use crate::shutdown::Draining;
use crate::site::Site;
use crate::storage::{Db, StorageError};

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

impl std::ops::Deref for AppState {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// See [`AppState`].
pub struct Shared {
    /// The database.
    pub db: Db,
    /// Encryption at rest.
    pub cipher: Cipher,
    /// Passwords of console accounts.
    pub passwords: PasswordHasher,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Command line and environment.
    pub config: ServeConfig,
    /// How browsers reach us.
    pub public_url: PublicUrl,
    /// The plugins in service.
    pub registry: LiveRegistry,
    /// Policy epochs: what has changed since something was cached.
    pub epochs: Epochs,
    /// What this process remembers to be quick.
    pub caches: Caches,
    /// How often things may be tried.
    pub limits: Limits,
    /// Whether the server is about to end.
    pub draining: Draining,
    /// The built site.
    pub site: Site,
}

impl AppState {
    /// Wraps the parts.
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// Starts a unit of work that changes what sessions see: say whose view with [`Change::touch`].
    pub async fn change(&self) -> Result<Change<'_>, StorageError> {
        Change::begin(&self.db, &self.epochs).await
    }
}
