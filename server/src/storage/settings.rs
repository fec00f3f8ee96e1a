//! Settings of plugins by level. Secrets lie apart, encrypted, and never leave this file in one piece with the values.

use std::collections::BTreeMap;

use portico_sdk::schema::Level;
use portico_sdk::settings::Values;

use super::{FromRow, Row, Runner, StorageError, UnitOfWork, sql};

/// The settings of one plugin on one level. `org` is empty on the host level.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Host id.
    pub host: &'a str,
    /// Name of the plugin.
    pub plugin: &'a str,
    /// Organisation id; empty: the host level.
    pub org: &'a str,
}

impl Place<'_> {
    /// The level, which follows from the organisation.
    pub fn level(self) -> Level {
        if self.org.is_empty() {
            Level::Host
        } else {
            Level::Org
        }
    }

    fn level_name(self) -> &'static str {
        match self.level() {
            Level::Host => "host",
            Level::Org => "org",
        }
    }
}

/// What is stored on one level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stored {
    /// Plain values.
    pub values: Values,
    /// Key → ciphertext.
    pub secrets: BTreeMap<String, String>,
}

/// Who changes something, and when.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// A uid or a console account's address.
    pub by: &'a str,
    /// Milliseconds since the epoch.
    pub at: i64,
}

struct ValueRow(String, serde_json::Value);

impl FromRow for ValueRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self(row.text("key")?, row.json("value_json")?))
    }
}

struct SecretRow(String, String);

impl FromRow for SecretRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self(row.text("key")?, row.text("ciphertext")?))
    }
}

struct Rev(i64);

impl FromRow for Rev {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("rev").map(Self)
    }
}

/// Everything stored on one level.
pub async fn stored(on: &mut impl Runner, place: Place<'_>) -> Result<Stored, StorageError> {
    let values = sql("select key, value_json from settings \
         where host_id = $1 and plugin = $2 and level = $3 and org_id = $4")
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.level_name())
    .bind(place.org)
    .all::<ValueRow>(on)
    .await?;
    let secrets = sql("select key, ciphertext from secrets \
         where host_id = $1 and plugin = $2 and level = $3 and org_id = $4")
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.level_name())
    .bind(place.org)
    .all::<SecretRow>(on)
    .await?;
    Ok(Stored {
        values: values.into_iter().map(|row| (row.0, row.1)).collect(),
        secrets: secrets.into_iter().map(|row| (row.0, row.1)).collect(),
    })
}

/// What is stored for a plugin on the level of the host, and on that of an organisation (empty: none), by one query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BothLevels {
    /// The host's.
    pub host: Stored,
    /// The organisation's.
    pub org: Stored,
}

struct LevelRow {
    is_org: bool,
    key: String,
    cell: Cell,
}

enum Cell {
    Plain(serde_json::Value),
    Secret(String),
}

impl FromRow for LevelRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            is_org: row.text("level")? == "org",
            key: row.text("key")?,
            cell: match row.text_opt("ciphertext")? {
                Some(ciphertext) => Cell::Secret(ciphertext),
                None => Cell::Plain(row.json("value_json")?),
            },
        })
    }
}

/// Everything that may count for an organisation. Each part is found by its primary key, however many organisations have
/// settings.
pub async fn both_levels(
    on: &mut impl Runner,
    host: &str,
    plugin: &str,
    org: &str,
) -> Result<BothLevels, StorageError> {
    let rows = sql(
        "select level, key, value_json, null as ciphertext from settings \
         where host_id = $1 and plugin = $2 and level = 'host' and org_id = '' \
         union all select level, key, value_json, null as ciphertext from settings \
         where host_id = $1 and plugin = $2 and level = 'org' and org_id = $3 \
         union all select level, key, null as value_json, ciphertext from secrets \
         where host_id = $1 and plugin = $2 and level = 'host' and org_id = '' \
         union all select level, key, null as value_json, ciphertext from secrets \
         where host_id = $1 and plugin = $2 and level = 'org' and org_id = $3",
    )
    .bind(host)
    .bind(plugin)
    .bind(org)
    .all::<LevelRow>(on)
    .await?;
    let mut both = BothLevels::default();
    for row in rows {
        let level = if row.is_org {
            &mut both.org
        } else {
            &mut both.host
        };
        match row.cell {
            Cell::Plain(value) => {
                level.values.insert(row.key, value);
            }
            Cell::Secret(ciphertext) => {
                level.secrets.insert(row.key, ciphertext);
            }
        }
    }
    Ok(both)
}

/// Revision of one level; 0 before the first save.
pub async fn rev(on: &mut impl Runner, place: Place<'_>) -> Result<i64, StorageError> {
    let found = sql("select rev from settings_revs \
         where host_id = $1 and plugin = $2 and level = $3 and org_id = $4")
    .bind(place.host)
    .bind(place.plugin)
    .bind(place.level_name())
    .bind(place.org)
    .optional::<Rev>(on)
    .await?;
    Ok(found.map_or(0, |rev| rev.0))
}

/// The revision again, its row locked until the unit of work ends: savers of one level wait for each other.
pub async fn lock_rev(work: &mut UnitOfWork, place: Place<'_>) -> Result<i64, StorageError> {
    raise(work, place, 0).await
}

/// The next revision.
pub async fn raise_rev(work: &mut UnitOfWork, place: Place<'_>) -> Result<i64, StorageError> {
    raise(work, place, 1).await
}

async fn raise(work: &mut UnitOfWork, place: Place<'_>, by: i64) -> Result<i64, StorageError> {
    let found = sql("insert into settings_revs (host_id, plugin, level, org_id, rev) values ($1, $2, $3, $4, $5) \
         on conflict (host_id, plugin, level, org_id) do update set rev = settings_revs.rev + $5 returning rev")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.level_name())
        .bind(place.org)
        .bind(by)
        .optional::<Rev>(work)
        .await?;
    found.map(|rev| rev.0).ok_or(StorageError::Reference)
}

/// Stores a plain value.
pub async fn set_value(
    work: &mut UnitOfWork,
    place: Place<'_>,
    key: &str,
    value: &serde_json::Value,
    change: Change<'_>,
) -> Result<(), StorageError> {
    sql("insert into settings (host_id, plugin, level, org_id, key, value_json, updated_at, updated_by) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (host_id, plugin, level, org_id, key) do update set \
         value_json = excluded.value_json, updated_at = excluded.updated_at, updated_by = excluded.updated_by")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.level_name())
        .bind(place.org)
        .bind(key)
        .bind(value.to_string())
        .bind(change.at)
        .bind(change.by)
        .execute(work)
        .await?;
    Ok(())
}

/// Stores a secret's ciphertext.
pub async fn set_secret(
    work: &mut UnitOfWork,
    place: Place<'_>,
    key: &str,
    ciphertext: &str,
    change: Change<'_>,
) -> Result<(), StorageError> {
    sql("insert into secrets (host_id, plugin, level, org_id, key, ciphertext, updated_at, updated_by) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (host_id, plugin, level, org_id, key) do update set \
         ciphertext = excluded.ciphertext, updated_at = excluded.updated_at, updated_by = excluded.updated_by")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.level_name())
        .bind(place.org)
        .bind(key)
        .bind(ciphertext)
        .bind(change.at)
        .bind(change.by)
        .execute(work)
        .await?;
    Ok(())
}

/// Removes a value, be it plain or secret.
pub async fn clear(work: &mut UnitOfWork, place: Place<'_>, key: &str) -> Result<(), StorageError> {
    clear_value(work, place, key).await?;
    sql("delete from secrets where host_id = $1 and plugin = $2 and level = $3 and org_id = $4 and key = $5")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.level_name())
        .bind(place.org)
        .bind(key)
        .execute(work)
        .await?;
    Ok(())
}

/// Removes a plain value; a secret of that key stays.
pub async fn clear_value(
    work: &mut UnitOfWork,
    place: Place<'_>,
    key: &str,
) -> Result<(), StorageError> {
    sql("delete from settings where host_id = $1 and plugin = $2 and level = $3 and org_id = $4 and key = $5")
        .bind(place.host)
        .bind(place.plugin)
        .bind(place.level_name())
        .bind(place.org)
        .bind(key)
        .execute(work)
        .await?;
    Ok(())
}
