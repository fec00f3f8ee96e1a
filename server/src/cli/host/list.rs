//! `portico host list`

use clap::Args;

use super::{CALLER, CliError, out};
use crate::services::console;
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico host list
  portico host list --json | jq -r '.[].id'";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct List {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let hosts = console::list(state, &CALLER).await?;
        if self.json {
            out::json(&hosts);
            return Ok(());
        }
        for host in hosts {
            out::line(format_args!("{}\t{}", host.id, host.name));
        }
        Ok(())
    }
}
