//! `portico plugin form`

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::PathBuf;

use clap::Args;
use portico_sdk::json_schema::import;

use super::{CliError, print};

pub const EXAMPLES: &str = "\
Examples:
  portico plugin form settings.schema.json
  portico plugin form settings.schema.json --locale de        Titles and descriptions are German
  portico plugin schema acme-pay | portico plugin form -

Prints the form as JSON: the `schema` of an extension, to which submit_url and load_url are still to be added. When the
schema says something that a form cannot, nothing is printed but that, each with its JSON pointer, on standard error.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Form {
    /// File with the JSON Schema; `-` for standard input.
    file: PathBuf,
    /// Language of the titles and descriptions in it.
    #[arg(long, default_value = "en")]
    locale: String,
}

impl Form {
    pub fn run(self) -> Result<(), CliError> {
        let name = self.file.display();
        let text = self
            .read()
            .map_err(|error| CliError::new(format!("cannot read {name}: {error}")))?;
        let schema = serde_json::from_str(&text)
            .map_err(|error| CliError::new(format!("{name} is no JSON: {error}")))?;
        let form = import(&schema, &self.locale).map_err(|problems| {
            let mut message = format!("{name} says what a form cannot say.");
            for problem in problems {
                let place = match problem.path.as_str() {
                    "" => "the schema itself",
                    path => path,
                };
                let _ = write!(message, "\n  {place}: {}", problem.problem);
            }
            CliError::new(message)
        })?;
        print(&form)
    }

    fn read(&self) -> std::io::Result<String> {
        if self.file.as_os_str() == "-" {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            return Ok(text);
        }
        std::fs::read_to_string(&self.file)
    }
}
