//! What surrounds every request: origins, CORS, errors in one form, headers, limits, the description of the API.

use http::{Method, Request, StatusCode};
use portico_sdk::OrgRoles;
use serde_json::{Value, json};

use super::manifest::STORE;
use super::world::{HOST, SHOP_ORIGIN, World, body, code};
use crate::support::TestServer;

fn request(
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Request<axum::body::Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request
        .body(axum::body::Body::from(body.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn threat_38_no_other_site_changes_anything_with_our_cookie() {
    let world = World::start().await;
    let cookie = world
        .sign_in(&world.token("user-7", &[("globex", OrgRoles::ADMIN)]))
        .await;
    let changes = [
        (
            "PUT",
            "/api/v1/orgs/globex/plugins/alpha",
            "application/json",
            r#"{"enabled":true}"#,
        ),
        (
            "DELETE",
            "/api/v1/orgs/globex/plugins/alpha",
            "text/plain",
            "",
        ),
        ("PUT", "/api/v1/me/installs/alpha", "text/plain", ""),
        (
            "POST",
            "/api/fn/set_org_plugin",
            "text/plain",
            r#"{"org":"globex","plugin":"alpha","to":"on"}"#,
        ),
        (
            "POST",
            "/api/fn/sign_out",
            "application/x-www-form-urlencoded",
            "",
        ),
        ("DELETE", "/session", "text/plain", ""),
        (
            "POST",
            "/session/end",
            "application/x-www-form-urlencoded",
            "",
        ),
        (
            "POST",
            "/session/org",
            "application/x-www-form-urlencoded",
            "org=globex",
        ),
        (
            "POST",
            "/preferences",
            "application/x-www-form-urlencoded",
            "theme=dark",
        ),
        (
            "POST",
            "/store/alpha/install",
            "application/x-www-form-urlencoded",
            "",
        ),
        (
            "POST",
            "/admin/plugins/alpha/switch",
            "application/x-www-form-urlencoded",
            "org=globex&to=on",
        ),
    ];
    let foreign: [&[(&str, &str)]; 5] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", SHOP_ORIGIN)],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ];
    for (method, path, kind, text) in changes {
        for from in foreign {
            let mut headers = vec![("cookie", cookie.as_str()), ("content-type", kind)];
            headers.extend_from_slice(from);
            let answer = world
                .server
                .send(request(method, path, &headers, text))
                .await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{method} {path} {from:?}"
            );
            assert_eq!(code(&answer), "origin_not_allowed");
            assert!(!answer.headers.contains_key("set-cookie"));
            assert!(
                !answer
                    .headers
                    .contains_key("access-control-allow-credentials")
            );
        }
    }
    let me = world.cookie("/api/v1/me", &cookie).await;
    assert_eq!(me.status, StatusCode::OK, "still signed in");
    let list = body(&world.cookie("/api/v1/orgs/globex/plugins", &cookie).await);
    assert!(
        list["data"]
            .as_array()
            .unwrap()
            .iter()
            .all(|plugin| plugin["mode"].is_null())
    );
}

#[tokio::test]
async fn threat_38_nothing_is_changed_by_get() {
    let world = World::start().await;
    let cookie = world
        .sign_in(&world.token("user-7", &[("globex", OrgRoles::ADMIN)]))
        .await;
    for path in [
        "/api/v1/me/installs/alpha",
        "/session/end",
        "/session/org?org=globex",
        "/preferences?theme=dark",
        "/api/fn/sign_out",
        "/api/fn/set_org_plugin?org=globex&plugin=alpha&to=on",
    ] {
        let answer = world.cookie(path, &cookie).await;
        assert!(answer.status.is_client_error(), "{path} {}", answer.status);
    }
    assert_eq!(
        world.cookie("/api/v1/me", &cookie).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn threat_38_a_registered_origin_calls_with_a_bearer_token_of_its_own_host_only() {
    let world = World::start().await;
    let preflight = async |origin: &str| {
        let headers = [("origin", origin), ("access-control-request-method", "GET")];
        world
            .server
            .send(request("OPTIONS", STORE, &headers, ""))
            .await
    };
    let allowed = preflight(SHOP_ORIGIN).await;
    assert_eq!(allowed.status, StatusCode::NO_CONTENT);
    assert_eq!(allowed.headers["access-control-allow-origin"], SHOP_ORIGIN);
    assert!(
        !allowed
            .headers
            .contains_key("access-control-allow-credentials")
    );
    for origin in ["https://evil.example", "null"] {
        let refused = preflight(origin).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!refused.headers.contains_key("access-control-allow-origin"));
    }

    let token = format!("Bearer {}", world.member_of("globex"));
    let call = async |origin: &str| {
        world
            .server
            .get(STORE, &[("origin", origin), ("authorization", &token)])
            .await
    };
    let answer = call(SHOP_ORIGIN).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["access-control-allow-origin"], SHOP_ORIGIN);
    // An origin of another host, and one of nobody.
    for origin in ["https://other-shop.example", "https://evil.example"] {
        let refused = call(origin).await;
        assert_eq!(
            (refused.status, code(&refused)),
            (StatusCode::FORBIDDEN, "origin_not_allowed".to_owned())
        );
    }
    let change = json!({ "enabled": true });
    let admin = format!("Bearer {}", world.admin_of("globex"));
    let headers = [
        ("origin", SHOP_ORIGIN),
        ("sec-fetch-site", "cross-site"),
        ("authorization", admin.as_str()),
    ];
    let changed = world
        .server
        .json(
            Method::PUT,
            "/api/v1/orgs/globex/plugins/alpha",
            &headers,
            &change,
        )
        .await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
}

#[tokio::test]
async fn every_error_has_the_one_form() {
    let world = World::start().await;
    let bearer = format!("Bearer {}", world.admin_of("globex"));
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let wrong = [
        (
            "GET",
            "/api/v1/nothing",
            "",
            StatusCode::NOT_FOUND,
            "not_found",
        ),
        (
            "GET",
            "/api/nothing",
            "",
            StatusCode::NOT_FOUND,
            "not_found",
        ),
        (
            "POST",
            "/api/v1/me",
            "",
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
        ),
        (
            "PUT",
            "/api/v1/orgs/globex/plugins/alpha",
            "{",
            StatusCode::BAD_REQUEST,
            "bad_request",
        ),
        (
            "PUT",
            "/api/v1/orgs/globex/plugins/alpha",
            "{}",
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad_request",
        ),
        (
            "GET",
            "/api/v1/apps?limit=x",
            "",
            StatusCode::BAD_REQUEST,
            "bad_request",
        ),
    ];
    for (method, path, text, status, expected) in wrong {
        let answer = world
            .server
            .send(request(method, path, &headers, text))
            .await;
        assert_eq!(answer.status, status, "{method} {path} {}", answer.body);
        let error = body(&answer)["error"].clone();
        assert_eq!(error["code"], expected, "{path}");
        assert!(!error["message"].as_str().unwrap().is_empty());
        assert_eq!(
            error["request_id"],
            answer.headers["x-request-id"].to_str().unwrap()
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let world = World::start().await;
    let bearer = format!("Bearer {}", world.admin_of("globex"));
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let long = format!(
        r#"{{"enabled":true,"padding":"{}"}}"#,
        "x".repeat(2 * 1024 * 1024)
    );
    let answer = world
        .server
        .send(request(
            "PUT",
            "/api/v1/orgs/globex/plugins/alpha",
            &headers,
            &long,
        ))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn threat_46_no_secret_is_in_an_error_or_in_debug_output() {
    let world = World::start().await;
    let token = world.token("user-7", &[]);
    let cookie = world.sign_in(&token).await;
    let caller_secret = cookie.split_once('=').unwrap().1;
    let shown = format!("{:?}", world.server.state.caches);
    for secret in [world.secret.expose(), &token, caller_secret] {
        assert!(!shown.contains(secret));
    }
    let keys = portico_server::storage::keys::usable(&mut &world.server.state.db, HOST, 0)
        .await
        .unwrap();
    let sealed = keys[0].ciphertext.clone().unwrap();
    assert!(!format!("{keys:?}").contains(&sealed));
}

#[tokio::test]
async fn health_readiness_and_counters_are_there() {
    let world = World::start().await;
    assert_eq!(world.server.get("/healthz", &[]).await.body, "ok");
    assert_eq!(
        world.server.get("/readyz", &[]).await.status,
        StatusCode::OK
    );
    world.server.get(STORE, &[]).await;
    let metrics = world.server.get("/metrics", &[]).await;
    let line = r#"portico_http_requests_total{route="/api/v1/store/plugin-manifest",method="GET",status="200"}"#;
    assert!(metrics.body.contains(line), "{}", metrics.body);
    world.server.state.db.close().await;
    let gone = world.server.get("/readyz", &[]).await;
    assert_eq!(
        (gone.status, code(&gone)),
        (StatusCode::SERVICE_UNAVAILABLE, "not_ready".to_owned())
    );
}

#[tokio::test]
async fn a_server_that_was_told_to_stop_is_not_ready_but_answers() {
    let world = World::start().await;
    world.server.state.draining.begin();
    let ready = world.server.get("/readyz", &[]).await;
    assert_eq!(
        (ready.status, code(&ready)),
        (StatusCode::SERVICE_UNAVAILABLE, "draining".to_owned())
    );
    assert_eq!(
        world.server.get("/healthz", &[]).await.status,
        StatusCode::OK
    );
    assert_eq!(world.server.get(STORE, &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_api_is_described_for_people_without_any_script_of_others_and_without_a_host() {
    for world in [None, Some(World::start().await)] {
        let bare;
        let server = if let Some(world) = &world {
            &world.server
        } else {
            bare = TestServer::start().await;
            &bare
        };
        let page = server.get("/api/docs", &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for piece in [
            r#"id="put-api-v1-orgs-org-plugins-plugin""#,
            r##"href="#orgs""##,
            "curl -X PUT 'http://127.0.0.1:3000/api/v1/orgs/ORG/plugins/PLUGIN'",
            "Turns a plugin on or off for everyone in the organisation.",
            "locked_by_host",
        ] {
            assert!(page.body.contains(piece), "{piece}");
        }
        assert!(!page.body.contains("src=\"http"));
        let german = server.get("/api/docs?lang=de", &[]).await;
        assert!(german.body.contains("Antworten"));
    }
}

#[tokio::test]
async fn every_described_route_exists_and_answers_in_json() {
    let world = World::start().await;
    let document = body(&world.server.get("/api/v1/openapi.json", &[]).await);
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/session",
        "/session/end",
        "/session/org",
        "/preferences",
        "/api/v1/me",
        "/api/v1/me/installs/{plugin}",
        "/api/v1/store/plugin-manifest",
        "/api/v1/admin/plugin-manifest",
        "/api/v1/orgs/{org}/plugins",
        "/api/v1/orgs/{org}/plugins/{plugin}",
        "/api/v1/admin/plugins/{plugin}/settings",
        "/api/v1/admin/plugins/{plugin}/settings/schema",
        "/api/v1/store/plugins/{plugin}/records",
        "/api/v1/store/plugins/{plugin}/records/{key}",
        "/api/v1/admin/plugins/{plugin}/records",
        "/api/v1/admin/plugins/{plugin}/records/{key}",
        "/api/v1/store/plugins/{plugin}/user-token",
        "/api/v1/admin/plugins/{plugin}/user-token",
        "/.well-known/jwks.json",
        "/api/v1/apps",
        "/api/v1/apps/{plugin}",
        "/api/v1/apps/{plugin}/why",
        "/healthz",
        "/readyz",
        "/metrics",
    ] {
        assert!(paths.contains_key(path), "{path} is not described");
    }
    for (path, methods) in paths {
        let address = path.replace(['{', '}'], "");
        for (method, operation) in methods.as_object().unwrap() {
            let answer = world
                .server
                .send(request(&method.to_uppercase(), &address, &[], ""))
                .await;
            assert_ne!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            if answer.status == StatusCode::NOT_FOUND {
                assert_eq!(code(&answer), "not_found", "{method} {path}");
            }
            assert!(
                operation["summary"].is_string() || operation["description"].is_string(),
                "{method} {path} says nothing"
            );
            assert_ne!(operation["responses"], Value::Null);
        }
    }
}

#[tokio::test]
async fn threat_44_hosts_that_do_not_exist_leave_nothing_in_memory() {
    let world = World::start().await;
    let token = world.token("user-7", &[]);
    world.server.get(STORE, &[]).await;
    let before = world.server.state.epochs.cells();
    let long = "x".repeat(4_000);
    for index in 0..20 {
        for host in [
            format!("no-host-{index}"),
            format!("{long}{index}"),
            format!("%00{index}"),
        ] {
            let page = world
                .server
                .get(&format!("/api/v1/apps?host={host}"), &[])
                .await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
            world
                .bearer(&format!("/api/v1/me?host={host}"), &token)
                .await;
            let exchange = world.post_session(&host, &token).await;
            assert_eq!(code(&exchange), "token_unknown_key");
            let foreign = [
                ("origin", "https://evil.example"),
                ("sec-fetch-mode", "navigate"),
            ];
            let fields = [("host", host.as_str()), ("token", token.as_str())];
            let posted = world.server.form("/session", &foreign, &fields).await;
            assert_eq!(posted.status, StatusCode::FORBIDDEN);
        }
    }
    assert_eq!(world.server.state.epochs.cells(), before);
}

#[tokio::test]
async fn threat_42_no_cache_keeps_what_was_answered_about_somebody() {
    let world = World::start().await;
    let token = world.token("user-7", &[]);
    let guarded = [
        world.bearer("/api/v1/me", &token).await,
        world.server.get("/api/v1/me", &[]).await,
        world.server.get("/api/v1/apps", &[]).await,
        world.server.get("/api/nothing", &[]).await,
        world.server.get("/session", &[]).await,
        world.post_session(HOST, "guess").await,
    ];
    for answer in guarded {
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let vary = answer.header("vary");
        for name in ["Cookie", "Authorization", "Origin"] {
            assert!(vary.contains(name), "{vary}");
        }
    }
    let manifest = world.server.get(STORE, &[]).await;
    assert_eq!(manifest.header("cache-control"), "private, no-cache");
    let signed_in = world.post_session(HOST, &token).await;
    assert!(signed_in.header("cache-control").contains("no-store"));
}
