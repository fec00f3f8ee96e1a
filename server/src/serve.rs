//! Start and stop of the server.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::ListenerExt as _;
use portico_sdk::plugin::{Clock, Plugin};
use tokio::net::TcpListener;

use crate::clock::SystemClock;
use crate::config::{DataConfig, ServeConfig};
use crate::demo;
use crate::epochs;
use crate::plugins;
use crate::public_url::PublicUrl;
use crate::router::router;
use crate::site::Site;
use crate::startup::{Data, Schema, StartError, assemble};

/// Serves until the process is told to stop.
pub async fn serve(
    data: DataConfig,
    config: ServeConfig,
    plugins: Vec<Arc<dyn Plugin>>,
) -> Result<(), StartError> {
    let site = Site::find(config.site_root.as_deref())?;
    let data = Data::open(&data, Schema::Migrate).await?;
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| StartError::Listen {
            addr: config.addr.to_string(),
            error,
        })?;
    let addr = listener.local_addr().map_err(|error| StartError::Listen {
        addr: config.addr.to_string(),
        error,
    })?;
    let public_url = match &config.public_url {
        Some(url) => PublicUrl::new(url.clone())?,
        None => PublicUrl::loopback(addr)?,
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let registry = plugins::start(plugins, &config, &data.db, &data.cipher, &clock)
        .await
        .map_err(StartError::Plugins)?;
    let state = assemble(data, config, public_url, registry, site).await?;
    if state.config.demo {
        demo::seed(&state).await?;
    }
    let watching = tokio::spawn(epochs::watch(state.clone()));
    let deliveries = plugins::deliver::Deliveries::start(state.clone());
    tracing::info!("listening on http://{addr}");
    // Without TCP_NODELAY a streamed answer waits for the peer's delayed acknowledgement: 43 ms instead of 4 ms.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).await;
    deliveries.stop().await;
    state.registry.shutdown().await;
    watching.abort();
    served.map_err(|error| StartError::Listen {
        addr: addr.to_string(),
        error,
    })
}
