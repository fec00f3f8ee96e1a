//! Who may do what over the API: hosts of others, roles, the two kinds of sessions, foreign origins.

use http::{Method, StatusCode};
use portico_server::services::console;
use serde_json::{Value, json};

use super::world::{CLI, PASSWORD, PLUGIN, World};

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
        ("GET", at("/plugins/acme/settings"), json!({})),
        ("POST", at("/plugins/acme/settings"), json!({"note": "x"})),
        (
            "POST",
            at("/slot-order"),
            json!({"slot": "admin:sidebar", "plugin": "acme", "extension": "settings", "step": "reset"}),
        ),
        ("POST", at("/admin-session"), json!({})),
    ]
}

/// Method and shape of a path: what stands for an id is `*`.
fn shape(method: &str, path: &str) -> String {
    let path = path.split('?').next().unwrap();
    let segments = path.split('/').map(|segment| match segment {
        "zoo" | "abc" | "acme" | "sales-chart" => "*",
        id if id.starts_with('{') => "*",
        word => word,
    });
    let segments: Vec<&str> = segments.collect();
    format!("{method} {}", segments.join("/"))
}

#[tokio::test]
async fn threat_42_every_route_that_names_a_host_is_among_those_that_are_tried() {
    let world = World::new().await;
    let document = world.page("", "/api/v1/openapi.json").await.json();
    let mut described: Vec<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(path, _)| path.starts_with("/api/v1/hosts/"))
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| shape(&method.to_uppercase(), path))
        })
        .collect();
    let mut tried: Vec<String> = routes("zoo")
        .iter()
        .map(|(method, path, _)| shape(method, path))
        .collect();
    described.sort();
    tried.sort();
    assert_eq!(tried, described);
}

#[tokio::test]
async fn threat_44_what_one_account_changes_at_its_hosts_is_limited() {
    let world = World::new().await;
    let state = &world.server.state;
    console::plugins::approve(state, &CLI, "farm", PLUGIN, None)
        .await
        .unwrap();
    let order = json!({"slot": "admin:sidebar", "step": "reset"});
    let cases = [
        ("/api/v1/hosts/farm/slot-order", order),
        ("/api/v1/hosts/farm/plugins/acme/settings", json!({})),
    ];
    let mut made = 0;
    for at in (0..200).map(|n| &cases[n % 2]) {
        let answer = world.call(&world.farmer, "POST", at.0, at.1.clone()).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert!(answer.status.is_success(), "{}: {}", at.0, answer.body);
        made += 1;
    }
    assert_eq!(made, 60, "both count as changes of one account");
    let (path, body) = &cases[1];
    let other = world
        .call(&world.operator, "POST", path, body.clone())
        .await;
    assert_eq!(other.status, StatusCode::OK, "{}", other.body);
}

#[tokio::test]
async fn threat_42_a_host_of_others_is_not_found_on_any_route() {
    let world = World::new().await;
    let token = world
        .call(
            &world.farmer,
            "POST",
            "/api/v1/hosts/farm/tokens",
            json!({"name": "ci", "password": PASSWORD}),
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
        .call(
            &world.operator,
            "POST",
            &at("zoo", "/keys"),
            json!({"password": PASSWORD}),
        )
        .await;
    let key = key.json()["data"]["key_id"].as_str().unwrap().to_owned();
    let token = world
        .call(
            &world.operator,
            "POST",
            &at("zoo", "/tokens"),
            json!({"name": "ci", "password": PASSWORD}),
        )
        .await;
    let token = token.json()["data"]["id"].as_str().unwrap().to_owned();
    let invited = json!({"email": "new@example.com", "role": "owner", "password": PASSWORD});
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
            json!({"name": "ci", "password": PASSWORD}),
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
            json!({"name": "ci", "password": PASSWORD}),
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
async fn threat_44_api_tokens_are_not_guessed() {
    let world = World::new().await;
    let mut last = StatusCode::OK;
    for number in 0..200 {
        let guess = format!("pat_guess{number}");
        let answer = world
            .bearer(&guess, "GET", "/api/v1/hosts", json!({}))
            .await;
        last = answer.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(last, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    // People with a good cookie behind the same address are not locked out.
    let mine = world.page(&world.operator, "/api/v1/hosts").await;
    assert_eq!(mine.status, StatusCode::OK);
}
