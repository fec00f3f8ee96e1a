//! The command line: one file for each subcommand. Results go to standard output, everything else to standard error.

mod admin;
mod backup;
mod context;
mod doctor;
mod duration;
mod error;
mod host;
mod migrate;
mod openapi;
mod org;
mod out;
mod plugin;
mod restore;
mod serve;
mod signing_key;
mod token;
mod types;

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use portico_sdk::plugin::Plugin;

use crate::config::{DataConfig, LogConfig, ServeConfig};
use crate::log_time::LogTime;

use context::Context;
use error::CliError;

const EXAMPLES: &str = "\
Examples:
  portico serve --demo                                 A shop to look at, on http://127.0.0.1:3000
  portico host create --id acme-shop --name 'Acme Shop'
  portico host approve --all --host acme-shop
  portico token --host acme-shop --uid ada --org globex=ADMIN
  portico doctor

`portico help <command>` shows the examples of a command.";

/// Portico: a plugin platform for web applications.
#[derive(Debug, Parser)]
#[command(name = "portico", version, about, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    data: DataConfig,
    #[command(flatten)]
    log: LogConfig,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the pages and the API.
    #[command(after_help = serve::EXAMPLES)]
    Serve(ServeConfig),
    /// Brings the database up to date, or shows whether it is.
    #[command(after_help = migrate::EXAMPLES)]
    Migrate(migrate::Migrate),
    /// Console accounts.
    #[command(after_help = admin::EXAMPLES)]
    Admin(admin::Admin),
    /// Hosts: the sites that show plugins.
    #[command(after_help = host::EXAMPLES)]
    Host(host::Host),
    /// Organisations: what they decide about plugins.
    #[command(after_help = org::EXAMPLES)]
    Org(org::Org),
    /// Prints a host JWT for one user.
    #[command(after_help = token::EXAMPLES)]
    Token(token::Token),
    /// The key that signs what tells plugins' own servers who uses them.
    #[command(after_help = signing_key::EXAMPLES)]
    SigningKey(signing_key::SigningKeys),
    /// Plugins: check, pack and install packages; forms as JSON Schema.
    #[command(after_help = plugin::EXAMPLES)]
    Plugin(plugin::PluginCommand),
    /// Prints the description of the API (OpenAPI, JSON).
    #[command(after_help = openapi::EXAMPLES)]
    Openapi(openapi::Openapi),
    /// Prints the slots and their contexts as TypeScript declarations.
    #[command(after_help = types::EXAMPLES)]
    Types(types::Types),
    /// Checks database, schema, master key, public address, clock and site.
    #[command(after_help = doctor::EXAMPLES)]
    Doctor(doctor::Doctor),
    /// Writes everything into a file that either database can restore.
    #[command(after_help = backup::EXAMPLES)]
    Backup(backup::Backup),
    /// Fills a database from a backup.
    #[command(after_help = restore::EXAMPLES)]
    Restore(restore::Restore),
}

/// Runs the command line with the plugins compiled in.
pub async fn run(plugins: Vec<Arc<dyn Plugin>>) -> ExitCode {
    let cli = Cli::parse();
    let usual = match &cli.command {
        Command::Plugin(_) => "warn",
        _ => "info",
    };
    start_logging(&cli.log, usual);
    let context = Context {
        data: cli.data,
        plugins,
    };
    let outcome = match cli.command {
        Command::Serve(config) => serve::run(context, config).await,
        Command::Migrate(command) => command.run(&context).await,
        Command::Admin(command) => command.run(&context).await,
        Command::Host(command) => command.run(&context).await,
        Command::Org(command) => command.run(&context).await,
        Command::Token(command) => command.run(&context).await,
        Command::SigningKey(command) => command.run(&context).await,
        Command::Plugin(command) => command.run(&context).await,
        Command::Openapi(command) => command.run(),
        Command::Types(command) => {
            command.run();
            Ok(())
        }
        Command::Doctor(command) => command.run(&context).await,
        Command::Backup(command) => command.run(&context).await,
        Command::Restore(command) => command.run(&context).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn start_logging(log: &LogConfig, usual: &str) {
    let wanted = log.filter.as_deref().unwrap_or(usual);
    let filter = tracing_subscriber::EnvFilter::try_new(wanted).unwrap_or_else(|_| usual.into());
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_timer(LogTime)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if log.json {
        builder.json().init();
    } else {
        builder.compact().init();
    }
}
