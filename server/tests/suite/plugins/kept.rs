//! What a form without JavaScript keeps of what was typed, when it is not saved (FORMS 6).

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

/// The start tag of the first element that contains `mark`.
fn tag_with<'h>(html: &'h str, mark: &str) -> &'h str {
    let at = html
        .find(mark)
        .unwrap_or_else(|| panic!("no {mark} in {html}"));
    let start = html[..at].rfind('<').unwrap();
    &html[start..=at + html[at..].find('>').unwrap()]
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

#[tokio::test]
async fn forms_6_what_was_typed_for_another_organisation_stays_also_in_objects_lists_and_choices() {
    let (world, zoe) = world().await;
    let stored = json!({ "on": true, "tags": ["red"], "links": [{ "url": "stored" }] });
    let url = format!("{SETTINGS}?org=globex");
    let saved = world.post(&zoe, &url, &stored).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);

    // As the form posts it that has every control: what is off or empty says only that it was there.
    let mut fields = vec![
        ("note", "typed"),
        ("on:shown", ""),
        ("smtp.host", "mail.example"),
        ("smtp:shown", ""),
        ("links:row", "4"),
        ("links.4.url", "https://row.example"),
        ("links:shown", ""),
        ("tags:shown", ""),
        ("api_key", ""),
        ("api_key:clear", "true"),
    ];
    let answer = post(&world, &zoe, "initech", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = &answer.body;
    assert!(html.contains("You now act for somebody else"), "{html}");
    for typed in ["typed", "mail.example", "https://row.example"] {
        assert!(
            html.contains(&format!("value=\"{typed}\"")),
            "{typed}: {html}"
        );
    }
    assert!(!html.contains("value=\"stored\""), "{html}");
    for off in [r#"name="on" "#, r#"value="red""#] {
        assert!(!tag_with(html, off).contains(" checked"), "{off}: {html}");
    }

    // Controls that were not there say nothing, and what is stored is shown.
    fields.retain(|(name, _)| *name == "note");
    let answer = post(&world, &zoe, "initech", &fields).await;
    let html = &answer.body;
    for on in [r#"name="on" "#, r#"value="red""#] {
        assert!(tag_with(html, on).contains(" checked"), "{on}: {html}");
    }
    assert!(html.contains("value=\"stored\""), "{html}");
}

#[tokio::test]
async fn forms_6_a_secret_that_is_to_be_deleted_stays_so_until_the_form_is_saved() {
    let (world, zoe) = world().await;
    let url = format!("{SETTINGS}?org=globex");
    world.post(&zoe, &url, &json!({ "api_key": CANARY })).await;
    let fresh = world.get(&zoe, "/admin").await;
    assert!(!tag_with(&fresh.body, "api_key:clear").contains(" checked"));

    let cleared = ("api_key:clear", "true");
    for (status, note, button) in [
        (StatusCode::UNPROCESSABLE_ENTITY, "much too long", ("", "")),
        (StatusCode::OK, "hi", ("portico_rows", "add:links")),
        (StatusCode::OK, "hi", ("portico_test", "1")),
    ] {
        let fields = [("note", note), cleared, button];
        let answer = post(&world, &zoe, "globex", &fields).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        let tick = tag_with(&answer.body, "api_key:clear");
        assert!(tick.contains(" checked"), "{note} {button:?}: {tick}");
        let read = world.get(&zoe, &url).await.json();
        assert_eq!(read["data"]["api_key"], json!({ "is_set": true }));
    }
    let saved = post(&world, &zoe, "globex", &[cleared]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let read = world.get(&zoe, &url).await.json();
    assert_eq!(read["data"]["api_key"], json!({ "is_set": false }));
}
