//! Host events on their way to plugins: an outbox, filled in the unit of work of what happened.

use portico_sdk::plugin::{HostEvent, Scope};

use super::{FromRow, Row, Runner, StorageError, sql};

/// One event for one plugin.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Event and plugin; adding it twice adds it once.
    pub id: String,
    /// Name of the plugin.
    pub plugin: String,
    /// What happened.
    pub event: HostEvent,
    /// `waiting`, `delivered` or `failed`.
    pub state: String,
    /// Attempts begun.
    pub attempts: i64,
    /// When the next attempt is due, in milliseconds since the epoch.
    pub next_at: i64,
    /// Why the last attempt failed; empty: it did not. Never a secret.
    pub last_error: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl FromRow for Delivery {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            plugin: row.text("plugin")?,
            event: row.json("event_json")?,
            state: row.text("state")?,
            attempts: row.int("attempts")?,
            next_at: row.int("next_at")?,
            last_error: row.text("last_error")?,
            created_at: row.int("created_at")?,
        })
    }
}

struct Plugin(String);

impl FromRow for Plugin {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("plugin").map(Self)
    }
}

/// Adds an event for one plugin, due at once.
pub async fn add(
    on: &mut impl Runner,
    plugin: &str,
    event: &HostEvent,
    now: i64,
) -> Result<(), StorageError> {
    let json = serde_json::to_string(event).map_err(|error| StorageError::Unreadable {
        column: "event_json",
        problem: error.to_string(),
    })?;
    sql("insert into plugin_deliveries (id, host_id, org_id, plugin, event_json, state, attempts, next_at, last_error, created_at) \
         values ($1, $2, $3, $4, $5, 'waiting', 0, $6, '', $6) on conflict do nothing")
        .bind(format!("{}/{plugin}", event.id))
        .bind(&event.scope.host)
        .bind(event.scope.org.as_deref().unwrap_or_default())
        .bind(plugin)
        .bind(json)
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// The plugins for which something is due.
pub async fn plugins_due(on: &mut impl Runner, now: i64) -> Result<Vec<String>, StorageError> {
    let rows = sql("select distinct plugin from plugin_deliveries where state = 'waiting' and next_at <= $1 order by plugin")
        .bind(now)
        .all::<Plugin>(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What is due for one plugin: the oldest of each host and organisation, the oldest of them first.
pub async fn due(
    on: &mut impl Runner,
    plugin: &str,
    now: i64,
    limit: i64,
) -> Result<Vec<Delivery>, StorageError> {
    sql("select * from (select plugin_deliveries.*, \
         row_number() over (partition by host_id, org_id order by next_at, id) as turn \
         from plugin_deliveries where state = 'waiting' and next_at <= $1 and plugin = $2) as due \
         where turn = 1 order by next_at, id limit $3")
    .bind(now)
    .bind(plugin)
    .bind(limit)
    .all(on)
    .await
}

/// Begins an attempt: until `lease_until` nobody else does. False when somebody else began it before.
pub async fn claim(
    on: &mut impl Runner,
    delivery: &Delivery,
    lease_until: i64,
) -> Result<bool, StorageError> {
    let claimed = sql(
        "update plugin_deliveries set attempts = attempts + 1, next_at = $1 \
         where id = $2 and state = 'waiting' and attempts = $3 and next_at = $4",
    )
    .bind(lease_until)
    .bind(&delivery.id)
    .bind(delivery.attempts)
    .bind(delivery.next_at)
    .execute(on)
    .await?;
    Ok(claimed == 1)
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived.
    Delivered,
    /// It is tried again.
    Retry {
        /// When, in milliseconds since the epoch.
        at: i64,
        /// Why, without secrets.
        error: String,
    },
    /// It is given up.
    Failed {
        /// Why, without secrets.
        error: String,
    },
}

/// Writes down what became of an attempt.
pub async fn record(
    on: &mut impl Runner,
    id: &str,
    outcome: &Outcome,
    now: i64,
) -> Result<(), StorageError> {
    let (state, next_at, error) = match outcome {
        Outcome::Delivered => ("delivered", now, ""),
        Outcome::Retry { at, error } => ("waiting", *at, error.as_str()),
        Outcome::Failed { error } => ("failed", now, error.as_str()),
    };
    sql("update plugin_deliveries set state = $1, next_at = $2, last_error = $3 where id = $4")
        .bind(state)
        .bind(next_at)
        .bind(error)
        .bind(id)
        .execute(on)
        .await?;
    Ok(())
}

/// The latest deliveries of a host that were given up, the newest first.
pub async fn failures(
    on: &mut impl Runner,
    host: &str,
    limit: i64,
) -> Result<Vec<Delivery>, StorageError> {
    sql("select * from plugin_deliveries where host_id = $1 and state = 'failed' order by next_at desc, id limit $2")
        .bind(host)
        .bind(limit)
        .all(on)
        .await
}

/// The latest deliveries to one plugin that were given up in one scope, the newest first.
pub async fn failures_in(
    on: &mut impl Runner,
    scope: &Scope,
    plugin: &str,
    limit: i64,
) -> Result<Vec<Delivery>, StorageError> {
    sql(
        "select * from plugin_deliveries where host_id = $1 and org_id = $2 and plugin = $3 and state = 'failed' \
         order by next_at desc, id limit $4",
    )
    .bind(&scope.host)
    .bind(scope.org.as_deref().unwrap_or_default())
    .bind(plugin)
    .bind(limit)
    .all(on)
    .await
}

/// Removes what ended before a time; answers how many rows.
pub async fn prune(
    on: &mut impl Runner,
    delivered_before: i64,
    failed_before: i64,
) -> Result<u64, StorageError> {
    let delivered = sql("delete from plugin_deliveries where state = 'delivered' and next_at < $1")
        .bind(delivered_before)
        .execute(on)
        .await?;
    let failed = sql("delete from plugin_deliveries where state = 'failed' and next_at < $1")
        .bind(failed_before)
        .execute(on)
        .await?;
    Ok(delivered + failed)
}
