//! `portico plugin`: tools for people who write plugins, and packages for those who run a server.

mod check;
mod dev;
mod form;
mod install;
mod list;
mod new;
mod pack;
mod schema;
mod source;

use clap::{Args, Subcommand};

use super::{CliError, Context, out};
pub(super) use install::asks_in_words;

/// Of the group as a whole.
pub const EXAMPLES: &str = "\
Examples:
  portico plugin new my-notes
  portico plugin dev my-notes
  portico plugin check my-notes
  portico plugin pack my-notes
  portico plugin install my-notes-1.0.0.tar.gz --host acme-shop
  portico plugin schema acme-pay > acme-pay.schema.json
  portico plugin form settings.schema.json";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct PluginCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a folder to begin a plugin with.
    #[command(after_help = new::EXAMPLES)]
    New(new::New),
    /// Serves a plugin in a page, and follows each change to it.
    #[command(after_help = dev::EXAMPLES)]
    Dev(dev::Dev),
    /// Says what is wrong with a package, where, and how to mend it.
    #[command(after_help = check::EXAMPLES)]
    Check(check::Check),
    /// Writes a folder as a package.
    #[command(after_help = pack::EXAMPLES)]
    Pack(pack::Pack),
    /// Puts a package into service and approves it on a host.
    #[command(after_help = install::EXAMPLES)]
    Install(install::InstallCommand),
    /// Takes a plugin that came as a package out of service.
    #[command(after_help = install::EXAMPLES)]
    Remove(install::Remove),
    /// Lists the plugins in service.
    #[command(after_help = list::EXAMPLES)]
    List(list::List),
    /// Prints the JSON Schema (2020-12) of a plugin's settings, or of one of its forms.
    #[command(after_help = schema::EXAMPLES)]
    Schema(schema::Schema),
    /// Prints the form that a JSON Schema becomes, or says what a form cannot.
    #[command(after_help = form::EXAMPLES)]
    Form(form::Form),
}

impl PluginCommand {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        match self.command {
            Command::New(command) => command.run(),
            Command::Dev(command) => command.run().await,
            Command::Check(command) => command.run(),
            Command::Pack(command) => command.run(),
            Command::Install(command) => command.run(context).await,
            Command::Remove(command) => command.run(context).await,
            Command::List(command) => command.run(context).await,
            Command::Schema(command) => command.run(context),
            Command::Form(command) => command.run(),
        }
    }
}

/// The result as JSON for people.
fn print(value: &impl serde::Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| CliError::new(format!("the result cannot be written: {error}")))?;
    out::line(text);
    Ok(())
}
