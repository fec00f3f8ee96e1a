//! Setting the plugins going when the server starts.

use std::sync::Arc;

use portico_sdk::plugin::{Clock, Plugin};

use super::{
    GuardedHttp, HostDataSource, HostDataSources, LiveRegistry, Registry, RegistryConfig,
    ServerContexts,
};
use crate::config::ServeConfig;
use crate::crypto::Cipher;
use crate::services::shop::host_data::{DailyOrdersSource, OrderExistsSource};
use crate::storage::Db;

/// Collects the plugins compiled in, each with what it gets to work with.
pub async fn start(
    plugins: Vec<Arc<dyn Plugin>>,
    config: &ServeConfig,
    db: &Db,
    cipher: &Cipher,
    clock: &Arc<dyn Clock>,
) -> Result<LiveRegistry, String> {
    let contexts = contexts(config, db, cipher, clock)?;
    let config = RegistryConfig {
        package_components: config.package_components,
        ..RegistryConfig::new(&config.tag_prefix)
    };
    let registry = Registry::collect(plugins, &config, &contexts).await;
    Ok(LiveRegistry::new(registry, config, Box::new(contexts)))
}

/// What every plugin gets to work with.
pub fn contexts(
    config: &ServeConfig,
    db: &Db,
    cipher: &Cipher,
    clock: &Arc<dyn Clock>,
) -> Result<ServerContexts, String> {
    Ok(ServerContexts {
        db: db.clone(),
        cipher: cipher.clone(),
        clock: Arc::clone(clock),
        http: GuardedHttp::new(&config.plugin_http_allow)?,
        host_data: HostDataSources::new(host_data_sources(db, clock)),
    })
}

/// Everything plugins may read of a host, one line for each source.
fn host_data_sources(db: &Db, clock: &Arc<dyn Clock>) -> Vec<Arc<dyn HostDataSource>> {
    vec![
        Arc::new(DailyOrdersSource {
            db: db.clone(),
            clock: Arc::clone(clock),
        }),
        Arc::new(OrderExistsSource { db: db.clone() }),
    ]
}
