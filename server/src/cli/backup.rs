//! `portico backup`

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use portico_sdk::plugin::Clock as _;

use super::{CliError, Context, out};
use crate::clock::SystemClock;
use crate::services::backup;
use crate::startup::Data;

pub const EXAMPLES: &str = "\
Examples:
  portico backup portico-2026-11-20.jsonl
  portico backup - | gzip > portico.jsonl.gz

The file holds everything but open sessions; secrets in it stay encrypted. Keep the master key (master.key in the data
directory, or PORTICO_MASTER_KEY) in another place: without it the secrets of a backup cannot be read.
The server may go on running.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Backup {
    /// Where to write; `-` for standard output. A file that exists is not overwritten.
    file: PathBuf,
}

impl Backup {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        if !context.data.database_exists() {
            return Err(CliError::new("There is no database to back up."));
        }
        let data = context.open().await?;
        if self.file.as_os_str() == "-" {
            write(&data, std::io::stdout().lock()).await?;
            return Ok(());
        }
        let name = self.file.display();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&self.file)
            .map_err(|error| CliError::new(format!("cannot write {name}: {error}")))?;
        let written = write(&data, &file).await;
        if written.is_err() {
            // Half a backup is worse than none.
            let _ = std::fs::remove_file(&self.file);
        }
        let rows = written?;
        file.sync_all()
            .map_err(|error| CliError::new(format!("cannot write {name}: {error}")))?;
        out::line(format_args!(
            "Wrote {rows} rows to {name}. The secrets in it need master key {}.",
            data.cipher.key_id()
        ));
        Ok(())
    }
}

async fn write(data: &Data, to: impl Write) -> Result<u64, CliError> {
    let mut to = BufWriter::new(to);
    Ok(backup::write(
        &data.db,
        data.cipher.key_id(),
        SystemClock.now_ms(),
        &mut to,
    )
    .await?)
}
