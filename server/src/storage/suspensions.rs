//! `plugin_stops`, `plugin_suspensions` and `plugin_readers`: what had to be ended for whom, what is off for that, and of how many
//! they are a part (THREATS m).

use std::collections::BTreeMap;

use portico_sdk::policy::Suspension;

use super::query::{FIFTY, fifty_from_2};
use super::{FromRow, Row, Runner, StorageError, sql};
use crate::crypto::new_id;

/// One version of a plugin.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// Host on which it runs.
    pub host: &'a str,
    /// Name of the plugin.
    pub plugin: &'a str,
    /// The version.
    pub version: &'a str,
}

/// Notes that a page of a user ended a plugin, at a time in milliseconds since the epoch.
pub async fn add_stop(
    on: &mut impl Runner,
    of: Version<'_>,
    uid: &str,
    now: i64,
) -> Result<(), StorageError> {
    sql("insert into plugin_stops (id, host_id, plugin, version, uid, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(new_id())
        .bind(of.host)
        .bind(of.plugin)
        .bind(of.version)
        .bind(uid)
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// How often pages of a user ended a plugin after a time, until now.
pub async fn stops_since(
    on: &mut impl Runner,
    of: Version<'_>,
    uid: &str,
    (since, now): (i64, i64),
) -> Result<i64, StorageError> {
    let found = sql("select count(*) as number from plugin_stops \
         where host_id = $1 and uid = $2 and plugin = $3 and version = $4 and at > $5 and at <= $6")
    .bind(of.host)
    .bind(uid)
    .bind(of.plugin)
    .bind(of.version)
    .bind(since)
    .bind(now)
    .optional::<Number>(on)
    .await?;
    Ok(found.map_or(0, |count| count.0))
}

/// Suspends a plugin for a user; `org` is the organisation that had turned it on, empty where none had.
pub async fn suspend_for_user(
    on: &mut impl Runner,
    of: Version<'_>,
    org: &str,
    uid: &str,
    now: i64,
) -> Result<(), StorageError> {
    suspend(on, of, (org, uid), now).await
}

/// Suspends a plugin for a whole organisation.
pub async fn suspend_for_org(
    on: &mut impl Runner,
    of: Version<'_>,
    org: &str,
    now: i64,
) -> Result<(), StorageError> {
    suspend(on, of, (org, ""), now).await
}

async fn suspend(
    on: &mut impl Runner,
    of: Version<'_>,
    (org, uid): (&str, &str),
    now: i64,
) -> Result<(), StorageError> {
    sql("insert into plugin_suspensions (host_id, uid, org_id, plugin, version, since) values ($1, $2, $3, $4, $5, $6) \
         on conflict (host_id, uid, org_id, plugin) \
         do update set version = excluded.version, since = excluded.since, lifted_at = null")
        .bind(of.host)
        .bind(uid)
        .bind(org)
        .bind(of.plugin)
        .bind(of.version)
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// Takes a user's own suspensions of a plugin back, and forgets the ends that led to them; for each, the organisation that had
/// turned the plugin on.
pub async fn lift_for_user(
    on: &mut impl Runner,
    host: &str,
    plugin: &str,
    uid: &str,
    now: i64,
) -> Result<Vec<String>, StorageError> {
    sql("delete from plugin_stops where host_id = $1 and uid = $2 and plugin = $3")
        .bind(host)
        .bind(uid)
        .bind(plugin)
        .execute(on)
        .await?;
    let lifted: Vec<Text> = sql("update plugin_suspensions set lifted_at = $4 \
         where host_id = $1 and uid = $2 and plugin = $3 and lifted_at is null returning org_id as value")
    .bind(host)
    .bind(uid)
    .bind(plugin)
    .bind(now)
    .all(on)
    .await?;
    Ok(lifted.into_iter().map(|org| org.0).collect())
}

/// Forgets that a plugin is suspended for an organisation and for members of it, and the ends that led to it; for whom it was:
/// users, and empty for the whole organisation.
pub async fn lift_for_org(
    on: &mut impl Runner,
    host: &str,
    plugin: &str,
    org: &str,
) -> Result<Vec<String>, StorageError> {
    sql(
        "delete from plugin_stops where host_id = $1 and plugin = $3 and uid in \
         (select uid from plugin_suspensions where host_id = $1 and org_id = $2 and plugin = $3)",
    )
    .bind(host)
    .bind(org)
    .bind(plugin)
    .execute(on)
    .await?;
    let lifted: Vec<Text> = sql("delete from plugin_suspensions where host_id = $1 and org_id = $2 and plugin = $3 returning uid as value")
        .bind(host)
        .bind(org)
        .bind(plugin)
        .all(on)
        .await?;
    Ok(lifted.into_iter().map(|uid| uid.0).collect())
}

/// A user's own suspensions.
pub async fn of_user(
    on: &mut impl Runner,
    host: &str,
    uid: &str,
) -> Result<Vec<Suspension>, StorageError> {
    if uid.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<SuspensionRow> = sql(
        "select plugin, version, '' as org_id, since from plugin_suspensions \
         where host_id = $1 and uid = $2 and lifted_at is null",
    )
    .bind(host)
    .bind(uid)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The suspensions of whole organisations.
pub async fn of_orgs(
    on: &mut impl Runner,
    host: &str,
    orgs: &[&str],
) -> Result<Vec<Suspension>, StorageError> {
    let mut found = Vec::new();
    for orgs in orgs.chunks(FIFTY) {
        let rows: Vec<SuspensionRow> = sql(concat!(
            "select plugin, version, org_id, since from plugin_suspensions where host_id = $1 and uid = '' and org_id in (",
            fifty_from_2!(),
            ")"
        ))
        .bind(host)
        .bind_fifty(orgs)
        .all(on)
        .await?;
        found.extend(rows.into_iter().map(|row| row.0));
    }
    Ok(found)
}

/// For how many users of an organisation a version was suspended since a time, whether or not they turned it on again.
pub async fn suspended_users(
    on: &mut impl Runner,
    of: Version<'_>,
    org: &str,
    since: i64,
) -> Result<i64, StorageError> {
    let found = sql("select count(*) as number from plugin_suspensions \
         where host_id = $1 and org_id = $2 and plugin = $3 and version = $4 and since > $5 and uid <> ''")
    .bind(of.host)
    .bind(org)
    .bind(of.plugin)
    .bind(of.version)
    .bind(since)
    .optional::<Number>(on)
    .await?;
    Ok(found.map_or(0, |count| count.0))
}

/// For how many users each version of each plugin is suspended: of an organisation, or on the whole host.
pub async fn users_by_version(
    on: &mut impl Runner,
    host: &str,
    org: Option<&str>,
) -> Result<BTreeMap<(String, String), i64>, StorageError> {
    let rows: Vec<Counted> = match org {
        Some(org) => sql(
            "select plugin, version, count(*) as number from plugin_suspensions \
             where host_id = $1 and org_id = $2 and uid <> '' and lifted_at is null group by plugin, version",
        )
        .bind(host)
        .bind(org),
        // One user may have a plugin from several organisations.
        None => sql(
            "select plugin, version, count(distinct uid) as number from plugin_suspensions \
             where host_id = $1 and uid <> '' and lifted_at is null group by plugin, version",
        )
        .bind(host),
    }
    .all(on)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.plugin, row.version), row.number))
        .collect())
}

/// Notes that pages of a user showed sandboxes of an organisation on a day (UTC, days since the epoch).
pub async fn note_reader(
    on: &mut impl Runner,
    host: &str,
    org: &str,
    uid: &str,
    day: i64,
) -> Result<(), StorageError> {
    // Once a day: whoever reads all day long makes no further change.
    sql("insert into plugin_readers (host_id, org_id, uid, day) values ($1, $2, $3, $4) \
         on conflict (host_id, org_id, uid) do update set day = excluded.day where plugin_readers.day < excluded.day")
        .bind(host)
        .bind(org)
        .bind(uid)
        .bind(day)
        .execute(on)
        .await?;
    Ok(())
}

/// Users whose pages showed sandboxes of an organisation lately.
pub async fn readers(on: &mut impl Runner, host: &str, org: &str) -> Result<i64, StorageError> {
    let found =
        sql("select count(*) as number from plugin_readers where host_id = $1 and org_id = $2")
            .bind(host)
            .bind(org)
            .optional::<Number>(on)
            .await?;
    Ok(found.map_or(0, |count| count.0))
}

/// Forgets what does not count any more: ends until one time, readers who were not seen since a day, and what users turned on again
/// of suspensions until another time.
pub async fn purge(
    on: &mut impl Runner,
    stops_until: i64,
    day: i64,
    lifted_until: i64,
) -> Result<(), StorageError> {
    sql("delete from plugin_stops where at <= $1")
        .bind(stops_until)
        .execute(on)
        .await?;
    sql("delete from plugin_readers where day < $1")
        .bind(day)
        .execute(on)
        .await?;
    sql("delete from plugin_suspensions where since <= $1 and lifted_at is not null")
        .bind(lifted_until)
        .execute(on)
        .await?;
    Ok(())
}

struct SuspensionRow(Suspension);

impl FromRow for SuspensionRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self(Suspension {
            plugin: row.text("plugin")?,
            version: row.text("version")?,
            org: Some(row.text("org_id")?).filter(|org| !org.is_empty()),
            since: row.int("since")?,
        }))
    }
}

struct Text(String);

impl FromRow for Text {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("value").map(Self)
    }
}

struct Number(i64);

impl FromRow for Number {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("number").map(Self)
    }
}

struct Counted {
    plugin: String,
    version: String,
    number: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            plugin: row.text("plugin")?,
            version: row.text("version")?,
            number: row.int("number")?,
        })
    }
}
