//! The JSON Schema of a plugin's settings over the real router (FORMS 10).

use portico_sdk::claims::{OrgRole, OrgRoles};
use serde_json::json;

use super::world::World;
use crate::support::sample::Sample;

const URL: &str = "/api/v1/admin/plugins/acme/settings";
const SCHEMA: &str = "/api/v1/admin/plugins/acme/settings/schema";
const CANARY: &str = "canary-4711-secret";
const GLOBEX_ADMIN: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN)];

async fn world() -> World {
    let plugin = Sample::new("acme").extension(json!({
        "id": "form", "slot": "admin:payment:settings", "type": "schema",
        "schema": { "submit_url": URL, "fields": [
            { "key": "mode", "type": "text", "label": { "en": "Mode", "de": "Modus" }, "required": true },
            { "key": "api_key", "type": "password", "label": { "en": "API key" } },
            { "key": "region", "type": "text", "label": { "en": "Region" }, "level": "host", "required": true }
        ] }
    }));
    World::new(vec![plugin.build(), Sample::new("plain").build()]).await
}

#[tokio::test]
async fn forms_10_an_admin_reads_the_schema_of_the_settings() {
    let world = world().await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let saved = world
        .post(&admin, URL, &json!({ "mode": "live", "api_key": CANARY }))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);

    let answer = world.get(&admin, SCHEMA).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/schema+json");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert!(!answer.body.contains(CANARY) && !answer.body.contains("live"));
    let schema = answer.json();
    assert_eq!(schema["properties"]["api_key"]["writeOnly"], true);
    assert_eq!(schema["properties"]["region"]["readOnly"], true);
    assert_eq!(
        schema["required"],
        json!(["mode"]),
        "not what is the host's"
    );
    assert_eq!(schema["properties"]["mode"]["title"], "Mode");

    let german = [
        ("authorization", admin.as_str()),
        ("accept-language", "de-AT"),
    ];
    let german = world.server.get(SCHEMA, &german).await.json();
    assert_eq!(german["properties"]["mode"]["title"], "Modus");
}

#[tokio::test]
async fn forms_10_who_may_not_read_settings_may_not_read_their_schema() {
    let world = world().await;
    let two: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::ADMIN)];
    let mut statuses = Vec::new();
    for (uid, orgs, query) in [
        ("", GLOBEX_ADMIN, ""),
        ("max", &[("globex", OrgRoles::MEMBER)][..], ""),
        ("ada", GLOBEX_ADMIN, "?org=initech"),
        ("zoe", two, ""),
        ("zoe", two, "?org=globex"),
        ("ada", GLOBEX_ADMIN, ""),
    ] {
        let bearer = match uid {
            "" => String::new(),
            uid => world.bearer(uid, orgs),
        };
        let settings = world.get(&bearer, &format!("{URL}{query}")).await;
        let schema = world.get(&bearer, &format!("{SCHEMA}{query}")).await;
        assert_eq!(schema.status, settings.status, "{uid}{query}");
        if !settings.status.is_success() {
            assert_eq!(schema.code(), settings.code(), "{uid}{query}");
        }
        statuses.push(schema.status.as_u16());
    }
    assert_eq!(statuses, [401, 403, 404, 409, 200, 200]);

    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let plain = SCHEMA.replace("acme", "plain");
    assert_eq!(world.get(&admin, &plain).await.status, 404);
    world.unapprove("acme").await;
    assert_eq!(world.get(&admin, SCHEMA).await.status, 404);
}
