//! A plugin's settings on the level of the host: over the API, and by the form of its page without JavaScript.

use http::StatusCode;
use portico_app::forms::wire;
use serde_json::{Value, json};

use super::world::{CLI, PLUGIN, World};
use crate::support::Answer;

const API: &str = "/api/v1/hosts/farm/plugins/acme/settings";
const PAGE: &str = "/console/hosts/farm/plugins/acme";
const CANARY: &str = "canary-4711-secret";

async fn approved() -> Vec<World> {
    let worlds = World::each().await;
    for world in &worlds {
        let state = &world.server.state;
        portico_server::services::console::plugins::approve(state, &CLI, "farm", PLUGIN, None)
            .await
            .unwrap();
    }
    worlds
}

async fn post(world: &World, rev: &str, fields: &[(&str, &str)]) -> Answer {
    let hidden = [
        (wire::FORM, wire::SETTINGS_FORM),
        (wire::PLUGIN, PLUGIN),
        (wire::REV, rev),
    ];
    let all: Vec<(&str, &str)> = hidden.iter().chain(fields).copied().collect();
    world.post(&world.farmer, PAGE, &all).await
}

async fn read(world: &World) -> Value {
    world
        .call(&world.farmer, "GET", API, json!({}))
        .await
        .json()
}

#[tokio::test]
async fn the_api_reads_and_saves_and_keeps_the_secret() {
    for world in approved().await {
        let saved = json!({"note": "hello", "limit": 3, "api_key": CANARY});
        let saved = world.call(&world.farmer, "POST", API, saved).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        assert!(!saved.body.contains(CANARY));
        let view = read(&world).await;
        assert_eq!(view["data"]["note"], "hello");
        assert_eq!(view["data"]["limit"], 3);
        assert_eq!(view["data"]["api_key"], json!({"is_set": true}));
        let wrong = json!({"note": "much too long a note", "limit": 30});
        let wrong = world.call(&world.farmer, "POST", API, wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = &wrong.json()["error"]["fields"];
        assert!(fields["note"].is_string() && fields["limit"].is_string());
        let audit = world.data("/api/v1/hosts/farm/audit").await;
        assert_eq!(audit[0]["action"], "settings.save");
        assert_eq!(audit[0]["actor"], "farmer@example.com");
        assert!(!audit.to_string().contains(CANARY), "threat 46");
    }
}

#[tokio::test]
async fn a_stale_revision_is_refused_over_the_api_and_in_the_form() {
    for world in approved().await {
        let rev = read(&world).await["rev"].as_str().unwrap().to_owned();
        let first = world.call(&world.farmer, "POST", API, json!({"note": "a"}));
        assert_eq!(first.await.status, StatusCode::OK);
        let headers = [
            ("cookie", world.farmer.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("if-match", rev.as_str()),
        ];
        let body = json!({"note": "b"});
        let late = world
            .server
            .json(http::Method::POST, API, &headers, &body)
            .await;
        assert_eq!(
            (late.status, late.code().as_str()),
            (StatusCode::CONFLICT, "stale_settings")
        );
        let late = post(&world, &rev, &[("note", "c"), ("limit", "1")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(read(&world).await["data"]["note"], "a");
    }
}

#[tokio::test]
async fn the_form_saves_without_javascript_and_keeps_what_was_typed_but_no_secret() {
    for world in approved().await {
        let typed = [("note", "hi"), ("limit", "4"), ("api_key", CANARY)];
        let saved = post(&world, "", &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        assert_eq!(
            saved.header("location"),
            format!("{PAGE}?saved=%40settings")
        );
        let view = read(&world).await;
        assert_eq!(view["data"]["note"], "hi");
        assert_eq!(view["data"]["limit"], 4);
        assert_eq!(view["data"]["api_key"], json!({"is_set": true}));
        // Left empty, the secret stays as it is.
        let typed = [("note", "ho"), ("limit", "4"), ("api_key", "")];
        post(&world, "", &typed).await;
        assert_eq!(
            read(&world).await["data"]["api_key"],
            json!({"is_set": true})
        );

        let typed = [
            ("note", "much too long a note"),
            ("limit", "4"),
            ("api_key", CANARY),
        ];
        let refused = post(&world, "", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("much too long a note"));
        assert!(!refused.body.contains(CANARY), "threat 46");
        let page = world.page(&world.farmer, PAGE).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("ho") && !page.body.contains(CANARY));
    }
}

#[tokio::test]
async fn the_page_s_form_is_the_host_s_with_and_without_javascript() {
    for world in approved().await {
        let page = world.page(&world.farmer, PAGE).await.body;
        for locked in [" readonly", " disabled>", "Set by "] {
            assert!(!page.contains(locked), "{locked}: {page}");
        }
        assert!(page.contains(r#"name="portico_scope" value="host""#));
        // What the island checks with, and where it sends.
        assert!(
            page.contains("&quot;level&quot;:&quot;host&quot;"),
            "{page}"
        );
        assert!(page.contains(&format!("&quot;submit_url&quot;:&quot;{API}&quot;")));
        // As the island sends it: what changed, and all toggles.
        let sent = json!({"limit": 7, "strict": true});
        let saved = world.call(&world.farmer, "POST", API, sent).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        // As the browser sends it: all that was drawn.
        let fields = [
            (wire::SCOPE, "host"),
            ("note", "n"),
            ("limit", "7"),
            ("api_key", ""),
            ("strict", "true"),
            ("region", "us"),
        ];
        let rev = read(&world).await["rev"].as_str().unwrap().to_owned();
        let saved = post(&world, &rev, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let now = read(&world).await["data"].clone();
        assert_eq!(
            (&now["limit"], &now["strict"], &now["region"], &now["note"]),
            (&json!(7), &json!(true), &json!("us"), &json!("n"))
        );
    }
}

#[tokio::test]
async fn threat_42_settings_of_others_and_of_what_is_not_approved_are_not_found() {
    let world = World::new().await;
    let own = world.call(&world.farmer, "GET", API, json!({})).await;
    assert_eq!(own.status, StatusCode::NOT_FOUND, "not approved");
    let page = post(&world, "", &[("note", "x")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let state = &world.server.state;
    portico_server::services::console::plugins::approve(state, &CLI, "zoo", PLUGIN, None)
        .await
        .unwrap();
    let foreign = "/api/v1/hosts/zoo/plugins/acme/settings";
    for (method, body) in [("GET", json!({})), ("POST", json!({"note": "x"}))] {
        let answer = world.call(&world.farmer, method, foreign, body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}");
    }
    let fields = [
        (wire::FORM, wire::SETTINGS_FORM),
        (wire::PLUGIN, PLUGIN),
        ("note", "x"),
    ];
    let page = "/console/hosts/zoo/plugins/acme";
    let answer = world.post(&world.farmer, page, &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let zoo = world.data("/api/v1/hosts/zoo/audit").await;
    assert!(!zoo.to_string().contains("settings.save"));
}

#[tokio::test]
async fn a_form_whose_session_has_ended_comes_back_with_what_was_typed_and_where_to_sign_in() {
    for world in approved().await {
        let fields = [
            (wire::FORM, wire::SETTINGS_FORM),
            (wire::PLUGIN, PLUGIN),
            (wire::SCOPE, "host"),
            ("note", "typed"),
            ("limit", "7"),
            ("api_key", CANARY),
        ];
        let ended = world.post("portico_console=gone", PAGE, &fields).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED, "{}", ended.body);
        for part in [
            "value=\"typed\"",
            "value=\"7\"",
            "There is 1 problem",
            &format!("href=\"/console/sign-in?next={PAGE}\""),
        ] {
            assert!(ended.body.contains(part), "{part}: {}", ended.body);
        }
        assert!(!ended.body.contains(CANARY));
        // The farm approved the plugin, the zoo did not.
        let other = PAGE.replace("farm", "zoo");
        let other = world.post("portico_console=gone", &other, &fields).await;
        assert!(!other.body.contains("typed"), "{}", other.body);
    }
}
