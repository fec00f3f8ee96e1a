//! `plugins`, `plugin_versions`, `version_files` and `artifacts`: plugins that came as packages.

use std::collections::BTreeMap;

use super::{FromRow, Row, Runner, StorageError, sql};

/// A version as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Name of the plugin.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// Digest of its contents.
    pub digest: String,
    /// Its `plugin.json`.
    pub manifest_json: String,
}

impl FromRow for VersionRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            plugin: row.text("plugin")?,
            version: row.text("version")?,
            digest: row.text("digest")?,
            manifest_json: row.text("manifest_json")?,
        })
    }
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Name of the plugin.
    pub plugin: String,
    /// Path below `assets/`.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl FromRow for FileRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            plugin: row.text("plugin")?,
            path: row.text("path")?,
            bytes: row.bytes("bytes")?,
        })
    }
}

struct HostId(String);

impl FromRow for HostId {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("host_id").map(Self)
    }
}

/// The version in service of every plugin that came as a package, in order of name.
pub async fn in_service(on: &mut impl Runner) -> Result<Vec<VersionRow>, StorageError> {
    sql(
        "select v.plugin, v.version, v.digest, v.manifest_json from plugins p \
         join plugin_versions v on v.plugin = p.name and v.version = p.version order by v.plugin",
    )
    .all(on)
    .await
}

/// The files of all versions in service whose plugins are not among those known already.
pub async fn files(
    on: &mut impl Runner,
    plugin: &str,
    version: &str,
) -> Result<Vec<FileRow>, StorageError> {
    sql("select f.plugin, f.path, a.bytes from version_files f join artifacts a on a.sha256 = f.sha256 \
         where f.plugin = $1 and f.version = $2 order by f.path")
    .bind(plugin)
    .bind(version)
    .all(on)
    .await
}

/// One version.
pub async fn version(
    on: &mut impl Runner,
    plugin: &str,
    version: &str,
) -> Result<Option<VersionRow>, StorageError> {
    sql("select plugin, version, digest, manifest_json from plugin_versions where plugin = $1 and version = $2")
        .bind(plugin)
        .bind(version)
        .optional(on)
        .await
}

/// Adds a version with its files (path below `assets/` → SHA-256 in hexadecimal and bytes); [`StorageError::Conflict`] when it is there.
pub async fn add_version(
    on: &mut impl Runner,
    row: &VersionRow,
    files: &BTreeMap<String, (String, Vec<u8>)>,
    (by, now): (&str, i64),
) -> Result<(), StorageError> {
    sql("insert into plugin_versions (plugin, version, digest, state, manifest_json, added_at, added_by) \
         values ($1, $2, $3, 'approved', $4, $5, $6)")
    .bind(&row.plugin)
    .bind(&row.version)
    .bind(&row.digest)
    .bind(&row.manifest_json)
    .bind(now)
    .bind(by)
    .execute(on)
    .await?;
    for (path, (sha256, bytes)) in files {
        sql("insert into artifacts (sha256, size, bytes) values ($1, $2, $3) on conflict do nothing")
            .bind(sha256)
            .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
            .bind(bytes.as_slice())
            .execute(on)
            .await?;
        sql("insert into version_files (plugin, version, path, sha256) values ($1, $2, $3, $4)")
            .bind(&row.plugin)
            .bind(&row.version)
            .bind(path)
            .bind(sha256)
            .execute(on)
            .await?;
    }
    Ok(())
}

/// Puts a version in service in place of any other of its plugin.
pub async fn put_in_service(
    on: &mut impl Runner,
    row: &VersionRow,
    (by, now): (&str, i64),
) -> Result<(), StorageError> {
    sql("insert into plugins (name, version, digest, added_at, added_by) values ($1, $2, $3, $4, $5) \
         on conflict (name) do update set version = excluded.version, digest = excluded.digest, \
         added_at = excluded.added_at, added_by = excluded.added_by")
    .bind(&row.plugin)
    .bind(&row.version)
    .bind(&row.digest)
    .bind(now)
    .bind(by)
    .execute(on)
    .await?;
    Ok(())
}

/// Takes a plugin out of service and forgets its versions and the files that no other has; true when it was there.
pub async fn remove(on: &mut impl Runner, plugin: &str) -> Result<bool, StorageError> {
    let removed = sql("delete from plugins where name = $1")
        .bind(plugin)
        .execute(on)
        .await?;
    remove_versions(on, plugin).await?;
    Ok(removed > 0)
}

async fn remove_versions(on: &mut impl Runner, plugin: &str) -> Result<(), StorageError> {
    sql("delete from plugin_versions where plugin = $1")
        .bind(plugin)
        .execute(on)
        .await?;
    forget_unused_files(on).await
}

/// Removes one version, for developers who build the same one again and again.
pub async fn remove_version(
    on: &mut impl Runner,
    plugin: &str,
    version: &str,
) -> Result<(), StorageError> {
    sql("delete from plugin_versions where plugin = $1 and version = $2")
        .bind(plugin)
        .bind(version)
        .execute(on)
        .await?;
    forget_unused_files(on).await
}

async fn forget_unused_files(on: &mut impl Runner) -> Result<(), StorageError> {
    sql("delete from artifacts where not exists (select 1 from version_files f where f.sha256 = artifacts.sha256)")
        .execute(on)
        .await?;
    Ok(())
}

/// The hosts whose approval of a plugin is of other contents than these: for them it ends when these come into service.
pub async fn hosts_that_approved_otherwise(
    on: &mut impl Runner,
    plugin: &str,
    digest: &str,
) -> Result<Vec<String>, StorageError> {
    let rows = sql(
        "select host_id from host_approvals where plugin = $1 and digest <> $2 order by host_id",
    )
    .bind(plugin)
    .bind(digest)
    .all::<HostId>(on)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The hosts that approved a plugin, in whatever version.
pub async fn hosts_that_approved(
    on: &mut impl Runner,
    plugin: &str,
) -> Result<Vec<String>, StorageError> {
    let rows = sql("select host_id from host_approvals where plugin = $1 order by host_id")
        .bind(plugin)
        .all::<HostId>(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

struct Contents {
    plugin: String,
    digest: String,
}

impl FromRow for Contents {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            plugin: row.text("name")?,
            digest: row.text("digest")?,
        })
    }
}

/// The digests of all packages in service, by plugin.
pub async fn digests(on: &mut impl Runner) -> Result<BTreeMap<String, String>, StorageError> {
    let rows = sql("select name, digest from plugins")
        .all::<Contents>(on)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.plugin, row.digest))
        .collect())
}

/// The digest of one, inside the unit of work that depends on it.
pub async fn digest(on: &mut impl Runner, plugin: &str) -> Result<Option<String>, StorageError> {
    let row = sql("select name, digest from plugins where name = $1")
        .bind(plugin)
        .optional::<Contents>(on)
        .await?;
    Ok(row.map(|row| row.digest))
}
