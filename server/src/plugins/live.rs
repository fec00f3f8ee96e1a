//! The plugins in service, as they are now: those compiled in stay from start to end, packages come and go meanwhile.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::context::PluginContexts;
use super::package::InService;
use super::{Registered, Registry, RegistryConfig};

/// What was compiled in, and the registry made of it and the packages. Whoever works with several plugins, or for longer than one
/// call, takes one registry and keeps it: it never changes.
pub struct LiveRegistry {
    compiled_in: Arc<Registry>,
    now: RwLock<Arc<Registry>>,
    /// Under which epoch the packages were read.
    epoch: AtomicI64,
    /// One at a time makes a new registry.
    renewing: tokio::sync::Mutex<()>,
    config: RegistryConfig,
    contexts: Box<dyn PluginContexts>,
}

/// No epoch is less than 0.
const NEVER: i64 = -1;

impl LiveRegistry {
    /// Of plugins compiled in, without packages.
    pub fn new(
        compiled_in: Registry,
        config: RegistryConfig,
        contexts: Box<dyn PluginContexts>,
    ) -> Self {
        let compiled_in = Arc::new(compiled_in);
        Self {
            now: RwLock::new(Arc::clone(&compiled_in)),
            compiled_in,
            epoch: AtomicI64::new(NEVER),
            renewing: tokio::sync::Mutex::default(),
            config,
            contexts,
        }
    }

    /// The registry at this moment.
    pub fn now(&self) -> Arc<Registry> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A plugin by name.
    pub fn get(&self, name: &str) -> Option<Arc<Registered>> {
        self.now().get(name).cloned()
    }

    /// How it is put together.
    pub fn config(&self) -> &RegistryConfig {
        &self.config
    }

    /// True when nothing was put into service or taken out of it since `epoch`.
    pub(super) fn is_of(&self, epoch: i64) -> bool {
        self.epoch.load(Ordering::Acquire) == epoch
    }

    /// Waits until nobody else makes a new registry.
    pub(super) async fn hold(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.renewing.lock().await
    }

    /// Puts exactly these packages beside what is compiled in. Hold it meanwhile.
    pub(super) async fn replace(&self, packages: Vec<InService>, epoch: i64) {
        let next = self
            .compiled_in
            .with_packages(packages, &self.now(), &self.config, &*self.contexts)
            .await;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.epoch.store(epoch, Ordering::Release);
    }
}
