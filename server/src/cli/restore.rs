//! `portico restore`

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use clap::Args;
use portico_sdk::plugin::Clock as _;

use super::{CliError, Context, out};
use crate::clock::SystemClock;
use crate::crypto::Cipher;
use crate::services::backup::{self, Header};
use crate::startup::key_file;

pub const EXAMPLES: &str = "\
Examples:
  PORTICO_MASTER_KEY_FILE=master.key portico restore portico.jsonl
  gunzip -c portico.jsonl.gz | portico restore -
  PORTICO_DATABASE_URL=postgres://… portico restore portico.jsonl
      Moves a server from SQLite to PostgreSQL; the other way works, too

The database must be empty, unless --force replaces everything in it. Stop the server first. The master key must be the
one that the backup was made with.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup; `-` for standard input.
    file: PathBuf,
    /// Remove everything in the database first.
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let mut file: Box<dyn BufRead> = if self.file.as_os_str() == "-" {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            let file = File::open(&self.file).map_err(|error| {
                CliError::new(format!("cannot read {}: {error}", self.file.display()))
            })?;
            Box::new(BufReader::new(file))
        };
        let header = backup::read_header(&mut file)?;
        check_key(context, &header)?;
        let data = context.open().await?;
        let rows = backup::restore(
            &data.db,
            &header,
            &mut file,
            self.force,
            SystemClock.now_ms(),
        )
        .await?;
        out::line(format_args!(
            "Restored {rows} rows into {}.",
            context.data.database_label()
        ));
        Ok(())
    }
}

/// Before anything is opened, so that no new key is made for a database that needs the old one.
fn check_key(context: &Context, header: &Header) -> Result<(), CliError> {
    let wanted = &header.key_id;
    let Some(master) = key_file::find(&context.data)? else {
        return Err(CliError::new(format!(
            "the backup needs its master key {wanted}: name it with PORTICO_MASTER_KEY or PORTICO_MASTER_KEY_FILE, or copy it to {}",
            key_file::path(&context.data).display()
        )));
    };
    let given = Cipher::new(&master)
        .map_err(crate::startup::StartError::from)?
        .key_id()
        .to_owned();
    if given == *wanted {
        Ok(())
    } else {
        Err(CliError::new(format!(
            "wrong master key: the backup was made with {wanted}, the configured one is {given}"
        )))
    }
}
