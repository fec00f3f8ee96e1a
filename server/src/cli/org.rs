//! `portico org`: what an organisation decides, for scripts and for trying things out.

use clap::{Args, Subcommand, ValueEnum};
use portico_app::backend::OrgSwitch;

use super::{CliError, Context, out};
use crate::services::orgs;
use crate::session::ConsoleCaller;

pub const EXAMPLES: &str = "\
Examples:
  portico org set --host acme-shop --org globex --plugin sales-chart on
  portico org set --host acme-shop --org globex --plugin sales-chart off --actor ada@example.com
  portico org set --host acme-shop --org globex --plugin sales-chart inherit

A server that is running shows the change within a second.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Org {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Turns a plugin on or off for everyone in an organisation.
    #[command(after_help = EXAMPLES)]
    Set(Set),
}

#[derive(Debug, Args)]
struct Set {
    /// What the organisation decides.
    to: To,
    /// Id of the host.
    #[arg(long)]
    host: String,
    /// The host's id of the organisation.
    #[arg(long)]
    org: String,
    /// Name of the plugin.
    #[arg(long)]
    plugin: String,
    /// Who decides, for the audit log.
    #[arg(long, default_value = "cli")]
    actor: String,
}

/// What an organisation can decide, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// On for everyone.
    On,
    /// Off for everyone.
    Off,
    /// No decision: the host's counts.
    Inherit,
}

impl To {
    fn switch(self) -> OrgSwitch {
        match self {
            Self::On => OrgSwitch::On,
            Self::Off => OrgSwitch::Off,
            Self::Inherit => OrgSwitch::Inherit,
        }
    }
}

impl Org {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let Command::Set(set) = self.command;
        let state = context.state().await?;
        super::host::require(&state, &set.host).await?;
        let switch = set.to.switch();
        let place = (set.host.as_str(), set.org.as_str());
        orgs::set_plugin_as_operator(
            &state,
            &ConsoleCaller::Cli,
            place,
            &set.plugin,
            switch,
            &set.actor,
        )
        .await?;
        out::line(format_args!(
            "{}: {} for {}",
            set.plugin,
            switch.name(),
            set.org
        ));
        Ok(())
    }
}
