//! `portico host create`

use clap::Args;

use super::{CALLER, CliError, out};
use crate::services::console::{self, NewHost};
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico host create --id acme-shop --name \"Acme Shop\"
  portico host create --id acme-shop --name \"Acme Shop\" --json | jq -r .secret
      Prints {\"host\",\"key_id\",\"secret\"}

Keep the secret where only the host's server can read it.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Create {
    /// Lower-case letters, digits and single hyphens; it cannot be changed later.
    #[arg(long)]
    id: String,
    /// Shown name.
    #[arg(long)]
    name: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Create {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let new = NewHost {
            id: self.id,
            name: self.name,
        };
        let (host, secret) = console::create(state, &CALLER, &new).await?;
        if self.json {
            out::json(&secret);
        } else {
            out::line(format_args!(
                "Host {} ({}) is registered.",
                host.id, host.name
            ));
            out::line(format_args!("Key id: {}", secret.key_id));
            out::line(format_args!("Secret: {}", secret.secret));
        }
        Ok(())
    }
}
