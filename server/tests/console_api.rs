//! The console's API over the real router.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod support;

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use portico_app::backend::HostRole;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::Clock as _;
use portico_server::services::accounts::{self, Accept, NewAccount};
use portico_server::services::console::{self, NewHost, members};
use portico_server::session::{ClientAddress, ConsoleCaller};
use serde_json::{Value, json};

use support::{Answer, TestServer};

const PASSWORD: &str = "correct horse battery";
const CLI: ConsoleCaller = ConsoleCaller::Cli;

/// A server with the hosts `zoo` and `farm`, an operator, and a developer of the farm.
struct World {
    server: TestServer,
    /// `psk_…` of `zoo`.
    zoo_secret: String,
    operator: String,
    farmer: String,
}

impl World {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let mut secrets = BTreeMap::new();
        for id in ["zoo", "farm"] {
            let new = NewHost {
                id: id.to_owned(),
                name: id.to_uppercase(),
            };
            let (_, secret) = console::create(&server.state, &CLI, &new).await.unwrap();
            secrets.insert(id, secret.secret);
            server.clock.advance_ms(1000);
        }
        let new = NewAccount {
            email: "op@example.com",
            name: "Op",
            password: PASSWORD,
        };
        accounts::create_operator(&server.state, &CLI, &new)
            .await
            .unwrap();
        let operator = sign_in(&server, "op@example.com").await;
        let farmer = join(&server, "farm", "farmer@example.com", HostRole::Developer).await;
        Self {
            zoo_secret: secrets.remove("zoo").unwrap(),
            server,
            operator,
            farmer,
        }
    }

    async fn call(&self, cookie: &str, method: &str, path: &str, body: Value) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin")];
        self.server.json(method, path, &headers, &body).await
    }

    async fn bearer(&self, token: &str, method: &str, path: &str, body: Value) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let value = format!("Bearer {token}");
        let headers = [("authorization", value.as_str())];
        self.server.json(method, path, &headers, &body).await
    }

    /// A host JWT of `zoo`, for an admin.
    fn jwt(&self) -> String {
        let secret = HostSecret::parse(&self.zoo_secret).unwrap();
        let claims = NewClaims {
            uid: "op@example.com",
            orgs: [("cats", portico_sdk::OrgRole::Admin)].into(),
            ..NewClaims::default()
        };
        make_jwt_at(&secret, &claims, self.server.clock.now_ms()).unwrap()
    }
}

fn address() -> ClientAddress {
    ClientAddress("192.0.2.1".to_owned())
}

async fn sign_in(server: &TestServer, email: &str) -> String {
    let signed_in = accounts::sign_in(&server.state, email, PASSWORD, &address())
        .await
        .unwrap();
    format!("portico_console={}", signed_in.cookie)
}

/// Invites somebody and accepts; answers the cookie.
async fn join(server: &TestServer, host: &str, email: &str, role: HostRole) -> String {
    let invited = members::invite(&server.state, &CLI, host, email, role)
        .await
        .unwrap();
    let accept = Accept {
        token: invited.link.split_once("token=").unwrap().1.to_owned(),
        name: "Member".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let (signed_in, joined) = accounts::accept(&server.state, &accept, &address())
        .await
        .unwrap();
    assert_eq!(joined, host);
    format!("portico_console={}", signed_in.cookie)
}

/// Every route that names a host, with a body that would be good.
fn routes(host: &str) -> Vec<(&'static str, String, Value)> {
    let at = |rest: &str| format!("/api/v1/hosts/{host}{rest}");
    vec![
        ("GET", at(""), json!({})),
        ("PATCH", at(""), json!({"name": "Taken over"})),
        ("GET", at("/keys"), json!({})),
        ("POST", at("/keys"), json!({})),
        ("POST", at("/keys/rotate"), json!({})),
        (
            "POST",
            at("/keys/public"),
            json!({"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}),
        ),
        ("POST", at("/keys/abc/revoke"), json!({})),
        (
            "POST",
            at("/keys/abc/reveal"),
            json!({"password": PASSWORD}),
        ),
        ("GET", at("/origins"), json!({})),
        (
            "PUT",
            at("/origins"),
            json!({"origin": "https://evil.example"}),
        ),
        ("DELETE", at("/origins?origin=https://a.example"), json!({})),
        ("GET", at("/approvals"), json!({})),
        ("PUT", at("/approvals/sales-chart"), json!({})),
        ("DELETE", at("/approvals/sales-chart"), json!({})),
        ("GET", at("/problems"), json!({})),
        ("GET", at("/policies"), json!({})),
        (
            "PUT",
            at("/policies/sales-chart"),
            json!({"mode": "blocked"}),
        ),
        ("DELETE", at("/policies/sales-chart"), json!({})),
        ("GET", at("/members"), json!({})),
        ("PUT", at("/members/abc"), json!({"role": "owner"})),
        ("DELETE", at("/members/abc"), json!({})),
        ("GET", at("/invitations"), json!({})),
        (
            "POST",
            at("/invitations"),
            json!({"email": "x@example.com", "role": "owner"}),
        ),
        ("DELETE", at("/invitations/abc"), json!({})),
        ("GET", at("/tokens"), json!({})),
        ("POST", at("/tokens"), json!({"name": "x"})),
        ("DELETE", at("/tokens/abc"), json!({})),
        ("GET", at("/audit"), json!({})),
    ]
}

#[tokio::test]
async fn threat_42_a_host_of_others_is_not_found_on_any_route() {
    let world = World::new().await;
    let token = world
        .call(
            &world.farmer,
            "POST",
            "/api/v1/hosts/farm/tokens",
            json!({"name": "ci"}),
        )
        .await;
    let token = token.json()["data"]["token"].as_str().unwrap().to_owned();
    for (method, path, body) in routes("zoo") {
        let foreign = world.call(&world.farmer, method, &path, body.clone()).await;
        let absent = path.replace("/zoo", "/no-such-host");
        let nobody = world
            .call(&world.farmer, method, &absent, body.clone())
            .await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{method} {path}");
        assert_eq!(foreign.code(), nobody.code(), "existence does not show");
        let program = world.bearer(&token, method, &path, body.clone()).await;
        assert_eq!(
            program.status,
            StatusCode::NOT_FOUND,
            "{method} {path} by token"
        );
        let out = world.call("", method, &path, body).await;
        assert_eq!(
            out.status,
            StatusCode::UNAUTHORIZED,
            "{method} {path} signed out"
        );
    }
    let mine = world
        .call(&world.farmer, "GET", "/api/v1/hosts", json!({}))
        .await;
    assert_eq!(mine.json()["data"].as_array().unwrap().len(), 1);
    assert_eq!(mine.json()["data"][0]["id"], "farm");
    // Nothing of it happened.
    let host = world
        .call(&world.operator, "GET", "/api/v1/hosts/zoo", json!({}))
        .await;
    assert_eq!(host.json()["data"]["name"], "ZOO");
}

#[tokio::test]
async fn threat_42_ids_of_one_host_are_nothing_on_another() {
    let world = World::new().await;
    let at = |host: &str, rest: &str| format!("/api/v1/hosts/{host}{rest}");
    let key = world
        .call(&world.operator, "POST", &at("zoo", "/keys"), json!({}))
        .await;
    let key = key.json()["data"]["key_id"].as_str().unwrap().to_owned();
    let token = world
        .call(
            &world.operator,
            "POST",
            &at("zoo", "/tokens"),
            json!({"name": "ci"}),
        )
        .await;
    let token = token.json()["data"]["id"].as_str().unwrap().to_owned();
    let invited = json!({"email": "new@example.com", "role": "owner"});
    let invitation = world
        .call(&world.operator, "POST", &at("zoo", "/invitations"), invited)
        .await;
    let invitation = invitation.json()["data"]["invitation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (method, rest, body) in [
        ("POST", format!("/keys/{key}/revoke"), json!({})),
        (
            "POST",
            format!("/keys/{key}/reveal"),
            json!({"password": PASSWORD}),
        ),
        ("DELETE", format!("/tokens/{token}"), json!({})),
        ("DELETE", format!("/invitations/{invitation}"), json!({})),
    ] {
        let answer = world
            .call(&world.operator, method, &at("farm", &rest), body)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {rest}");
    }
    let keys = world
        .call(&world.operator, "GET", &at("zoo", "/keys"), json!({}))
        .await;
    for key in keys.json()["data"].as_array().unwrap() {
        assert_eq!(key["state"], "active");
    }
}

#[tokio::test]
async fn threat_42_what_is_for_owners_operators_and_people_is_not_for_others() {
    let world = World::new().await;
    let answer = world
        .call(
            &world.farmer,
            "POST",
            "/api/v1/hosts",
            json!({"id": "mine", "name": "Mine"}),
        )
        .await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::FORBIDDEN, "operator_required")
    );
    for (method, path, body) in [
        (
            "POST",
            "/api/v1/hosts/farm/invitations",
            json!({"email": "x@example.com", "role": "owner"}),
        ),
        (
            "PUT",
            "/api/v1/hosts/farm/members/abc",
            json!({"role": "owner"}),
        ),
        ("DELETE", "/api/v1/hosts/farm/members/abc", json!({})),
        ("DELETE", "/api/v1/hosts/farm/invitations/abc", json!({})),
    ] {
        let answer = world.call(&world.farmer, method, path, body).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::FORBIDDEN, "owner_required"),
            "{method} {path}"
        );
    }
    let made = world
        .call(
            &world.operator,
            "POST",
            "/api/v1/hosts/zoo/tokens",
            json!({"name": "ci"}),
        )
        .await;
    let token = made.json()["data"]["token"].as_str().unwrap().to_owned();
    let key = world
        .bearer(&token, "GET", "/api/v1/hosts/zoo/keys", json!({}))
        .await;
    let key = key.json()["data"][0]["id"].as_str().unwrap().to_owned();
    for (path, body) in [
        (
            "/api/v1/hosts/zoo/tokens".to_owned(),
            json!({"name": "another"}),
        ),
        (
            format!("/api/v1/hosts/zoo/keys/{key}/reveal"),
            json!({"password": PASSWORD}),
        ),
    ] {
        let answer = world.bearer(&token, "POST", &path, body).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::FORBIDDEN, "account_required"),
            "{path}"
        );
    }
    let created = world
        .bearer(
            &token,
            "POST",
            "/api/v1/hosts",
            json!({"id": "mine", "name": "Mine"}),
        )
        .await;
    assert_eq!(created.code(), "operator_required");
}

#[tokio::test]
async fn a_host_jwt_never_opens_the_console_and_a_console_cookie_is_no_user() {
    let world = World::new().await;
    let jwt = world.jwt();
    let me = world.bearer(&jwt, "GET", "/api/v1/me", json!({})).await;
    assert_eq!(me.status, StatusCode::OK);
    let console = world
        .bearer(&jwt, "GET", "/api/v1/hosts/zoo", json!({}))
        .await;
    assert_eq!(
        (console.status, console.code().as_str()),
        (StatusCode::UNAUTHORIZED, "api_token_invalid")
    );
    // Not even beside a good console cookie, and not as that cookie's value.
    let value = format!("Bearer {jwt}");
    let both = [
        ("authorization", value.as_str()),
        ("cookie", world.operator.as_str()),
    ];
    let answer = world.server.get("/api/v1/hosts", &both).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let as_cookie = format!("portico_console={jwt}");
    let answer = world
        .call(&as_cookie, "GET", "/api/v1/hosts", json!({}))
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);

    for cookie in [
        world.operator.clone(),
        world.operator.replace("portico_console=", "portico="),
    ] {
        let me = world.call(&cookie, "GET", "/api/v1/me", json!({})).await;
        assert_eq!(
            me.status,
            StatusCode::UNAUTHORIZED,
            "a console cookie is no user's"
        );
        let org = world
            .call(&cookie, "GET", "/api/v1/orgs/cats/plugins", json!({}))
            .await;
        assert_eq!(org.status, StatusCode::UNAUTHORIZED);
    }
    let pat = world
        .call(
            &world.operator,
            "POST",
            "/api/v1/hosts/zoo/tokens",
            json!({"name": "ci"}),
        )
        .await;
    let pat = pat.json()["data"]["token"].as_str().unwrap().to_owned();
    let me = world.bearer(&pat, "GET", "/api/v1/me", json!({})).await;
    assert_eq!(
        me.status,
        StatusCode::UNAUTHORIZED,
        "an API token is no user's"
    );
}

#[tokio::test]
async fn threat_38_a_console_cookie_does_not_count_across_origins() {
    let world = World::new().await;
    for headers in [
        vec![
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ],
        vec![("origin", "null")],
        vec![
            ("origin", "http://localhost:3000"),
            ("sec-fetch-site", "same-site"),
        ],
        vec![
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
        ],
    ] {
        let mut all = headers.clone();
        all.push(("cookie", world.operator.as_str()));
        let answer = world
            .server
            .json(Method::POST, "/api/v1/hosts/zoo/keys", &all, &json!({}))
            .await;
        // 401: the cookie does not count; 403: the layer in front of all routes refused.
        assert!(
            matches!(
                answer.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
            ),
            "{headers:?}: {}",
            answer.status
        );
    }
    let keys = world
        .call(&world.operator, "GET", "/api/v1/hosts/zoo/keys", json!({}))
        .await;
    assert_eq!(keys.json()["data"].as_array().unwrap().len(), 1);
}

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
            json!({"overlap_seconds": 3600}),
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
async fn an_invitation_is_used_once_ends_after_a_week_and_a_host_keeps_an_owner() {
    let world = World::new().await;
    let state = &world.server.state;
    let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
    let invite = |email: &str| {
        let body = json!({"email": email, "role": "developer"});
        let (world, owner) = (&world, owner.clone());
        async move {
            world
                .call(&owner, "POST", "/api/v1/hosts/farm/invitations", body)
                .await
        }
    };
    let again = invite("FARMER@example.com").await;
    assert_eq!(
        (again.status, again.code().as_str()),
        (StatusCode::CONFLICT, "already_member")
    );

    let made = invite("new@example.com").await.json();
    let token = made["data"]["link"]
        .as_str()
        .unwrap()
        .split_once("token=")
        .unwrap()
        .1
        .to_owned();
    let accept = Accept {
        token,
        name: "New".to_owned(),
        password: PASSWORD.to_owned(),
    };
    accounts::accept(state, &accept, &address()).await.unwrap();
    let error = accounts::accept(state, &accept, &address())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("invitation_invalid"));

    let made = invite("late@example.com").await.json();
    let token = made["data"]["link"]
        .as_str()
        .unwrap()
        .split_once("token=")
        .unwrap()
        .1
        .to_owned();
    world.server.clock.advance_ms(7 * 24 * 3_600_000);
    let late = Accept {
        token,
        name: "Late".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let error = accounts::accept(state, &late, &address())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("invitation_invalid"));

    let owner = sign_in(&world.server, "owner@example.com").await;
    let members = world
        .call(&owner, "GET", "/api/v1/hosts/farm/members", json!({}))
        .await
        .json();
    let id = members["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|member| member["role"] == "owner")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/v1/hosts/farm/members/{id}");
    for (method, body) in [("DELETE", json!({})), ("PUT", json!({"role": "developer"}))] {
        let kept = world.call(&owner, method, &path, body).await;
        assert_eq!(
            (kept.status, kept.code().as_str()),
            (StatusCode::CONFLICT, "last_owner")
        );
    }
}

#[tokio::test]
async fn threat_44_an_invitation_for_a_known_address_needs_that_accounts_password() {
    let world = World::new().await;
    let invited = members::invite(
        &world.server.state,
        &CLI,
        "zoo",
        "farmer@example.com",
        HostRole::Owner,
    )
    .await
    .unwrap();
    let mut accept = Accept {
        token: invited.link.split_once("token=").unwrap().1.to_owned(),
        name: "Somebody else".to_owned(),
        password: "a password of my own".to_owned(),
    };
    let error = accounts::accept(&world.server.state, &accept, &address())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("password_wrong"));
    accept.password = PASSWORD.to_owned();
    accounts::accept(&world.server.state, &accept, &address())
        .await
        .unwrap();
    let zoo = world
        .call(&world.farmer, "GET", "/api/v1/hosts/zoo", json!({}))
        .await;
    assert_eq!(zoo.json()["data"]["role"], "owner");
}

#[tokio::test]
async fn threat_46_debug_shows_neither_secrets_nor_tokens_nor_hashes() {
    let world = World::new().await;
    let state = &world.server.state;
    let new = NewHost {
        id: "lab".to_owned(),
        name: "Lab".to_owned(),
    };
    let created = console::create(state, &CLI, &new).await.unwrap();
    assert!(!format!("{created:?}").contains(&created.1.secret));
    let invited = members::invite(state, &CLI, "lab", "x@example.com", HostRole::Owner)
        .await
        .unwrap();
    assert!(!format!("{invited:?}").contains("token="));
    let token = console::tokens::create(state, &CLI, "lab", "ci")
        .await
        .unwrap();
    assert!(!format!("{token:?}").contains(&token.token));
    let signed_in = accounts::sign_in(state, "op@example.com", PASSWORD, &address())
        .await
        .unwrap();
    assert!(!format!("{signed_in:?}").contains(&signed_in.cookie));
    let row = portico_server::storage::accounts::by_email(&mut &state.db, "op@example.com")
        .await
        .unwrap()
        .unwrap();
    assert!(!format!("{row:?}").contains(&row.password_hash));
    for row in portico_server::storage::host_keys::of_host(&mut &state.db, "lab")
        .await
        .unwrap()
    {
        assert!(
            !format!("{row:?}").contains("v1."),
            "not even the ciphertext"
        );
    }
}
