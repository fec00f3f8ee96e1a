//! The key-value store of plugins, on every engine at hand.

use std::sync::Arc;

use portico_sdk::plugin::{KeyValueStore as _, PluginError, Scope};
use portico_sdk::policy::HostModes;
use portico_server::clock::SystemClock;
use portico_server::plugins::{MAX_BYTES, MAX_KEYS, MAX_VALUE_BYTES, PluginStore};
use portico_server::storage::{Db, hosts, sql};
use serde_json::{Value, json};

use crate::support::databases;

async fn add_host(db: &Db, id: &str) {
    let host = hosts::HostRow {
        id: id.to_owned(),
        name: id.to_owned(),
        logo_url: String::new(),
        accent: String::new(),
        site_url: String::new(),
        sign_in_url: String::new(),
        modes: HostModes::default(),
        created_at: 0,
    };
    hosts::insert(&mut &*db, &host).await.unwrap();
}

fn scope(host: &str, org: Option<&str>) -> Scope {
    Scope {
        host: host.to_owned(),
        org: org.map(str::to_owned),
    }
}

fn store(db: &Db, plugin: &str) -> PluginStore {
    PluginStore::new(db.clone(), Arc::new(SystemClock), plugin)
}

#[tokio::test]
async fn every_plugin_host_and_organisation_has_a_store_of_its_own() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        add_host(&test.db, "two").await;
        let here = scope("one", Some("globex"));
        let acme = store(&test.db, "acme");
        acme.put(&here, "k", &json!({"n": 1})).await.unwrap();
        acme.put(&here, "k", &json!({"n": 2})).await.unwrap();
        assert_eq!(acme.get(&here, "k").await.unwrap(), Some(json!({"n": 2})));
        for elsewhere in [
            scope("one", None),
            scope("one", Some("initech")),
            scope("two", Some("globex")),
        ] {
            assert_eq!(acme.get(&elsewhere, "k").await.unwrap(), None);
            assert!(!acme.delete(&elsewhere, "k").await.unwrap());
        }
        assert_eq!(
            store(&test.db, "other").get(&here, "k").await.unwrap(),
            None
        );
        assert!(acme.delete(&here, "k").await.unwrap());
        assert_eq!(acme.get(&here, "k").await.unwrap(), None);
        assert!(matches!(
            acme.put(&scope("nowhere", None), "k", &Value::Null).await,
            Err(PluginError::NotFound)
        ));
    }
}

#[tokio::test]
async fn keys_are_listed_by_prefix_in_bytewise_order() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        let here = scope("one", None);
        let acme = store(&test.db, "acme");
        for key in ["b", "a_2", "a%1", "ä", "A", "a"] {
            acme.put(&here, key, &Value::Null).await.unwrap();
        }
        assert_eq!(
            acme.list(&here, "", 100).await.unwrap(),
            ["A", "a", "a%1", "a_2", "b", "ä"]
        );
        assert_eq!(
            acme.list(&here, "a", 100).await.unwrap(),
            ["a", "a%1", "a_2"]
        );
        assert_eq!(acme.list(&here, "a_", 100).await.unwrap(), ["a_2"]);
        assert_eq!(acme.list(&here, "", 2).await.unwrap(), ["A", "a"]);
    }
}

#[tokio::test]
async fn keys_and_values_that_cannot_be_kept_are_refused() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        let here = scope("one", None);
        let acme = store(&test.db, "acme");
        for key in ["", "a\0b", "a\nb", &"k".repeat(256)] {
            let answer = acme.put(&here, key, &Value::Null).await;
            assert!(matches!(answer, Err(PluginError::BadRequest(_))), "{key:?}");
        }
        let fits = Value::String("x".repeat(MAX_VALUE_BYTES - 2));
        acme.put(&here, "k", &fits).await.unwrap();
        let too_long = Value::String("x".repeat(MAX_VALUE_BYTES - 1));
        assert!(matches!(
            acme.put(&here, "k", &too_long).await,
            Err(PluginError::Quota(_))
        ));
        let deep = (0..200).fold(Value::Null, |inner, _| json!([inner]));
        assert!(matches!(
            acme.put(&here, "k", &deep).await,
            Err(PluginError::BadRequest(_))
        ));
        assert_eq!(acme.get(&here, "k").await.unwrap(), Some(fits));
    }
}

#[tokio::test]
async fn the_quota_is_each_organisations_own_and_a_refused_value_leaves_no_trace() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        add_host(&test.db, "two").await;
        let acme = store(&test.db, "acme");
        let value = Value::String("x".repeat(MAX_VALUE_BYTES - 2));
        let mut stored: i64 = 0;
        let mut refused = false;
        let globex = scope("one", Some("globex"));
        for n in 0..100 {
            let here = globex.clone();
            match acme.put(&here, &format!("k{n:02}"), &value).await {
                Ok(()) => stored += 3 + i64::try_from(MAX_VALUE_BYTES).unwrap(),
                Err(PluginError::Quota(_)) => {
                    assert_eq!(acme.get(&here, &format!("k{n:02}")).await.unwrap(), None);
                    refused = true;
                    break;
                }
                Err(other) => panic!("{other}"),
            }
        }
        assert!(refused && stored <= MAX_BYTES && stored > MAX_BYTES - 70_000);
        // Other organisations, visitors of the host, other hosts and plugins have their own.
        for other in [
            scope("one", Some("initech")),
            scope("one", None),
            scope("two", Some("globex")),
        ] {
            acme.put(&other, "k", &value).await.unwrap();
        }
        // Room is made by deleting and by replacing with something smaller.
        store(&test.db, "other")
            .put(&globex, "k", &value)
            .await
            .unwrap();
        acme.put(&globex, "k00", &Value::Null).await.unwrap();
        acme.put(&globex, "new", &value).await.unwrap();
        assert!(acme.delete(&globex, "new").await.unwrap());
        acme.put(&globex, "new", &value).await.unwrap();
    }
}

#[tokio::test]
async fn the_quota_counts_keys() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        sql("insert into plugin_kv_usage (host_id, plugin, org_id, entries, bytes) values ('one', 'acme', '', $1, 0)")
            .bind(MAX_KEYS - 1)
            .execute(&mut &test.db)
            .await
            .unwrap();
        let here = scope("one", None);
        let acme = store(&test.db, "acme");
        acme.put(&here, "last", &Value::Null).await.unwrap();
        assert!(matches!(
            acme.put(&here, "more", &Value::Null).await,
            Err(PluginError::Quota(_))
        ));
        acme.put(&here, "last", &json!(1)).await.unwrap();
    }
}

#[tokio::test]
async fn a_value_is_replaced_only_while_it_is_the_one_that_was_read() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        let here = scope("one", Some("globex"));
        let acme = store(&test.db, "acme");
        let (one, two) = (json!({"n": 1, "m": 0}), json!({"n": 2}));
        assert!(!acme.put_if(&here, "k", Some(&one), &two).await.unwrap());
        assert!(acme.put_if(&here, "k", None, &one).await.unwrap());
        assert!(!acme.put_if(&here, "k", None, &two).await.unwrap());
        assert!(!acme.put_if(&here, "k", Some(&two), &two).await.unwrap());
        assert_eq!(acme.get(&here, "k").await.unwrap(), Some(one.clone()));
        assert!(acme.put_if(&here, "k", Some(&one), &two).await.unwrap());
        assert_eq!(acme.get(&here, "k").await.unwrap(), Some(two));
        let too_long = Value::String("x".repeat(MAX_VALUE_BYTES));
        assert!(matches!(
            acme.put_if(&here, "new", None, &too_long).await,
            Err(PluginError::Quota(_))
        ));
    }
}

#[tokio::test]
async fn of_many_who_count_in_one_key_nobody_is_lost() {
    for test in databases().await {
        add_host(&test.db, "one").await;
        let tasks: Vec<_> = (0..10)
            .map(|_| {
                let acme = store(&test.db, "acme");
                tokio::spawn(async move {
                    let here = scope("one", None);
                    loop {
                        let read = acme.get(&here, "count").await.unwrap();
                        let count = read.as_ref().and_then(Value::as_i64).unwrap_or(0);
                        let next = json!(count + 1);
                        let written = acme.put_if(&here, "count", read.as_ref(), &next).await;
                        if written.unwrap() {
                            break;
                        }
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let here = scope("one", None);
        let count = store(&test.db, "acme").get(&here, "count").await.unwrap();
        assert_eq!(count, Some(json!(10)));
    }
}
