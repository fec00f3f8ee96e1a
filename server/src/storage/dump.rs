//! A portable dump: every row of every table as one JSON object, readable by both engines.
//!
//! Text, integers and booleans are JSON's own, bytes are `{"base64": …}`, what is null is left out. Secrets stay encrypted
//! as they are stored; whoever restores them needs the same master key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::TryStreamExt as _;
use serde_json::{Map, Value, json};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column, Row as _, TypeInfo as _};

use super::db::UnitOfWork;
use super::query::{Arg, FromRow, Query, Row, Runner, StorageError, assembled, sql};

/// Every table that is dumped, parents before children.
pub const TABLES: &[&str] = &[
    "meta",
    "accounts",
    "hosts",
    "host_members",
    "invitations",
    "host_origins",
    "host_keys",
    "host_api_tokens",
    "orgs",
    "users",
    "used_token_ids",
    "plugins",
    "plugin_versions",
    "artifacts",
    "version_files",
    "host_approvals",
    "policies",
    "policy_epochs",
    "epoch_counter",
    "slot_orders",
    "installs",
    "settings",
    "secrets",
    "settings_revs",
    "plugin_kv",
    "plugin_kv_usage",
    "plugin_records",
    "plugin_record_usage",
    "plugin_deliveries",
    "extension_reports",
    "plugin_stops",
    "plugin_suspensions",
    "plugin_readers",
    "audit_log",
    "audit_head",
    "signing_keys",
    "shop_products",
    "shop_payment_methods",
    "shop_payment_choices",
    "shop_cart_items",
    "shop_orders",
    "shop_order_items",
];

/// Not dumped: open sessions would bring back what was revoked since, so people sign in again.
pub const LEFT_OUT: &[&str] = &["account_sessions", "sessions"];

/// Tables whose first rows come with the schema, or with the first look at the server's public keys; they say nothing about
/// whether a database is in use.
const PREFILLED: &[&str] = &["meta", "epoch_counter", "audit_head", "signing_keys"];

/// The versions of the migrations that have run, in order: dumps are exchanged between equal schemas only.
pub async fn schema_versions(on: &mut impl Runner) -> Result<Vec<i64>, StorageError> {
    let rows: Vec<Number> = sql("select version as n from _sqlx_migrations order by version")
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Reads one table to the end, a row at a time, so that large ones do not fill the memory.
pub async fn read_table<E: From<StorageError>>(
    on: &mut UnitOfWork,
    table: &'static str,
    mut each: impl FnMut(Map<String, Value>) -> Result<(), E>,
) -> Result<(), E> {
    let text = AssertSqlSafe(format!("select * from {table}"));
    match on {
        UnitOfWork::Sqlite(tx) => {
            let mut rows = sqlx::query(text).fetch(&mut **tx);
            while let Some(row) = rows.try_next().await.map_err(StorageError::from)? {
                each(sqlite_object(&row)?)?;
            }
        }
        UnitOfWork::Postgres(tx) => {
            let mut rows = sqlx::query(text).fetch(&mut **tx);
            while let Some(row) = rows.try_next().await.map_err(StorageError::from)? {
                each(postgres_object(&row)?)?;
            }
        }
    }
    Ok(())
}

/// True when nothing but what the schema brings is in the database.
pub async fn is_unused(on: &mut UnitOfWork) -> Result<bool, StorageError> {
    for table in TABLES.iter().filter(|table| !PREFILLED.contains(table)) {
        let text = format!("select count(*) as n from (select 1 from {table} limit 1) as one");
        let found: Option<Number> = assembled(text).optional(on).await?;
        if found.is_some_and(|count| count.0 > 0) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Empties every table.
pub async fn clear(on: &mut UnitOfWork) -> Result<(), StorageError> {
    for table in LEFT_OUT.iter().chain(TABLES.iter().rev()) {
        assembled(format!("delete from {table}"))
            .execute(on)
            .await?;
    }
    Ok(())
}

/// Adds one dumped row to `table`, which must be one of [`TABLES`].
pub async fn insert(
    on: &mut UnitOfWork,
    table: &'static str,
    row: Map<String, Value>,
) -> Result<(), StorageError> {
    let mut columns = Vec::new();
    let mut args = Vec::new();
    for (column, value) in row {
        // The names come from a file: nothing but a plain name becomes SQL.
        if !is_plain_name(&column) {
            return Err(unreadable(format!("{table} has no column {column:?}")));
        }
        let value = arg(value)
            .ok_or_else(|| unreadable(format!("{table}.{column} is of no known type")))?;
        columns.push(column);
        args.push(value);
    }
    let places: Vec<String> = (1..=args.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "insert into {table} ({}) values ({})",
        columns.join(", "),
        places.join(", ")
    );
    args.into_iter()
        .fold(assembled(text), Query::bind)
        .execute(on)
        .await?;
    Ok(())
}

fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn unreadable(problem: String) -> StorageError {
    StorageError::Unreadable {
        column: "dump",
        problem,
    }
}

fn sqlite_object(row: &SqliteRow) -> Result<Map<String, Value>, StorageError> {
    row.columns()
        .iter()
        .filter_map(|column| {
            let at = column.ordinal();
            let value = match column.type_info().name() {
                "BOOLEAN" => row.try_get::<Option<bool>, _>(at).map(to_json),
                "INTEGER" => row.try_get::<Option<i64>, _>(at).map(to_json),
                "BLOB" => row.try_get::<Option<Vec<u8>>, _>(at).map(bytes),
                _ => row.try_get::<Option<String>, _>(at).map(to_json),
            };
            named(column.name(), value)
        })
        .collect()
}

fn postgres_object(row: &PgRow) -> Result<Map<String, Value>, StorageError> {
    row.columns()
        .iter()
        .filter_map(|column| {
            let at = column.ordinal();
            let value = match column.type_info().name() {
                "BOOL" => row.try_get::<Option<bool>, _>(at).map(to_json),
                "INT8" => row.try_get::<Option<i64>, _>(at).map(to_json),
                "BYTEA" => row.try_get::<Option<Vec<u8>>, _>(at).map(bytes),
                _ => row.try_get::<Option<String>, _>(at).map(to_json),
            };
            named(column.name(), value)
        })
        .collect()
}

/// Null is left out: a parameter has a type, and a JSON null has none.
fn named(
    name: &str,
    value: Result<Option<Value>, sqlx::Error>,
) -> Option<Result<(String, Value), StorageError>> {
    match value {
        Ok(value) => value.map(|value| Ok((name.to_owned(), value))),
        Err(error) => Some(Err(error.into())),
    }
}

fn to_json<T: Into<Value>>(value: Option<T>) -> Option<Value> {
    value.map(Into::into)
}

fn bytes(value: Option<Vec<u8>>) -> Option<Value> {
    value.map(|bytes| json!({ "base64": STANDARD.encode(bytes) }))
}

fn arg(value: Value) -> Option<Arg> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Bool(value) => Some(value.into()),
        Value::Number(number) => number.as_i64().map(Arg::from),
        Value::Object(object) => STANDARD
            .decode(object.get("base64")?.as_str()?)
            .ok()
            .map(Arg::from),
        Value::Null | Value::Array(_) => None,
    }
}

struct Number(i64);

impl FromRow for Number {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("n").map(Self)
    }
}
