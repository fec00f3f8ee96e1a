//! `portico doctor`: what an operator would otherwise find out one error at a time.

use clap::Args;
use portico_sdk::plugin::Clock as _;

use super::context::public_url;
use super::{CliError, Context, out};
use crate::clock::SystemClock;
use crate::config::ServeConfig;
use crate::crypto::Cipher;
use crate::site::Site;
use crate::startup::{StartError, connect, key_check, key_file};
use crate::storage::{Db, MigrateError, SchemaStatus, clock, schema_status};

pub const EXAMPLES: &str = "\
Examples:
  portico doctor
  PORTICO_PUBLIC_URL=https://plugins.example.com portico doctor

Checks with the settings that `serve` would have; nothing is changed. Exit code 1 when something is wrong.";

/// Clocks may differ by as much as host tokens are forgiven.
const MAX_SKEW_MS: i64 = 60_000;

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    serve: ServeConfig,
}

/// One thing that was looked at.
type Check = Result<String, String>;

impl Doctor {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let mut bad = 0;
        let mut report = |name: &str, check: Check| {
            let (mark, text) = match check {
                Ok(text) => ("ok  ", text),
                Err(text) => {
                    bad += 1;
                    ("FAIL", text)
                }
            };
            out::line(format_args!("{mark}  {name:<12} {text}"));
        };
        match database(context).await {
            Err(problem) => report("database", Err(problem)),
            Ok(db) => {
                report("database", Ok(context.data.database_label()));
                let status = schema_status(&db).await;
                report("schema", schema(&status));
                report("master key", key(context, &db, status.ok()).await);
                report("clock", skew(&db).await);
            }
        }
        report("public url", address(&self.serve));
        if let Some(problem) = proxies(&self.serve) {
            out::line(format_args!("warn  {:<12} {problem}", "proxies"));
        }
        report("site", site(&self.serve));
        match bad {
            0 => Ok(()),
            1 => Err(CliError::new("1 check failed")),
            n => Err(CliError::new(format!("{n} checks failed"))),
        }
    }
}

async fn database(context: &Context) -> Result<Db, String> {
    if !context.data.database_exists() {
        return Err(format!(
            "{} does not exist yet; `portico serve` or `portico migrate` makes it",
            context.data.database_label()
        ));
    }
    connect(&context.data)
        .await
        .map_err(|error| error.to_string())
}

fn schema(status: &Result<SchemaStatus, MigrateError>) -> Check {
    match status {
        Err(error) => Err(error.to_string()),
        Ok(status) => {
            status.refuse_newer().map_err(|error| error.to_string())?;
            let text = format!("{} of {} migrations", status.applied, status.known);
            if status.is_behind() {
                Err(format!("{text}; run: portico migrate"))
            } else {
                Ok(text)
            }
        }
    }
}

async fn key(context: &Context, db: &Db, status: Option<SchemaStatus>) -> Check {
    check_key(context, db, status)
        .await
        .map_err(|error| error.to_string())
}

async fn check_key(
    context: &Context,
    db: &Db,
    status: Option<SchemaStatus>,
) -> Result<String, StartError> {
    let check = match status {
        Some(status) => key_check::read(db, status).await?,
        None => None,
    };
    let master = match key_file::find(&context.data)? {
        Some(master) => master,
        None if context.data.is_sqlite() => return Err(key_file::lost(&context.data)),
        None => return Err(StartError::KeyRequired),
    };
    let cipher = Cipher::new(&master)?;
    match check {
        Some(check) => {
            key_check::verify(&cipher, &check)?;
            Ok(format!("{} fits the database", cipher.key_id()))
        }
        None => Ok(format!(
            "{}; the database is not bound to a key yet",
            cipher.key_id()
        )),
    }
}

async fn skew(db: &Db) -> Check {
    let theirs = clock::now_ms(db).await.map_err(|error| error.to_string())?;
    let skew = SystemClock.now_ms().saturating_sub(theirs);
    let text = format!(
        "{:.1} s from the database's",
        std::time::Duration::from_millis(skew.unsigned_abs()).as_secs_f64()
    );
    if skew.abs() > MAX_SKEW_MS {
        Err(format!("{text}; set both machines by NTP"))
    } else {
        Ok(text)
    }
}

fn address(config: &ServeConfig) -> Check {
    let url = public_url(config).map_err(|error| error.to_string())?;
    Ok(url.origin())
}

/// What may be meant so, and mostly is not.
fn proxies(config: &ServeConfig) -> Option<&'static str> {
    config.proxy_problem(&public_url(config).ok()?)
}

fn site(config: &ServeConfig) -> Check {
    let site = Site::find(config.site_root.as_deref()).map_err(|error| error.to_string())?;
    Ok(format!("{}/pkg/{}", site.root.display(), site.files.script))
}
