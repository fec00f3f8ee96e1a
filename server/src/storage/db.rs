//! The two engines: connecting, single queries, units of work.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};

use super::query::{Arg, Query, Row, Runner, StorageError};

/// A connected database; cheap to clone.
#[derive(Debug, Clone)]
pub enum Db {
    /// One writer, several readers (WAL).
    Sqlite {
        /// At most one connection, so that writers queue here and not in `SQLITE_BUSY`.
        writer: SqlitePool,
        /// Readers never wait for the writer.
        reader: SqlitePool,
    },
    /// A pool of PostgreSQL connections.
    Postgres(PgPool),
}

/// Which engine is behind a [`Db`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// For more than one machine.
    Postgres,
}

impl Db {
    /// Connects to `sqlite://path` (created when absent) or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        if url.starts_with("sqlite:") {
            Self::connect_sqlite(url).await
        } else {
            Self::connect_postgres(url).await
        }
    }

    async fn connect_sqlite(url: &str) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true);
        if !url.contains(":memory:") && !url.contains("mode=memory") {
            create_private(options.get_filename());
        }
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self::Sqlite { writer, reader })
    }

    async fn connect_postgres(url: &str) -> Result<Self, StorageError> {
        let options = PgConnectOptions::from_str(url)?.application_name("portico");
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Starts a unit of work: everything in it happens, or nothing.
    pub async fn begin(&self) -> Result<UnitOfWork, StorageError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => {
                UnitOfWork::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => UnitOfWork::Postgres(pool.begin().await?),
        })
    }

    /// Starts a unit of work that only reads, and sees the database as it is now until it ends. It holds nobody up.
    pub async fn snapshot(&self) -> Result<UnitOfWork, StorageError> {
        Ok(match self {
            Self::Sqlite { reader, .. } => UnitOfWork::Sqlite(reader.begin().await?),
            Self::Postgres(pool) => UnitOfWork::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        })
    }

    /// Closes all connections; waits for those in use.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Single queries outside a unit of work. `rows` may go to a read-only connection; statements that change something and
/// answer rows (`returning`) belong into a unit of work.
impl Runner for &Db {
    async fn rows(&mut self, query: Query) -> Result<Vec<Row>, StorageError> {
        match self {
            Db::Sqlite { reader, .. } => fetch_sqlite(reader, query).await,
            Db::Postgres(pool) => fetch_postgres(pool, query).await,
        }
    }

    async fn execute(&mut self, query: Query) -> Result<u64, StorageError> {
        match self {
            Db::Sqlite { writer, .. } => {
                Ok(bind_sqlite(query)?.execute(writer).await?.rows_affected())
            }
            Db::Postgres(pool) => Ok(bind_postgres(query)?.execute(pool).await?.rows_affected()),
        }
    }
}

/// A transaction. Dropped without [`UnitOfWork::commit`], it never happened.
pub enum UnitOfWork {
    /// Holds the one writer.
    Sqlite(Transaction<'static, Sqlite>),
    /// Holds a connection.
    Postgres(Transaction<'static, Postgres>),
}

impl UnitOfWork {
    /// Which engine this is on.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Makes everything in it happen.
    pub async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl Runner for UnitOfWork {
    async fn rows(&mut self, query: Query) -> Result<Vec<Row>, StorageError> {
        match self {
            Self::Sqlite(tx) => fetch_sqlite(&mut **tx, query).await,
            Self::Postgres(tx) => fetch_postgres(&mut **tx, query).await,
        }
    }

    async fn execute(&mut self, query: Query) -> Result<u64, StorageError> {
        match self {
            Self::Sqlite(tx) => Ok(bind_sqlite(query)?
                .execute(&mut **tx)
                .await?
                .rows_affected()),
            Self::Postgres(tx) => Ok(bind_postgres(query)?
                .execute(&mut **tx)
                .await?
                .rows_affected()),
        }
    }
}

async fn fetch_sqlite<'e>(
    on: impl sqlx::Executor<'e, Database = Sqlite>,
    query: Query,
) -> Result<Vec<Row>, StorageError> {
    Ok(bind_sqlite(query)?
        .fetch_all(on)
        .await?
        .into_iter()
        .map(Row::Sqlite)
        .collect())
}

async fn fetch_postgres<'e>(
    on: impl sqlx::Executor<'e, Database = Postgres>,
    query: Query,
) -> Result<Vec<Row>, StorageError> {
    Ok(bind_postgres(query)?
        .fetch_all(on)
        .await?
        .into_iter()
        .map(Row::Postgres)
        .collect())
}

fn bind_sqlite(
    query: Query,
) -> Result<sqlx::query::Query<'static, Sqlite, sqlx::sqlite::SqliteArguments>, StorageError> {
    query.check()?;
    let unbound = sqlx::query(query.text);
    Ok(query
        .args
        .into_iter()
        .fold(unbound, |bound, arg| match arg {
            Arg::Text(value) => bound.bind(value),
            Arg::Int(value) => bound.bind(value),
            Arg::Bool(value) => bound.bind(value),
            Arg::Bytes(value) => bound.bind(value),
        }))
}

fn bind_postgres(
    query: Query,
) -> Result<sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments>, StorageError> {
    query.check()?;
    let unbound = sqlx::query(query.text);
    Ok(query
        .args
        .into_iter()
        .fold(unbound, |bound, arg| match arg {
            Arg::Text(value) => bound.bind(value),
            Arg::Int(value) => bound.bind(value),
            Arg::Bool(value) => bound.bind(value),
            Arg::Bytes(value) => bound.bind(value),
        }))
}

/// Makes the file of a new database readable for nobody else, whatever the umask: it holds hashes of passwords and sessions.
/// What SQLite keeps beside it takes over its mode.
fn create_private(file: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // It is there already, or SQLite says what is in the way.
    let _ = options.open(file);
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[tokio::test]
    async fn threat_46_a_new_database_is_readable_for_nobody_else() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("portico.db");
        let url = format!("sqlite://{}", file.display());
        let db = Db::connect(&url).await.unwrap();
        crate::storage::migrate(&db).await.unwrap();
        for entry in std::fs::read_dir(directory.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}: {mode:o}", entry.path().display());
        }
        assert!(file.exists());
    }
}
