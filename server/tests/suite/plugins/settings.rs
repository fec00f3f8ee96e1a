//! Settings of plugins over the real router.

use http::StatusCode;
use portico_app::i18n::Locale;
use portico_sdk::claims::{OrgRole, OrgRoles};
use portico_sdk::plugin::{PluginContext, PluginError, Scope};
use portico_sdk::policy::Mode;
use portico_server::services::settings::{Save, of_host};
use portico_server::session::ConsoleCaller;
use portico_server::storage::settings::{Change, Place, both_levels, set_secret, set_value};
use portico_server::storage::{FromRow, Row, StorageError, audit, sql};
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::sample::Sample;
use crate::support::{Answer, databases};

const URL: &str = "/api/v1/admin/plugins/acme/settings";
const CANARY: &str = "canary-4711-secret";
const GLOBEX_ADMIN: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN)];

fn plugin() -> Sample {
    Sample::new("acme").extension(json!({
        "id": "form", "slot": "admin:payment:settings", "type": "schema",
        "schema": {
            "submit_url": URL, "load_url": URL,
            "fields": [
                { "key": "mode", "type": "select", "label": { "en": "Mode", "de": "Modus" }, "required": true, "default": "test",
                  "options": [{ "value": "test", "label": { "en": "Test" } }, { "value": "live", "label": { "en": "Live" } }] },
                { "key": "api_key", "type": "password", "label": { "en": "API key" } },
                { "key": "limit", "type": "number", "label": { "en": "Limit" }, "min": 1, "max": 10 },
                { "key": "wallets", "type": "toggle", "label": { "en": "Wallets" } },
                { "key": "region", "type": "text", "label": { "en": "Region" }, "level": "host" }
            ]
        }
    }))
}

/// The context that the plugin got, to see what it sees.
async fn world(database: crate::support::TestDb) -> (World, PluginContext) {
    let (seen, context) = std::sync::mpsc::channel();
    let plugin = plugin().init(move |context| {
        seen.send(context)
            .map_err(|error| PluginError::Internal(error.to_string()))
    });
    let world = World::over(database, vec![plugin.build(), Sample::new("plain").build()]).await;
    (world, context.try_recv().unwrap())
}

async fn save(world: &World, bearer: &str, rev: &str, body: Value) -> Answer {
    let headers = [("authorization", bearer), ("if-match", rev)];
    world
        .server
        .json(http::Method::POST, URL, &headers, &body)
        .await
}

fn scope(org: Option<&str>) -> Scope {
    Scope {
        host: HOST.to_owned(),
        org: org.map(str::to_owned),
    }
}

#[tokio::test]
async fn parity_09_what_an_admin_saves_is_what_the_form_loads_and_the_plugin_reads() {
    for test in databases().await {
        let (world, context) = world(test).await;
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        let fresh = world.get(&admin, URL).await.json();
        assert_eq!(
            fresh["data"],
            json!({ "mode": "test", "api_key": { "is_set": false } })
        );

        let posted = json!({ "mode": "live", "api_key": CANARY, "limit": 5, "wallets": true });
        let saved = world.post(&admin, URL, &posted).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let expected =
            json!({ "mode": "live", "api_key": { "is_set": true }, "limit": 5, "wallets": true });
        assert_eq!(saved.json()["data"], expected);
        assert_eq!(world.get(&admin, URL).await.json(), saved.json());
        assert_ne!(saved.json()["rev"], fresh["rev"]);

        let read = context.settings.get(&scope(Some("globex"))).await.unwrap();
        assert_eq!(
            json!(read),
            json!({ "mode": "live", "api_key": CANARY, "limit": 5, "wallets": true })
        );
        let others = context.settings.get(&scope(Some("initech"))).await.unwrap();
        assert_eq!(json!(others), json!({ "mode": "test" }));
        assert_eq!(others, context.settings.get(&scope(None)).await.unwrap());
    }
}

#[tokio::test]
async fn a_save_merges_absent_stays_null_clears_and_a_blank_secret_keeps() {
    let (world, context) = world(crate::support::TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    save(&world, &admin, "", json!({ "api_key": CANARY, "limit": 5 })).await;
    for keeps in [
        json!({}),
        json!({ "api_key": "" }),
        json!({ "api_key": { "is_set": true } }),
    ] {
        let answer = save(&world, &admin, "", keeps).await;
        assert_eq!(answer.json()["data"]["api_key"], json!({ "is_set": true }));
    }
    let read = context.settings.get(&scope(Some("globex"))).await.unwrap();
    assert_eq!(
        (&read["api_key"], &read["limit"]),
        (&json!(CANARY), &json!(5))
    );
    let cleared = save(
        &world,
        &admin,
        "",
        json!({ "api_key": null, "limit": null }),
    )
    .await
    .json();
    assert_eq!(cleared["data"]["api_key"], json!({ "is_set": false }));
    assert_eq!(cleared["data"].get("limit"), None);
}

#[tokio::test]
async fn a_stale_save_is_refused_with_the_differing_fields_and_changes_nothing() {
    for test in databases().await {
        let (world, _) = world(test).await;
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        let rev = world.get(&admin, URL).await.json()["rev"]
            .as_str()
            .unwrap()
            .to_owned();
        let first = save(&world, &admin, &rev, json!({ "limit": 5 })).await;
        assert_eq!(first.status, 200);
        let second = save(&world, &admin, &rev, json!({ "limit": 7, "mode": "test" })).await;
        assert_eq!(
            (second.status, second.code().as_str()),
            (StatusCode::CONFLICT, "stale_settings")
        );
        let fields = second.json()["error"]["fields"].clone();
        assert_eq!(
            fields.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["limit"]
        );
        assert_eq!(world.get(&admin, URL).await.json(), first.json());
        let rev = format!("\"{}\"", first.json()["rev"].as_str().unwrap());
        assert_eq!(first.header("etag"), rev);
        assert_eq!(
            save(&world, &admin, &rev, json!({ "limit": 7 }))
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn parity_25_every_wrong_field_has_its_sentence_in_the_reader_s_language() {
    let (world, _) = world(crate::support::TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let headers = [("authorization", admin.as_str()), ("accept-language", "de")];
    let body =
        json!({ "mode": "other", "limit": 11, "wallets": "yes", "region": "eu", "surprise": 1 });
    let answer = world
        .server
        .json(http::Method::POST, URL, &headers, &body)
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (422, "invalid_fields")
    );
    let error = &answer.json()["error"];
    let keys: Vec<&String> = error["fields"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["limit", "mode", "region", "surprise", "wallets"]);
    assert!(error["fields"]["mode"].as_str().unwrap().contains("Modus"));
}

#[tokio::test]
async fn parity_24_numbers_and_toggles_keep_their_types_and_text_is_no_number() {
    let (world, _) = world(crate::support::TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let refused = save(&world, &admin, "", json!({ "limit": "5" })).await;
    assert_eq!(refused.status, 422);
    let saved = save(&world, &admin, "", json!({ "limit": 5, "wallets": false }))
        .await
        .json();
    assert_eq!(saved["data"]["limit"], json!(5));
}

#[tokio::test]
async fn threat_42_only_admins_reach_the_settings_of_their_own_organisation() {
    let (world, _) = world(crate::support::TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    save(&world, &admin, "", json!({ "limit": 5 })).await;
    let other = world.bearer("eve", &[("initech", OrgRoles::ADMIN)]);
    assert_eq!(
        world.get(&other, URL).await.json()["data"].get("limit"),
        None
    );
    assert_eq!(
        world.get(&other, &format!("{URL}?org=globex")).await.status,
        404
    );
    assert_eq!(world.get("", URL).await.status, 401);
    let member = world.bearer("max", &[("globex", OrgRoles::MEMBER)]);
    assert_eq!(world.get(&member, URL).await.status, 403);
    assert_eq!(
        world
            .post(&member, URL, &json!({ "limit": 1 }))
            .await
            .status,
        403
    );
    let both = world.bearer(
        "bo",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)],
    );
    assert_eq!(
        world.get(&both, &format!("{URL}?org=initech")).await.status,
        403
    );
    let two = world.bearer(
        "zoe",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::ADMIN)],
    );
    assert_eq!(world.get(&two, URL).await.code(), "org_required");
    let named = world.get(&two, &format!("{URL}?org=globex")).await.json();
    assert_eq!(named["data"]["limit"], json!(5));

    // With an active organisation the other one takes no part.
    let token = two.trim_start_matches("Bearer ");
    let fields = [("host", HOST), ("token", token)];
    let opened = world.server.form("/session", &[], &fields).await;
    let cookie = opened.cookie("portico").unwrap();
    let cookies = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let chosen = [("org", "globex")];
    world
        .server
        .form("/session/org", &cookies[..1], &chosen)
        .await;
    let initech = format!("{URL}?org=initech");
    assert_eq!(world.server.get(&initech, &cookies).await.status, 404);
    let body = json!({ "limit": 1 });
    let post = http::Method::POST;
    let written = world.server.json(post, &initech, &cookies, &body);
    assert_eq!(written.await.status, 404);
    assert_eq!(
        world.server.get(URL, &cookies).await.json()["data"]["limit"],
        json!(5)
    );
}

#[tokio::test]
async fn settings_exist_for_approved_plugins_that_declare_them() {
    let (world, _) = world(crate::support::TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    assert_eq!(
        world
            .get(&admin, "/api/v1/admin/plugins/plain/settings")
            .await
            .status,
        404
    );
    assert_eq!(
        world
            .get(&admin, "/api/v1/admin/plugins/nobody/settings")
            .await
            .status,
        404
    );
    assert_eq!(world.get(&admin, URL).await.status, 200);
    world.host_policy("acme", Mode::Removed).await;
    assert_eq!(world.get(&admin, URL).await.status, 404);
    world.host_policy("acme", Mode::Allowed).await;
    world.unapprove("acme").await;
    assert_eq!(world.get(&admin, URL).await.status, 404);
}

#[tokio::test]
async fn the_host_sets_what_organisations_inherit_and_its_own_fields_are_not_theirs() {
    for test in databases().await {
        let (world, context) = world(test).await;
        let state = &world.server.state;
        let host = of_host(state, &ConsoleCaller::Cli, HOST, "acme", Locale::En)
            .await
            .unwrap();
        let values = json!({ "region": "eu", "limit": 3, "api_key": CANARY });
        let save_host = Save {
            values: serde_json::from_value(values).unwrap(),
            rev: None,
        };
        host.save(state, save_host).await.unwrap();

        let admin = world.bearer("ada", GLOBEX_ADMIN);
        let seen = world.get(&admin, URL).await.json();
        assert_eq!(
            seen["data"],
            json!({ "mode": "test", "api_key": { "is_set": true }, "limit": 3, "region": "eu" })
        );
        let refused = save(&world, &admin, "", json!({ "region": "us" })).await;
        assert_eq!(refused.status, 422);
        save(&world, &admin, "", json!({ "limit": 4 })).await;
        let read = context.settings.get(&scope(Some("globex"))).await.unwrap();
        assert_eq!(
            json!(read),
            json!({ "mode": "test", "limit": 4, "region": "eu", "api_key": CANARY })
        );
        let cleared = save(&world, &admin, "", json!({ "limit": null }))
            .await
            .json();
        assert_eq!(cleared["data"]["limit"], json!(3));
        assert!(
            of_host(state, &ConsoleCaller::Cli, HOST, "plain", Locale::En)
                .await
                .is_err()
        );
        assert!(
            of_host(state, &ConsoleCaller::Cli, "elsewhere", "acme", Locale::En)
                .await
                .is_err()
        );
    }
}

struct Cell(String);

impl FromRow for Cell {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("cell").map(Self)
    }
}

#[tokio::test]
async fn threat_46_a_secret_is_in_no_answer_no_audit_row_and_no_column_in_clear() {
    let (world, _) = world(crate::support::TestDb::sqlite().await).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let mut bodies = Vec::new();
    for body in [
        json!({ "api_key": CANARY }),
        json!({ "api_key": CANARY }),
        json!({ "api_key": CANARY, "mode": "wrong" }),
        json!({ "api_key": [CANARY] }),
    ] {
        bodies.push(save(&world, &admin, "", body).await.body);
    }
    bodies.push(
        save(&world, &admin, "0", json!({ "api_key": CANARY }))
            .await
            .body,
    );
    bodies.push(world.get(&admin, URL).await.body);
    bodies.push(
        world
            .get(&admin, "/api/v1/admin/plugin-manifest")
            .await
            .body,
    );
    assert!(
        bodies.iter().all(|body| !body.contains(CANARY)),
        "{bodies:?}"
    );

    let on = &mut &world.server.state.db;
    let rows = audit::page(on, HOST, Some("globex"), None, 100)
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].action, "settings.save");
    assert_eq!(rows[0].actor, "ada");
    assert_eq!(rows[0].after_json, r#"{"api_key":{"is_set":true}}"#);
    assert!(!format!("{rows:?}").contains(CANARY));

    let cells: Vec<Cell> = sql(
        "select ciphertext as cell from secrets union all select value_json as cell from settings",
    )
    .all(on)
    .await
    .unwrap();
    assert_eq!(cells.len(), 1);
    assert!(!cells[0].0.contains(CANARY));
}

/// Stores a secret that no key opens.
async fn damaged(world: &World, org: &str, key: &str) {
    let mut work = world.server.state.db.begin().await.unwrap();
    let place = Place {
        host: HOST,
        plugin: "acme",
        org,
    };
    let change = Change { by: "test", at: 0 };
    set_secret(&mut work, place, key, "damaged", change)
        .await
        .unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn only_secrets_that_count_are_opened() {
    for test in databases().await {
        let (world, context) = world(test).await;
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        save(&world, &admin, "", json!({ "api_key": CANARY })).await;
        // One of an earlier version of the plugin, and one that the organisation's own stands before.
        damaged(&world, "", "forgotten").await;
        damaged(&world, "globex", "region").await;
        damaged(&world, "", "api_key").await;
        let read = context.settings.get(&scope(Some("globex"))).await.unwrap();
        assert_eq!(json!(read), json!({ "mode": "test", "api_key": CANARY }));
        // Where the host's is the one that counts, it is not passed over in silence.
        assert!(context.settings.get(&scope(Some("initech"))).await.is_err());
        assert!(context.settings.get(&scope(None)).await.is_err());
    }
}

#[tokio::test]
async fn one_query_finds_what_the_host_and_one_organisation_have_and_nobody_else() {
    for test in databases().await {
        let (world, _) = world(test).await;
        let mut work = world.server.state.db.begin().await.unwrap();
        let change = Change { by: "test", at: 0 };
        for (plugin, org) in [
            ("acme", ""),
            ("acme", "globex"),
            ("acme", "initech"),
            ("plain", "globex"),
        ] {
            let place = Place {
                host: HOST,
                plugin,
                org,
            };
            let value = json!({ "of": format!("{plugin}/{org}") });
            set_value(&mut work, place, "value", &value, change)
                .await
                .unwrap();
            let secret = format!("sealed {plugin}/{org}");
            set_secret(&mut work, place, "secret", &secret, change)
                .await
                .unwrap();
        }
        work.commit().await.unwrap();
        let on = &mut &world.server.state.db;
        let both = both_levels(on, HOST, "acme", "globex").await.unwrap();
        assert_eq!(
            json!(both.host.values),
            json!({ "value": { "of": "acme/" } })
        );
        assert_eq!(
            json!(both.host.secrets),
            json!({ "secret": "sealed acme/" })
        );
        assert_eq!(
            json!(both.org.values),
            json!({ "value": { "of": "acme/globex" } })
        );
        assert_eq!(
            json!(both.org.secrets),
            json!({ "secret": "sealed acme/globex" })
        );
        let host = both_levels(on, HOST, "acme", "").await.unwrap();
        assert_eq!(host.host, both.host);
        assert_eq!((host.org.values.len(), host.org.secrets.len()), (0, 0));
    }
}
