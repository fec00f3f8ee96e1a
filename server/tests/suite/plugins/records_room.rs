//! How many records there is room for, and that the totals by which that is known stay right.

use http::StatusCode;
use portico_sdk::policy::Mode;
use portico_server::services::records::{MAX_BYTES, MAX_RECORDS, MAX_SHARED};
use portico_server::storage::plugin_kv::Place;
use portico_server::storage::plugin_records::{self, Shelf};
use portico_server::storage::sql;
use serde_json::json;

use super::records::{ALL, RECORDS, assert_nothing_left, boxed, count, delete, listed, put, share};
use super::world::{HOST, World};
use crate::support::databases;

#[tokio::test]
async fn a_user_keeps_so_much_and_all_share_so_much_and_a_refused_record_leaves_no_trace() {
    for test in databases().await {
        let world = World::over(test, vec![boxed("diary", &ALL).build()]).await;
        world.host_policy("diary", Mode::Forced).await;
        let (ada, max) = (world.bearer("ada", &[]), world.bearer("max", &[]));
        let db = &world.server.state.db;
        for (uid, entries) in [("max", MAX_RECORDS - 1), ("", MAX_SHARED - 1)] {
            sql("insert into plugin_record_usage (host_id, plugin, org_id, uid, entries, bytes) values ('shop', 'diary', '', $1, $2, 0)")
                .bind(uid)
                .bind(entries)
                .execute(&mut &*db)
                .await
                .unwrap();
        }
        let at = |key: &str| format!("{RECORDS}/{key}");
        assert_eq!(put(&world, &max, &at("last"), &json!(1)).await.status, 204);
        let more = put(&world, &max, &at("more"), &json!(1)).await;
        assert_eq!(
            (more.status, more.code().as_str()),
            (StatusCode::CONFLICT, "records_full")
        );
        let shared = share(&world, &max, &at("more"), &json!(1)).await;
        assert_eq!(
            shared.code(),
            "records_full",
            "own and shared ones together"
        );
        let missing = world.get(&max, &at("more")).await;
        assert!(missing.json()["data"].is_null(), "{}", missing.body);
        assert_eq!(put(&world, &max, &at("last"), &json!(2)).await.status, 204);

        // Others have their own room, and of what all share there was place for one.
        assert_eq!(
            share(&world, &ada, &at("last"), &json!(1)).await.status,
            204
        );
        let refused = share(&world, &ada, &at("more"), &json!(1)).await;
        assert_eq!(refused.code(), "shared_records_full");
        assert_eq!(
            share(&world, &ada, &at("last"), &json!(2)).await.status,
            204
        );
        assert_eq!(put(&world, &ada, &at("own"), &json!(1)).await.status, 204);
        let seen = listed(&world, &max, &format!("{RECORDS}?shared=true")).await;
        assert_eq!(seen.len(), 1);

        sql("update plugin_record_usage set bytes = $1 where uid = 'ada'")
            .bind(MAX_BYTES - 3)
            .execute(&mut &*db)
            .await
            .unwrap();
        assert_eq!(put(&world, &ada, &at("k"), &json!(10)).await.status, 204);
        let refused = put(&world, &ada, &at("l"), &json!(1)).await;
        assert_eq!(refused.code(), "records_full");
        delete(&world, &ada, &at("own")).await;
        assert_eq!(put(&world, &ada, &at("l"), &json!(1)).await.status, 204);
    }
}

#[tokio::test]
async fn totals_stay_exact_while_many_write_at_once_and_the_host_takes_all_with_it() {
    for test in databases().await {
        let world = World::over(test, Vec::new()).await;
        let db = world.server.state.db.clone();
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    let uid = format!("user-{}", n % 4);
                    let shelf = Shelf {
                        place: Place {
                            host: HOST,
                            plugin: "diary",
                            org: "globex",
                        },
                        uid: &uid,
                        shared: n % 2 == 0,
                    };
                    let key = format!("k{n}");
                    let mut work = db.begin().await.unwrap();
                    plugin_records::put(&mut work, shelf, &key, "1", 0)
                        .await
                        .unwrap();
                    work.commit().await.unwrap();
                    if n < 8 {
                        let mut work = db.begin().await.unwrap();
                        let was_there = plugin_records::delete(&mut work, shelf, &key).await;
                        assert!(was_there.unwrap());
                        work.commit().await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        for (total, expected) in [
            ("select count(*) as n from plugin_records", 12),
            (
                "select cast(sum(entries) as bigint) as n from plugin_record_usage where uid <> ''",
                12,
            ),
            (
                "select entries as n from plugin_record_usage where uid = ''",
                6,
            ),
            (
                "select entries as n from plugin_record_usage where uid = 'user-3'",
                3,
            ),
        ] {
            assert_eq!(count(&db, total).await, expected, "{total}");
        }
        sql("delete from hosts where id = $1")
            .bind(HOST)
            .execute(&mut &db)
            .await
            .unwrap();
        assert_nothing_left(&db).await;
    }
}
