//! `portico host approve | unapprove | plugins | policy`

use clap::{Args, ValueEnum};
use portico_sdk::policy::Mode;

use super::{CALLER, CliError, absent, out};
use crate::cli::plugin::asks_in_words;
use crate::services::console::plugins;
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico host approve sales-chart --host acme-shop      Organisations and users may turn it on
  portico host approve --all --host acme-shop
  portico host plugins --host acme-shop
  portico host policy sales-chart forced --host acme-shop
  portico host policy webhook-notifier blocked --host acme-shop --note \"data protection\"
  portico host policy sales-chart inherit --host acme-shop
  portico host unapprove sales-chart --host acme-shop    Gone for everybody at once";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Approve {
    /// Names of the plugins.
    #[arg(required_unless_present = "all")]
    plugins: Vec<String>,
    /// Every plugin of this server.
    #[arg(long, conflicts_with = "plugins")]
    all: bool,
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
}

impl Approve {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let names = if self.all {
            state
                .registry
                .now()
                .plugins
                .iter()
                .map(|plugin| plugin.name.clone())
                .collect()
        } else {
            self.plugins
        };
        let listed = plugins::list(state, &CALLER, &self.host, "en").await?;
        for plugin in names {
            plugins::approve(state, &CALLER, &self.host, &plugin, None)
                .await
                .map_err(|error| CliError::about(&plugin, error))?;
            out::line(format_args!("{plugin} is approved."));
            let known = listed.iter().find(|known| known.name == plugin);
            for asked in known.into_iter().flat_map(|known| &known.asks) {
                out::text(asks_in_words(&asked.extension, &asked.capabilities));
            }
        }
        Ok(())
    }
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Unapprove {
    /// Name of the plugin.
    plugin: String,
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
}

impl Unapprove {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        plugins::unapprove(state, &CALLER, &self.host, &self.plugin)
            .await
            .map_err(|error| {
                absent(
                    error,
                    format!("{} is not approved on {}", self.plugin, self.host),
                )
            })?;
        out::line(format_args!("{} is not approved any more.", self.plugin));
        Ok(())
    }
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Plugins {
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Plugins {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let list = plugins::list(state, &CALLER, &self.host, "en").await?;
        if self.json {
            out::json(&list);
            return Ok(());
        }
        for plugin in list {
            let approved = if plugin.approved { "approved" } else { "-" };
            let mode = plugin.mode.as_deref().unwrap_or("inherit");
            out::line(format_args!("{}\t{approved}\t{mode}", plugin.name));
        }
        Ok(())
    }
}

/// What a host can decide, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Decision {
    /// On for everybody.
    Forced,
    /// On unless an organisation turns it off.
    DefaultOn,
    /// Users may install it.
    Allowed,
    /// Users do not install it themselves; admins turn it on.
    Request,
    /// Off for everybody, shown as blocked.
    Blocked,
    /// Off for everybody, and on no list.
    Removed,
    /// No decision of the host.
    Inherit,
}

impl Decision {
    fn mode(self) -> Option<Mode> {
        Some(match self {
            Self::Forced => Mode::Forced,
            Self::DefaultOn => Mode::DefaultOn,
            Self::Allowed => Mode::Allowed,
            Self::Request => Mode::Request,
            Self::Blocked => Mode::Blocked,
            Self::Removed => Mode::Removed,
            Self::Inherit => return None,
        })
    }
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Policy {
    /// Name of the plugin.
    plugin: String,
    /// The decision.
    decision: Decision,
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// The reason, shown beside the state.
    #[arg(long, default_value = "")]
    note: String,
}

impl Policy {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let mode = self.decision.mode();
        plugins::set_policy(state, &CALLER, &self.host, &self.plugin, mode, &self.note).await?;
        out::line(format_args!(
            "{}: {}",
            self.plugin,
            mode.map_or("inherit", Mode::name)
        ));
        Ok(())
    }
}
