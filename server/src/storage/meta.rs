//! Facts about the database itself.

use super::{FromRow, Row, Runner, StorageError, sql};

struct Value(String);

impl FromRow for Value {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("value").map(Self)
    }
}

/// One fact.
pub async fn get(on: &mut impl Runner, key: &str) -> Result<Option<String>, StorageError> {
    let found = sql("select value from meta where key = $1")
        .bind(key)
        .optional::<Value>(on)
        .await?;
    Ok(found.map(|value| value.0))
}

/// Adds a fact; one that is there already stays.
pub async fn insert_new(on: &mut impl Runner, key: &str, value: &str) -> Result<(), StorageError> {
    sql("insert into meta (key, value) values ($1, $2) on conflict (key) do nothing")
        .bind(key)
        .bind(value)
        .execute(on)
        .await?;
    Ok(())
}

/// Removes a fact; true when it was there.
pub async fn remove(on: &mut impl Runner, key: &str) -> Result<bool, StorageError> {
    let changed = sql("delete from meta where key = $1")
        .bind(key)
        .execute(on)
        .await?;
    Ok(changed > 0)
}
