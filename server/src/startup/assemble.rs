//! Puts together what handlers share, for the server and for commands alike.

use std::sync::Arc;

use portico_sdk::plugin::Clock;

use super::{Data, StartError};
use crate::caches::Caches;
use crate::clock::SystemClock;
use crate::config::ServeConfig;
use crate::crypto::PasswordHasher;
use crate::epochs::Epochs;
use crate::limits::Limits;
use crate::plugins::{self, LiveRegistry};
use crate::public_url::PublicUrl;
use crate::shutdown::Draining;
use crate::site::Site;
use crate::state::{AppState, Shared};

/// The state over opened data.
pub async fn assemble(
    data: Data,
    config: ServeConfig,
    public_url: PublicUrl,
    registry: LiveRegistry,
    site: Site,
) -> Result<AppState, StartError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let epochs = Epochs::open(&data.db).await?;
    let state = AppState::new(Shared {
        db: data.db,
        cipher: data.cipher,
        passwords: PasswordHasher::default(),
        limits: Limits::new(&clock),
        clock,
        config,
        public_url,
        registry,
        epochs,
        caches: Caches::default(),
        draining: Draining::default(),
        site,
    });
    plugins::renew(&state).await?;
    Ok(state)
}
