//! `portico host`: everything about a host that the console can do, for scripts.

mod create;
mod keys;
mod list;
mod origins;
mod plugins;
mod set;

use clap::{Args, Subcommand};

use super::{CliError, Context, duration, out};
use crate::error::ServiceError;
use crate::session::ConsoleCaller;
use crate::state::AppState;
use crate::storage::hosts;

/// Of the group as a whole.
pub const EXAMPLES: &str = "\
Examples:
  portico host create --id acme-shop --name 'Acme Shop'   Prints the first secret
  portico host origin add --host acme-shop https://shop.example.com
  portico host approve --all --host acme-shop
  portico host policy acme-pay forced --host acme-shop
  portico host rotate --host acme-shop --overlap 7d";

/// The command line acts as an operator; whoever may run it on this data may do everything.
const CALLER: ConsoleCaller = ConsoleCaller::Cli;

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Host {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Registers a host and prints its first secret.
    #[command(after_help = create::EXAMPLES)]
    Create(create::Create),
    /// Lists all hosts.
    #[command(after_help = list::EXAMPLES)]
    List(list::List),
    /// Lists the keys of a host.
    #[command(after_help = keys::EXAMPLES)]
    Keys(keys::Keys),
    /// Makes a new secret; the old ones stay good for a while.
    #[command(after_help = keys::EXAMPLES)]
    Rotate(keys::Rotate),
    /// Ends a key at once.
    #[command(after_help = keys::EXAMPLES)]
    Revoke(keys::Revoke),
    /// Registers a public key (JWK) instead of a secret.
    #[command(after_help = keys::EXAMPLES)]
    AddPublicKey(keys::AddPublicKey),
    /// Allows a plugin on a host.
    #[command(after_help = plugins::EXAMPLES)]
    Approve(plugins::Approve),
    /// Takes the approval of a plugin back.
    #[command(after_help = plugins::EXAMPLES)]
    Unapprove(plugins::Unapprove),
    /// Lists the plugins of this server and what a host decided about them.
    #[command(after_help = plugins::EXAMPLES)]
    Plugins(plugins::Plugins),
    /// Decides about a plugin for the whole host.
    #[command(after_help = plugins::EXAMPLES)]
    Policy(plugins::Policy),
    /// Changes settings.
    #[command(after_help = set::EXAMPLES)]
    Set(set::Set),
    /// The origins whose pages may act for a host.
    #[command(after_help = origins::EXAMPLES)]
    Origin(origins::Origin),
}

impl Command {
    /// The host it is about, which has to be there.
    fn host(&self) -> Option<&str> {
        Some(match self {
            Self::Create(_) | Self::List(_) => return None,
            Self::Keys(command) => &command.host,
            Self::Rotate(command) => &command.host,
            Self::Revoke(command) => &command.host,
            Self::AddPublicKey(command) => &command.host,
            Self::Approve(command) => &command.host,
            Self::Unapprove(command) => &command.host,
            Self::Plugins(command) => &command.host,
            Self::Policy(command) => &command.host,
            Self::Set(command) => &command.host,
            Self::Origin(command) => command.host(),
        })
    }
}

/// Says that there is no such host, and how to see those there are. "Nothing here", as services answer, is right for strangers;
/// whoever has the command line may know.
pub(super) async fn require(state: &AppState, host: &str) -> Result<(), CliError> {
    if hosts::get(&mut &state.db, host).await?.is_some() {
        return Ok(());
    }
    Err(CliError::new(format!(
        "there is no host {host}. See those there are with: portico host list"
    )))
}

/// A service's "not found" in words that say what was not there.
fn absent(error: ServiceError, what: impl Into<String>) -> CliError {
    match error {
        ServiceError::Refused(refused) if refused.code == "not_found" => CliError::new(what),
        error => error.into(),
    }
}

impl Host {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let state = context.state().await?;
        if let Some(host) = self.command.host() {
            require(&state, host).await?;
        }
        match self.command {
            Command::Create(command) => command.run(&state).await,
            Command::List(command) => command.run(&state).await,
            Command::Keys(command) => command.run(&state).await,
            Command::Rotate(command) => command.run(&state).await,
            Command::Revoke(command) => command.run(&state).await,
            Command::AddPublicKey(command) => command.run(&state).await,
            Command::Approve(command) => command.run(&state).await,
            Command::Unapprove(command) => command.run(&state).await,
            Command::Plugins(command) => command.run(&state).await,
            Command::Policy(command) => command.run(&state).await,
            Command::Set(command) => command.run(&state).await,
            Command::Origin(command) => command.run(&state).await,
        }
    }
}
