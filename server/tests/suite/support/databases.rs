//! Databases of a test's own: a SQLite file, and a PostgreSQL schema when `PORTICO_TEST_POSTGRES_URL` is set.

use portico_server::crypto::new_id;
use portico_server::storage::{Db, Engine, migrate, sql};
use tempfile::TempDir;

/// A database that is empty but for its schema.
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// Its address, for a second connection or process.
    pub url: String,
    _directory: Option<TempDir>,
}

impl TestDb {
    /// A migrated SQLite file.
    pub async fn sqlite() -> Self {
        let test = Self::empty_sqlite().await;
        migrate(&test.db).await.unwrap();
        test
    }

    /// A SQLite file without a schema.
    pub async fn empty_sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("portico.db").display());
        Self {
            db: Db::connect(&url).await.unwrap(),
            url,
            _directory: Some(directory),
        }
    }

    /// A new PostgreSQL schema without tables; `None` when no server is given.
    pub async fn empty_postgres() -> Option<Self> {
        let base = std::env::var("PORTICO_TEST_POSTGRES_URL").ok()?;
        let schema = format!("t{}", new_id().replace('-', ""));
        let admin = Db::connect(&base).await.unwrap();
        // The name is made here from letters and digits; SQL has no parameters for names.
        let create: &'static str = Box::leak(format!("create schema {schema}").into_boxed_str());
        sql(create).execute(&mut &admin).await.unwrap();
        admin.close().await;
        let separator = if base.contains('?') { '&' } else { '?' };
        let url = format!("{base}{separator}options=-csearch_path%3D{schema}");
        Some(Self {
            db: Db::connect(&url).await.unwrap(),
            url,
            _directory: None,
        })
    }

    /// Which engine it is, for messages.
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }
}

/// One migrated database for each engine at hand; the contract tests run on all of them.
pub async fn databases() -> Vec<TestDb> {
    let mut all = vec![TestDb::sqlite().await];
    if let Some(test) = TestDb::empty_postgres().await {
        migrate(&test.db).await.unwrap();
        all.push(test);
    }
    all
}
