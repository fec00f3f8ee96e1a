//! Settings and API tokens of a host over the API.

use http::StatusCode;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn settings_are_checked_field_by_field_and_change_only_what_is_named() {
    let world = World::new().await;
    let wrong = world
        .call(
            &world.farmer,
            "PATCH",
            "/api/v1/hosts/farm",
            json!({"name": "", "site_url": "javascript:alert(1)", "accent": "red"}),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let fields = &wrong.json()["error"]["fields"];
    for field in ["name", "site_url", "accent"] {
        assert!(fields[field].is_string(), "{field} in {fields}");
    }
    let right = world
        .call(
            &world.farmer,
            "PATCH",
            "/api/v1/hosts/farm",
            json!({"accent": "#AABBCC", "user_installs": false}),
        )
        .await
        .json();
    assert_eq!(right["data"]["accent"], "#aabbcc");
    assert_eq!(right["data"]["user_installs"], false);
    assert_eq!(right["data"]["name"], "FARM");
    let unknown = world
        .call(
            &world.farmer,
            "PATCH",
            "/api/v1/hosts/farm",
            json!({"id": "other"}),
        )
        .await;
    assert!(unknown.status.is_client_error(), "the id cannot be changed");
}

#[tokio::test]
async fn an_api_token_works_on_its_host_until_it_is_revoked() {
    let world = World::new().await;
    let made = world
        .call(
            &world.farmer,
            "POST",
            "/api/v1/hosts/farm/tokens",
            json!({"name": "ci"}),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.json();
    let token = made["data"]["token"].as_str().unwrap();
    assert!(token.starts_with("pat_"));
    let put = json!({"origin": "https://farm.example"});
    let added = world
        .bearer(token, "PUT", "/api/v1/hosts/farm/origins", put)
        .await;
    assert_eq!(added.json()["data"]["origin"], "https://farm.example");
    let listed = world
        .call(&world.farmer, "GET", "/api/v1/hosts/farm/tokens", json!({}))
        .await;
    assert!(!listed.body.contains(token), "shown once");
    assert!(listed.json()["data"][0]["last_used_at"].is_i64());
    let audit = world
        .call(&world.farmer, "GET", "/api/v1/hosts/farm/audit", json!({}))
        .await;
    assert_eq!(audit.json()["data"][0]["actor"], "ci (farmer@example.com)");
    assert_eq!(audit.json()["data"][0]["via"], "api_token");
    let path = format!(
        "/api/v1/hosts/farm/tokens/{}",
        made["data"]["id"].as_str().unwrap()
    );
    world.call(&world.farmer, "DELETE", &path, json!({})).await;
    let ended = world
        .bearer(token, "GET", "/api/v1/hosts/farm", json!({}))
        .await;
    assert_eq!(
        (ended.status, ended.code().as_str()),
        (StatusCode::UNAUTHORIZED, "api_token_invalid")
    );
}

#[tokio::test]
async fn threat_44_a_text_with_a_nul_is_the_callers_mistake_on_both_engines() {
    for world in World::each().await {
        let nul = [
            ("GET", "/api/v1/hosts/fa%00rm", json!({})),
            ("POST", "/api/v1/hosts/farm/keys/a%00b/revoke", json!({})),
            ("PATCH", "/api/v1/hosts/farm", json!({"name": "Fa\u{0}rm"})),
            (
                "POST",
                "/api/v1/hosts/farm/tokens",
                json!({"name": "c\u{0}i"}),
            ),
        ];
        for (method, path, sent) in nul {
            let answer = world.call(&world.farmer, method, path, sent).await;
            assert!(answer.status.is_client_error(), "{path}: {answer:?}");
        }
        let fields = [("email", "a\u{0}@example.com"), ("password", "wrong")];
        let answer = world.post("", "/console/sign-in", &fields).await;
        assert!(answer.status.is_client_error(), "{answer:?}");
    }
}
