//! What every command starts from.

use std::sync::Arc;

use clap::Parser;
use portico_app::hydration::SiteFiles;
use portico_sdk::plugin::{Clock, Plugin};

use super::CliError;
use crate::clock::SystemClock;
use crate::config::{DataConfig, ServeConfig};
use crate::plugins;
use crate::public_url::PublicUrl;
use crate::site::Site;
use crate::startup::{Data, Schema, StartError, assemble};
use crate::state::AppState;

/// Where the data is, and the plugins compiled in.
pub struct Context {
    /// Where the data is.
    pub data: DataConfig,
    /// The plugins of this binary.
    pub plugins: Vec<Arc<dyn Plugin>>,
}

/// The settings of `serve`, from the environment alone.
#[derive(Parser)]
struct FromEnvironment {
    #[command(flatten)]
    serve: ServeConfig,
}

impl Context {
    /// The opened data. An empty database is set up; one that is behind is refused.
    pub async fn open(&self) -> Result<Data, StartError> {
        Data::open(&self.data, Schema::Keep).await
    }

    /// What services need, without a site: commands serve no pages.
    pub async fn state(&self) -> Result<AppState, CliError> {
        let config = FromEnvironment::try_parse_from(["portico"])
            .map_err(|error| CliError::new(error.to_string()))?
            .serve;
        let public_url = public_url(&config)?;
        let data = self.open().await?;
        let site = Site {
            root: "target/site".into(),
            files: SiteFiles::default(),
        };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let registry = plugins::start(
            self.plugins.clone(),
            &config,
            &data.db,
            &data.cipher,
            &clock,
        )
        .await
        .map_err(StartError::Plugins)?;
        let state = assemble(data, config, public_url, registry, site).await?;
        Ok(state)
    }
}

/// The public address as `serve` would have it.
pub fn public_url(config: &ServeConfig) -> Result<PublicUrl, StartError> {
    Ok(match &config.public_url {
        Some(url) => PublicUrl::new(url.clone())?,
        None => PublicUrl::loopback(config.addr)?,
    })
}
