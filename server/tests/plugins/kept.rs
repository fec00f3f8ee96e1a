//! What a form without JavaScript keeps of what was typed, when it is not saved (FORMS 6).

use http::StatusCode;
use portico_sdk::claims::OrgRoles;
use portico_sdk::plugin::PluginRoutes;
use portico_sdk::policy::Mode;
use serde_json::{Value, json};

use crate::sample::Sample;
use crate::support::Answer;
use crate::world::World;

const SETTINGS: &str = "/api/v1/admin/plugins/acme/settings";

/// A settings form with what posts nothing while it is empty, a secret, and a test that answers what it was given.
fn plugin() -> Sample {
    Sample::new("acme")
        .extension(json!({
            "id": "settings", "slot": "admin:sidebar", "type": "schema",
            "schema": {
                "submit_url": SETTINGS, "load_url": SETTINGS, "test_url": "/api/v1/admin/plugins/acme/test",
                "fields": [
                    { "key": "note", "type": "text", "label": { "en": "Note" }, "max_length": 10 },
                    { "key": "on", "type": "toggle", "label": { "en": "On" } },
                    { "key": "smtp", "type": "object", "label": { "en": "Mail" }, "fields": [
                        { "key": "host", "type": "text", "label": { "en": "Host" } }
                    ] },
                    { "key": "links", "type": "list", "label": { "en": "Links" }, "fields": [
                        { "key": "url", "type": "text", "label": { "en": "Address" } }
                    ] },
                    { "key": "tags", "type": "multiselect", "label": { "en": "Tags" }, "options": [
                        { "value": "red", "label": { "en": "Red" } }, { "value": "blue", "label": { "en": "Blue" } }
                    ] },
                    { "key": "api_key", "type": "password", "label": { "en": "API key" } }
                ]
            }
        }))
        .routes(|| PluginRoutes {
            admin: axum::Router::new().route(
                "/test",
                axum::routing::post(async |axum::Json(draft): axum::Json<Value>| {
                    let message = format!("Asked with {}", draft["note"]);
                    axum::Json(json!({ "data": { "message": message } }))
                }),
            ),
            ..PluginRoutes::default()
        })
}

/// An admin of two organisations that both have the plugin.
async fn world() -> (World, String) {
    let world = World::new(vec![plugin().build()]).await;
    for org in ["globex", "initech"] {
        world.org_policy(org, "acme", Mode::Forced).await;
    }
    let orgs = [("globex", OrgRoles::ADMIN), ("initech", OrgRoles::ADMIN)];
    let zoe = world.bearer("zoe", &orgs);
    (world, zoe)
}

async fn post(world: &World, bearer: &str, org: &str, fields: &[(&str, &str)]) -> Answer {
    let scope = format!("org:{org}");
    let hidden = [
        ("portico_form", "settings"),
        ("portico_plugin", "acme"),
        ("portico_scope", scope.as_str()),
    ];
    let fields: Vec<(&str, &str)> = hidden.into_iter().chain(fields.iter().copied()).collect();
    let headers = [("authorization", bearer)];
    world.server.form("/admin", &headers, &fields).await
}

#[tokio::test]
async fn forms_9_who_administers_several_organisations_tests_for_the_one_the_form_was_drawn_for() {
    let (world, zoe) = world().await;
    let fields = [("note", "hi"), ("portico_test", "1")];
    let tested = post(&world, &zoe, "globex", &fields).await;
    assert_eq!(tested.status, StatusCode::OK, "{}", tested.body);
    assert!(
        tested.body.contains("The connection works: Asked with"),
        "{}",
        tested.body
    );
    let url = format!("{SETTINGS}?org=globex");
    assert_eq!(world.get(&zoe, &url).await.json()["rev"], "0");
}
