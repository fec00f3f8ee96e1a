//! Schema forms on real pages without JavaScript (FORMS 6).

use std::sync::{Arc, Mutex};

use axum::routing::{get, post};
use http::StatusCode;
use portico_sdk::claims::OrgRoles;
use portico_sdk::plugin::PluginRoutes;
use portico_sdk::policy::Mode;
use serde_json::{Value, json};

use super::world::World;
use crate::support::Answer;
use crate::support::sample::Sample;

const SETTINGS: &str = "/api/v1/admin/plugins/acme/settings";
const CANARY: &str = "canary-4711-secret";

/// A settings form, and a form that the plugin takes itself, both in the sidebar.
fn plugin(taken: &Arc<Mutex<Vec<Value>>>) -> Sample {
    let taken = Arc::clone(taken);
    Sample::new("acme")
        .extension(json!({
            "id": "settings", "slot": "admin:sidebar", "type": "schema",
            "schema": {
                "title": { "en": "Acme settings" }, "success_message": { "en": "Acme is set" },
                "submit_url": SETTINGS, "load_url": SETTINGS,
                "fields": [
                    { "key": "note", "type": "text", "label": { "en": "Note" }, "max_length": 10 },
                    { "key": "limit", "type": "number", "label": { "en": "Limit" }, "max": 10 },
                    { "key": "on", "type": "toggle", "label": { "en": "On" } },
                    { "key": "api_key", "type": "password", "label": { "en": "API key" } }
                ]
            }
        }))
        .extension(json!({
            "id": "own", "slot": "admin:sidebar", "type": "schema",
            "schema": {
                "submit_url": "/api/v1/admin/plugins/acme/take", "load_url": "/api/v1/admin/plugins/acme/give",
                "context": ["path"],
                "fields": [{ "key": "word", "type": "text", "label": { "en": "Word" }, "required": true }]
            }
        }))
        .routes(move || {
            let taken = Arc::clone(&taken);
            PluginRoutes {
                admin: axum::Router::new()
                    .route("/give", get(|| async { axum::Json(json!({ "data": { "word": "given" } })) }))
                    .route(
                        "/take",
                        post(async move |axum::Json(body): axum::Json<Value>| {
                            if body["word"] == "refuse" {
                                let error = json!({ "error": { "code": "no", "message": "no", "fields": {
                                    "word": "Not this word.", "other": "And something else." } } });
                                return (StatusCode::BAD_REQUEST, axum::Json(error));
                            }
                            taken.lock().unwrap().push(body);
                            (StatusCode::OK, axum::Json(json!({ "data": {} })))
                        }),
                    ),
                ..PluginRoutes::default()
            }
        })
}

struct Page {
    world: World,
    admin: String,
    taken: Arc<Mutex<Vec<Value>>>,
}

impl Page {
    async fn new() -> Self {
        let taken = Arc::default();
        let world = World::new(vec![plugin(&taken).build()]).await;
        world.org_policy("globex", "acme", Mode::Forced).await;
        Self {
            admin: world.bearer("ada", &[("globex", OrgRoles::ADMIN)]),
            world,
            taken,
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.world.get(&self.admin, path).await
    }

    async fn post(&self, path: &str, form: &str, fields: &[(&str, &str)]) -> Answer {
        let hidden = [("portico_form", form), ("portico_plugin", "acme")];
        let fields: Vec<(&str, &str)> = hidden.into_iter().chain(fields.iter().copied()).collect();
        let headers = [("authorization", self.admin.as_str())];
        self.world.server.form(path, &headers, &fields).await
    }
}

#[tokio::test]
async fn parity_27_a_form_saves_without_javascript_and_the_page_says_so() {
    let page = Page::new().await;
    let fields = [
        ("note", "hi"),
        ("limit", "3"),
        ("on", "on"),
        ("api_key", CANARY),
    ];
    let saved = page.post("/admin?range=7d", "settings", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(saved.header("location"), "/admin?range=7d&saved=settings");
    let stored = page.get(SETTINGS).await.json();
    assert_eq!(
        stored["data"],
        json!({ "note": "hi", "limit": 3, "on": true, "api_key": { "is_set": true } })
    );
    let shown = page.get(saved.header("location")).await;
    assert!(shown.body.contains("Acme is set"));
    assert!(shown.body.contains("value=\"hi\"") && !shown.body.contains(CANARY));

    let rev = stored["rev"].as_str().unwrap();
    let again = [
        ("portico_rev", rev),
        ("note", "new"),
        ("limit", ""),
        ("api_key", ""),
    ];
    assert_eq!(
        page.post("/admin", "settings", &again).await.status,
        StatusCode::SEE_OTHER
    );
    let stored = page.get(SETTINGS).await.json();
    assert_eq!(
        stored["data"],
        json!({ "note": "new", "on": false, "api_key": { "is_set": true } })
    );
}

#[tokio::test]
async fn parity_25_a_refused_form_comes_back_with_all_errors_and_everything_typed_but_the_secret() {
    let page = Page::new().await;
    let fields = [
        ("note", "far too long <b>"),
        ("limit", "11"),
        ("api_key", CANARY),
    ];
    let refused = page.post("/admin", "settings", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("far too long &lt;b&gt;"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"11\""));
    assert!(
        refused
            .body
            .contains("Note may have at most 10 characters.")
    );
    assert!(refused.body.contains("Limit must be 10 or less."));
    assert!(!refused.body.contains(CANARY));
    assert_eq!(page.get(SETTINGS).await.json()["rev"], "0");
}

#[tokio::test]
async fn a_stale_form_comes_back_and_overwrites_nothing() {
    let page = Page::new().await;
    page.post(
        "/admin",
        "settings",
        &[("portico_rev", "0"), ("note", "first")],
    )
    .await;
    let stale = page
        .post(
            "/admin",
            "settings",
            &[("portico_rev", "0"), ("note", "second")],
        )
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Someone else changed these settings"));
    assert!(stale.body.contains("value=\"second\""));
    assert_eq!(page.get(SETTINGS).await.json()["data"]["note"], "first");
}

#[tokio::test]
async fn parity_23_a_plugin_s_own_route_gets_the_values_and_only_the_context_it_asked_for() {
    let page = Page::new().await;
    let context = r#"{"path":"/admin","secret":"x"}"#;
    let fields = [("word", "hello"), ("portico_context", context)];
    let sent = page.post("/admin", "own", &fields).await;
    assert_eq!(sent.header("location"), "/admin?saved=own");
    assert_eq!(
        *page.taken.lock().unwrap(),
        [json!({ "word": "hello", "context": { "path": "/admin" } })]
    );
    assert!(page.get("/admin").await.body.contains("value=\"given\""));
}

#[tokio::test]
async fn parity_25_the_errors_of_a_plugin_s_own_route_are_all_shown() {
    let page = Page::new().await;
    let refused = page.post("/admin", "own", &[("word", "refuse")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Not this word.") && refused.body.contains("And something else.")
    );
    let empty = page.post("/admin", "own", &[("word", "")]).await;
    assert!(empty.body.contains("Fill in Word."));
    assert!(page.taken.lock().unwrap().is_empty());
}

#[tokio::test]
async fn parity_21_a_form_that_cannot_be_loaded_is_not_offered_for_saving() {
    let plugin = Sample::new("acme").extension(json!({
        "id": "own", "slot": "admin:sidebar", "type": "schema",
        "schema": { "submit_url": "/plugins/acme/take", "load_url": "/plugins/acme/missing",
                    "fields": [{ "key": "word", "type": "text", "label": { "en": "Word" } }] }
    }));
    let world = World::new(vec![plugin.build()]).await;
    world.org_policy("globex", "acme", Mode::Forced).await;
    let admin = world.bearer("ada", &[("globex", OrgRoles::ADMIN)]);
    let page = world.get(&admin, "/admin").await;
    assert!(
        page.body.contains("The settings could not be loaded"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn parity_21_a_plugin_that_never_answers_costs_its_own_forms_and_not_the_page() {
    let form = |id: &str, slot: &str, load: &str| {
        json!({
            "id": id, "slot": slot, "type": "schema",
            "schema": { "title": { "en": format!("Form {id}") },
                        "submit_url": "/plugins/acme/take", "load_url": format!("/plugins/acme/{load}"),
                        "fields": [{ "key": "word", "type": "text", "label": { "en": "Word" } }] }
        })
    };
    let plugin = Sample::new("acme")
        .extension(form("a", "admin:sidebar", "never"))
        .extension(form("b", "admin:sidebar", "give"))
        .extension(form("c", "admin:sidebar", "never"))
        .extension(form("d", "admin:dashboard:widget", "never"))
        .routes(|| PluginRoutes {
            own: axum::Router::new()
                .route("/never", get(std::future::pending::<()>))
                .route(
                    "/give",
                    get(|| async { axum::Json(json!({ "word": "given" })) }),
                ),
            ..PluginRoutes::default()
        });
    let world = World::new(vec![plugin.build()]).await;
    world.org_policy("globex", "acme", Mode::Forced).await;
    let admin = world.bearer("ada", &[("globex", OrgRoles::ADMIN)]);
    let before = std::time::Instant::now();
    let page = world.get(&admin, "/admin").await;
    let took = before.elapsed();
    assert_eq!(page.status, StatusCode::OK);
    // In turn the three that never answer would take 6 s.
    assert!(took.as_millis() < 5500, "they waited in turn: {took:?}");
    let failed = page
        .body
        .matches("The settings could not be loaded")
        .count();
    assert_eq!(failed, 3, "{}", page.body);
    assert!(page.body.contains("value=\"given\""));
    let place = |title: &str| page.body.find(&format!("Form {title}<"));
    assert!(place("a").is_some() && place("a") < place("b") && place("b") < place("c"));

    // What cannot be loaded cannot be saved either, whoever posts it.
    let fields = [
        ("portico_form", "a"),
        ("portico_plugin", "acme"),
        ("word", "typed"),
    ];
    let headers = [("authorization", admin.as_str())];
    let refused = world.server.form("/admin", &headers, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("The settings could not be loaded"));
}

/// An admin of two organisations that both have the plugin.
async fn admin_of_two(page: &Page) -> String {
    page.world.org_policy("initech", "acme", Mode::Forced).await;
    let orgs = [("globex", OrgRoles::ADMIN), ("initech", OrgRoles::ADMIN)];
    page.world.bearer("zoe", &orgs)
}

#[tokio::test]
async fn an_admin_of_several_organisations_saves_to_the_one_the_form_was_drawn_for() {
    let page = Page::new().await;
    let zoe = admin_of_two(&page).await;
    let drawn = page.world.get(&zoe, "/admin").await;
    let url = format!("{SETTINGS}?org=globex");
    // Twice in the island of the settings form: where it saves and where it looks after a stale save.
    assert_eq!(drawn.body.matches(&url).count(), 2, "{}", drawn.body);
    assert!(
        drawn
            .body
            .contains(r#"name="portico_scope" value="org:globex""#)
    );
    let bare = page
        .world
        .post(&zoe, SETTINGS, &json!({ "note": "x" }))
        .await;
    assert_eq!(bare.code(), "org_required");
    let saved = page.world.post(&zoe, &url, &json!({ "note": "hi" })).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let read = page.world.get(&zoe, &url).await.json();
    assert_eq!(read["data"]["note"], "hi");

    let headers = [("authorization", zoe.as_str())];
    let fields = |scope, note| {
        [
            ("portico_form", "settings"),
            ("portico_plugin", "acme"),
            ("portico_scope", scope),
            ("note", note),
        ]
    };
    let server = &page.world.server;
    let saved = server
        .form("/admin", &headers, &fields("org:globex", "plain"))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let other = server
        .form("/admin", &headers, &fields("org:initech", "theirs"))
        .await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.body.contains("You now act for somebody else"));
    assert!(
        other.body.contains("value=\"theirs\""),
        "what was typed stays"
    );
    let read = page.world.get(&zoe, &url).await.json();
    assert_eq!(read["data"]["note"], "plain");
    let theirs = format!("{SETTINGS}?org=initech");
    let read = page.world.get(&zoe, &theirs).await.json();
    assert_eq!(read["data"].get("note"), None);
}

#[tokio::test]
async fn parity_27_a_page_whose_slots_are_empty_has_no_trace_of_them() {
    let world = World::new(Vec::new()).await;
    let admin = world.bearer("ada", &[("globex", OrgRoles::ADMIN)]);
    let page = world.get(&admin, "/admin").await;
    assert_eq!(page.status, StatusCode::OK);
    for trace in ["sidebar-slot", "plugin-slot", "data-slot", "plugin-surface"] {
        assert!(!page.body.contains(trace), "{trace}: {}", page.body);
    }
}

#[tokio::test]
async fn threat_38_a_form_posted_from_elsewhere_or_not_for_this_caller_changes_nothing() {
    let page = Page::new().await;
    let fields = [
        ("portico_form", "settings"),
        ("portico_plugin", "acme"),
        ("note", "evil"),
    ];
    for (origin, site) in [
        ("https://evil.example", "cross-site"),
        ("null", "cross-site"),
    ] {
        let headers = [
            ("authorization", page.admin.as_str()),
            ("origin", origin),
            ("sec-fetch-site", site),
        ];
        let answer = page.world.server.form("/admin", &headers, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let member = page.world.bearer("max", &[("globex", OrgRoles::MEMBER)]);
    let headers = [("authorization", member.as_str())];
    let answer = page.world.server.form("/admin", &headers, &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        page.post("/admin", "unknown", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(page.get(SETTINGS).await.json()["rev"], "0");
}

#[tokio::test]
async fn a_form_whose_session_has_ended_comes_back_with_what_was_typed_and_where_to_sign_in() {
    let page = Page::new().await;
    for (form, field, typed) in [("settings", "note", "hi <b>"), ("own", "word", "hi <b>")] {
        let fields = [
            ("portico_form", form),
            ("portico_plugin", "acme"),
            ("portico_scope", "org:globex"),
            ("portico_rev", "0"),
            (field, typed),
            ("api_key", CANARY),
        ];
        let server = &page.world.server;
        let ended = server.form("/admin?range=7d", &[], &fields).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED, "{}", ended.body);
        for part in [
            "value=\"hi &lt;b&gt;\"",
            "name=\"portico_scope\" value=\"org:globex\"",
            "name=\"portico_rev\" value=\"0\"",
            "action=\"/admin?range=7d\"",
            "href=\"/sign-in?next=/admin%3Frange%3D7d\"",
            "There is 1 problem",
            "Your session has ended.",
        ] {
            assert!(ended.body.contains(part), "{part}: {}", ended.body);
        }
        assert!(!ended.body.contains(CANARY));
        // Signed in again, the same form is taken.
        let headers = [("authorization", page.admin.as_str())];
        let saved = server.form("/admin?range=7d", &headers, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
    assert_eq!(page.get(SETTINGS).await.json()["data"]["note"], "hi <b>");
}

#[tokio::test]
async fn signed_out_nobody_learns_the_fields_of_a_plugin_that_the_store_does_not_show() {
    let page = Page::new().await;
    page.world.unapprove("acme").await;
    for plugin in ["acme", "no-such-plugin"] {
        let fields = [
            ("portico_form", "@settings"),
            ("portico_plugin", plugin),
            ("portico_scope", "org:globex"),
        ];
        let answer = page.world.server.form("/admin", &[], &fields).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        assert!(!answer.body.contains("API key"), "{plugin}");
    }
}
