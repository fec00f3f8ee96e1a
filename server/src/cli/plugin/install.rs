//! `portico plugin install | remove`

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use portico_sdk::extension::Capabilities;

use super::{CliError, Context, out, source};
use crate::cli::host::require;
use crate::error::ServiceError;
use crate::services::console::packages::{self, Install, NotInstalled};
use crate::session::ConsoleCaller;

pub const EXAMPLES: &str = "\
Examples:
  portico plugin install my-notes-1.0.0.tar.gz --host acme-shop
  portico plugin install my-notes --host acme-shop        A folder with plugin.json
  portico plugin remove my-notes

The package is checked by the rules of every plugin, kept, and approved on the host with exactly these contents. A running server
shows it within a second. Organisations then turn it on: `portico org set --host acme-shop --org globex --plugin my-notes on`.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct InstallCommand {
    /// Archive (.tar.gz or .zip), or a folder with plugin.json.
    package: PathBuf,
    /// Id of the host that approves it.
    #[arg(long)]
    host: String,
    /// Also when other hosts approved the version that is replaced: they have to approve the new one.
    #[arg(long)]
    replace: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl InstallCommand {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let files = source::read(&self.package)?;
        let state = context.state().await?;
        require(&state, &self.host).await?;
        let how = Install {
            replace: self.replace,
            overwrite: false,
        };
        let done = packages::install(&state, &ConsoleCaller::Cli, &self.host, &files, how).await;
        let done = done.map_err(|error| match error {
            NotInstalled::Refused(error) => error.into(),
            NotInstalled::Problems(problems) => CliError::new(format!(
                "not installed: {}\n{}",
                source::count(&problems),
                source::in_words(&problems, &files).trim_end()
            )),
        })?;
        if self.json {
            out::json(&serde_json::json!({
                "plugin": done.plugin, "version": done.version, "digest": done.digest,
                "replaced": done.replaced, "unapproved": done.unapproved, "unchanged": done.unchanged,
                "capabilities": done.capabilities.iter().cloned().collect::<BTreeMap<_, _>>(),
            }));
            return Ok(());
        }
        if !done.warnings.is_empty() {
            out::note(source::in_words(&done.warnings, &files).trim_end());
        }
        let (plugin, version, host) = (&done.plugin, &done.version, &self.host);
        if done.unchanged {
            out::line(format_args!(
                "{plugin} {version} is installed and approved on {host} already."
            ));
            return Ok(());
        }
        match done.replaced {
            Some(before) if before == *version => {
                out::line(format_args!(
                    "{plugin} {version} is approved on {host}, with new contents."
                ));
            }
            Some(before) => {
                out::line(format_args!(
                    "{plugin} {version} is approved on {host}, in place of {before}."
                ));
            }
            None => out::line(format_args!("{plugin} {version} is approved on {host}.")),
        }
        for (extension, asked) in &done.capabilities {
            out::text(asks_in_words(extension, asked));
        }
        for other in done.unapproved {
            out::line(format_args!(
                "{other} has to approve it: portico host approve {plugin} --host {other}"
            ));
        }
        Ok(())
    }
}

/// What a sandbox may do, for whoever just approved it; a line for each kind of thing that it asks for.
pub fn asks_in_words(extension: &str, asked: &Capabilities) -> String {
    let lists = [
        ("sees", &asked.props),
        ("calls", &asked.callbacks),
        ("shows components of the page", &asked.host_components),
        ("connects to", &asked.network),
    ];
    let mut words = String::new();
    for (does, names) in lists.iter().filter(|(_, names)| !names.is_empty()) {
        let _ = writeln!(words, "  {extension} {does}: {}", names.join(", "));
    }
    if asked.user {
        let _ = writeln!(words, "  {extension} learns who is signed in");
    }
    if words.is_empty() {
        let _ = writeln!(words, "  {extension} asks for nothing");
    }
    words
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Remove {
    /// Name of the plugin.
    plugin: String,
}

impl Remove {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let state = context.state().await?;
        packages::remove(&state, &ConsoleCaller::Cli, &self.plugin)
            .await
            .map_err(|error| match error {
                ServiceError::Refused(refused) if refused.code == "not_found" => {
                    CliError::new(format!(
                        "no package {} is installed. See those there are with: portico plugin list",
                        self.plugin
                    ))
                }
                error => error.into(),
            })?;
        out::line(format_args!(
            "{} is removed. Its settings and what it stored stay, for its return.",
            self.plugin
        ));
        Ok(())
    }
}
