//! Start and stop of the server.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use portico_sdk::plugin::{Clock, Plugin};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::SystemClock;
use crate::config::{DataConfig, ServeConfig};
use crate::demo;
use crate::epochs;
use crate::layers;
use crate::listen::{ConnectionLimits, listen};
use crate::plugins;
use crate::plugins::deliver::Deliveries;
use crate::public_url::PublicUrl;
use crate::router::router_with;
use crate::shutdown::Signals;
use crate::site::Site;
use crate::startup::{Data, Schema, StartError, announce, assemble};
use crate::state::AppState;

/// How long closing the database may take; what is committed is safe either way.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// What a command serves beside the pages and the API.
#[async_trait]
pub trait Addition: Send + Sync {
    /// Called when the data are there and before anybody is served; answers the routes to add.
    async fn prepare(&self, state: &AppState) -> Result<Router<AppState>, StartError>;

    /// Says where to go, on standard output.
    async fn announce(&self, state: &AppState) -> Result<(), StartError>;
}

/// Nothing beside them.
pub struct Nothing;

#[async_trait]
impl Addition for Nothing {
    async fn prepare(&self, _: &AppState) -> Result<Router<AppState>, StartError> {
        Ok(Router::new())
    }

    async fn announce(&self, state: &AppState) -> Result<(), StartError> {
        Ok(announce(state).await?)
    }
}

/// Serves until the process is told to stop, then drains: requests that have begun are answered.
pub async fn serve(
    data: DataConfig,
    config: ServeConfig,
    plugins: Vec<Arc<dyn Plugin>>,
    addition: impl Addition,
) -> Result<(), StartError> {
    demo::refuse_public(&config)?;
    let mut signals = Signals::install().map_err(StartError::Signals)?;
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
    if let Some(problem) = config.proxy_problem(&public_url) {
        tracing::warn!("{problem}");
    }
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let registry = plugins::start(plugins, &config, &data.db, &data.cipher, &clock)
        .await
        .map_err(StartError::Plugins)?;
    let state = assemble(data, config, public_url, registry, site).await?;
    if state.config.demo {
        demo::seed(&state).await?;
    }
    let added = addition.prepare(&state).await?;
    let mut watching = tokio::spawn(epochs::watch(state.clone()));
    let summing_up = tokio::spawn(layers::sum_up());
    let deliveries = Deliveries::start(state.clone());
    tracing::info!("listening on http://{addr}");
    addition.announce(&state).await?;
    let limits = ConnectionLimits::of_system(state.config.trusted_proxies);
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        let _ = stopped.await;
    };
    let mut server = tokio::spawn(listen(
        listener,
        router_with(state.clone(), added),
        limits,
        stopped,
    ));

    tokio::select! {
        () = signals.next() => {}
        _ = &mut server => return Err(StartError::Ended("taking connections")),
        _ = &mut watching => return Err(StartError::Ended("watching for changes of other processes")),
    }
    tokio::select! {
        () = drain(&state, server, stop, deliveries) => {}
        () = signals.next() => {
            tracing::warn!("told to stop again: ending at once");
            std::process::exit(1);
        }
    }
    watching.abort();
    summing_up.abort();
    state.registry.now().shutdown().await;
    let _ = tokio::time::timeout(CLOSE_LIMIT, state.db.close()).await;
    tracing::info!("ended");
    Ok(())
}

/// Says that it is not ready, takes requests for a while longer if so configured, then only ends what has begun, up to the
/// limit. Events that are not delivered by then stay in the outbox.
async fn drain(
    state: &AppState,
    server: JoinHandle<()>,
    stop: oneshot::Sender<()>,
    deliveries: Deliveries,
) {
    let config = &state.config.shutdown;
    state.draining.begin();
    tracing::info!("told to stop: draining");
    tokio::time::sleep(config.delay()).await;
    let _ = stop.send(());
    let ended = async { tokio::join!(server, deliveries.stop()) };
    if tokio::time::timeout(config.limit(), ended).await.is_err() {
        tracing::warn!(
            "requests or deliveries that took longer than {} s were cut off",
            config.limit().as_secs()
        );
    }
}
