//! Opening the data: key, database and schema fit, or nothing is changed.

use std::path::Path;

use portico_server::config::DataConfig;
use portico_server::crypto::MasterKey;
use portico_server::startup::{Data, Schema, StartError};
use portico_server::storage::{Db, MigrateError, sql};

use crate::support::TestDb;

fn config(dir: &Path) -> DataConfig {
    DataConfig {
        database_url: None,
        data_dir: dir.to_owned(),
        master_key: None,
        master_key_file: None,
    }
}

#[tokio::test]
async fn a_new_data_directory_gets_a_private_key_that_later_starts_use() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(&dir.path().join("new"));
    let first = Data::open(&config, Schema::Migrate).await.unwrap();
    let sealed = first.cipher.seal("here", "a secret").unwrap();
    let file = config.data_dir.join("master.key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&config.data_dir), 0o700);
    }
    first.db.close().await;
    let again = Data::open(&config, Schema::Keep).await.unwrap();
    assert_eq!(again.cipher.open("here", &sealed).unwrap(), "a secret");
}

#[tokio::test]
async fn threat_46_a_wrong_master_key_is_refused_at_start_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let good = config(dir.path());
    Data::open(&good, Schema::Migrate).await.unwrap();
    let before = std::fs::read(dir.path().join("master.key")).unwrap();

    let other = MasterKey::generate().unwrap();
    let wrong = DataConfig {
        master_key: Some(other.expose()),
        ..config(dir.path())
    };
    let error = Data::open(&wrong, Schema::Migrate).await.unwrap_err();
    assert!(matches!(&error, StartError::WrongKey { given, .. } if *given == other.id()));
    let shown = format!("{error} {error:?} {wrong:?}");
    assert!(shown.contains("wrong master key") && shown.contains("Nothing was changed"));
    assert!(!shown.contains(&other.expose()));
    assert_eq!(
        std::fs::read(dir.path().join("master.key")).unwrap(),
        before
    );
    Data::open(&good, Schema::Keep).await.unwrap();
}

#[tokio::test]
async fn a_lost_key_file_is_not_replaced_by_a_new_key() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    Data::open(&config, Schema::Migrate).await.unwrap();
    std::fs::remove_file(dir.path().join("master.key")).unwrap();
    let error = Data::open(&config, Schema::Migrate).await.unwrap_err();
    assert!(matches!(error, StartError::KeyLost { .. }));
    assert!(!dir.path().join("master.key").exists());
}

#[tokio::test]
async fn the_key_is_named_once_and_well_formed() {
    let dir = tempfile::tempdir().unwrap();
    let key = MasterKey::generate().unwrap().expose();
    let file = dir.path().join("key");
    std::fs::write(&file, format!("{key}\n")).unwrap();
    let open = async |master_key: Option<&str>, master_key_file: Option<&Path>| {
        let config = DataConfig {
            master_key: master_key.map(str::to_owned),
            master_key_file: master_key_file.map(Path::to_owned),
            ..config(dir.path())
        };
        Data::open(&config, Schema::Migrate).await
    };
    assert!(matches!(
        open(Some(&key), Some(&file)).await,
        Err(StartError::KeyTwice)
    ));
    assert!(matches!(
        open(Some("short"), None).await,
        Err(StartError::KeyMalformed { .. })
    ));
    assert!(matches!(
        open(None, Some(&dir.path().join("absent"))).await,
        Err(StartError::KeyFile { .. })
    ));
    // Compose files leave variables empty rather than absent.
    open(Some(""), Some(&file)).await.unwrap();
    open(Some(&key), None).await.unwrap();
    assert!(
        !dir.path().join("master.key").exists(),
        "a configured key is not written to the data directory"
    );
}

#[tokio::test]
async fn postgres_needs_a_key_before_anything_is_connected() {
    let dir = tempfile::tempdir().unwrap();
    let config = DataConfig {
        database_url: Some("postgres://portico:hunter2@127.0.0.1:1/none".to_owned()),
        ..config(dir.path())
    };
    let error = Data::open(&config, Schema::Migrate).await.unwrap_err();
    assert!(matches!(error, StartError::KeyRequired));

    let config = DataConfig {
        master_key: Some(MasterKey::generate().unwrap().expose()),
        ..config
    };
    let error = Data::open(&config, Schema::Migrate).await.unwrap_err();
    let shown = format!("{error} {config:?}");
    assert!(
        shown.contains("127.0.0.1/none") && !shown.contains("hunter2"),
        "threat 46: {shown}"
    );
}

#[tokio::test]
async fn a_schema_that_needs_a_newer_server_is_refused_on_every_engine() {
    let mut all = vec![TestDb::empty_sqlite().await];
    all.extend(TestDb::empty_postgres().await);
    for test in all {
        let dir = tempfile::tempdir().unwrap();
        let config = DataConfig {
            database_url: Some(test.url.clone()),
            master_key: Some(MasterKey::generate().unwrap().expose()),
            ..config(dir.path())
        };
        Data::open(&config, Schema::Keep)
            .await
            .expect("an empty database is set up by any command");
        set_min_server(&test.db, "2").await;
        let error = Data::open(&config, Schema::Migrate).await.unwrap_err();
        assert!(
            matches!(
                error,
                StartError::Migrate(MigrateError::TooNew { needed: 2 })
            ),
            "{:?}: {error}",
            test.engine()
        );
        set_min_server(&test.db, "1").await;
        Data::open(&config, Schema::Keep).await.unwrap();
    }
}

#[tokio::test]
async fn only_serve_and_migrate_upgrade_a_database_that_is_behind() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    let data = Data::open(&config, Schema::Migrate).await.unwrap();
    // As an older version would have left it: without its last migration.
    for statement in [
        "drop table shop_order_items",
        "drop table shop_orders",
        "drop table shop_cart_items",
        "drop table shop_payment_methods",
        "drop table shop_products",
        "delete from _sqlx_migrations where version = 2",
    ] {
        sql(statement).execute(&mut &data.db).await.unwrap();
    }
    assert!(matches!(
        Data::open(&config, Schema::Keep).await,
        Err(StartError::Behind { .. })
    ));
    Data::open(&config, Schema::Migrate).await.unwrap();
}

async fn set_min_server(db: &Db, level: &str) {
    sql("update meta set value = $1 where key = 'min_server'")
        .bind(level)
        .execute(&mut &*db)
        .await
        .unwrap();
}
