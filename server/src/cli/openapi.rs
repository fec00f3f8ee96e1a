//! `portico openapi`: the description of the API, without a server.

use clap::Args;

use super::{CliError, out};
use crate::api;

pub const EXAMPLES: &str = "\
Examples:
  portico openapi > openapi.json
  portico openapi | npx openapi-typescript /dev/stdin

The same document that a server answers at /api/v1/openapi.json.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Openapi;

impl Openapi {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    pub fn run(&self) -> Result<(), CliError> {
        let (_, document) = api::openapi::serve(api::router());
        let text = document
            .to_pretty_json()
            .map_err(|error| CliError::new(format!("the description of the API: {error}")))?;
        out::line(text);
        Ok(())
    }
}
