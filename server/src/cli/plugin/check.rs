//! `portico plugin check`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{CliError, out, source};
use crate::packages::has_errors;

pub const EXAMPLES: &str = "\
Examples:
  portico plugin check                              The folder you are in
  portico plugin check my-notes-1.0.0.tar.gz
  portico plugin check my-notes --json              For editors and scripts

The rules are the server's own: what passes here is taken there, unless another plugin has its name or ids already.
Exit code 1 when something would be refused.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder with plugin.json, or an archive.
    #[arg(default_value = ".")]
    package: PathBuf,
    /// Also accept web components, as `plugin dev` does; no server takes them in packages.
    #[arg(long)]
    allow_components: bool,
    /// Print JSON: a list of problems.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self) -> Result<(), CliError> {
        let files = source::read(&self.package)?;
        let (package, problems) = source::checked(&files, self.allow_components);
        if self.json {
            let list: Vec<_> = problems
                .iter()
                .map(|problem| {
                    json!({
                        "severity": source::severity(problem),
                        "rule": problem.rule.code(),
                        "extension": problem.extension,
                        "path": problem.path,
                        "fix": problem.fix,
                    })
                })
                .collect();
            out::json(&list);
        } else {
            out::text(source::in_words(&problems, &files));
        }
        if has_errors(&problems) {
            return Err(CliError::new(source::count(&problems)));
        }
        if let Some(package) = package.filter(|_| !self.json) {
            let manifest = &package.manifest;
            out::line(format_args!(
                "{} {} is fine ({}).",
                manifest.name,
                manifest.version,
                source::count(&problems)
            ));
        }
        Ok(())
    }
}
