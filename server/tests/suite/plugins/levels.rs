//! The settings of host and organisation beside each other: what was changed meanwhile, and what is left of older versions.

use std::sync::mpsc;

use http::StatusCode;
use portico_app::i18n::Locale;
use portico_sdk::claims::{OrgRole, OrgRoles};
use portico_sdk::plugin::{PluginContext, PluginError, Scope};
use portico_sdk::policy::Mode;
use portico_server::services::settings::{Save, of_host};
use portico_server::session::ConsoleCaller;
use portico_server::storage::settings::{Change, Place, set_value, stored};
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::sample::Sample;
use crate::support::{Answer, TestDb, databases};

const URL: &str = "/api/v1/admin/plugins/acme/settings";
const CANARY: &str = "canary-4711-secret";
const GLOBEX_ADMIN: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN)];

async fn world(database: TestDb) -> (World, PluginContext) {
    let (seen, context) = mpsc::channel();
    let plugin = Sample::new("acme")
        .extension(json!({
            "id": "form", "slot": "admin:sidebar", "type": "schema",
            "schema": {
                "submit_url": URL, "load_url": URL,
                "fields": [
                    { "key": "name", "type": "text", "label": { "en": "Name" } },
                    { "key": "on", "type": "toggle", "label": { "en": "On" } },
                    { "key": "mode", "type": "select", "label": { "en": "Mode", "de": "Modus" }, "default": "test",
                      "options": [{ "value": "test", "label": { "en": "Test" } },
                                  { "value": "live", "label": { "en": "Live", "de": "Echt" } }] },
                    { "key": "smtp", "type": "object", "label": { "en": "Mail" }, "fields": [
                        { "key": "host", "type": "text", "label": { "en": "Server" } },
                        { "key": "user", "type": "text", "label": { "en": "User" } }
                    ] },
                    { "key": "api_key", "type": "password", "label": { "en": "API key" } }
                ]
            }
        }))
        .init(move |context| {
            seen.send(context)
                .map_err(|error| PluginError::Internal(error.to_string()))
        });
    let world = World::over(database, vec![plugin.build()]).await;
    world.host_policy("acme", Mode::DefaultOn).await;
    (world, context.try_recv().unwrap())
}

async fn save_host(world: &World, values: Value) {
    let state = &world.server.state;
    let host = of_host(state, &ConsoleCaller::Cli, HOST, "acme", Locale::En).await;
    let save = Save {
        values: serde_json::from_value(values).unwrap(),
        rev: None,
    };
    host.unwrap().save(state, save).await.unwrap();
}

async fn save(world: &World, bearer: &str, rev: &str, body: Value) -> Answer {
    let headers = [("authorization", bearer), ("if-match", rev)];
    let post = http::Method::POST;
    world.server.json(post, URL, &headers, &body).await
}

fn scope(org: Option<&str>) -> Scope {
    Scope {
        host: HOST.to_owned(),
        org: org.map(str::to_owned),
    }
}

#[tokio::test]
async fn forms_5_what_the_host_changed_meanwhile_is_told_and_not_pinned_to_what_it_was() {
    for test in databases().await {
        let (world, context) = world(test).await;
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        save_host(&world, json!({ "on": true, "mode": "live" })).await;
        let drawn = world.get(&admin, URL).await.json();
        let rev = drawn["rev"].as_str().unwrap();
        save_host(&world, json!({ "on": false })).await;

        // With JavaScript toggles are always sent; without it everything is.
        let stale = save(&world, &admin, rev, json!({ "name": "Mine", "on": true })).await;
        assert_eq!(
            (stale.status, stale.code().as_str()),
            (StatusCode::CONFLICT, "stale_settings")
        );
        let fields = stale.json()["error"]["fields"].clone();
        assert!(fields.get("on").is_some(), "{fields}");
        let form = [
            ("portico_form", "form"),
            ("portico_plugin", "acme"),
            ("portico_rev", rev),
            ("name", "Mine"),
            ("on", "true"),
            ("mode", "live"),
        ];
        let headers = [("authorization", admin.as_str())];
        let posted = world.server.form("/admin", &headers, &form).await;
        assert_eq!(posted.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(posted.body.contains("On was changed"), "{}", posted.body);

        // The organisation goes on inheriting, and saves with what it has seen.
        let read = context.settings.get(&scope(Some("globex"))).await.unwrap();
        assert_eq!(read["on"], json!(false));
        let seen = world.get(&admin, URL).await.json();
        let rev = seen["rev"].as_str().unwrap();
        let saved = save(&world, &admin, rev, json!({ "name": "Mine", "on": false })).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        save_host(&world, json!({ "on": true })).await;
        let read = context.settings.get(&scope(Some("globex"))).await.unwrap();
        assert_eq!((&read["on"], &read["name"]), (&json!(true), &json!("Mine")));
    }
}

#[tokio::test]
async fn forms_5_a_stale_save_says_of_each_member_what_it_is_now_in_the_reader_s_language() {
    let (world, _) = world(TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let theirs = json!({ "mode": "live", "smtp": { "host": "theirs", "user": "u" } });
    save(&world, &admin, "", theirs).await;
    let mine = json!({ "mode": "test", "smtp": { "host": "old", "user": "u" }, "api_key": "new" });
    for (language, expected) in [
        (
            "en",
            json!({ "mode": "Mode is now: Live", "smtp.host": "Server is now: theirs", "api_key": "API key was changed" }),
        ),
        (
            "de",
            json!({ "mode": "Modus ist jetzt: Echt", "smtp.host": "Server ist jetzt: theirs", "api_key": "API key wurde geändert" }),
        ),
    ] {
        let headers = [
            ("authorization", admin.as_str()),
            ("if-match", "0"),
            ("accept-language", language),
        ];
        let post = http::Method::POST;
        let stale = world.server.json(post, URL, &headers, &mine).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
        assert_eq!(stale.json()["error"]["fields"], expected);
    }
    // What nobody else has touched is merged into what they saved.
    let rev = world.get(&admin, URL).await.json()["rev"].clone();
    let member = json!({ "smtp": { "user": "mine" } });
    let saved = save(&world, &admin, rev.as_str().unwrap(), member).await;
    let smtp = json!({ "host": "theirs", "user": "mine" });
    assert_eq!(saved.json()["data"]["smtp"], smtp, "{}", saved.body);
}

/// Stores a value as an older version of the plugin did, whose field was no secret.
async fn stored_in_clear(world: &World, org: &str, key: &str, value: &Value) {
    let mut work = world.server.state.db.begin().await.unwrap();
    let place = Place {
        host: HOST,
        plugin: "acme",
        org,
    };
    let change = Change { by: "test", at: 0 };
    set_value(&mut work, place, key, value, change)
        .await
        .unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn threat_46_what_was_stored_before_its_field_became_a_secret_is_on_no_page_and_sealed_by_the_next_save()
 {
    for test in databases().await {
        let (world, context) = world(test).await;
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        for org in ["", "globex"] {
            let secret = json!(format!("{CANARY}-{org}"));
            stored_in_clear(&world, org, "api_key", &secret).await;
        }
        for path in ["/admin/plugins/acme", "/admin", URL] {
            let page = world.get(&admin, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
            assert!(!page.body.contains(CANARY), "{path}: {}", page.body);
        }
        let seen = world.get(&admin, URL).await.json();
        assert_eq!(seen["data"]["api_key"], json!({ "is_set": true }));

        // A save that changes nothing, and one of another field.
        save(&world, &admin, "", json!({})).await;
        save_host(&world, json!({ "name": "Host" })).await;
        for org in ["", "globex"] {
            let place = Place {
                host: HOST,
                plugin: "acme",
                org,
            };
            let left = stored(&mut &world.server.state.db, place).await.unwrap();
            assert!(!left.values.contains_key("api_key"), "{org:?}");
            assert!(!left.secrets["api_key"].contains(CANARY));
        }
        for (org, secret) in [
            (Some("globex"), format!("{CANARY}-globex")),
            (None, format!("{CANARY}-")),
        ] {
            let read = context.settings.get(&scope(org)).await.unwrap();
            assert_eq!(read["api_key"], json!(secret));
        }
    }
}

#[tokio::test]
async fn forms_5_what_the_host_has_of_an_older_version_is_in_no_control_of_an_organisation() {
    let (world, _) = world(TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    stored_in_clear(&world, "", "mode", &json!("gone")).await;
    let page = world.get(&admin, "/admin/plugins/acme").await;
    assert!(!page.body.contains("gone"), "{}", page.body);
    assert!(
        page.body.contains(r#"<option value="test" selected"#),
        "the plugin's own default: {}",
        page.body
    );
}

#[tokio::test]
async fn threat_44_saves_of_settings_by_one_user_are_limited() {
    let (world, _) = world(TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let mut last = save(&world, &admin, "", json!({ "name": "0" })).await;
    let mut saved = 0;
    while last.status == StatusCode::OK && saved < 200 {
        saved += 1;
        last = save(&world, &admin, "", json!({ "name": saved.to_string() })).await;
    }
    assert_eq!((saved, last.status), (60, StatusCode::TOO_MANY_REQUESTS));
    assert!(!last.header("retry-after").is_empty());
    let other = world.bearer("bob", GLOBEX_ADMIN);
    let answer = save(&world, &other, "", json!({ "name": "bob" })).await;
    assert_eq!(answer.status, StatusCode::OK, "others go on");
}
