//! Backups between the engines.

use std::collections::BTreeSet;

use portico_server::services::backup::{self, BackupError};
use portico_server::storage::{Db, Engine, FromRow, Row, StorageError, dump, epochs, sql};

use crate::support::{TestDb, databases};

struct Name(String);

impl FromRow for Name {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("name").map(Self)
    }
}

/// Something in tables of every kind of column: text that needs care, booleans, nulls, numbers.
async fn fill(db: &Db) {
    for statement in [
        "insert into hosts (id, name, logo_url, accent, site_url, sign_in_url, org_plugins, user_installs, purchases, created_at) \
         values ('acme', 'Ac\u{2028}me \"Söhne\"\n', '', '', '', '', true, false, false, 1767225600000)",
        "insert into host_keys (id, host_id, kind, ciphertext, jwk, state, created_at, created_by, retire_at, last_used_at) \
         values ('k1', 'acme', 'secret', 'v1.sealed', null, 'active', 1, 'cli', null, 7)",
        "insert into plugin_records (host_id, plugin, org_id, uid, shared, key, value_json, size, updated_at) \
         values ('acme', 'diary', '', 'ada', true, 'k', '{\"n\": 1}', 9, 3)",
        "insert into plugin_record_usage (host_id, plugin, org_id, uid, entries, bytes) \
         values ('acme', 'diary', '', 'ada', 1, 9), ('acme', 'diary', '', '', 1, 9)",
        "insert into signing_keys (id, public_jwk, ciphertext, created_at, state) \
         values ('s1', '{}', 'v1.sealed', 1, 'active')",
        "insert into accounts (id, email, name, password_hash, is_operator, created_at, disabled_at) \
         values ('a1', 'a@example.com', 'A', 'hash', true, 1, null)",
        "insert into account_sessions (token_hash, account_id, created_at, expires_at) values ('t', 'a1', 1, 2)",
    ] {
        sql(statement).execute(&mut &*db).await.unwrap();
    }
}

async fn dump_of(db: &Db) -> String {
    let mut out = Vec::new();
    backup::write(db, "key", 5, &mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

async fn restore_into(db: &Db, text: &str, replace: bool) -> Result<u64, BackupError> {
    let mut file = text.as_bytes();
    let header = backup::read_header(&mut file)?;
    backup::restore(db, &header, &mut file, replace, 0).await
}

#[tokio::test]
async fn a_backup_of_either_engine_restores_into_either() {
    for from in databases().await {
        fill(&from.db).await;
        let text = dump_of(&from.db).await;
        assert!(!text.contains("account_sessions"), "open sessions stay out");
        for to in databases().await {
            restore_into(&to.db, &text, false).await.unwrap();
            assert_eq!(
                dump_of(&to.db).await,
                text,
                "{:?} to {:?}",
                from.engine(),
                to.engine()
            );
        }
    }
}

#[tokio::test]
async fn a_database_in_use_is_replaced_only_when_told() {
    for test in databases().await {
        fill(&test.db).await;
        let text = dump_of(&test.db).await;
        sql("update hosts set name = 'changed since'")
            .execute(&mut &test.db)
            .await
            .unwrap();
        let refused = restore_into(&test.db, &text, false).await;
        assert!(matches!(refused, Err(BackupError::NotEmpty)));
        assert_ne!(dump_of(&test.db).await, text);
        restore_into(&test.db, &text, true).await.unwrap();
        assert_eq!(dump_of(&test.db).await, text);
    }
}

#[tokio::test]
async fn a_signing_key_alone_does_not_make_a_database_one_in_use() {
    for test in databases().await {
        fill(&test.db).await;
        let text = dump_of(&test.db).await;
        let new = TestDb::sqlite().await;
        sql(
            "insert into signing_keys (id, public_jwk, ciphertext, created_at, state) \
             values ('made at the first look', '{}', 'v1.sealed', 1, 'active')",
        )
        .execute(&mut &new.db)
        .await
        .unwrap();
        restore_into(&new.db, &text, false).await.unwrap();
        assert_eq!(dump_of(&new.db).await, text);
    }
}

async fn next_epoch(db: &Db) -> i64 {
    let mut uow = db.begin().await.unwrap();
    let next = epochs::next(&mut uow).await.unwrap();
    uow.commit().await.unwrap();
    next
}

#[tokio::test]
async fn no_number_of_an_epoch_is_given_out_again_after_a_restore() {
    for test in databases().await {
        let text = dump_of(&test.db).await;
        let lost = next_epoch(&test.db).await;
        let mut file = text.as_bytes();
        let header = backup::read_header(&mut file).unwrap();
        backup::restore(&test.db, &header, &mut file, true, 1_700_000_000_000)
            .await
            .unwrap();
        let next = next_epoch(&test.db).await;
        assert!(next > lost && next == 1_700_000_000_001, "{next}");
    }
}

#[tokio::test]
async fn a_damaged_backup_changes_nothing() {
    let source = TestDb::sqlite().await;
    fill(&source.db).await;
    let text = dump_of(&source.db).await;
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines[..lines.len() - 1].join("\n");
    let lost = [&lines[..2], &lines[3..]].concat().join("\n");
    let foreign = text.replace(r#""table":"hosts""#, r#""table":"pg_authid""#);
    let injected = text.replace(
        r#""accent":"#,
        r#""accent) values (1); drop table hosts; --":"#,
    );
    let other = text.replacen(r#""schema":["#, r#""schema":[0,"#, 1);
    for test in databases().await {
        let before = dump_of(&test.db).await;
        for (what, damaged) in [
            ("cut", &cut),
            ("lost row", &lost),
            ("foreign table", &foreign),
            ("made-up column", &injected),
            ("other schema", &other),
        ] {
            let outcome = restore_into(&test.db, damaged, true).await;
            assert!(outcome.is_err(), "{what}");
            assert_eq!(dump_of(&test.db).await, before, "{what}");
        }
    }
}

#[tokio::test]
async fn every_table_is_dumped_or_left_out_on_purpose() {
    let known: BTreeSet<String> = dump::TABLES
        .iter()
        .chain(dump::LEFT_OUT)
        .map(|name| (*name).to_owned())
        .collect();
    for test in databases().await {
        let query = match test.engine() {
            Engine::Sqlite => sql(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
            ),
            Engine::Postgres => {
                sql("select tablename as name from pg_tables where schemaname = current_schema()")
            }
        };
        let tables: Vec<Name> = query.all(&mut &test.db).await.unwrap();
        let tables: BTreeSet<String> = tables
            .into_iter()
            .map(|row| row.0)
            .filter(|name| name != "_sqlx_migrations")
            .collect();
        assert_eq!(tables, known, "{:?}", test.engine());
    }
}
