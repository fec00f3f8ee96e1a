//! `portico plugin list`

use clap::Args;
use serde_json::json;

use super::{CliError, Context, out};

pub const EXAMPLES: &str = "\
Examples:
  portico plugin list
  portico plugin list --json";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct List {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let state = context.state().await?;
        let registry = state.registry.now();
        if self.json {
            let list = registry.plugins.iter().map(|plugin| {
                json!({"name": plugin.name, "version": plugin.version, "digest": plugin.digest})
            });
            out::json(&list.collect::<Vec<_>>());
            return Ok(());
        }
        for plugin in &registry.plugins {
            let origin = if plugin.digest.is_empty() {
                "compiled in"
            } else {
                &plugin.digest
            };
            out::line(format_args!(
                "{}\t{}\t{origin}",
                plugin.name, plugin.version
            ));
        }
        Ok(())
    }
}
