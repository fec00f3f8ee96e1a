//! `portico host origin`

use clap::{Args, Subcommand};

use super::{CALLER, CliError, absent, out};
use crate::services::console::origins;
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico host origin add --host acme-shop https://shop.example.com
  portico host origin list --host acme-shop
  portico host origin remove --host acme-shop https://shop.example.com";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Origin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Registers an origin.
    Add {
        /// Id of the host.
        #[arg(long)]
        host: String,
        /// For example <https://shop.example.com>.
        origin: String,
    },
    /// Removes an origin.
    Remove {
        /// Id of the host.
        #[arg(long)]
        host: String,
        /// As it is listed.
        origin: String,
    },
    /// Lists the origins of a host.
    List {
        /// Id of the host.
        #[arg(long)]
        host: String,
    },
}

impl Origin {
    /// The host it is about.
    pub(super) fn host(&self) -> &str {
        match &self.command {
            Command::Add { host, .. } | Command::Remove { host, .. } | Command::List { host } => {
                host
            }
        }
    }

    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        match self.command {
            Command::Add { host, origin } => {
                out::line(origins::add(state, &CALLER, &host, &origin).await?);
            }
            Command::Remove { host, origin } => {
                origins::remove(state, &CALLER, &host, &origin)
                    .await
                    .map_err(|error| {
                        let what = format!(
                            "{origin} is no origin of {host}. See those it has with: portico host origin list --host {host}"
                        );
                        absent(error, what)
                    })?;
            }
            Command::List { host } => {
                for origin in origins::list(state, &CALLER, &host).await? {
                    out::line(origin);
                }
            }
        }
        Ok(())
    }
}
