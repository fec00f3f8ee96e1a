//! Following the packages in service: this process, another one or the command line may have changed them.

use std::collections::BTreeMap;

use bytes::Bytes;
use portico_sdk::package::parse_manifest;

use super::Package;
use super::package::InService;
use crate::epochs::{EVERY_HOST, Subject};
use crate::state::AppState;
use crate::storage::packages::{self, VersionRow};
use crate::storage::{Db, StorageError};

/// Makes the registry what the database says. Costs an atomic look-up where nothing has changed.
pub async fn renew(state: &AppState) -> Result<(), StorageError> {
    let cell = state.epochs.cell(EVERY_HOST, Subject::Host);
    let registry = &state.registry;
    if cell.known().is_some_and(|epoch| registry.is_of(epoch)) {
        return Ok(());
    }
    let _one = registry.hold().await;
    // The epoch first: packages that are newer than their epoch are only read once more.
    let epoch = cell.current(&state.db).await?;
    if registry.is_of(epoch) {
        return Ok(());
    }
    let now = registry.now();
    let mut wanted = Vec::new();
    for row in packages::in_service(&mut &state.db).await? {
        let known = now
            .get(&row.plugin)
            .filter(|known| known.digest == row.digest);
        match known {
            Some(known) => wanted.push(InService::Same(known.clone())),
            None => wanted.extend(
                load(&state.db, row)
                    .await?
                    .map(|package| InService::New(Box::new(package))),
            ),
        }
    }
    registry.replace(wanted, epoch).await;
    Ok(())
}

/// A stored version; `None`: it cannot be read any more, which the log says.
async fn load(db: &Db, row: VersionRow) -> Result<Option<Package>, StorageError> {
    let manifest = match parse_manifest(row.manifest_json.as_bytes()) {
        Ok(parsed) => {
            // It was taken by an older server, whose rules were others.
            for problem in &parsed.problems {
                tracing::warn!(plugin = row.plugin, "{problem}");
            }
            parsed.manifest
        }
        Err(problem) => {
            tracing::error!(
                plugin = row.plugin,
                "the stored plugin.json is unreadable: {problem}"
            );
            return Ok(None);
        }
    };
    let files = packages::files(&mut &*db, &row.plugin, &row.version).await?;
    let files: BTreeMap<String, Bytes> = files
        .into_iter()
        .map(|file| (file.path, Bytes::from(file.bytes)))
        .collect();
    Ok(Some(Package {
        manifest,
        files,
        digest: row.digest,
    }))
}
