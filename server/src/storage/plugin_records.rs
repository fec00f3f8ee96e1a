//! What sandboxed plugins keep for users: own records, and those that a user shares with everybody in the same scope; with a
//! running total for each user, and one of what all share.
//!
//! Every statement names host, plugin, organisation and, but for the list of what is shared, the user (THREATS 42).

use super::plugin_kv::Place;
use super::{FromRow, Row, Runner, StorageError, UnitOfWork, sql};

/// The user id under which is counted what all users share; no user has it.
const EVERYBODY: &str = "";

/// One kind of records of one user.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// Host, plugin and organisation.
    pub place: Place<'a>,
    /// The user.
    pub uid: &'a str,
    /// Those that everybody in the place may read.
    pub shared: bool,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Whose it is.
    pub uid: String,
    /// Its key among the records of its kind.
    pub key: String,
    /// The value, as JSON text.
    pub value_json: String,
    /// Milliseconds since the epoch.
    pub updated_at: i64,
}

impl FromRow for RecordRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            uid: row.text("uid")?,
            key: row.text("key")?,
            value_json: row.text("value_json")?,
            updated_at: row.int("updated_at")?,
        })
    }
}

/// What records take up after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// The user's records of both kinds.
    pub entries: i64,
    /// Bytes of their keys and values.
    pub bytes: i64,
    /// What all users share in the place; 0 when nothing shared was changed.
    pub shared_entries: i64,
}

struct Total {
    entries: i64,
    bytes: i64,
}

impl FromRow for Total {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            entries: row.int("entries")?,
            bytes: row.int("bytes")?,
        })
    }
}

struct Size(i64);

impl FromRow for Size {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("size").map(Self)
    }
}

/// One record.
pub async fn get(
    on: &mut impl Runner,
    shelf: Shelf<'_>,
    key: &str,
) -> Result<Option<RecordRow>, StorageError> {
    sql("select uid, key, value_json, updated_at from plugin_records \
         where host_id = $1 and plugin = $2 and org_id = $3 and uid = $4 and shared = $5 and key = $6")
    .bind(shelf.place.host)
    .bind(shelf.place.plugin)
    .bind(shelf.place.org)
    .bind(shelf.uid)
    .bind(shelf.shared)
    .bind(key)
    .optional(on)
    .await
}

/// The user's records whose keys start with `prefix`, in bytewise order of the keys.
pub async fn list(
    on: &mut impl Runner,
    shelf: Shelf<'_>,
    prefix: &str,
    limit: u32,
) -> Result<Vec<RecordRow>, StorageError> {
    sql(
        "select uid, key, value_json, updated_at from plugin_records \
         where host_id = $1 and plugin = $2 and org_id = $3 and uid = $4 and shared = $5 \
         and key >= $6 and substr(key, 1, length($6)) = $6 order by key limit $7",
    )
    .bind(shelf.place.host)
    .bind(shelf.place.plugin)
    .bind(shelf.place.org)
    .bind(shelf.uid)
    .bind(shelf.shared)
    .bind(prefix)
    .bind(i64::from(limit))
    .all(on)
    .await
}

/// What everybody shares in the place under keys that start with `prefix`, the newest first.
pub async fn shared(
    on: &mut impl Runner,
    place: Place<'_>,
    prefix: &str,
    limit: u32,
) -> Result<Vec<RecordRow>, StorageError> {
    // `shared` stands there as it does in the index.
    sql("select uid, key, value_json, updated_at from plugin_records \
         where host_id = $1 and plugin = $2 and org_id = $3 and shared \
         and key >= $4 and substr(key, 1, length($4)) = $4 order by updated_at desc, uid, key limit $5")
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.org)
    .bind(prefix)
    .bind(i64::from(limit))
    .all(on)
    .await
}

/// Stores a value and answers what is taken up afterwards; the caller rolls back when that is too much. The changes of one
/// user wait for each other, and so do those of what is shared in one place, so the totals are exact.
pub async fn put(
    work: &mut UnitOfWork,
    shelf: Shelf<'_>,
    key: &str,
    value_json: &str,
    now: i64,
) -> Result<Usage, StorageError> {
    let size = i64::try_from(key.len() + value_json.len()).unwrap_or(i64::MAX);
    lock(work, shelf).await?;
    let before = size_of(work, shelf, key).await?;
    sql("insert into plugin_records (host_id, plugin, org_id, uid, shared, key, value_json, size, updated_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (host_id, plugin, org_id, uid, shared, key) do update set value_json = excluded.value_json, \
         size = excluded.size, updated_at = excluded.updated_at")
        .bind(shelf.place.host)
        .bind(shelf.place.plugin)
        .bind(shelf.place.org)
        .bind(shelf.uid)
        .bind(shelf.shared)
        .bind(key)
        .bind(value_json)
        .bind(size)
        .bind(now)
        .execute(work)
        .await?;
    let added = i64::from(before.is_none());
    count(work, shelf, added, size - before.unwrap_or(0)).await
}

/// Removes a record; true when it was there. Of a user without records nothing stays, not even the total.
pub async fn delete(
    work: &mut UnitOfWork,
    shelf: Shelf<'_>,
    key: &str,
) -> Result<bool, StorageError> {
    if size_of(work, shelf, key).await?.is_none() {
        return Ok(false);
    }
    lock(work, shelf).await?;
    // Somebody may have been faster while this one waited.
    let found = size_of(work, shelf, key).await?;
    if let Some(size) = found {
        sql("delete from plugin_records \
             where host_id = $1 and plugin = $2 and org_id = $3 and uid = $4 and shared = $5 and key = $6")
            .bind(shelf.place.host)
            .bind(shelf.place.plugin)
            .bind(shelf.place.org)
            .bind(shelf.uid)
            .bind(shelf.shared)
            .bind(key)
            .execute(work)
            .await?;
        count(work, shelf, -1, -size).await?;
    }
    forget_if_empty(work, shelf.place, shelf.uid).await?;
    if shelf.shared {
        forget_if_empty(work, shelf.place, EVERYBODY).await?;
    }
    Ok(found.is_some())
}

/// Waits until no other unit of work writes records of this user. The user's total always comes before the one of everybody,
/// so that nobody waits for each other.
async fn lock(work: &mut UnitOfWork, shelf: Shelf<'_>) -> Result<(), StorageError> {
    add(work, shelf.place, shelf.uid, 0, 0).await?;
    Ok(())
}

/// Brings the totals in step with a change of one record.
async fn count(
    work: &mut UnitOfWork,
    shelf: Shelf<'_>,
    entries: i64,
    bytes: i64,
) -> Result<Usage, StorageError> {
    let own = add(work, shelf.place, shelf.uid, entries, bytes).await?;
    let shared_entries = if shelf.shared {
        let all = add(work, shelf.place, EVERYBODY, entries, bytes).await?;
        all.entries
    } else {
        0
    };
    Ok(Usage {
        entries: own.entries,
        bytes: own.bytes,
        shared_entries,
    })
}

async fn add(
    work: &mut UnitOfWork,
    place: Place<'_>,
    uid: &str,
    entries: i64,
    bytes: i64,
) -> Result<Total, StorageError> {
    let total = sql(
        "insert into plugin_record_usage (host_id, plugin, org_id, uid, entries, bytes) values ($1, $2, $3, $4, $5, $6) \
         on conflict (host_id, plugin, org_id, uid) do update set entries = plugin_record_usage.entries + excluded.entries, \
         bytes = plugin_record_usage.bytes + excluded.bytes returning entries, bytes",
    )
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.org)
    .bind(uid)
    .bind(entries)
    .bind(bytes)
    .optional::<Total>(work)
    .await?;
    total.ok_or(StorageError::Reference)
}

async fn forget_if_empty(
    work: &mut UnitOfWork,
    place: Place<'_>,
    uid: &str,
) -> Result<(), StorageError> {
    sql("delete from plugin_record_usage \
         where host_id = $1 and plugin = $2 and org_id = $3 and uid = $4 and entries = 0")
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.org)
    .bind(uid)
    .execute(work)
    .await?;
    Ok(())
}

async fn size_of(
    work: &mut UnitOfWork,
    shelf: Shelf<'_>,
    key: &str,
) -> Result<Option<i64>, StorageError> {
    let found = sql("select size from plugin_records \
         where host_id = $1 and plugin = $2 and org_id = $3 and uid = $4 and shared = $5 and key = $6")
    .bind(shelf.place.host)
    .bind(shelf.place.plugin)
    .bind(shelf.place.org)
    .bind(shelf.uid)
    .bind(shelf.shared)
    .bind(key)
    .optional::<Size>(work)
    .await?;
    Ok(found.map(|size| size.0))
}
