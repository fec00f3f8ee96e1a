//! What was allowed when a request came, and is not any more when its turn to write comes (THREATS 42, 44).

use std::pin::pin;
use std::time::Duration;

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_server::services::console;
use portico_server::storage::{UnitOfWork, accounts, audit, hosts, members};
use serde_json::{Value, json};

use super::world::{CLI, PASSWORD, PLUGIN, World, join, sign_in};
use crate::support::Answer;

/// Begins a request while somebody else writes; `meanwhile` is what he does before the request gets its turn. On an idle
/// machine the request stands in line by then; on a busy one it may begin later, and has to be refused just the same.
async fn overtaken(
    world: &World,
    request: impl Future<Output = Answer>,
    meanwhile: impl AsyncFnOnce(&mut UnitOfWork),
) -> Answer {
    let mut uow = world.server.state.db.begin().await.unwrap();
    hosts::lock(&mut uow, "farm").await.unwrap();
    let mut request = pin!(request);
    let early = tokio::time::timeout(Duration::from_millis(400), &mut request).await;
    assert!(early.is_err(), "it should have waited: {early:?}");
    meanwhile(&mut uow).await;
    uow.commit().await.unwrap();
    request.await
}

async fn account(world: &World, email: &str) -> String {
    let found = accounts::by_email(&mut &world.server.state.db, email).await;
    found.unwrap().unwrap().id
}

#[tokio::test]
async fn threat_42_who_is_removed_while_a_request_waits_changes_nothing() {
    for world in World::each().await {
        let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
        let id = account(&world, "owner@example.com").await;
        let cases: [(&str, &str, Value); 9] = [
            ("POST", "/keys", json!({"password": PASSWORD})),
            (
                "POST",
                "/keys/rotate",
                json!({"overlap_seconds": 0, "password": PASSWORD}),
            ),
            (
                "POST",
                "/invitations",
                json!({"email": "x@example.com", "role": "owner", "password": PASSWORD}),
            ),
            ("PUT", "/origins", json!({"origin": "https://evil.example"})),
            (
                "POST",
                "/tokens",
                json!({"name": "evil", "password": PASSWORD}),
            ),
            ("PATCH", "", json!({"name": "Evil"})),
            ("PUT", "/approvals/acme", json!({})),
            ("PUT", "/policies/acme", json!({"mode": "blocked"})),
            ("POST", "/plugins/acme/settings", json!({"note": "evil"})),
        ];
        console::plugins::approve(&world.server.state, &CLI, "farm", PLUGIN, None)
            .await
            .unwrap();
        let before = world.actions("farm").await;
        for (method, path, body) in cases {
            let path = format!("/api/v1/hosts/farm{path}");
            let now = world.server.state.clock.now_ms();
            let answer = overtaken(
                &world,
                world.call(&owner, method, &path, body),
                async |uow| {
                    members::remove(uow, "farm", &id).await.unwrap();
                },
            )
            .await;
            assert_eq!(
                answer.status,
                StatusCode::NOT_FOUND,
                "{method} {path}: {}",
                answer.body
            );
            let db = &mut &world.server.state.db;
            members::put(db, "farm", &id, HostRole::Owner, now)
                .await
                .unwrap();
        }
        assert_eq!(world.actions("farm").await, before, "nothing was done");
    }
}

#[tokio::test]
async fn threat_37_of_two_hosts_that_register_one_public_key_at_once_one_gets_it() {
    for world in World::each().await {
        let keeper = join(&world.server, "zoo", "keeper@example.com", HostRole::Owner).await;
        let register = |cookie: &str, host: &str| {
            let (world, cookie) = (&world, cookie.to_owned());
            let path = format!("/api/v1/hosts/{host}/keys/public");
            let body = json!({
                "password": PASSWORD,
                "jwk": {"kty": "OKP", "crv": "Ed25519", "kid": "idp",
                        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
            });
            async move { world.call(&cookie, "POST", &path, body).await }
        };
        // Both have to wait before they are through, and by then each has looked for the other's key.
        let mut uow = world.server.state.db.begin().await.unwrap();
        audit::hold(&mut uow).await.unwrap();
        let (ours, theirs) = (register(&keeper, "zoo"), register(&world.farmer, "farm"));
        let mut both = pin!(async { tokio::join!(ours, theirs) });
        let early = tokio::time::timeout(Duration::from_millis(1500), &mut both).await;
        assert!(early.is_err(), "they should have waited");
        uow.commit().await.unwrap();
        let (ours, theirs) = both.await;
        let mut statuses = [ours.status, theirs.status];
        statuses.sort_unstable();
        assert_eq!(
            statuses,
            [StatusCode::CREATED, StatusCode::CONFLICT],
            "{} {}",
            ours.body,
            theirs.body
        );
    }
}

#[tokio::test]
async fn threat_42_who_is_signed_out_while_a_request_waits_changes_nothing() {
    let cases = [
        (
            "POST",
            "/tokens",
            json!({"name": "evil", "password": PASSWORD}),
        ),
        ("PUT", "/origins", json!({"origin": "https://evil.example"})),
        ("POST", "/plugins/acme/settings", json!({"note": "evil"})),
        ("POST", "/admin-session", json!({})),
    ];
    for (method, path, body) in cases {
        for world in World::each().await {
            console::plugins::approve(&world.server.state, &CLI, "farm", PLUGIN, None)
                .await
                .unwrap();
            let before = world.actions("farm").await;
            let path = format!("/api/v1/hosts/farm{path}");
            let answer = overtaken(
                &world,
                // An operator, whose rights are in no row of the host.
                world.call(&world.operator, method, &path, body.clone()),
                async |uow| {
                    let found = accounts::by_email(uow, "op@example.com").await.unwrap();
                    accounts::delete_sessions(uow, &found.unwrap().id, "")
                        .await
                        .unwrap();
                },
            )
            .await;
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{method} {path}: {}",
                answer.body
            );
            let again = sign_in(&world.server, "op@example.com").await;
            let log = world.call(
                &again,
                "GET",
                "/api/v1/hosts/farm/audit?limit=200",
                json!({}),
            );
            let log = log.await.json();
            assert_eq!(log["data"].as_array().unwrap().len(), before.len(), "{log}");
        }
    }
}

#[tokio::test]
async fn threat_44_of_two_new_passwords_at_once_the_second_is_refused() {
    for world in World::each().await {
        let id = account(&world, "farmer@example.com").await;
        let change = world.post(
            &world.farmer,
            "/console/account",
            &[
                ("do", "password"),
                ("current", PASSWORD),
                ("new", "the password of a thief"),
            ],
        );
        let mut uow = world.server.state.db.begin().await.unwrap();
        accounts::set_password(&mut uow, &id, "changed meanwhile")
            .await
            .unwrap();
        let mut change = pin!(change);
        // Two hashes, which take their time.
        let early = tokio::time::timeout(Duration::from_secs(2), &mut change).await;
        assert!(early.is_err(), "it should have waited: {early:?}");
        uow.commit().await.unwrap();
        let refused = change.await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{}", refused.body);
        let db = &mut &world.server.state.db;
        let stored = accounts::by_email(db, "farmer@example.com")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.password_hash, "changed meanwhile");
    }
}
