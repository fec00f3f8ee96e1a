//! The database's own clock, to be compared with ours.

use super::{Db, Engine, FromRow, Row, StorageError, sql};

struct Now(i64);

impl FromRow for Now {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("now").map(Self)
    }
}

/// Milliseconds since the epoch, as the database has it.
pub async fn now_ms(db: &Db) -> Result<i64, StorageError> {
    let query = match db.engine() {
        Engine::Sqlite => {
            sql("select cast((julianday('now') - 2440587.5) * 86400000 as integer) as now")
        }
        Engine::Postgres => {
            sql("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now")
        }
    };
    let now: Option<Now> = query.optional(&mut &*db).await?;
    Ok(now.map_or(0, |now| now.0))
}
