//! `portico plugin dev`: a server of its own with one plugin in it, that shows each change.

mod page;
mod watch;

use std::net::SocketAddr;
use std::path::PathBuf;

use async_trait::async_trait;
use axum::Router;
use clap::{Args, Parser};
use portico_sdk::plugin::Clock as _;

use self::watch::Watched;
use super::{CliError, out, source};
use crate::config::{DataConfig, ServeConfig};
use crate::crypto::MasterKey;
use crate::serve::{Addition, serve};
use crate::startup::StartError;
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico plugin dev                       The folder you are in, on http://127.0.0.1:3100/plugin-dev
  portico plugin dev my-notes --addr 127.0.0.1:0

The page shows each extension in the embed, as any website would, with data that you can change; the demo's shop and admin pages have it as
well. Nobody has to sign up. When plugin.json or assets/ change, the package is checked again and the page loads anew. A package.json with a
script \"watch\" is run along (`npm run watch`), so that sources are built at each change. All data are gone when it ends.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Dev {
    /// Folder with plugin.json.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:3100")]
    addr: SocketAddr,
    /// Do not run `npm run watch`.
    #[arg(long)]
    no_build: bool,
}

/// The settings of a server, from the environment alone.
#[derive(Parser)]
struct FromEnvironment {
    #[command(flatten)]
    serve: ServeConfig,
}

impl Dev {
    pub async fn run(self) -> Result<(), CliError> {
        // A folder that is none is said at once, not in a page.
        source::read(&self.folder)?;
        if !self.addr.ip().is_loopback() {
            return Err(CliError::new(
                "plugin dev is for this machine only: anybody could sign in as anybody. Use an address like 127.0.0.1:3100.",
            ));
        }
        let mut config = FromEnvironment::try_parse_from(["portico"])
            .map_err(|error| CliError::new(error.to_string()))?
            .serve;
        config.addr = self.addr;
        config.public_url = None;
        config.demo = true;
        config.package_components = true;
        let data = Data::new()?;
        let build = if self.no_build {
            None
        } else {
            watch::build(&self.folder)?
        };
        let addition = WithPlugin {
            watched: Watched::new(self.folder),
        };
        let served = serve(data.config()?, config, Vec::new(), addition).await;
        drop(build);
        served?;
        Ok(())
    }
}

/// A folder for the data, gone with the server.
struct Data(PathBuf);

impl Data {
    fn new() -> Result<Self, CliError> {
        let now = crate::clock::SystemClock.now_ms();
        let path = std::env::temp_dir().join(format!("portico-dev-{}-{now}", std::process::id()));
        std::fs::create_dir_all(&path)
            .map_err(|error| CliError::new(format!("cannot make {}: {error}", path.display())))?;
        Ok(Self(path))
    }

    /// With a key that is gone with the data: nobody has to keep it.
    fn config(&self) -> Result<DataConfig, CliError> {
        let key = MasterKey::generate().map_err(StartError::from)?;
        Ok(DataConfig {
            database_url: None,
            data_dir: self.0.clone(),
            master_key: Some(key.expose()),
            master_key_file: None,
        })
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What the server has beside its own pages: the plugin, kept up to date, and the page that shows it.
struct WithPlugin {
    watched: Watched,
}

#[async_trait]
impl Addition for WithPlugin {
    async fn prepare(&self, state: &AppState) -> Result<Router<AppState>, StartError> {
        let changes = self.watched.start(state).await;
        Ok(page::routes(changes))
    }

    async fn announce(&self, state: &AppState) -> Result<(), StartError> {
        let origin = state.public_url.origin();
        out::line(format_args!("The plugin is at   {origin}{}", page::PATH));
        out::line(format_args!("  demo's admin     {origin}/admin"));
        out::line(format_args!("  demo's shop      {origin}/shop"));
        out::line(format_args!("  sign in          {origin}/sign-in"));
        out::line("It follows your changes; Ctrl+C ends it.");
        Ok(())
    }
}
