//! Migrations: one folder for each engine, expand then contract; a schema may ask for a newer server.

use std::sync::LazyLock;

use sqlx::migrate::Migrator;

use super::db::Db;
use super::meta;
use super::query::{FromRow, Row, StorageError, sql};

static SQLITE: LazyLock<Migrator> =
    LazyLock::new(|| tolerant(sqlx::migrate!("../migrations/sqlite")));
static POSTGRES: LazyLock<Migrator> =
    LazyLock::new(|| tolerant(sqlx::migrate!("../migrations/postgres")));

/// Migrations this server does not know come from a newer one and only expand, else `min_server` would forbid them.
fn tolerant(mut migrator: Migrator) -> Migrator {
    migrator.set_ignore_missing(true);
    migrator
}

/// The version of this server as migrations compare it; raised when a contracting migration needs it.
pub const SERVER_LEVEL: i64 = 1;

/// Why the schema is not usable.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The schema was changed by a newer server in a way this one does not understand.
    #[error(
        "the database needs a newer portico: its schema asks for server level {needed}, this one has {SERVER_LEVEL}. \
         Start the newer version, or restore a backup made before the upgrade."
    )]
    TooNew {
        /// `min_server` of the schema.
        needed: i64,
    },
    /// A migration failed.
    #[error("migration failed: {0}")]
    Failed(#[from] sqlx::migrate::MigrateError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What `portico migrate` and `portico doctor` report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchemaStatus {
    /// Migrations that have run.
    pub applied: usize,
    /// Migrations this server knows.
    pub known: usize,
    /// `min_server` of the schema.
    pub min_server: i64,
}

impl SchemaStatus {
    /// No migration has run.
    pub fn is_empty(self) -> bool {
        self.applied == 0
    }

    /// Migrations are to be run.
    pub fn is_behind(self) -> bool {
        self.applied < self.known
    }

    /// Refuses a schema that needs a newer server.
    pub fn refuse_newer(self) -> Result<(), MigrateError> {
        if self.min_server > SERVER_LEVEL {
            return Err(MigrateError::TooNew {
                needed: self.min_server,
            });
        }
        Ok(())
    }
}

/// Brings the schema up to date. Refuses one that needs a newer server, before anything is touched.
pub async fn migrate(db: &Db) -> Result<SchemaStatus, MigrateError> {
    schema_status(db).await?.refuse_newer()?;
    let ran = match db {
        Db::Sqlite { writer, .. } => migrator(db).run(writer).await,
        Db::Postgres(pool) => migrator(db).run(pool).await,
    };
    let status = schema_status(db).await?;
    match ran {
        // SQLite has no lock for migrations: another process may have been faster, and then all is well.
        Err(_) if !status.is_behind() => Ok(status),
        ran => ran.map(|()| status).map_err(MigrateError::from),
    }
}

/// Reads the state of the schema without changing it.
pub async fn schema_status(db: &Db) -> Result<SchemaStatus, MigrateError> {
    let known = migrator(db).iter().count();
    if !has_table(db, "_sqlx_migrations").await? {
        return Ok(SchemaStatus {
            applied: 0,
            known,
            min_server: 0,
        });
    }
    let applied = sql("select count(*) as n from _sqlx_migrations")
        .optional::<Count>(&mut &*db)
        .await?;
    Ok(SchemaStatus {
        applied: applied.map_or(0, |count| usize::try_from(count.0).unwrap_or(0)),
        known,
        min_server: min_server(db).await?,
    })
}

async fn min_server(db: &Db) -> Result<i64, StorageError> {
    if !has_table(db, "meta").await? {
        return Ok(0);
    }
    let found = meta::get(&mut &*db, "min_server").await?;
    Ok(found.and_then(|value| value.parse().ok()).unwrap_or(0))
}

async fn has_table(db: &Db, name: &str) -> Result<bool, StorageError> {
    let query = match db {
        Db::Sqlite { .. } => {
            sql("select count(*) as n from sqlite_master where type = 'table' and name = $1")
        }
        Db::Postgres(_) => sql(
            "select count(*) as n from information_schema.tables where table_schema = current_schema() and table_name = $1",
        ),
    };
    Ok(query
        .bind(name)
        .optional::<Count>(&mut &*db)
        .await?
        .is_some_and(|count| count.0 > 0))
}

fn migrator(db: &Db) -> &'static Migrator {
    match db {
        Db::Sqlite { .. } => &SQLITE,
        Db::Postgres(_) => &POSTGRES,
    }
}

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("n").map(Self)
    }
}
