//! A host member's session on the host's own admin pages: role HOST, audited, short.

use std::sync::Arc;

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_server::crypto::hash_token;
use portico_server::services::sessions;
use portico_server::session::ConsoleCaller;
use portico_server::storage::accounts;
use serde_json::{Value, json};

use super::world::{PASSWORD, World, join, sign_in};
use crate::support::Answer;

const OPEN: [(&str, &str); 1] = [("do", "open_admin")];

/// The operator, as its session would make it.
pub async fn operator(world: &World) -> ConsoleCaller {
    let account = accounts::by_email(&mut &world.server.state.db, "op@example.com").await;
    ConsoleCaller::Account {
        account: Arc::new(account.unwrap().unwrap()),
        session: hash_token(world.operator.split_once('=').unwrap().1),
        confirmed: false,
    }
}

/// What only somebody with a role on the admin pages may read.
async fn manifest(world: &World, session: &str) -> Answer {
    world.page(session, "/api/v1/admin/plugin-manifest").await
}

/// Opens it as the developer of the farm.
pub async fn open(world: &World) -> String {
    let opened = world
        .post(&world.farmer, "/console/hosts/farm", &OPEN)
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert_eq!(opened.header("location"), "/admin");
    opened.cookie("portico").unwrap()
}

#[tokio::test]
async fn a_member_opens_the_admin_pages_of_the_own_host_and_it_is_in_the_audit_log() {
    for world in World::each().await {
        let session = open(&world).await;
        let seen = manifest(&world, &session).await;
        assert_eq!(seen.status, StatusCode::OK, "role HOST");
        let page = world.page(&session, "/admin").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("href=\"/console/hosts/farm/plugins\""));
        assert!(
            page.body
                .contains("You see this page as a developer of FARM")
        );
        assert!(!page.body.contains("is doing"), "it is no organisation");

        let audit = world.data("/api/v1/hosts/farm/audit").await;
        assert_eq!(audit[0]["action"], "host_session.open");
        assert_eq!(audit[0]["actor"], "farmer@example.com");
        assert_eq!(audit[0]["via"], "console");
        assert_eq!(audit[0]["after"]["role"], "HOST");
    }
}

#[tokio::test]
async fn threat_42_a_member_opens_no_other_host_and_a_token_opens_none() {
    let world = World::new().await;
    let foreign = world.post(&world.farmer, "/console/hosts/zoo", &OPEN).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert!(foreign.cookie("portico").is_none());
    let made = world
        .call(
            &world.farmer,
            "POST",
            "/api/v1/hosts/farm/tokens",
            json!({"name": "ci", "password": PASSWORD}),
        )
        .await;
    let token = made.json()["data"]["token"].as_str().unwrap().to_owned();
    let path = "/api/v1/hosts/farm/admin-session";
    let program = world.bearer(&token, "POST", path, json!({})).await;
    assert_eq!(
        (program.status, program.code().as_str()),
        (StatusCode::FORBIDDEN, "account_required")
    );
    assert!(program.cookie("portico").is_none());
    let jwt = world.bearer(&world.jwt(), "POST", path, json!({})).await;
    assert_eq!(jwt.status, StatusCode::UNAUTHORIZED);
    let person = world.call(&world.farmer, "POST", path, json!({})).await;
    assert_eq!(person.status, StatusCode::CREATED);
    assert_eq!(person.json()["data"]["expires_in"], 3600);
    let cookie = person.cookie("portico").unwrap();
    assert!(
        !person.body.contains(cookie.split_once('=').unwrap().1),
        "threat 46"
    );
    assert_eq!(manifest(&world, &cookie).await.status, StatusCode::OK);
}

#[tokio::test]
async fn it_ends_after_an_hour() {
    let world = World::new().await;
    let session = open(&world).await;
    world.server.clock.advance_ms(3_599_999);
    assert_eq!(manifest(&world, &session).await.status, StatusCode::OK);
    world.server.clock.advance_ms(1);
    assert_eq!(
        manifest(&world, &session).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn threat_42_it_ends_with_the_membership_at_the_next_request() {
    for world in World::each().await {
        let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
        let session = open(&world).await;
        assert_eq!(manifest(&world, &session).await.status, StatusCode::OK);
        let members = world.data("/api/v1/hosts/farm/members").await;
        let farmer = members
            .as_array()
            .unwrap()
            .iter()
            .find(|member| member["email"] == "farmer@example.com");
        let path = format!(
            "/api/v1/hosts/farm/members/{}",
            farmer.unwrap()["id"].as_str().unwrap()
        );
        let removed = world.call(&owner, "DELETE", &path, json!({})).await;
        assert_eq!(removed.status, StatusCode::NO_CONTENT);
        assert_eq!(
            manifest(&world, &session).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
}

#[tokio::test]
async fn it_ends_with_a_new_password_and_with_signing_out_of_the_console() {
    let world = World::new().await;
    let session = open(&world).await;
    let both = format!("{}; {session}", world.farmer);
    let out = world
        .post(&both, "/console/account", &[("do", "sign_out")])
        .await;
    assert_eq!(out.header("location"), "/console/sign-in");
    assert_eq!(
        manifest(&world, &session).await.status,
        StatusCode::UNAUTHORIZED
    );

    let farmer = sign_in(&world.server, "farmer@example.com").await;
    let opened = world.post(&farmer, "/console/hosts/farm", &OPEN).await;
    let session = opened.cookie("portico").unwrap();
    assert_eq!(manifest(&world, &session).await.status, StatusCode::OK);
    let new = [
        ("do", "password"),
        ("current", PASSWORD),
        ("new", "another horse battery"),
    ];
    let changed = world.post(&farmer, "/console/account", &new).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert_eq!(
        manifest(&world, &session).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn signing_out_of_the_console_leaves_a_users_session_alone() {
    let world = World::new().await;
    let fields = [("host", "zoo"), ("token", &world.jwt()), ("next", "/")];
    let user = world.server.form("/session", &[], &fields).await;
    let user = user.cookie("portico").unwrap();
    let both = format!("{}; {user}", world.operator);
    let out = world
        .post(&both, "/console/account", &[("do", "sign_out")])
        .await;
    assert!(out.cookie("portico").is_none());
    assert_eq!(manifest(&world, &user).await.status, StatusCode::OK);
}

#[tokio::test]
async fn opening_it_ends_the_session_that_the_browser_had_and_is_no_console_cookie() {
    let world = World::new().await;
    let fields = [("host", "zoo"), ("token", &world.jwt()), ("next", "/")];
    let user = world.server.form("/session", &[], &fields).await;
    let user = user.cookie("portico").unwrap();
    let both = format!("{}; {user}", world.operator);
    let opened = world.post(&both, "/console/hosts/zoo", &OPEN).await;
    let session = opened.cookie("portico").unwrap();
    assert_eq!(
        manifest(&world, &user).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(manifest(&world, &session).await.status, StatusCode::OK);
    let value = session.split_once('=').unwrap().1;
    for cookie in [session.clone(), format!("portico_console={value}")] {
        let answer = world.call(&cookie, "GET", "/api/v1/hosts", json!({})).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{cookie}");
    }
}

#[tokio::test]
async fn it_is_no_user_and_decides_for_no_organisation() {
    let world = World::new().await;
    let session = open(&world).await;
    for (method, path, body) in [
        ("GET", "/api/v1/me", Value::Null),
        ("GET", "/api/v1/orgs/cats/plugins", Value::Null),
        (
            "PUT",
            "/api/v1/orgs/cats/plugins/acme",
            json!({"enabled": true}),
        ),
        ("PUT", "/api/v1/me/installs/acme", json!({})),
    ] {
        let answer = world.call(&session, method, path, body).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
            ),
            "{method} {path}: {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn the_service_knows_only_accounts() {
    let world = World::new().await;
    let refused = sessions::open_host_member(&world.server.state, &ConsoleCaller::Cli, "zoo", None)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("account_required"));
}
