//! The server functions at `/api/fn/{name}`: the same services as the REST routes, and as hard to reach from other sites.

use http::{Method, StatusCode};
use portico_sdk::OrgRoles;
use serde_json::{Value, json};

use super::manifest::{ADMIN, STORE};
use super::world::{HOST, SHOP_ORIGIN, World, body, code, cookie};
use crate::support::Answer;

const OURS: (&str, &str) = ("origin", "http://127.0.0.1:3000");

impl World {
    async fn call(&self, name: &str, headers: &[(&str, &str)], arguments: &Value) -> Answer {
        self.server
            .json(Method::POST, &format!("/api/fn/{name}"), headers, arguments)
            .await
    }

    /// A call as an island makes it: same origin, with the session cookie.
    async fn call_as(&self, cookie: &str, name: &str, arguments: Value) -> Answer {
        let headers = [("cookie", cookie), OURS, ("sec-fetch-site", "same-origin")];
        self.call(name, &headers, &arguments).await
    }

    async fn admin_cookie(&self) -> String {
        self.sign_in(&self.token("user-7", &[("globex", OrgRoles::ADMIN)]))
            .await
    }

    async fn member_cookie(&self) -> String {
        self.sign_in(&self.token("user-8", &[("globex", OrgRoles::MEMBER)]))
            .await
    }
}

#[tokio::test]
async fn the_functions_and_the_rest_routes_answer_the_same() {
    let world = World::start().await;
    let cookie = world.admin_cookie().await;
    let switched = world
        .call_as(
            &cookie,
            "set_org_plugin",
            json!({ "org": "globex", "plugin": "alpha", "to": "on" }),
        )
        .await;
    assert_eq!(switched.status, StatusCode::OK, "{}", switched.body);
    let same = [
        ("plugin_manifest?surface=storefront", STORE),
        ("plugin_manifest?surface=admin", ADMIN),
        ("org_plugins?org=globex", "/api/v1/orgs/globex/plugins"),
        ("org_plugins?org=initech", "/api/v1/orgs/initech/plugins"),
        ("app?plugin=alpha", "/api/v1/apps/alpha"),
        ("app?plugin=alpha&lang=de", "/api/v1/apps/alpha?lang=de"),
        ("app?plugin=nothing", "/api/v1/apps/nothing"),
        ("app_why?plugin=alpha", "/api/v1/apps/alpha/why"),
    ];
    for (function, route) in same {
        let from_function = world.cookie(&format!("/api/fn/{function}"), &cookie).await;
        let from_route = world.cookie(route, &cookie).await;
        assert_eq!(from_function.status, from_route.status, "{function}");
        let (mut one, mut other) = (body(&from_function), body(&from_route));
        // A route's list may end at its page; this one holds everything, as the function's always does.
        if let Some(next) = other.as_object_mut().and_then(|list| list.remove("next")) {
            assert_eq!(next, Value::Null, "{function}");
        }
        for answer in [&mut one, &mut other] {
            if let Some(error) = answer.get_mut("error") {
                error["request_id"] = Value::Null;
            }
        }
        assert_eq!(one, other, "{function}");
        assert_eq!(from_function.headers["cache-control"], "no-store");
    }

    let list = body(&world.cookie("/api/v1/orgs/globex/plugins", &cookie).await);
    let alpha = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|plugin| plugin["name"] == "alpha");
    assert_eq!(body(&switched)["data"], *alpha.unwrap());

    let query = "q=the&sort=name&limit=2";
    let found = body(
        &world
            .cookie(&format!("/api/fn/apps?{query}"), &cookie)
            .await,
    );
    let listed = body(
        &world
            .cookie(&format!("/api/v1/apps?{query}"), &cookie)
            .await,
    );
    assert_eq!(found["data"]["apps"], listed["data"]);
    for part in ["next", "total", "categories"] {
        assert_eq!(found["data"][part], listed[part]);
    }
    let next = listed["next"].as_str().unwrap();
    let second = body(
        &world
            .cookie(&format!("/api/fn/apps?{query}&cursor={next}"), &cookie)
            .await,
    );
    assert_ne!(second["data"]["apps"], found["data"]["apps"]);

    let session = body(&world.cookie("/api/fn/current_session", &cookie).await);
    let me = body(&world.cookie("/api/v1/me", &cookie).await);
    assert_eq!(session["data"]["uid"], me["data"]["uid"]);
    assert_eq!(session["data"]["host"], me["data"]["host"]);
    assert_eq!(
        session["data"]["orgs"],
        json!([{ "id": "globex", "role": "ADMIN" }])
    );
}

#[tokio::test]
async fn what_is_installed_by_a_function_is_installed_for_the_rest_routes() {
    let world = World::start().await;
    let cookie = world.sign_in(&world.token("user-9", &[])).await;
    let installed = world
        .call_as(&cookie, "install", json!({ "plugin": "beta" }))
        .await;
    assert_eq!(installed.status, StatusCode::OK, "{}", installed.body);
    let app = body(&world.cookie("/api/v1/apps/beta", &cookie).await);
    assert_eq!(app["data"]["state"], body(&installed)["data"]["state"]);
    assert_eq!(app["data"]["actions"]["uninstall"], true);
    let own = body(&world.cookie("/api/fn/installed", &cookie).await);
    assert_eq!(own["data"][0]["name"], "beta");
    let removed = world
        .call_as(&cookie, "uninstall", json!({ "plugin": "beta" }))
        .await;
    assert_eq!(removed.status, StatusCode::OK, "{}", removed.body);
    let own = body(&world.cookie("/api/fn/installed", &cookie).await);
    assert_eq!(own["data"], json!([]));
}

#[tokio::test]
async fn a_function_answers_errors_with_their_status_in_the_form_of_the_api() {
    let world = World::start().await;
    let admin = world.admin_cookie().await;
    let member = world.member_cookie().await;
    let on = |org: &str, plugin: &str| json!({ "org": org, "plugin": plugin, "to": "on" });
    let wrong = [
        (&member, on("globex", "alpha"), 403, "admin_required"),
        (&admin, on("initech", "alpha"), 404, "not_found"),
        (&admin, on("globex", "nothing"), 404, "not_found"),
        (
            &admin,
            json!({ "org": "globex", "plugin": "alpha", "to": "maybe" }),
            400,
            "bad_request",
        ),
        (&admin, json!({ "org": "globex" }), 400, "bad_request"),
        (&admin, json!([]), 400, "bad_request"),
    ];
    for (cookie, arguments, status, expected) in wrong {
        let answer = world
            .call_as(cookie, "set_org_plugin", arguments.clone())
            .await;
        assert_eq!(answer.status, status, "{arguments}: {}", answer.body);
        let error = body(&answer)["error"].clone();
        assert_eq!(error["code"], expected, "{arguments}");
        assert!(!error["message"].as_str().unwrap().is_empty());
        assert_eq!(
            error["request_id"],
            answer.headers["x-request-id"].to_str().unwrap()
        );
        assert_eq!(error.get("status"), None);
        assert_eq!(answer.headers["content-type"], "application/json");
    }
    let signed_out = world
        .call("set_org_plugin", &[OURS], &on("globex", "alpha"))
        .await;
    assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED);
    let nobody = world.server.get("/api/fn/current_session", &[]).await;
    assert_eq!(body(&nobody), json!({ "data": null }));
    let elsewhere = world
        .server
        .get("/api/fn/plugin_manifest?surface=storefront&host=none", &[])
        .await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let badly_asked = world
        .server
        .get("/api/fn/plugin_manifest?surface=x", &[])
        .await;
    assert_eq!(badly_asked.status, StatusCode::BAD_REQUEST);
    let unknown = world.call("nothing", &[OURS], &json!({})).await;
    assert_eq!(
        (unknown.status, code(&unknown)),
        (StatusCode::NOT_FOUND, "not_found".to_owned())
    );
    let long = "x".repeat(2 * 1024 * 1024);
    let too_long = world
        .call_as(&admin, "set_org_plugin", on("globex", &long))
        .await;
    assert_eq!(too_long.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn signing_in_switching_and_signing_out_by_functions_set_the_cookie() {
    let world = World::start().await;
    let token = world.token(
        "user-7",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)],
    );
    let opened = world
        .call("sign_in", &[OURS], &json!({ "host": HOST, "token": token }))
        .await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    assert!(!opened.body.contains(&token));
    let set = opened.headers["set-cookie"].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"));
    let cookie = cookie(&opened);

    let chosen = world
        .call_as(&cookie, "switch_org", json!({ "org": "initech" }))
        .await;
    assert_eq!(body(&chosen)["data"]["org"], "initech");
    let me = body(&world.cookie("/api/v1/me", &cookie).await);
    assert_eq!(me["data"]["org"], "initech");
    let strange = world
        .call_as(&cookie, "switch_org", json!({ "org": "hooli" }))
        .await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);

    let ended = world.call_as(&cookie, "sign_out", json!({})).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.body);
    let cleared = ended.headers["set-cookie"].to_str().unwrap();
    assert!(cleared.contains("Max-Age=0"));
    let me = world.cookie("/api/v1/me", &cookie).await;
    assert_eq!(me.status, StatusCode::UNAUTHORIZED);

    let refused = world
        .call("sign_in", &[OURS], &json!({ "host": HOST, "token": "no" }))
        .await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(code(&refused).starts_with("token_"));
    assert!(!refused.headers.contains_key("set-cookie"));
}

/// The changes that an admin's browser could be made to ask for.
fn changes(token: &str) -> [(&'static str, Value); 6] {
    [
        (
            "set_org_plugin",
            json!({ "org": "globex", "plugin": "alpha", "to": "on" }),
        ),
        ("install", json!({ "plugin": "beta" })),
        ("uninstall", json!({ "plugin": "beta" })),
        ("sign_in", json!({ "host": HOST, "token": token })),
        ("sign_out", json!({})),
        ("switch_org", json!({ "org": null })),
    ]
}

#[tokio::test]
async fn threat_38_no_other_site_calls_a_function_with_our_cookie() {
    let world = World::start().await;
    let cookie = world.admin_cookie().await;
    let token = world.token("attacker", &[]);
    let foreign: [&[(&str, &str)]; 6] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "null"), ("sec-fetch-site", "same-origin")],
        &[("origin", SHOP_ORIGIN), ("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ];
    for (name, arguments) in changes(&token) {
        for from in foreign {
            let mut headers = vec![("cookie", cookie.as_str())];
            headers.extend_from_slice(from);
            let answer = world.call(name, &headers, &arguments).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name} {from:?}");
            assert_eq!(code(&answer), "origin_not_allowed");
            assert!(!answer.headers.contains_key("set-cookie"), "{name}");
        }
    }
    unchanged(&world, &cookie).await;
}

#[tokio::test]
async fn threat_38_a_plain_form_is_no_call_wherever_it_comes_from() {
    let world = World::start().await;
    let cookie = world.admin_cookie().await;
    let token = world.token("attacker", &[]);
    for (name, arguments) in changes(&token) {
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "",
        ] {
            // A page of ours that was made to send it, and a client that names no origin at all.
            for origin in [Some(OURS), None] {
                let mut request = http::Request::post(format!("/api/fn/{name}"))
                    .header("cookie", &cookie)
                    .header("accept", "text/html")
                    .header("referer", "http://127.0.0.1:3000/store");
                if let Some((header, value)) = origin {
                    request = request.header(header, value);
                }
                if !kind.is_empty() {
                    request = request.header("content-type", kind);
                }
                let request = request.body(arguments.to_string().into()).unwrap();
                let answer = world.server.send(request).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "{name} {kind}"
                );
                assert!(!answer.headers.contains_key("set-cookie"));
                assert!(!answer.headers.contains_key("location"));
            }
        }
    }
    unchanged(&world, &cookie).await;
}

#[tokio::test]
async fn threat_38_no_function_that_changes_anything_answers_get() {
    let world = World::start().await;
    let cookie = world.admin_cookie().await;
    let token = world.token("attacker", &[]);
    for path in [
        "set_org_plugin?org=globex&plugin=alpha&to=on".to_owned(),
        "install?plugin=alpha".to_owned(),
        "uninstall?plugin=alpha".to_owned(),
        format!("sign_in?host={HOST}&token={token}"),
        "sign_out".to_owned(),
        "switch_org".to_owned(),
    ] {
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            let request = http::Request::builder()
                .method(method)
                .uri(format!("/api/fn/{path}"))
                .header("cookie", &cookie)
                .body(axum::body::Body::empty())
                .unwrap();
            let answer = world.server.send(request).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            assert!(!answer.headers.contains_key("set-cookie"));
        }
    }
    unchanged(&world, &cookie).await;
}

#[tokio::test]
async fn threat_38_a_registered_origins_token_switches_plugins_but_not_our_session() {
    let world = World::start().await;
    let cookie = world.admin_cookie().await;
    let bearer = format!("Bearer {}", world.admin_of("globex"));
    let headers = [
        ("origin", SHOP_ORIGIN),
        ("sec-fetch-site", "cross-site"),
        ("authorization", bearer.as_str()),
        ("cookie", cookie.as_str()),
    ];
    let token = world.token("attacker", &[]);
    for (name, arguments) in changes(&token) {
        let answer = world.call(name, &headers, &arguments).await;
        let session = matches!(name, "sign_in" | "sign_out" | "switch_org");
        if session {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
            assert!(!answer.headers.contains_key("set-cookie"), "{name}");
        } else {
            assert_eq!(answer.status, StatusCode::OK, "{name} {}", answer.body);
        }
    }
    for (method, path) in [("DELETE", "/session"), ("POST", "/session/end")] {
        let mut request = http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = world.server.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    let me = body(&world.cookie("/api/v1/me", &cookie).await);
    assert_eq!(me["data"]["uid"], "user-7", "still the same session");
}

/// Still the same user, and nothing switched or installed.
async fn unchanged(world: &World, cookie: &str) {
    let me = body(&world.cookie("/api/v1/me", cookie).await);
    assert_eq!(me["data"]["uid"], "user-7");
    let list = body(&world.cookie("/api/v1/orgs/globex/plugins", cookie).await);
    let plugins = list["data"].as_array().unwrap();
    assert!(plugins.iter().all(|plugin| plugin["mode"].is_null()));
    let own = body(&world.cookie("/api/fn/installed", cookie).await);
    assert_eq!(own["data"], json!([]));
}
