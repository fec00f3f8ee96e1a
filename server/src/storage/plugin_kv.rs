//! The key-value store of plugins, with a running total of what each takes up for each organisation.

use super::{FromRow, Row, Runner, StorageError, UnitOfWork, sql};

/// One plugin's store in one scope. `org` is empty on the host level.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Host id.
    pub host: &'a str,
    /// Name of the plugin.
    pub plugin: &'a str,
    /// Organisation id, or empty.
    pub org: &'a str,
}

/// What a plugin's keys take up in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Number of keys.
    pub entries: i64,
    /// Bytes of keys and values.
    pub bytes: i64,
}

impl FromRow for Usage {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            entries: row.int("entries")?,
            bytes: row.int("bytes")?,
        })
    }
}

struct Value(String);

impl FromRow for Value {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("value_json").map(Self)
    }
}

struct Size(i64);

impl FromRow for Size {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("size").map(Self)
    }
}

struct Key(String);

impl FromRow for Key {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("key").map(Self)
    }
}

/// The value under a key, as JSON text.
pub async fn get(
    on: &mut impl Runner,
    place: Place<'_>,
    key: &str,
) -> Result<Option<String>, StorageError> {
    let found = sql("select value_json from plugin_kv where host_id = $1 and plugin = $2 and org_id = $3 and key = $4")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.org)
        .bind(key)
        .optional::<Value>(on)
        .await?;
    Ok(found.map(|value| value.0))
}

/// Keys that start with `prefix`, in bytewise order.
pub async fn list(
    on: &mut impl Runner,
    place: Place<'_>,
    prefix: &str,
    limit: u32,
) -> Result<Vec<String>, StorageError> {
    let keys = sql(
        "select key from plugin_kv where host_id = $1 and plugin = $2 and org_id = $3 \
         and key >= $4 and substr(key, 1, length($4)) = $4 order by key limit $5",
    )
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.org)
    .bind(prefix)
    .bind(i64::from(limit))
    .all::<Key>(on)
    .await?;
    Ok(keys.into_iter().map(|key| key.0).collect())
}

/// Stores a value and answers what the plugin takes up there afterwards; the caller rolls back when that is too much. Writers
/// of one place wait for each other, so the total is exact.
pub async fn put(
    work: &mut UnitOfWork,
    place: Place<'_>,
    key: &str,
    value_json: &str,
    now: i64,
) -> Result<Usage, StorageError> {
    let size = i64::try_from(key.len() + value_json.len()).unwrap_or(i64::MAX);
    lock(work, place).await?;
    let before = size_of(work, place, key).await?;
    sql("insert into plugin_kv (host_id, plugin, org_id, key, value_json, size, updated_at) values ($1, $2, $3, $4, $5, $6, $7) \
         on conflict (host_id, plugin, org_id, key) do update set value_json = excluded.value_json, size = excluded.size, \
         updated_at = excluded.updated_at")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.org)
        .bind(key)
        .bind(value_json)
        .bind(size)
        .bind(now)
        .execute(work)
        .await?;
    change_usage(
        work,
        place,
        i64::from(before.is_none()),
        size - before.unwrap_or(0),
    )
    .await
}

/// Removes a key; true when it was there.
pub async fn delete(
    work: &mut UnitOfWork,
    place: Place<'_>,
    key: &str,
) -> Result<bool, StorageError> {
    lock(work, place).await?;
    let Some(size) = size_of(work, place, key).await? else {
        return Ok(false);
    };
    sql("delete from plugin_kv where host_id = $1 and plugin = $2 and org_id = $3 and key = $4")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.org)
        .bind(key)
        .execute(work)
        .await?;
    change_usage(work, place, -1, -size).await?;
    Ok(true)
}

/// Waits until no other unit of work writes to the place: what is read from then on stays true until the end of this one.
pub async fn lock(work: &mut UnitOfWork, place: Place<'_>) -> Result<(), StorageError> {
    sql(
        "insert into plugin_kv_usage (host_id, plugin, org_id, entries, bytes) values ($1, $2, $3, 0, 0) \
         on conflict (host_id, plugin, org_id) do update set entries = plugin_kv_usage.entries",
    )
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.org)
    .execute(work)
    .await?;
    Ok(())
}

async fn change_usage(
    work: &mut UnitOfWork,
    place: Place<'_>,
    entries: i64,
    bytes: i64,
) -> Result<Usage, StorageError> {
    let usage = sql(
        "update plugin_kv_usage set entries = entries + $4, bytes = bytes + $5 \
         where host_id = $1 and plugin = $2 and org_id = $3 returning entries, bytes",
    )
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.org)
    .bind(entries)
    .bind(bytes)
    .optional::<Usage>(work)
    .await?;
    usage.ok_or(StorageError::Reference)
}

async fn size_of(
    work: &mut UnitOfWork,
    place: Place<'_>,
    key: &str,
) -> Result<Option<i64>, StorageError> {
    let found = sql("select size from plugin_kv where host_id = $1 and plugin = $2 and org_id = $3 and key = $4")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.org)
        .bind(key)
        .optional::<Size>(work)
        .await?;
    Ok(found.map(|size| size.0))
}
