//! The command line: one file for each subcommand.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use portico_sdk::plugin::Plugin;

use crate::config::{DataConfig, LogConfig, ServeConfig};

/// Portico: a plugin platform for web applications.
#[derive(Debug, Parser)]
#[command(name = "portico", version, about, arg_required_else_help = true)]
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
    Serve(ServeConfig),
}

/// Runs the command line with the plugins compiled in.
pub async fn run(plugins: Vec<Arc<dyn Plugin>>) -> ExitCode {
    let cli = Cli::parse();
    start_logging(&cli.log);
    let outcome = match cli.command {
        Command::Serve(config) => crate::serve::serve(cli.data, config, plugins)
            .await
            .map_err(|error| error.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            tracing::error!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn start_logging(log: &LogConfig) {
    let filter =
        tracing_subscriber::EnvFilter::try_new(&log.filter).unwrap_or_else(|_| "info".into());
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if log.json {
        builder.json().init();
    } else {
        builder.compact().init();
    }
}
