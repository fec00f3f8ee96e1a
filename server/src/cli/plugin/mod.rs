//! `portico plugin`: tools for people who write plugins. They need no database.

mod form;
mod schema;

use clap::{Args, Subcommand};

use super::{CliError, Context, out};

/// Of the group as a whole.
pub const EXAMPLES: &str = "\
Examples:
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
    /// Prints the JSON Schema (2020-12) of a plugin's settings, or of one of its forms.
    #[command(after_help = schema::EXAMPLES)]
    Schema(schema::Schema),
    /// Prints the form that a JSON Schema becomes, or says what a form cannot.
    #[command(after_help = form::EXAMPLES)]
    Form(form::Form),
}

impl PluginCommand {
    pub fn run(self, context: &Context) -> Result<(), CliError> {
        match self.command {
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
