//! Plugins' own routes and webhooks over the real router.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Extension;
use axum::extract::{ConnectInfo, OriginalUri, Request};
use axum::routing::{any, get, post};
use http::StatusCode;
use portico_sdk::claims::{OrgRole, OrgRoles};
use portico_sdk::plugin::{PluginError, PluginRoutes, PluginSession, WebhookResponse};
use portico_sdk::policy::Mode;
use portico_server::services::plugin_call::{PluginCall, call};
use portico_server::services::policy::HostFacts;
use portico_server::session::{Caller, Via};
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::Answer;
use crate::support::sample::Sample;

const GLOBEX_ADMIN: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN)];
const GLOBEX_MEMBER: &[(&str, OrgRole)] = &[("globex", OrgRoles::MEMBER)];

/// Answers what a plugin sees of a call.
async fn echo(
    Extension(session): Extension<PluginSession>,
    OriginalUri(uri): OriginalUri,
    request: Request,
) -> axum::Json<Value> {
    let headers: Vec<&str> = request
        .headers()
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    axum::Json(json!({
        "path": uri.to_string(),
        "host": session.scope.host,
        "org": session.scope.org,
        "uid": session.identity.map(|identity| identity.uid),
        "surface": session.surface,
        "locale": session.locale,
        "headers": headers,
    }))
}

fn routes() -> PluginRoutes {
    let router = || {
        axum::Router::new()
            .route("/", any(echo))
            .route("/echo/{id}", any(echo))
            .route("/nothing", post(|| async { StatusCode::NO_CONTENT }))
            .route("/panics", get(|| async { panic!("in a handler") as () }))
            .route(
                "/hangs",
                get(|| async { std::future::pending::<()>().await }),
            )
            .route(
                "/size",
                post(|body: String| async move { body.len().to_string() }),
            )
            .route(
                "/cookies",
                get(|| async {
                    [
                        ("set-cookie", "portico=stolen"),
                        ("access-control-allow-origin", "*"),
                    ]
                }),
            )
    };
    PluginRoutes {
        store: router(),
        admin: router(),
        own: router(),
    }
}

async fn world() -> World {
    World::new(vec![
        Sample::new("acme").routes(routes).build(),
        Sample::new("orders").routes(routes).build(),
    ])
    .await
}

#[tokio::test]
async fn a_route_answers_404_unless_the_plugin_is_on_for_the_session() {
    let world = world().await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let member = world.bearer("max", GLOBEX_MEMBER);
    let other = world.bearer("eve", &[("initech", OrgRoles::ADMIN)]);
    let paths = [
        "/api/v1/store/plugins/acme/echo/1",
        "/api/v1/store/acme/echo/1",
        "/plugins/acme/echo/1",
        "/api/v1/admin/plugins/acme/echo/1",
        "/api/v1/admin/acme/echo/1",
    ];
    let statuses = async |bearer: &str| {
        let mut statuses = Vec::new();
        for path in paths {
            statuses.push(world.get(bearer, path).await.status.as_u16());
        }
        statuses
    };
    for bearer in ["", &admin, &member, &other] {
        assert_eq!(statuses(bearer).await, [404; 5], "off for everyone");
    }
    world.org_policy("globex", "acme", Mode::Forced).await;
    assert_eq!(statuses(&admin).await, [200; 5]);
    assert_eq!(statuses(&member).await, [200, 200, 200, 404, 404]);
    assert_eq!(statuses(&other).await, [404; 5]);
    assert_eq!(statuses("").await, [404; 5]);

    world.host_policy("acme", Mode::Forced).await;
    assert_eq!(statuses("").await, [200, 200, 200, 404, 404]);
    assert_eq!(statuses(&other).await, [200; 5]);

    world.unapprove("acme").await;
    assert_eq!(statuses(&admin).await, [404; 5]);
}

#[tokio::test]
async fn a_plugin_sees_the_session_and_its_own_path_and_no_credentials() {
    let world = world().await;
    world.org_policy("globex", "acme", Mode::Forced).await;
    let ada = world.bearer(
        "ada",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)],
    );
    let headers = [
        ("authorization", ada.as_str()),
        ("cookie", "portico=x"),
        ("accept-language", "de"),
    ];
    let seen = world
        .server
        .get(
            "/api/v1/admin/plugins/acme/echo/a%20b?q=1&host=shop",
            &headers,
        )
        .await
        .json();
    assert_eq!(seen["path"], "/echo/a%20b?q=1&host=shop");
    assert_eq!(seen["host"], HOST);
    assert_eq!(seen["org"], "globex");
    assert_eq!(seen["uid"], "ada");
    assert_eq!(seen["surface"], "admin");
    assert_eq!(seen["locale"], "de");
    assert_eq!(seen["headers"], json!(["accept-language"]));

    let own = world.get(&ada, "/plugins/acme/").await.json();
    assert_eq!((&own["path"], &own["surface"]), (&json!("/"), &Value::Null));
}

#[tokio::test]
async fn what_the_host_turned_on_uses_the_settings_of_the_only_organisation() {
    let world = world().await;
    world.host_policy("acme", Mode::Forced).await;
    let org = async |bearer: &str, path: &str| world.get(bearer, path).await.json()["org"].clone();
    let store = "/api/v1/store/plugins/acme/";
    assert_eq!(org("", store).await, Value::Null);
    assert_eq!(
        org(&world.bearer("max", GLOBEX_MEMBER), store).await,
        "globex"
    );
    let two = [("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)];
    assert_eq!(org(&world.bearer("ada", &two), store).await, Value::Null);
    assert_eq!(
        org(&world.bearer("ada", &two), "/api/v1/admin/plugins/acme/").await,
        "globex"
    );
}

#[tokio::test]
async fn core_names_get_no_alias_and_core_routes_stay_with_the_core() {
    let world = world().await;
    world.host_policy("orders", Mode::Forced).await;
    assert_eq!(
        world
            .get("", "/api/v1/store/plugins/orders/echo/1")
            .await
            .status,
        200
    );
    assert_eq!(
        world.get("", "/api/v1/store/orders/echo/1").await.status,
        404
    );
    assert!(world.get("", "/api/v1/store/plugin-manifest").await.json()["data"].is_object());
    assert_eq!(
        world
            .get("", "/plugins/orders/webhooks/shop/x")
            .await
            .status,
        404
    );
    assert_eq!(
        world.get("", "/plugins/orders/assets/x.js").await.status,
        404
    );
    assert_eq!(
        world.get("", "/api/v1/store/plugins/nobody/x").await.code(),
        "not_found"
    );
}

#[tokio::test]
async fn parity_18_a_panicking_handler_costs_its_own_answer_only() {
    let world = world().await;
    world.host_policy("acme", Mode::Forced).await;
    let answer = world.get("", "/plugins/acme/panics").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.code(), "plugin_failed");
    assert!(!answer.body.contains("in a handler"));
    assert_eq!(world.get("", "/plugins/acme/echo/1").await.status, 200);
}

#[tokio::test]
async fn a_handler_that_never_answers_is_given_up() {
    let world = world().await;
    world.host_policy("acme", Mode::Forced).await;
    assert_eq!(world.get("", "/plugins/acme/echo/1").await.status, 200);
    tokio::time::pause();
    let answer = tokio::time::timeout(
        Duration::from_secs(31),
        world.get("", "/plugins/acme/hangs"),
    );
    assert_eq!(answer.await.unwrap().code(), "plugin_failed");
}

#[tokio::test]
async fn parity_22_calls_to_plugins_carry_the_session_and_an_empty_answer_is_fine() {
    let world = world().await;
    world.org_policy("globex", "acme", Mode::Forced).await;
    let member = world.bearer("max", GLOBEX_MEMBER);
    let answer = world
        .post(&member, "/plugins/acme/nothing", &json!({}))
        .await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::NO_CONTENT, "")
    );
    assert_eq!(
        world
            .post("", "/plugins/acme/nothing", &json!({}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn an_answer_reaches_no_further_than_itself() {
    let world = world().await;
    world.host_policy("acme", Mode::Forced).await;
    let answer = world.get("", "/plugins/acme/cookies").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(
        answer.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let missing = world.get("", "/plugins/acme/missing").await;
    assert_eq!(
        (missing.status, missing.code().as_str()),
        (StatusCode::NOT_FOUND, "not_found")
    );
    let wrong = world.get("", "/plugins/acme/nothing").await;
    assert_eq!(wrong.code(), "method_not_allowed");
}

#[tokio::test]
async fn a_request_to_a_plugin_is_limited() {
    let world = world().await;
    world.host_policy("acme", Mode::Forced).await;
    let fits = world
        .post(
            "",
            "/plugins/acme/size",
            &Value::String("x".repeat(1024 * 1024 - 2)),
        )
        .await;
    assert_eq!(fits.body, (1024 * 1024).to_string());
    let large = world
        .post(
            "",
            "/plugins/acme/size",
            &Value::String("x".repeat(1024 * 1024)),
        )
        .await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn webhooks_get_the_raw_body_without_a_session_where_the_host_approved_the_plugin() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let calls = Arc::clone(&seen);
    let plugin = Sample::new("acme").on_webhook(move |request| {
        calls.lock().unwrap().push(request.clone());
        match request.body.as_slice() {
            b"panic" => panic!("in a webhook"),
            b"bad" => Err(PluginError::BadRequest("wrong signature".to_owned())),
            _ => Ok(WebhookResponse {
                status: 202,
                body: "taken".to_owned(),
            }),
        }
    });
    let world = World::new(vec![plugin.build()]).await;
    let send = async |path: &str, body: &'static str| {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("X-Signature", "abc")
            .header("cookie", "portico=x")
            .header("origin", "https://stripe.example")
            .body(axum::body::Body::from(body))
            .unwrap();
        world.server.send(request).await
    };
    let answer = send("/plugins/acme/webhooks/shop", "{ \"raw\" : 1 }").await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (202, "taken")
    );
    {
        let seen = seen.lock().unwrap();
        assert_eq!(seen[0].host, HOST);
        assert_eq!(seen[0].body, b"{ \"raw\" : 1 }");
        assert_eq!(seen[0].headers["x-signature"], "abc");
        assert!(!seen[0].headers.contains_key("cookie"));
    }
    assert_eq!(
        send("/plugins/acme/webhooks/shop", "panic").await.code(),
        "plugin_failed"
    );
    assert_eq!(
        send("/plugins/acme/webhooks/shop", "bad").await.code(),
        "bad_request"
    );
    assert_eq!(
        send("/plugins/acme/webhooks/elsewhere", "{}").await.status,
        404
    );
    assert_eq!(send("/plugins/other/webhooks/shop", "{}").await.status, 404);
    assert_eq!(
        world.get("", "/plugins/acme/webhooks/shop").await.status,
        405
    );

    world.unapprove("acme").await;
    assert_eq!(send("/plugins/acme/webhooks/shop", "{}").await.status, 404);
}

/// A webhook call from an address.
async fn webhook(world: &World, from: [u8; 4], body: axum::body::Body) -> Answer {
    let mut request = Request::builder()
        .method("POST")
        .uri("/plugins/acme/webhooks/shop")
        .body(body)
        .unwrap();
    let peer = SocketAddr::from((from, 40_000));
    request.extensions_mut().insert(ConnectInfo(peer));
    world.server.send(request).await
}

/// Answers 202 to "good" and 401 to everything else.
async fn picky() -> World {
    let plugin = Sample::new("acme").on_webhook(|request| {
        let status = if request.body == b"good" { 202 } else { 401 };
        Ok(WebhookResponse {
            status,
            body: String::new(),
        })
    });
    World::new(vec![plugin.build()]).await
}

#[tokio::test]
async fn threat_44_one_address_that_floods_a_webhook_shuts_out_itself_only() {
    let world = picky().await;
    let mut last = 0;
    for _ in 0..1_000 {
        last = webhook(&world, [192, 0, 2, 1], "bad".into())
            .await
            .status
            .as_u16();
    }
    assert_eq!(last, 429);
    let good = webhook(&world, [192, 0, 2, 2], "good".into()).await;
    assert_eq!(good.status, 202);
    // What is one too many is refused before any of its body is read.
    let unread = futures_util::stream::poll_fn(
        |_| -> std::task::Poll<Option<Result<String, std::io::Error>>> {
            panic!("the body is read")
        },
    );
    let refused = webhook(
        &world,
        [192, 0, 2, 1],
        axum::body::Body::from_stream(unread),
    )
    .await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (429, "too_many_requests")
    );
}

#[tokio::test]
async fn threat_44_only_refused_calls_use_up_what_all_callers_of_a_webhook_share() {
    let world = picky().await;
    for n in 0..500_u16 {
        let [a, b] = n.to_be_bytes();
        let good = webhook(&world, [198, 18, a, b], "good".into()).await;
        assert_eq!(good.status, 202, "{n}");
    }
    let mut refused = 0;
    for n in 0..500_u16 {
        let [a, b] = n.to_be_bytes();
        let bad = webhook(&world, [198, 19, a, b], "bad".into()).await;
        refused += usize::from(bad.status == 429);
    }
    assert!((200..=300).contains(&refused), "{refused}");
}

#[tokio::test]
async fn one_visitor_changes_only_so_much_through_the_routes_of_plugins() {
    let world = world().await;
    world.host_policy("acme", Mode::Forced).await;
    let nothing = |from: [u8; 4]| {
        let mut request = Request::builder()
            .method("POST")
            .uri("/plugins/acme/nothing")
            .body(axum::body::Body::empty())
            .unwrap();
        let peer = SocketAddr::from((from, 40_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        world.server.send(request)
    };
    let mut last = nothing([192, 0, 2, 1]).await;
    for _ in 0..100 {
        last = nothing([192, 0, 2, 1]).await;
    }
    assert_eq!(
        (last.status.as_u16(), last.code().as_str()),
        (429, "too_many_requests")
    );
    assert_eq!(nothing([192, 0, 2, 2]).await.status, 204);
    // Reading goes on, and a user counts as such, whatever the address.
    assert_eq!(world.get("", "/plugins/acme/echo/1").await.status, 200);
    let max = world.bearer("max", GLOBEX_MEMBER);
    let eve = world.bearer("eve", GLOBEX_MEMBER);
    let path = "/plugins/acme/nothing";
    for _ in 0..100 {
        last = world.post(&max, path, &json!({})).await;
    }
    assert_eq!(last.status, 429);
    assert_eq!(world.post(&eve, path, &json!({})).await.status, 204);
    world.server.clock.advance_ms(1_000);
    assert_eq!(world.post(&max, path, &json!({})).await.status, 204);
}

#[tokio::test]
async fn a_call_from_within_the_server_goes_through_the_same_gate() {
    let count = Arc::new(AtomicUsize::new(0));
    let calls = Arc::clone(&count);
    let plugin = Sample::new("acme").routes(move || {
        let calls = Arc::clone(&calls);
        PluginRoutes {
            store: axum::Router::new().route(
                "/intent/{id}",
                post(move |axum::Json(body): axum::Json<Value>| {
                    calls.fetch_add(1, Ordering::SeqCst);
                    async move { axum::Json(json!({ "data": body })) }
                }),
            ),
            ..PluginRoutes::default()
        }
    });
    let world = World::new(vec![plugin.build(), Sample::new("other").build()]).await;
    let state = &world.server.state;
    let facts = HostFacts::of(state, HOST).await.unwrap().unwrap();
    let identity = portico_sdk::claims::Identity {
        uid: "max".to_owned(),
        stripe_customer: None,
        orgs: GLOBEX_MEMBER
            .iter()
            .map(|(org, role)| ((*org).to_owned(), *role))
            .collect(),
        org: None,
    };
    let caller = Caller::user(state, &facts, Arc::new(identity), Via::Cookie, "en");
    let url = "/api/v1/store/plugins/acme/intent/1";
    let body = json!({ "amount": 5 });
    let off = call(state, &caller, PluginCall::post("acme", url, &body))
        .await
        .unwrap();
    assert_eq!(off.status, StatusCode::NOT_FOUND);

    world.org_policy("globex", "acme", Mode::Forced).await;
    let on = call(state, &caller, PluginCall::post("acme", url, &body))
        .await
        .unwrap();
    assert_eq!(
        (on.status, on.body),
        (StatusCode::OK, json!({ "data": { "amount": 5 } }))
    );
    assert_eq!(count.load(Ordering::SeqCst), 1);
    let missing = call(
        state,
        &caller,
        PluginCall::get("acme", "/plugins/acme/none"),
    )
    .await
    .unwrap();
    assert_eq!(missing.body["error"]["code"], "not_found");
    for foreign in [
        "/plugins/other/x",
        "https://evil.example/",
        "/api/v1/me",
        "/plugins/acme/../other/x",
    ] {
        assert!(
            call(state, &caller, PluginCall::get("acme", foreign))
                .await
                .is_err(),
            "{foreign}"
        );
    }
}
