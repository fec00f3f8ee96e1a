//! `portico migrate`

use clap::Args;

use super::{CliError, Context, out};
use crate::startup::{Data, Schema, connect};
use crate::storage::{SchemaStatus, schema_status};

pub const EXAMPLES: &str = "\
Examples:
  portico migrate            Brings the database up to date; `serve` does the same at start
  portico migrate --status   Only shows what would run; fails when the database is behind";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Change nothing; show what would run. Exit code 1 when the database is behind.
    #[arg(long)]
    status: bool,
}

impl Migrate {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        if self.status {
            return show(context).await;
        }
        let data = Data::open(&context.data, Schema::Migrate).await?;
        out::line(sentence(schema_status(&data.db).await?));
        Ok(())
    }
}

async fn show(context: &Context) -> Result<(), CliError> {
    let behind = "the database is behind; run: portico migrate";
    if !context.data.database_exists() {
        out::line("There is no database yet.");
        return Err(CliError::new(behind));
    }
    let status = schema_status(&connect(&context.data).await?).await?;
    status.refuse_newer()?;
    out::line(sentence(status));
    if status.is_behind() {
        return Err(CliError::new(behind));
    }
    Ok(())
}

fn sentence(status: SchemaStatus) -> String {
    format!(
        "{} of {} migrations have run.",
        status.applied, status.known
    )
}
