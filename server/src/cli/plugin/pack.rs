//! `portico plugin pack`

use std::path::PathBuf;

use clap::Args;

use super::{CliError, out, source};
use crate::packages::{archive_name, has_errors, pack};

pub const EXAMPLES: &str = "\
Examples:
  portico plugin pack                               Writes my-notes-1.0.0.tar.gz into the folder you are in
  portico plugin pack my-notes --out dist/my-notes.tar.gz

What is packed is plugin.json and assets/, nothing else. The same files give the same archive, byte for byte.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Pack {
    /// Folder with plugin.json.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// File to write; default: name and version, in the folder you are in.
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Pack {
    pub fn run(self) -> Result<(), CliError> {
        let files = source::read(&self.folder)?;
        // Web components in packages are for `plugin dev` alone, which the server that installs it says again.
        let (package, problems) = source::checked(&files, true);
        if !problems.is_empty() {
            out::note(source::in_words(&problems, &files).trim_end());
        }
        let Some(package) = package.filter(|_| !has_errors(&problems)) else {
            return Err(CliError::new(format!(
                "not packed: {}",
                source::count(&problems)
            )));
        };
        let path = self
            .out
            .unwrap_or_else(|| archive_name(&package.manifest).into());
        let written = pack(&files).and_then(|bytes| {
            std::fs::write(&path, &bytes)?;
            Ok(bytes.len())
        });
        let size = written
            .map_err(|error| CliError::new(format!("cannot write {}: {error}", path.display())))?;
        out::line(format_args!(
            "{} ({} files, {} bytes, {})",
            path.display(),
            files.len(),
            size,
            package.digest
        ));
        Ok(())
    }
}
