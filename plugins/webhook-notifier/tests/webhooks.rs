//! Events going out and pings coming in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, start};
use portico_plugin_webhook_notifier::sign;
use portico_sdk::plugin::{HostEvent, Plugin, PluginRoutes, Scope, WebhookRequest};
use serde_json::{Value, json};

const SECRET: &str = "canary-0123456789";

async fn set_up() -> (Fakes, Arc<dyn Plugin>, PluginRoutes, Scope) {
    let fakes = Fakes::new();
    let plugin = portico_plugin_webhook_notifier::plugin();
    let routes = start(&*plugin, &fakes).await;
    let scope = session("org-admin").scope;
    fakes.set(&scope, "url", "https://erp.example/hook");
    fakes.set(&scope, "secret", SECRET);
    fakes.set(&scope, "events", json!(["order.placed"]));
    fakes.set(&scope, "active", true);
    (fakes, plugin, routes, scope)
}

/// What is typed, with the secret that the server adds.
fn draft() -> Value {
    json!({"url": "https://erp.example/draft", "secret": SECRET, "events": ["order.placed"], "active": false})
}

fn placed(scope: &Scope) -> HostEvent {
    HostEvent {
        name: "order.placed".to_owned(),
        id: "e1".to_owned(),
        scope: scope.clone(),
        at: 5,
        payload: json!({"orderId": "o1"}),
    }
}

fn ping(body: &Value, signature: &str) -> WebhookRequest {
    WebhookRequest {
        host: "acme-shop".to_owned(),
        headers: BTreeMap::from([("x-portico-signature".to_owned(), signature.to_owned())]),
        body: body.to_string().into_bytes(),
    }
}

#[tokio::test]
async fn an_order_is_sent_once_with_its_id_and_a_signature_and_without_the_secret() {
    let (fakes, plugin, routes, scope) = set_up().await;
    plugin.on_event(&placed(&scope)).await.unwrap();
    let [delivery] = &fakes.deliveries()[..] else {
        panic!("one delivery");
    };
    assert_eq!(delivery.url, "https://erp.example/hook");
    assert_eq!(
        delivery.body,
        json!({"id": "e1", "event": "order.placed", "host": "acme-shop", "org": "globex", "at": 5, "data": {"orderId": "o1"}})
    );
    let (name, value) = &delivery.headers[0];
    assert_eq!(name, "x-portico-signature");
    assert!(value.starts_with("t=1700000000,v1="));
    assert!(!format!("{delivery:?}{}", fakes.stored()).contains(SECRET));
    let who = session("org-admin");
    let (_, body) = call(&routes.admin, &who, Method::GET, "/status", None).await;
    assert_eq!(body["data"]["last_delivery"]["accepted"], true);
}

#[tokio::test]
async fn a_refused_or_lost_delivery_is_an_error_so_that_the_server_repeats_it() {
    let (fakes, plugin, _, scope) = set_up().await;
    for status in [500, 404, 302, 0] {
        fakes.answer_with(status);
        assert!(plugin.on_event(&placed(&scope)).await.is_err(), "{status}");
    }
    fakes.answer_with(204);
    assert!(plugin.on_event(&placed(&scope)).await.is_ok());
    assert_eq!(fakes.deliveries().len(), 5);
}

#[tokio::test]
async fn nothing_is_sent_while_off_not_wanted_or_for_another_organisation() {
    let (fakes, plugin, _, scope) = set_up().await;
    let other = Scope {
        org: Some("initech".to_owned()),
        ..scope.clone()
    };
    plugin.on_event(&placed(&other)).await.unwrap();
    let refunded = HostEvent {
        name: "order.refunded".to_owned(),
        ..placed(&scope)
    };
    plugin.on_event(&refunded).await.unwrap();
    fakes.set(&scope, "active", false);
    plugin.on_event(&placed(&scope)).await.unwrap();
    assert_eq!(fakes.deliveries(), []);
}

#[tokio::test]
async fn threat_45_a_signed_ping_is_remembered_and_nothing_else_is() {
    let (fakes, plugin, routes, _) = set_up().await;
    let who = session("org-admin");
    let now = 1_700_000_000;
    for (body, secret, status) in [
        (json!({"type": "ping", "org": "globex"}), "wrong", 401),
        (json!({"type": "ping", "org": "globex"}), "", 401),
        (json!({"type": "ping", "org": "initech"}), SECRET, 401),
        (json!({"type": "ping"}), SECRET, 401),
        (json!({"type": "ping", "org": ""}), SECRET, 400),
        (json!("ping"), SECRET, 400),
        (json!({"type": "other", "org": "globex"}), SECRET, 202),
    ] {
        let signature = sign(secret, now, body.to_string().as_bytes());
        let answer = plugin.on_webhook(ping(&body, &signature)).await.unwrap();
        assert_eq!(answer.status, status, "{body} {secret}");
    }
    let (_, body) = call(&routes.admin, &who, Method::GET, "/status", None).await;
    assert_eq!(body["data"]["last_ping"], Value::Null);

    let body = json!({"type": "ping", "org": "globex"});
    let request = ping(&body, &sign(SECRET, now, body.to_string().as_bytes()));
    assert_eq!(
        plugin.on_webhook(request.clone()).await.unwrap().status,
        200
    );
    let (_, body) = call(&routes.admin, &who, Method::GET, "/status", None).await;
    assert_eq!(body["data"]["last_ping"]["at"], 1_700_000_000_000_i64);
    fakes.set_now(1_700_000_301_000);
    assert_eq!(plugin.on_webhook(request).await.unwrap().status, 401);
}

#[tokio::test]
async fn threat_07_the_test_event_is_no_probe_few_calls_and_no_status_of_the_other_side() {
    let (fakes, plugin, routes, scope) = set_up().await;
    let who = session("org-admin");
    let mut answers = Vec::new();
    for status in [302, 401, 404, 500, 503] {
        fakes.answer_with(status);
        let test = call(&routes.admin, &who, Method::POST, "/test", Some(draft())).await;
        let (_, shown) = call(&routes.admin, &who, Method::GET, "/status", None).await;
        let error = plugin.on_event(&placed(&scope)).await.unwrap_err();
        answers.push((
            test,
            shown["data"]["last_delivery"].clone(),
            error.to_string(),
        ));
    }
    assert_eq!(answers[0].1["failed"], "not_accepted");
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:?}"
    );

    let called = fakes.deliveries().len();
    let (status, body) = call(&routes.admin, &who, Method::POST, "/test", Some(draft())).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(body["error"]["code"], "too_many_requests");
    assert_eq!(fakes.deliveries().len(), called);
    fakes.set_now(1_700_000_060_000);
    fakes.answer_with(200);
    let (status, _) = call(&routes.admin, &who, Method::POST, "/test", Some(draft())).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn forms_9_a_test_sends_to_the_draft_and_says_what_is_missing() {
    let (fakes, _, routes, scope) = set_up().await;
    let who = session("org-admin");
    let test =
        async |draft: Option<Value>| call(&routes.admin, &who, Method::POST, "/test", draft).await;
    let (status, body) = test(Some(draft())).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body["data"]["message"].is_string());
    let [delivery] = &fakes.deliveries()[..] else {
        panic!("one delivery");
    };
    assert_eq!(delivery.body["event"], "webhook.test");
    assert_eq!(delivery.url, "https://erp.example/draft");
    fakes.answer_with(500);
    let (status, body) = test(Some(draft())).await;
    assert_eq!(status, StatusCode::BAD_GATEWAY);
    assert_eq!(body["error"]["code"], "not_accepted");

    // What is stored is no part of a draft: only the server adds secrets to it.
    fakes.set(&scope, "url", "https://stored.example/");
    for missing in [
        json!({"url": "https://erp.example/draft"}),
        json!({"secret": SECRET}),
        json!({"url": null, "secret": null}),
    ] {
        let (status, body) = test(Some(missing)).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(body["error"]["code"], "not_set_up");
    }
    let refused = json!({"url": "http://erp.example/", "secret": SECRET});
    let (status, body) = test(Some(refused)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body["error"]["fields"]["url"].is_string(), "{body}");
    assert_eq!(fakes.deliveries().len(), 2);
}

#[tokio::test]
async fn the_last_event_is_sent_again_with_its_id_also_while_nothing_is_sent_by_itself() {
    let (fakes, plugin, routes, scope) = set_up().await;
    let who = session("org-admin");
    let again = async || {
        let (status, body) = call(&routes.admin, &who, Method::POST, "/again", None).await;
        (status, body["error"]["code"].clone())
    };
    assert_eq!(again().await, (StatusCode::CONFLICT, json!("no_event")));
    fakes.answer_with(0);
    for (id, at) in [("e1", 5), ("e3", 7), ("e2", 6)] {
        let event = HostEvent {
            id: id.to_owned(),
            at,
            ..placed(&scope)
        };
        assert!(plugin.on_event(&event).await.is_err());
    }
    fakes.set(&scope, "active", false);
    fakes.answer_with(200);
    assert_eq!(again().await, (StatusCode::OK, Value::Null));
    let last = fakes.deliveries().pop().unwrap();
    assert_eq!(
        (&last.body["id"], &last.body["at"]),
        (&json!("e3"), &json!(7))
    );
    assert_eq!(last.url, "https://erp.example/hook");
    fakes.set(&scope, "secret", "");
    assert_eq!(again().await, (StatusCode::CONFLICT, json!("not_set_up")));
}
