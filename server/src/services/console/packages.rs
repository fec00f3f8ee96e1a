//! Packages: putting one into service for a host, and taking a plugin out again (CONTRACT "Plugin package").
//!
//! What is in service is the same for all hosts of the server; what a host approves are these contents (THREATS 33).

use std::collections::BTreeMap;

use portico_sdk::extension::{Capabilities, ExtensionKind};
use portico_sdk::package::{ASSETS, MANIFEST, PackageManifest};
use portico_sdk::problem::Problem;
use serde_json::{Value, json};

use super::{ConsoleCaller, record};
use crate::crypto::sha256_hex;
use crate::epochs::{Change, EVERY_HOST, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::packages::{Checked, Files, Surroundings, check, has_errors};
use crate::plugins;
use crate::state::AppState;
use crate::storage::packages::{self, VersionRow};
use crate::storage::policies;
use crate::storage::{audit, hosts};

/// What may be done on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Install {
    /// Also when other hosts approved the contents that are replaced: they have to approve the new ones.
    pub replace: bool,
    /// Other contents under a version that is there already: for whoever is writing the plugin, never on a real server.
    pub overwrite: bool,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Name of the plugin.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// Digest of the contents, which the host approved.
    pub digest: String,
    /// The version that was in service before, if there was another one.
    pub replaced: Option<String>,
    /// Hosts that have to approve the new contents.
    pub unapproved: Vec<String>,
    /// Nothing had to be done: these contents were in service and approved.
    pub unchanged: bool,
    /// What could be better.
    pub warnings: Vec<Problem>,
    /// What each of its sandboxes may see and call, by id of the extension: who approves it wants to know.
    pub capabilities: Vec<(String, Capabilities)>,
}

/// Why a package was not installed.
#[derive(Debug)]
pub enum NotInstalled {
    /// What is wrong with the package.
    Problems(Vec<Problem>),
    /// Anything else.
    Refused(ServiceError),
}

impl<E: Into<ServiceError>> From<E> for NotInstalled {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

/// Checks a package by the rules of every other plugin, keeps it, puts it into service and approves it on the host.
///
/// 403 `operator_required`, 404 for a host that is not there, 409 `version_exists` for other contents under a version that is there, and
/// `approved_elsewhere` where other hosts approved what would be replaced (see [`Install::replace`]).
pub async fn install(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    files: &Files,
    how: Install,
) -> Result<Installed, NotInstalled> {
    // What is in service is so for all hosts.
    caller.require_operator()?;
    caller.host(state, host).await?;
    let Checked { package, problems } = checked(state, host, files).await?;
    let manifest = files
        .get(MANIFEST)
        .map(|bytes| String::from_utf8_lossy(bytes));
    let row = VersionRow {
        plugin: package.manifest.name.clone(),
        version: package.manifest.version.clone(),
        digest: package.digest.clone(),
        manifest_json: manifest.unwrap_or_default().into_owned(),
    };
    let before = state.registry.get(&row.plugin);
    let by = caller.actor();
    let by = (by.as_str(), state.clock.now_ms());
    let mut change = state.change().await?;
    // Whoever else installs waits here.
    audit::hold(&mut change).await?;
    caller.still_at_host(&mut change, host).await?;
    keep(&mut change, &row, files, how, by).await?;
    let others = others(&mut change, &row, host, how).await?;
    packages::put_in_service(&mut change, &row, by).await?;
    let approved = policies::approve(&mut change, host, &row.plugin, by.0, by.1).await?;
    let replaced = before.filter(|before| before.digest != row.digest);
    let unchanged = !approved && replaced.is_none();
    if !unchanged {
        let state_before = replaced.as_ref().map_or(
            Value::Null,
            |before| json!({"version": before.version, "digest": before.digest}),
        );
        let after = json!({"version": row.version, "digest": row.digest});
        let what = ("package.install", row.plugin.as_str());
        let states = || (state_before.clone(), after.clone());
        record(state, &mut change, caller, host, what, states()).await?;
        // There the plugin is gone until they approve it, which their logs have to say.
        for other in &others {
            let what = ("package.replace", row.plugin.as_str());
            record(state, &mut change, caller, other, what, states()).await?;
            change.touch(other, Subject::Host);
        }
        change.touch(host, Subject::Host);
        change.touch(EVERY_HOST, Subject::Host);
        change.commit().await?;
        plugins::renew(state).await?;
    }
    Ok(Installed {
        replaced: replaced.map(|before| before.version.clone()),
        plugin: row.plugin,
        version: row.version,
        digest: row.digest,
        unapproved: others,
        unchanged,
        warnings: problems,
        capabilities: capabilities(&package.manifest),
    })
}

/// Takes a plugin that came as a package out of service, with all of its versions. Decisions, settings and what it stored stay.
/// 403 `operator_required`; 404 when there is none of that name.
pub async fn remove(state: &AppState, caller: &ConsoleCaller, plugin: &str) -> ServiceResult<()> {
    caller.require_operator()?;
    let mut change = state.change().await?;
    audit::hold(&mut change).await?;
    let hosts = packages::hosts_that_approved(&mut change, plugin).await?;
    if !packages::remove(&mut change, plugin).await? {
        return Err(ServiceError::not_found());
    }
    for host in &hosts {
        policies::unapprove(&mut change, host, plugin).await?;
        let what = ("package.remove", plugin);
        record(
            state,
            &mut change,
            caller,
            host,
            what,
            (json!(true), Value::Null),
        )
        .await?;
        change.touch(host, Subject::Host);
    }
    change.touch(EVERY_HOST, Subject::Host);
    change.commit().await?;
    plugins::renew(state).await?;
    Ok(())
}

/// What the sandboxes of a package ask for.
fn capabilities(manifest: &PackageManifest) -> Vec<(String, Capabilities)> {
    let extensions = manifest.extensions().into_iter();
    extensions
        .filter_map(|extension| match extension.kind {
            ExtensionKind::Sandbox { sandbox } => Some((extension.id, sandbox.capabilities)),
            ExtensionKind::Schema { .. } | ExtensionKind::Component { .. } => None,
        })
        .collect()
}

/// The package, when nothing is wrong with it.
async fn checked(state: &AppState, host: &str, files: &Files) -> Result<Checked, NotInstalled> {
    let mut own_origins = hosts::origins(&mut &state.db, host).await?;
    own_origins.push(state.public_url.origin());
    let surroundings =
        Surroundings::of(&state.registry.now(), state.registry.config(), own_origins);
    let checked =
        check(files, &surroundings).map_err(|problem| NotInstalled::Problems(vec![problem]))?;
    if has_errors(&checked.problems) {
        return Err(NotInstalled::Problems(checked.problems));
    }
    Ok(checked)
}

/// A version never changes: the same contents are kept once, other contents need another version.
async fn keep(
    change: &mut Change<'_>,
    row: &VersionRow,
    files: &Files,
    how: Install,
    by: (&str, i64),
) -> Result<(), NotInstalled> {
    match packages::version(change, &row.plugin, &row.version).await? {
        Some(known) if known.digest == row.digest => return Ok(()),
        Some(_) if how.overwrite => {
            packages::remove_version(change, &row.plugin, &row.version).await?;
        }
        Some(_) => {
            let message = format!(
                "{} {} is there with other contents, and a version never changes. Raise the version in plugin.json.",
                row.plugin, row.version
            );
            return Err(ServiceError::conflict("version_exists", message).into());
        }
        None => {}
    }
    let assets: BTreeMap<String, (String, Vec<u8>)> = files
        .iter()
        .filter_map(|(path, bytes)| {
            let path = path.strip_prefix(ASSETS)?.to_owned();
            Some((path, (sha256_hex(bytes), bytes.to_vec())))
        })
        .collect();
    packages::add_version(change, row, &assets, by).await?;
    Ok(())
}

/// Other hosts whose approval ends.
async fn others(
    change: &mut Change<'_>,
    row: &VersionRow,
    host: &str,
    how: Install,
) -> Result<Vec<String>, NotInstalled> {
    let mut others =
        packages::hosts_that_approved_otherwise(change, &row.plugin, &row.digest).await?;
    others.retain(|other| other != host);
    if others.is_empty() || how.replace {
        return Ok(others);
    }
    let message = format!(
        "Other hosts approved the version that would be replaced: {}. Replace it all the same with --replace; it is gone there until they \
         approve {}.",
        others.join(", "),
        row.version
    );
    Err(ServiceError::conflict("approved_elsewhere", message).into())
}
