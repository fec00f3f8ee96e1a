//! Following the folder: what was built last is checked, put into service, and told to whoever looks at the page.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use portico_sdk::policy::Mode;
use serde_json::{Value, json};
use tokio::process::{Child, Command};
use tokio::sync::watch;

use super::super::{CliError, out, source};
use crate::demo::DEMO_HOST;
use crate::packages::{Files, content_digest};
use crate::services::console::packages::{self, Install, NotInstalled};
use crate::services::console::plugins;
use crate::session::ConsoleCaller;
use crate::state::AppState;

/// How often the folder is looked at. Reading a few files costs little, and works on every file system.
const LOOK: Duration = Duration::from_millis(250);

/// What the page shows: it changes with every change of the folder.
pub(super) type Changes = watch::Receiver<Latest>;

/// What became of the folder as it is now.
#[derive(Debug, Clone, Default)]
pub(super) struct Latest {
    /// Grows with every change.
    pub number: u64,
    /// Name of the plugin in service; empty: none yet.
    pub plugin: String,
    /// Problems in words, and whether they kept it from being put into service.
    pub problems: String,
    /// What is shown is older than the folder.
    pub is_refused: bool,
}

impl Latest {
    /// As JSON for the page.
    pub fn to_json(&self) -> Value {
        json!({"number": self.number, "problems": self.problems, "refused": self.is_refused})
    }
}

/// A folder that is followed.
pub(super) struct Watched(PathBuf);

impl Watched {
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Puts the plugin into service as it is, and follows the folder from then on.
    pub async fn start(&self, state: &AppState) -> Changes {
        let (tell, changes) = watch::channel(Latest::default());
        let mut follower = Follower {
            folder: self.0.clone(),
            state: state.clone(),
            seen: String::new(),
            tell,
        };
        follower.look().await;
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                follower.look().await;
            }
        });
        changes
    }
}

struct Follower {
    folder: PathBuf,
    state: AppState,
    /// Digest of what was looked at last, or what was wrong with it.
    seen: String,
    tell: watch::Sender<Latest>,
}

impl Follower {
    async fn look(&mut self) {
        let folder = self.folder.clone();
        let read = tokio::task::spawn_blocking(move || source::read(&folder)).await;
        let Ok(read) = read else { return };
        let seen = match &read {
            Ok(files) => content_digest(files),
            Err(error) => error.to_string(),
        };
        if seen == self.seen {
            return;
        }
        self.seen = seen;
        let before = self.tell.borrow().clone();
        let mut latest = match read {
            Ok(files) => self.put_into_service(&files, &before.plugin).await,
            Err(error) => Err(error.to_string()),
        }
        .unwrap_or_else(|problems| Latest {
            plugin: before.plugin.clone(),
            problems,
            is_refused: true,
            ..Latest::default()
        });
        latest.number = before.number + 1;
        if !latest.problems.is_empty() {
            out::note(latest.problems.trim_end());
        }
        self.tell.send_replace(latest);
    }

    /// On for everybody at the demo's host. `Err`: why not, in words.
    async fn put_into_service(&self, files: &Files, before: &str) -> Result<Latest, String> {
        let how = Install {
            replace: true,
            overwrite: true,
        };
        let caller = ConsoleCaller::Cli;
        let done = packages::install(&self.state, &caller, DEMO_HOST, files, how)
            .await
            .map_err(|error| match error {
                NotInstalled::Problems(problems) => source::in_words(&problems, files),
                NotInstalled::Refused(error) => CliError::from(error).to_string(),
            })?;
        if done.plugin != before {
            let mode = Some(Mode::Forced);
            plugins::set_policy(&self.state, &caller, DEMO_HOST, &done.plugin, mode, "")
                .await
                .map_err(|error| CliError::from(error).to_string())?;
            // It was renamed.
            if !before.is_empty() {
                let _ = packages::remove(&self.state, &caller, before).await;
            }
        }
        out::line(format_args!(
            "{} {} is in service.",
            done.plugin, done.version
        ));
        Ok(Latest {
            problems: source::in_words(&done.warnings, files),
            plugin: done.plugin,
            ..Latest::default()
        })
    }
}

/// `npm run watch` of the folder, if it has such a script; it ends with what is answered.
pub(super) fn build(folder: &Path) -> Result<Option<Child>, CliError> {
    let Ok(text) = std::fs::read_to_string(folder.join("package.json")) else {
        return Ok(None);
    };
    let package: Value = serde_json::from_str(&text).unwrap_or_default();
    if !package["scripts"]["watch"].is_string() {
        return Ok(None);
    }
    if !folder.join("node_modules").is_dir() {
        out::note("Run `npm install` first, then this again: the sources are not built meanwhile.");
        return Ok(None);
    }
    let child = Command::new("npm")
        .args(["run", "--silent", "watch"])
        .current_dir(folder)
        // Builders like esbuild end when their input does, so it stays open as long as we do.
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    child
        .map(Some)
        .map_err(|error| CliError::new(format!("npm run watch: {error}")))
}
