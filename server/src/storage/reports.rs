//! `extension_reports`: what became of extensions in browsers, counted by day.

use super::{FromRow, Row, Runner, StorageError, sql};

/// Which count a report adds to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// Name of the plugin.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// Id of the extension.
    pub extension: String,
    /// Name of the outcome, as on the wire.
    pub outcome: String,
}

/// How much is added, or was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports.
    pub reports: i64,
    /// Reports with a time.
    pub timed: i64,
    /// Their times together, in milliseconds.
    pub load_ms_sum: i64,
    /// The longest of them, in milliseconds.
    pub load_ms_max: i64,
    /// When the last one came, in milliseconds since the epoch.
    pub last_seen: i64,
}

/// Adds to the count of a day (UTC, days since the epoch).
pub async fn add(
    on: &mut impl Runner,
    host: &str,
    day: i64,
    counted: &Counted,
    tally: Tally,
) -> Result<(), StorageError> {
    sql("insert into extension_reports \
         (host_id, day, plugin, version, extension, outcome, reports, timed, load_ms_sum, load_ms_max, last_seen) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         on conflict (host_id, day, plugin, version, extension, outcome) do update set \
         reports = extension_reports.reports + excluded.reports, \
         timed = extension_reports.timed + excluded.timed, \
         load_ms_sum = extension_reports.load_ms_sum + excluded.load_ms_sum, \
         load_ms_max = case when excluded.load_ms_max > extension_reports.load_ms_max \
             then excluded.load_ms_max else extension_reports.load_ms_max end, \
         last_seen = case when excluded.last_seen > extension_reports.last_seen \
             then excluded.last_seen else extension_reports.last_seen end")
        .bind(host)
        .bind(day)
        .bind(&counted.plugin)
        .bind(&counted.version)
        .bind(&counted.extension)
        .bind(&counted.outcome)
        .bind(tally.reports)
        .bind(tally.timed)
        .bind(tally.load_ms_sum)
        .bind(tally.load_ms_max)
        .bind(tally.last_seen)
        .execute(on)
        .await?;
    Ok(())
}

/// What was counted on a host from a day on, in order.
pub async fn since(
    on: &mut impl Runner,
    host: &str,
    day: i64,
) -> Result<Vec<(Counted, Tally)>, StorageError> {
    let rows: Vec<SummedUp> = sql(
        "select plugin, version, extension, outcome, cast(sum(reports) as bigint) as reports, \
         cast(sum(timed) as bigint) as timed, cast(sum(load_ms_sum) as bigint) as load_ms_sum, \
         max(load_ms_max) as load_ms_max, max(last_seen) as last_seen \
         from extension_reports where host_id = $1 and day >= $2 \
         group by plugin, version, extension, outcome \
         order by plugin, version, extension, outcome",
    )
    .bind(host)
    .bind(day)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| (row.0, row.1)).collect())
}

/// Forgets what was counted before a day.
pub async fn purge(on: &mut impl Runner, day: i64) -> Result<u64, StorageError> {
    sql("delete from extension_reports where day < $1")
        .bind(day)
        .execute(on)
        .await
}

struct SummedUp(Counted, Tally);

impl FromRow for SummedUp {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let counted = Counted {
            plugin: row.text("plugin")?,
            version: row.text("version")?,
            extension: row.text("extension")?,
            outcome: row.text("outcome")?,
        };
        let tally = Tally {
            reports: row.int("reports")?,
            timed: row.int("timed")?,
            load_ms_sum: row.int("load_ms_sum")?,
            load_ms_max: row.int("load_ms_max")?,
            last_seen: row.int("last_seen")?,
        };
        Ok(Self(counted, tally))
    }
}
