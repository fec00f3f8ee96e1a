//! Host keys over the API.

use http::StatusCode;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::Clock as _;
use serde_json::{Value, json};

use super::world::{PASSWORD, World};

#[tokio::test]
async fn a_secret_rotates_with_overlap_and_a_revoked_key_ends_its_sessions() {
    let world = World::new().await;
    let old = world.jwt();
    let session = world
        .server
        .form(
            "/session",
            &[],
            &[("host", "zoo"), ("token", &old), ("next", "/")],
        )
        .await;
    let cookie = session.cookie("portico").unwrap();
    let me = |cookie: String| {
        let world = &world;
        async move {
            world
                .call(&cookie, "GET", "/api/v1/me", json!({}))
                .await
                .status
        }
    };
    assert_eq!(me(cookie.clone()).await, StatusCode::OK);

    let rotated = world
        .call(
            &world.operator,
            "POST",
            "/api/v1/hosts/zoo/keys/rotate",
            json!({"overlap_seconds": 3600, "password": PASSWORD}),
        )
        .await;
    assert_eq!(rotated.status, StatusCode::CREATED);
    let keys = world
        .call(&world.operator, "GET", "/api/v1/hosts/zoo/keys", json!({}))
        .await;
    let keys = keys.json();
    let states: Vec<&str> = keys["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["active", "retiring"], "the newest first");
    assert_eq!(
        keys["data"][1]["retire_at"],
        world.server.clock.now_ms() + 3_600_000
    );
    assert!(
        keys["data"][1]["last_used_at"].is_i64(),
        "last use is shown"
    );
    assert!(!keys.to_string().contains("psk_"), "threat 46");

    // Within the overlap the old secret is good, after it it is not.
    let fresh = world.jwt();
    assert_eq!(
        world
            .bearer(&fresh, "GET", "/api/v1/me", json!({}))
            .await
            .status,
        StatusCode::OK
    );
    world.server.clock.advance_ms(3_600_001);
    let late = world.jwt();
    assert_eq!(
        world
            .bearer(&late, "GET", "/api/v1/me", json!({}))
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    let keys = world
        .call(&world.operator, "GET", "/api/v1/hosts/zoo/keys", json!({}))
        .await;
    assert_eq!(keys.json()["data"][1]["state"], "revoked");

    let secret = rotated.json()["data"]["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let secret = HostSecret::parse(&secret).unwrap();
    let claims = NewClaims {
        uid: "u",
        ..NewClaims::default()
    };
    let token = make_jwt_at(&secret, &claims, world.server.clock.now_ms()).unwrap();
    let session = world
        .server
        .form(
            "/session",
            &[],
            &[("host", "zoo"), ("token", &token), ("next", "/")],
        )
        .await;
    let cookie = session.cookie("portico").unwrap();
    assert_eq!(me(cookie.clone()).await, StatusCode::OK);
    let path = format!("/api/v1/hosts/zoo/keys/{}/revoke", secret.key_id());
    let revoked = world.call(&world.operator, "POST", &path, json!({})).await;
    assert_eq!(revoked.json()["data"]["state"], "revoked");
    assert_eq!(
        me(cookie).await,
        StatusCode::UNAUTHORIZED,
        "at the next request"
    );
    assert_eq!(
        world
            .bearer(&token, "GET", "/api/v1/me", json!({}))
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_secret_is_shown_again_after_the_password_and_leaves_a_trace() {
    let world = World::new().await;
    let key = HostSecret::parse(&world.zoo_secret)
        .unwrap()
        .key_id()
        .to_owned();
    let path = format!("/api/v1/hosts/zoo/keys/{key}/reveal");
    let wrong = world
        .call(
            &world.operator,
            "POST",
            &path,
            json!({"password": "guess guess guess"}),
        )
        .await;
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (StatusCode::BAD_REQUEST, "password_wrong")
    );
    let shown = world
        .call(
            &world.operator,
            "POST",
            &path,
            json!({"password": PASSWORD}),
        )
        .await;
    assert_eq!(shown.json()["data"]["secret"], world.zoo_secret.as_str());
    let audit = world
        .call(&world.operator, "GET", "/api/v1/hosts/zoo/audit", json!({}))
        .await;
    let audit = audit.json();
    let reveals: Vec<&Value> = audit["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["action"] == "host_key.reveal")
        .collect();
    assert_eq!(reveals.len(), 1, "the wrong password revealed nothing");
    assert_eq!(reveals[0]["actor"], "op@example.com");
    assert_eq!(reveals[0]["subject"], key.as_str());
    assert!(!audit.to_string().contains(&world.zoo_secret), "threat 46");
    // Guessing the password at this door is limited as well.
    let mut last = StatusCode::OK;
    for _ in 0..12 {
        last = world
            .call(
                &world.operator,
                "POST",
                &path,
                json!({"password": "guess guess guess"}),
            )
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "threat 44");
}

#[tokio::test]
async fn threat_37_nobody_registers_the_public_key_of_another_host() {
    let world = World::new().await;
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","kid":"idp","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let register = async |cookie: &str, host: &str, jwk: &str| {
        let path = format!("/api/v1/hosts/{host}/keys/public");
        world
            .call(
                cookie,
                "POST",
                &path,
                json!({ "jwk": serde_json::from_str::<Value>(jwk).unwrap(), "password": PASSWORD }),
            )
            .await
    };
    let ours = register(&world.operator, "zoo", jwk).await;
    assert_eq!(ours.status, StatusCode::CREATED, "{}", ours.body);
    let same = jwk.replace(
        r#""kty":"OKP","crv":"Ed25519","#,
        r#""crv":"Ed25519","kty":"OKP","#,
    );
    for copy in [jwk, &same] {
        let refused = register(&world.farmer, "farm", copy).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(refused.code(), "key_of_another_host");
    }
    // Under another id it gets in nobody's way, and who works on both hosts may use one key for both.
    let own_id = jwk.replace("idp", "mine");
    let other = register(&world.farmer, "farm", &own_id).await;
    assert_eq!(other.status, StatusCode::CREATED, "{}", other.body);
    let both = register(&world.operator, "farm", jwk).await;
    assert_eq!(both.status, StatusCode::CREATED, "{}", both.body);
}
