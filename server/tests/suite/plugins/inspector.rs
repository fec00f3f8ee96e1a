//! What the inspector says about extensions that were left out, at the start or for want of room.

use axum::routing::get;
use http::StatusCode;
use portico_sdk::claims::OrgRole;
use portico_sdk::plugin::PluginRoutes;
use portico_sdk::policy::Mode;
use portico_sdk::slot::{SlotDef, slots};
use serde_json::json;

use super::world::World;
use crate::support::sample::Sample;

const PAGE: &str = "/admin/inspector";

fn form(id: &str, slot: &str) -> serde_json::Value {
    json!({
        "id": id, "slot": slot, "type": "schema",
        "schema": { "fields": [{ "key": "mode", "type": "text", "label": { "en": "Mode" } }] }
    })
}

#[tokio::test]
async fn forms_15_what_was_left_out_at_the_start_is_shown_with_path_rule_and_fix() {
    let seen = Sample::new("seen")
        .form("good_one")
        .extension(form("bad_one", "sidebar"))
        .extension(form("lost_one", "admin:sidebra"))
        .build();
    let hidden = Sample::new("hidden")
        .extension(form("secret_one", "nowhere"))
        .build();
    let world = World::new(vec![seen, hidden]).await;
    world.host_policy("seen", Mode::DefaultOn).await;
    world.host_policy("hidden", Mode::Removed).await;
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let page = world.get(&admin, PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for said in [
        "bad_one",
        ">slot</code>",
        "slot_key",
        "Start the slot with storefront: or admin:",
        "lost_one",
        "unknown_slot",
        "Did you mean admin:sidebar?",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert!(!page.body.contains("secret_one"), "{}", page.body);
    let skipped = world.get(&admin, &format!("{PAGE}?state=skipped")).await;
    assert!(skipped.body.contains("bad_one") && skipped.body.contains("lost_one"));
    assert!(
        !skipped.body.contains(r#"id="extension-seen-good_one""#),
        "{}",
        skipped.body
    );
}

#[tokio::test]
async fn forms_17_what_finds_no_room_is_not_rendered_and_says_why() {
    let room = SlotDef::get(slots::SIDEBAR.key).unwrap().max_items;
    let crowd = (0..room + 3).fold(Sample::new("crowd"), |sample, number| {
        sample.form(&format!("form_{number:02}"))
    });
    let world = World::new(vec![crowd.build()]).await;
    world.host_policy("crowd", Mode::DefaultOn).await;
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let manifest = world.get(&admin, "/api/v1/admin/plugin-manifest").await;
    let ids: Vec<String> = manifest.json()["data"]["extensions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    let last = format!("form_{room:02}");
    assert_eq!(ids.len(), room);
    assert!(!ids.contains(&last));

    let page = world.get(&admin, &format!("{PAGE}?state=skipped")).await;
    assert!(page.body.contains(&last), "{}", page.body);
    assert!(
        page.body.contains(&format!("room for {room} extensions")),
        "{}",
        page.body
    );
    let why = world.get(&admin, "/api/v1/apps/crowd/why").await;
    let reasons = why.json()["data"]["reasons"].clone();
    let full = json!({ "code": "slot_full", "note": slots::SIDEBAR.key });
    let said = reasons.as_array().unwrap().iter();
    let said = said.filter(|reason| **reason == full).count();
    assert_eq!(said, 1, "once, however many find no room: {reasons}");
}

#[tokio::test]
async fn forms_15_an_extension_that_is_declared_twice_has_two_rows_with_ids_of_their_own() {
    let twice = Sample::new("twice").form("one").form("one").form("one");
    let world = World::new(vec![twice.build()]).await;
    world.host_policy("twice", Mode::DefaultOn).await;
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let page = world.get(&admin, PAGE).await;
    let mut ids: Vec<&str> = page
        .body
        .split(" id=\"extension-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(ids.len(), 3, "{}", page.body);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "{}", page.body);
}

#[tokio::test]
async fn forms_15_a_form_that_cannot_be_loaded_has_failed_and_one_that_loads_is_rendered() {
    let loading = |id: &str| {
        json!({
            "id": id, "slot": "admin:sidebar", "type": "schema",
            "schema": {
                "load_url": format!("/api/v1/admin/plugins/loads/{id}"),
                "fields": [{ "key": "mode", "type": "text", "label": { "en": "Mode" } }]
            }
        })
    };
    let loads = Sample::new("loads")
        .extension(loading("good"))
        .extension(loading("broken"))
        .routes(|| PluginRoutes {
            admin: axum::Router::new()
                .route("/good", get(|| async { axum::Json(json!({ "data": {} })) }))
                .route(
                    "/broken",
                    get(|| async { StatusCode::INTERNAL_SERVER_ERROR }),
                ),
            ..PluginRoutes::default()
        })
        .build();
    let world = World::new(vec![loads]).await;
    world.org_policy("globex", "loads", Mode::Forced).await;
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let in_state = async |state: &str| {
        let page = world.get(&admin, &format!("{PAGE}?state={state}")).await;
        let has = |id: &str| page.body.contains(&format!(r#"id="extension-loads-{id}""#));
        (has("good"), has("broken"))
    };
    // Every page of the admin surface shows the sidebar. What is counted is not waited for, so we look until it is there.
    let mut looks = 0;
    while in_state("failed").await != (false, true) {
        looks += 1;
        assert!(
            looks < 200,
            "the form that cannot be loaded is not among what failed"
        );
    }
    assert_eq!(in_state("rendered").await, (true, false));
}
