//! A query: static SQL, portable arguments, portable rows.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column as _, Row as _, SqlSafeStr as _, SqlStr};

use super::Engine;

/// What can go wrong in storage.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A unique or primary key exists already.
    #[error("the row exists already")]
    Conflict,
    /// A referenced row is missing.
    #[error("a row this one refers to is missing")]
    Reference,
    /// A text with a NUL, which PostgreSQL has no place for; on both engines, so that both behave the same. No row holds one,
    /// and it only ever comes from outside.
    #[error("a text contains the character NUL")]
    Nul,
    /// The database refused, is not there, or answered something unexpected.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// A stored value cannot be read: written by something newer, or damaged.
    #[error("stored value of {column} is not readable: {problem}")]
    Unreadable {
        /// Column of the value.
        column: &'static str,
        /// What is wrong with it.
        problem: String,
    },
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(db) if db.is_unique_violation() => Self::Conflict,
            Some(db) if db.is_foreign_key_violation() => Self::Reference,
            _ => Self::Database(error),
        }
    }
}

/// One argument. The variants are the portable types.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// `text`, nullable.
    Text(Option<String>),
    /// `bigint` / `integer`, nullable.
    Int(Option<i64>),
    /// `boolean`.
    Bool(bool),
    /// `bytea` / `blob`, nullable.
    Bytes(Option<Vec<u8>>),
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}
impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}
impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}
impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}
impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}
impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<Vec<u8>> for Arg {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Some(value))
    }
}
impl From<&[u8]> for Arg {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

/// Static SQL with its arguments. Built with [`sql`].
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) text: SqlStr,
    pub(super) args: Vec<Arg>,
}

/// Starts a query. Only text known at compile time is taken, so nothing a user typed can become SQL.
pub fn sql(text: &'static str) -> Query {
    Query {
        text: text.into_sql_str(),
        args: Vec::new(),
    }
}

/// Values in a list that `fifty_from_2!` writes: as many as a token may name organisations.
pub(super) const FIFTY: usize = 50;

/// `$2, $3, … $51`: the one way to write a list of values that both engines take in static SQL. See [`Query::bind_fifty`].
macro_rules! fifty_from_2 {
    () => {
        "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, \
         $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51"
    };
}
pub(super) use fifty_from_2;

/// A query whose text was put together from names of tables and columns. Only for dumps, which check every name.
pub(super) fn assembled(text: String) -> Query {
    Query {
        text: AssertSqlSafe(text).into_sql_str(),
        args: Vec::new(),
    }
}

impl Query {
    /// Binds the next parameter (`$1`, `$2`, …).
    #[must_use]
    pub fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// [`StorageError::Nul`], where an argument has one.
    pub(super) fn check(&self) -> Result<(), StorageError> {
        let has_nul = |arg: &Arg| matches!(arg, Arg::Text(Some(text)) if text.contains('\0'));
        if self.args.iter().any(has_nul) {
            return Err(StorageError::Nul);
        }
        Ok(())
    }

    /// The statement itself.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// How the engine would run the statement, instead of running it. One text column: `detail` (SQLite) or `QUERY PLAN`
    /// (PostgreSQL).
    #[must_use]
    pub fn explain(&self, engine: Engine) -> Self {
        let how = match engine {
            Engine::Sqlite => "explain query plan",
            Engine::Postgres => "explain",
        };
        Self {
            args: self.args.clone(),
            ..assembled(format!("{how} {}", self.text()))
        }
    }

    /// Binds the values of a list written with `fifty_from_2!`: what is missing is filled up with the last one.
    /// There must be 1 to 50.
    #[must_use]
    pub(super) fn bind_fifty(self, values: &[&str]) -> Self {
        let last = values.last().copied().unwrap_or_default();
        let filled = values.iter().copied().chain(std::iter::repeat(last));
        filled.take(FIFTY).fold(self, Query::bind)
    }

    /// All rows.
    pub async fn all<T: FromRow>(self, on: &mut impl Runner) -> Result<Vec<T>, StorageError> {
        on.rows(self).await?.iter().map(T::from_row).collect()
    }

    /// The first row, if there is one.
    pub async fn optional<T: FromRow>(
        self,
        on: &mut impl Runner,
    ) -> Result<Option<T>, StorageError> {
        on.rows(self).await?.first().map(T::from_row).transpose()
    }

    /// Runs a statement; answers how many rows it changed.
    pub async fn execute(self, on: &mut impl Runner) -> Result<u64, StorageError> {
        on.execute(self).await
    }
}

/// Runs queries: a [`Db`](super::Db) by itself (each query alone) or a [`UnitOfWork`](super::UnitOfWork) (all or nothing).
pub trait Runner: Send {
    /// Runs a query that answers rows.
    fn rows(&mut self, query: Query)
    -> impl Future<Output = Result<Vec<Row>, StorageError>> + Send;
    /// Runs a statement; answers how many rows it changed.
    fn execute(&mut self, query: Query) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

/// One row of either engine.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// A column that is never null.
    pub fn text(&self, column: &'static str) -> Result<String, StorageError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StorageError::from)
    }

    /// A nullable text.
    pub fn text_opt(&self, column: &'static str) -> Result<Option<String>, StorageError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StorageError::from)
    }

    /// A 64-bit integer that is never null.
    pub fn int(&self, column: &'static str) -> Result<i64, StorageError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StorageError::from)
    }

    /// A nullable 64-bit integer.
    pub fn int_opt(&self, column: &'static str) -> Result<Option<i64>, StorageError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StorageError::from)
    }

    /// A boolean that is never null.
    pub fn bool(&self, column: &'static str) -> Result<bool, StorageError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StorageError::from)
    }

    /// Bytes that are never null.
    pub fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StorageError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StorageError::from)
    }

    /// A value stored as JSON text.
    pub fn json<T: serde::de::DeserializeOwned>(
        &self,
        column: &'static str,
    ) -> Result<T, StorageError> {
        serde_json::from_str(&self.text(column)?).map_err(|error| StorageError::Unreadable {
            column,
            problem: error.to_string(),
        })
    }

    /// The names of the columns, for dumps.
    pub fn columns(&self) -> Vec<String> {
        match self {
            Self::Sqlite(row) => row
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect(),
            Self::Postgres(row) => row
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect(),
        }
    }
}

/// Reads itself from a row.
pub trait FromRow: Sized {
    /// Reads the columns by name.
    fn from_row(row: &Row) -> Result<Self, StorageError>;
}
