//! Plugins' forms on the admin pages of a host member's session: the host's values, with and without JavaScript.

use http::StatusCode;
use portico_sdk::policy::Mode;
use portico_server::services::console::plugins;
use serde_json::{Value, json};

use super::host_session::open;
use super::world::{CLI, PLUGIN, World};
use crate::support::Answer;

const SETTINGS: &str = "/api/v1/admin/plugins/acme/settings";

/// A world with the plugin on for everyone at the farm, the host's values set, and a host member's session.
async fn opened() -> (World, String) {
    let world = World::new().await;
    let state = &world.server.state;
    plugins::approve(state, &CLI, "farm", PLUGIN, None)
        .await
        .unwrap();
    plugins::set_policy(state, &CLI, "farm", PLUGIN, Some(Mode::Forced), "")
        .await
        .unwrap();
    let session = open(&world).await;
    let values = json!({ "note": "host", "limit": 3, "strict": true, "region": "eu" });
    let saved = world.call(&session, "POST", SETTINGS, values).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    (world, session)
}

async fn stored(world: &World, session: &str) -> Value {
    let read = world.call(session, "GET", SETTINGS, json!({})).await;
    read.json()["data"].clone()
}

async fn post(world: &World, session: &str, fields: &[(&str, &str)]) -> Answer {
    let hidden = [("portico_form", "settings"), ("portico_plugin", PLUGIN)];
    let all: Vec<(&str, &str)> = hidden.iter().chain(fields).copied().collect();
    world.post(session, "/admin", &all).await
}

/// The tag of the control with this name.
fn control<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("name=\"{name}\"")).unwrap();
    let start = page[..at].rfind('<').unwrap();
    &page[start..at + page[at..].find('>').unwrap()]
}

#[tokio::test]
async fn a_host_member_sees_the_host_s_fields_open_and_saves_them_without_javascript() {
    let (world, session) = opened().await;
    let page = world.page(&session, "/admin").await;
    for name in ["limit", "strict", "region"] {
        let tag = control(&page.body, name);
        assert!(
            !tag.contains(" disabled") && !tag.contains(" readonly"),
            "{tag}"
        );
    }
    assert!(control(&page.body, "strict").contains(" checked"));
    assert!(page.body.contains(r#"name="portico_scope" value="host""#));

    // As a browser posts what was drawn, one field changed.
    let fields = [
        ("portico_scope", "host"),
        ("note", "new"),
        ("limit", "3"),
        ("api_key", ""),
        ("strict", "true"),
        ("region", "eu"),
    ];
    let saved = post(&world, &session, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = stored(&world, &session).await;
    assert_eq!(now["note"], "new");
    assert_eq!(
        (&now["limit"], &now["strict"], &now["region"]),
        (&json!(3), &json!(true), &json!("eu"))
    );
}

#[tokio::test]
async fn what_was_drawn_as_not_to_be_changed_is_not_changed_by_a_post_without_it() {
    let (world, session) = opened().await;
    let before = stored(&world, &session).await;
    // A form drawn for an organisation shows the host's toggles and selects disabled, and browsers do not post those.
    // Meanwhile the reader has opened a session of the host in another tab.
    for scope in ["org:cats", "org"] {
        let fields = [
            ("portico_scope", scope),
            ("note", "cats"),
            ("limit", "3"),
            ("api_key", ""),
        ];
        let refused = post(&world, &session, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("You now act for somebody else"));
        assert!(refused.body.contains("value=\"cats\""));
        // The form that comes back does not say "off" and "empty" either.
        assert!(control(&refused.body, "strict").contains(" checked"));
        assert!(refused.body.contains(r#"<option value="eu" selected>"#));
        assert_eq!(stored(&world, &session).await, before);
    }
    let named = format!("{SETTINGS}?org=cats");
    let refused = world
        .call(&session, "POST", &named, json!({ "note": "cats" }))
        .await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::CONFLICT, "host_session")
    );
    assert_eq!(stored(&world, &session).await, before);
}
