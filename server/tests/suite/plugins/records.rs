//! Records that sandboxed plugins keep for users: whose they are, what is granted, what there is room for.

use std::sync::Arc;

use axum::routing::get;
use http::{Method, StatusCode};
use portico_sdk::OrgRoles;
use portico_sdk::plugin::{Clock as _, PluginRoutes};
use portico_sdk::policy::Mode;
use portico_sdk::slot::Surface;
use portico_server::error::ServiceError;
use portico_server::services::policy::HostFacts;
use portico_server::services::records::{self, MAX_VALUE_BYTES, Wanted};
use portico_server::services::sandbox_access::At;
use portico_server::session::Caller;
use portico_server::storage::{Db, FromRow, Row, StorageError, sql};
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::sample::Sample;
use crate::support::{Answer, databases};

/// Every callback about records.
pub const ALL: [&str; 7] = [
    "loadRecord",
    "listRecords",
    "saveRecord",
    "deleteRecord",
    "listShared",
    "shareRecord",
    "unshareRecord",
];
/// Where the storefront has those of `diary`.
pub const RECORDS: &str = "/api/v1/store/plugins/diary/records";

/// A plugin with a sandbox in the storefront that may call these callbacks.
pub fn boxed(name: &str, callbacks: &[&str]) -> Sample {
    let sample = Sample::new(name).asset("main.js", b"postMessage(1)");
    sandbox(sample, name, "storefront:checkout:after_order", callbacks)
}

fn sandbox(sample: Sample, name: &str, slot: &str, callbacks: &[&str]) -> Sample {
    sample.extension(json!({
        "id": format!("{name}_{}", slot.replace(':', "_")), "slot": slot, "type": "sandbox",
        "sandbox": {
            "entry": format!("/plugins/{name}/assets/main.js"),
            "capabilities": { "callbacks": callbacks }
        }
    }))
}

/// A world in which `diary` may do everything in the storefront, and is on for everybody.
async fn world() -> World {
    let world = World::new(vec![boxed("diary", &ALL).build()]).await;
    world.host_policy("diary", Mode::Forced).await;
    world
}

async fn send(world: &World, method: Method, bearer: &str, path: &str, body: &Value) -> Answer {
    let headers = [("authorization", bearer)];
    let headers = if bearer.is_empty() {
        &headers[..0]
    } else {
        &headers[..]
    };
    world.server.json(method, path, headers, body).await
}

pub async fn put(world: &World, bearer: &str, path: &str, value: &Value) -> Answer {
    send(world, Method::PUT, bearer, path, &json!({ "value": value })).await
}

pub async fn share(world: &World, bearer: &str, path: &str, value: &Value) -> Answer {
    let body = json!({ "value": value, "shared": true });
    send(world, Method::PUT, bearer, path, &body).await
}

pub async fn delete(world: &World, bearer: &str, path: &str) -> Answer {
    send(world, Method::DELETE, bearer, path, &Value::Null).await
}

/// What is listed at an address.
pub async fn listed(world: &World, bearer: &str, path: &str) -> Vec<Value> {
    let answer = world.get(bearer, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()["data"].as_array().unwrap().clone()
}

fn keys(records: &[Value]) -> Vec<&str> {
    records
        .iter()
        .filter_map(|record| record["key"].as_str())
        .collect()
}

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("n").map(Self)
    }
}

pub async fn count(db: &Db, query: &'static str) -> i64 {
    let found = sql(query).optional::<Count>(&mut &*db).await.unwrap();
    found.unwrap().0
}

pub async fn assert_nothing_left(db: &Db) {
    assert_eq!(
        count(db, "select count(*) as n from plugin_records").await,
        0
    );
    assert_eq!(
        count(db, "select count(*) as n from plugin_record_usage").await,
        0
    );
}

#[tokio::test]
async fn a_user_saves_reads_lists_and_deletes_own_records() {
    for test in databases().await {
        let world = World::over(test, vec![boxed("diary", &ALL).build()]).await;
        world.host_policy("diary", Mode::Forced).await;
        let max = world.bearer("max", &[]);
        assert_eq!(listed(&world, &max, RECORDS).await, Vec::<Value>::new());
        for (key, value) in [
            ("b", json!({ "n": 1.5 })),
            ("a%2Fx%20y", json!(["ä", null])),
            ("a", Value::Null),
        ] {
            let saved = put(&world, &max, &format!("{RECORDS}/{key}"), &value).await;
            assert_eq!(saved.status, StatusCode::NO_CONTENT, "{}", saved.body);
            let read = world.get(&max, &format!("{RECORDS}/{key}")).await.json();
            assert_eq!(read["data"]["value"], value);
            assert_eq!(read["data"]["at"], world.server.clock.now_ms());
            assert_eq!(read["data"].as_object().unwrap().len(), 3, "{read}");
        }
        let all = listed(&world, &max, RECORDS).await;
        assert_eq!(keys(&all), ["a", "a/x y", "b"]);
        assert_eq!(all[1]["value"], json!(["ä", null]));
        let some = listed(&world, &max, &format!("{RECORDS}?prefix=a%2F")).await;
        assert_eq!(keys(&some), ["a/x y"]);
        let first = listed(&world, &max, &format!("{RECORDS}?limit=1")).await;
        assert_eq!(keys(&first), ["a"]);

        world.server.clock.advance_ms(1_000);
        put(&world, &max, &format!("{RECORDS}/b"), &json!(2)).await;
        let read = world.get(&max, &format!("{RECORDS}/b")).await.json();
        assert_eq!(read["data"]["value"], 2);
        assert_eq!(read["data"]["at"], world.server.clock.now_ms());

        for key in ["a", "a%2Fx%20y", "b", "b"] {
            let gone = delete(&world, &max, &format!("{RECORDS}/{key}")).await;
            assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.body);
            let read = world.get(&max, &format!("{RECORDS}/{key}")).await;
            assert!(read.json()["data"].is_null(), "{}", read.body);
        }
        assert_nothing_left(&world.server.state.db).await;
    }
}

#[tokio::test]
async fn what_is_shared_everybody_reads_and_its_author_alone_changes() {
    for test in databases().await {
        let world = World::over(test, vec![boxed("diary", &ALL).build()]).await;
        world.host_policy("diary", Mode::Forced).await;
        let (ada, max) = (world.bearer("ada-7", &[]), world.bearer("max-7", &[]));
        let (at, shared) = (format!("{RECORDS}/k"), format!("{RECORDS}?shared=true"));
        for (who, value) in [(&ada, "ada's"), (&max, "max's")] {
            world.server.clock.advance_ms(10);
            let saved = share(&world, who, &at, &json!(value)).await;
            assert_eq!(saved.status, StatusCode::NO_CONTENT, "{}", saved.body);
        }
        // The own record of the same key is another one.
        put(&world, &ada, &at, &json!("for me")).await;

        let seen = listed(&world, &ada, &shared).await;
        let of = |field: &str| -> Vec<Value> { seen.iter().map(|r| r[field].clone()).collect() };
        assert_eq!(of("value"), ["max's", "ada's"], "the newest first");
        assert_eq!(of("mine"), [false, true]);
        assert_ne!(seen[0]["author"], seen[1]["author"]);
        let body = world.get("", &shared).await.body;
        assert!(!body.contains("ada-7") && !body.contains("max-7"), "{body}");
        let nobody = listed(&world, "", &shared).await;
        assert_eq!(nobody[1]["mine"], false);
        assert_eq!(nobody[1]["author"], seen[1]["author"]);

        world.server.clock.advance_ms(10);
        share(&world, &ada, &at, &json!("ada's again")).await;
        let newest = listed(&world, &max, &format!("{shared}&limit=1")).await;
        assert_eq!(newest[0]["value"], "ada's again");
        assert_eq!(newest[0]["author"], seen[1]["author"]);

        let one = format!("{at}?shared=true");
        assert_eq!(delete(&world, &max, &one).await.status, 204);
        assert_eq!(delete(&world, &max, &one).await.status, 204);
        let left = listed(&world, &max, &shared).await;
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["value"], "ada's again");
        let own = world.get(&ada, &at).await.json();
        assert_eq!(own["data"]["value"], "for me");

        delete(&world, &ada, &one).await;
        delete(&world, &ada, &at).await;
        assert_nothing_left(&world.server.state.db).await;
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_has_no_records_and_reads_what_is_shared() {
    let world = world().await;
    let max = world.bearer("max", &[]);
    let at = format!("{RECORDS}/k");
    share(&world, &max, &at, &json!(1)).await;
    put(&world, &max, &at, &json!(2)).await;
    assert!(listed(&world, "", RECORDS).await.is_empty());
    assert!(world.get("", &at).await.json()["data"].is_null());
    assert_eq!(
        listed(&world, "", &format!("{RECORDS}?shared=true"))
            .await
            .len(),
        1
    );
    for refused in [
        put(&world, "", &at, &json!(3)).await,
        share(&world, "", &at, &json!(3)).await,
        delete(&world, "", &at).await,
        delete(&world, "", &format!("{at}?shared=true")).await,
    ] {
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        assert_eq!(refused.code(), "sign_in_required");
    }
    assert_eq!(world.get(&max, &at).await.json()["data"]["value"], 2);
}

#[tokio::test]
async fn a_host_member_is_no_user_and_has_no_records() {
    let world = world().await;
    let state = &world.server.state;
    let facts = HostFacts::of(state, HOST).await.unwrap().unwrap();
    let caller = Caller::host_member(state, &facts, Arc::from("account"), "en");
    let at = At {
        surface: Surface::Storefront,
        plugin: "diary",
    };
    let refused = records::save(state, &caller, at, "k", (&json!(1), false)).await;
    let Err(ServiceError::Refused(error)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((error.status, error.code.as_str()), (403, "user_required"));
    let wanted = Wanted {
        prefix: "",
        limit: None,
    };
    let own = records::list(state, &caller, at, wanted).await.unwrap();
    assert!(own.is_empty());
}

#[tokio::test]
async fn every_operation_needs_its_own_callback_among_the_capabilities() {
    let operations = [
        ("listRecords", Method::GET, "", false),
        ("listShared", Method::GET, "?shared=true", false),
        ("loadRecord", Method::GET, "/k", false),
        ("saveRecord", Method::PUT, "/k", false),
        ("shareRecord", Method::PUT, "/k", true),
        ("deleteRecord", Method::DELETE, "/k", false),
        ("unshareRecord", Method::DELETE, "/k?shared=true", false),
    ];
    for granted in ALL {
        let plugin = boxed("diary", &["onClose", granted]);
        let world = World::new(vec![plugin.build()]).await;
        world.host_policy("diary", Mode::Forced).await;
        let max = world.bearer("max", &[]);
        for (needs, method, rest, shared) in &operations {
            let body = json!({ "value": 1, "shared": shared });
            let path = format!("{RECORDS}{rest}");
            let answer = send(&world, method.clone(), &max, &path, &body).await;
            if *needs == granted {
                assert!(answer.status.is_success(), "{granted}: {}", answer.body);
            } else {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{needs} by {granted}");
                assert_eq!(answer.code(), "not_granted");
            }
        }
    }
}

#[tokio::test]
async fn what_one_surface_grants_the_other_does_not_and_no_other_kind_of_extension_is_granted_anything()
 {
    let diary = sandbox(
        boxed("diary", &ALL),
        "diary",
        "admin:sidebar",
        &["listRecords"],
    );
    let plain = Sample::new("plain").form("settings");
    let world = World::new(vec![diary.build(), plain.build()]).await;
    for plugin in ["diary", "plain"] {
        world.org_policy("globex", plugin, Mode::Forced).await;
    }
    let ada = world.bearer("ada", &[("globex", OrgRoles::ADMIN)]);
    let max = world.bearer("max", &[("globex", OrgRoles::MEMBER)]);
    put(&world, &ada, &format!("{RECORDS}/k"), &json!(1)).await;
    let admin = RECORDS.replace("store", "admin");
    assert_eq!(
        keys(&listed(&world, &ada, &admin).await),
        ["k"],
        "the same records"
    );
    let save = put(&world, &ada, &format!("{admin}/k"), &json!(2)).await;
    assert_eq!(save.code(), "not_granted");
    for bearer in [&max, ""] {
        assert_eq!(world.get(bearer, &admin).await.status, 404);
    }
    let other = world.get(&ada, "/api/v1/admin/plugins/plain/records").await;
    assert_eq!(other.code(), "not_granted");
    let unknown = world
        .get(&ada, "/api/v1/store/plugins/nobody/records")
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn records_are_there_exactly_while_the_plugin_is_on() {
    let world = World::new(vec![boxed("diary", &ALL).build()]).await;
    let max = world.bearer("max", &[("globex", OrgRoles::MEMBER)]);
    let at = format!("{RECORDS}/k");
    let statuses = async || {
        [
            world.get(&max, RECORDS).await.status.as_u16(),
            put(&world, &max, &at, &json!(1)).await.status.as_u16(),
            world.get(&max, &at).await.status.as_u16(),
        ]
    };
    assert_eq!(statuses().await, [404; 3]);
    world.org_policy("globex", "diary", Mode::Forced).await;
    assert_eq!(statuses().await, [200, 204, 200]);
    world.unapprove("diary").await;
    assert_eq!(statuses().await, [404; 3]);
}

#[tokio::test]
async fn the_cores_own_routes_win_over_those_of_a_plugin() {
    let plugin = boxed("diary", &ALL).routes(|| PluginRoutes {
        store: axum::Router::new()
            .route("/records", get(async || "the plugin's"))
            .route("/records/{key}", get(async || "the plugin's"))
            .route("/records/a/b", get(async || "the plugin's")),
        ..PluginRoutes::default()
    });
    let world = World::new(vec![plugin.build()]).await;
    world.host_policy("diary", Mode::Forced).await;
    assert_eq!(world.get("", RECORDS).await.json()["data"], json!([]));
    let missing = world.get("", &format!("{RECORDS}/k")).await;
    assert!(missing.json()["data"].is_null(), "{}", missing.body);
    // What the core does not have stays the plugin's.
    let below = world.get("", &format!("{RECORDS}/a/b")).await;
    assert_eq!(below.body, "the plugin's");
}

#[tokio::test]
async fn keys_and_values_that_cannot_be_kept_are_refused() {
    let world = world().await;
    let max = world.bearer("max", &[]);
    let long = "k".repeat(256);
    for key in ["a%0Ab", "%00", "%2E%2E", "..", ".", &long] {
        let at = format!("{RECORDS}/{key}");
        for answer in [
            put(&world, &max, &at, &json!(1)).await,
            world.get(&max, &at).await,
            delete(&world, &max, &at).await,
        ] {
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{key}");
            assert_eq!(answer.code(), "record_key_invalid", "{key}");
        }
    }
    let prefix = world.get(&max, &format!("{RECORDS}?prefix=a%0Ab")).await;
    assert_eq!(prefix.code(), "record_key_invalid");

    let at = format!("{RECORDS}/k");
    let fits = json!("x".repeat(MAX_VALUE_BYTES - 2));
    assert_eq!(put(&world, &max, &at, &fits).await.status, 204);
    let more = json!("x".repeat(MAX_VALUE_BYTES - 1));
    let refused = put(&world, &max, &at, &more).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(refused.code(), "record_too_large");
    let huge = put(&world, &max, &at, &json!("x".repeat(200 * 1024))).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    let nothing = send(&world, Method::PUT, &max, &at, &json!({ "shared": false })).await;
    assert!(nothing.status.is_client_error(), "a value is required");
    assert_eq!(nothing.code(), "bad_request");
    assert_eq!(world.get(&max, &at).await.json()["data"]["value"], fits);
}

#[tokio::test]
async fn changes_of_records_count_with_those_by_plugins_routes() {
    let world = world().await;
    let max = world.bearer("max", &[]);
    let at = format!("{RECORDS}/k");
    let mut last = put(&world, &max, &at, &json!(1)).await;
    for _ in 0..100 {
        last = put(&world, &max, &at, &json!(1)).await;
    }
    assert_eq!(
        (last.status.as_u16(), last.code().as_str()),
        (429, "too_many_requests")
    );
    assert_eq!(delete(&world, &max, &at).await.status, 429);
    let route = world.post(&max, "/plugins/diary/x", &json!({})).await;
    assert_eq!(route.status, 429);
    assert_eq!(world.get(&max, &at).await.status, 200);
    let ada = world.bearer("ada", &[]);
    assert_eq!(put(&world, &ada, &at, &json!(1)).await.status, 204);
}
