//! From an order to points.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, signed_out, start};
use portico_sdk::plugin::{HostEvent, Plugin, PluginRoutes, PluginSession};
use serde_json::{Value, json};

async fn set_up() -> (Fakes, Arc<dyn Plugin>, PluginRoutes) {
    let fakes = Fakes::new();
    let plugin = portico_plugin_loyalty_points::plugin();
    let routes = start(&*plugin, &fakes).await;
    (fakes, plugin, routes)
}

fn placed(uid: &str, order: &str, amount: i64) -> HostEvent {
    HostEvent {
        name: "order.placed".to_owned(),
        id: format!("event-{order}"),
        scope: session(uid).scope,
        at: 0,
        payload: json!({
            "orderId": order, "orderNumber": "1042", "amount": amount, "currency": "EUR", "uid": uid
        }),
    }
}

async fn points(routes: &PluginRoutes, who: &PluginSession, order: &str, amount: i64) -> Value {
    let path = format!("/points?order={order}&amount={amount}&currency=EUR");
    let (status, body) = call(&routes.store, who, Method::GET, &path, None).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body["data"].clone()
}

#[tokio::test]
async fn an_order_is_on_its_way_until_the_host_reports_it() {
    let (_, plugin, routes) = set_up().await;
    let buyer = session("consumer");
    let before = points(&routes, &buyer, "o1", 8490).await;
    assert_eq!(
        before,
        json!({"signed_in": true, "earned": 84, "booked": false, "balance": 0, "programme": ""})
    );
    plugin
        .on_event(&placed("consumer", "o1", 8490))
        .await
        .unwrap();
    let after = points(&routes, &buyer, "o1", 8490).await;
    assert_eq!(
        (&after["booked"], &after["balance"]),
        (&json!(true), &json!(84))
    );
}

#[tokio::test]
async fn a_made_up_amount_or_a_repeated_event_earns_nothing() {
    let (_, plugin, routes) = set_up().await;
    let buyer = session("consumer");
    for _ in 0..3 {
        plugin
            .on_event(&placed("consumer", "o1", 8490))
            .await
            .unwrap();
    }
    let shown = points(&routes, &buyer, "o1", 99_999_999).await;
    assert_eq!(
        (&shown["earned"], &shown["balance"]),
        (&json!(84), &json!(84))
    );
    let other = points(&routes, &buyer, "o2", 99_999_999).await;
    assert_eq!(other["balance"], 84);
}

#[tokio::test]
async fn orders_at_the_same_moment_all_count() {
    let (_, plugin, routes) = set_up().await;
    let tasks: Vec<_> = (0..50)
        .map(|order| {
            let plugin = Arc::clone(&plugin);
            tokio::spawn(async move {
                plugin
                    .on_event(&placed("consumer", &format!("o{order}"), 100))
                    .await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let shown = points(&routes, &session("consumer"), "o1", 100).await;
    assert_eq!(shown["balance"], 50);
}

#[tokio::test]
async fn orders_that_two_servers_book_at_the_same_moment_all_count() {
    let (fakes, one, routes) = set_up().await;
    let other = portico_plugin_loyalty_points::plugin();
    other.init(fakes.context()).await.unwrap();
    let tasks: Vec<_> = (0..60)
        .map(|order| {
            let plugin = Arc::clone(if order % 2 == 0 { &one } else { &other });
            tokio::spawn(async move {
                plugin
                    .on_event(&placed("consumer", &format!("o{order}"), 100))
                    .await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let shown = points(&routes, &session("consumer"), "o1", 100).await;
    assert_eq!(shown["balance"], 60);
}

#[tokio::test]
async fn threat_42_a_balance_is_only_shown_to_its_user_in_whichever_organisation() {
    let (_, plugin, routes) = set_up().await;
    plugin
        .on_event(&placed("consumer", "o1", 8490))
        .await
        .unwrap();
    let stranger = points(&routes, &session("member"), "o1", 0).await;
    assert_eq!(
        (&stranger["booked"], &stranger["balance"]),
        (&json!(false), &json!(0))
    );
    let visitor = points(&routes, &signed_out(), "o1", 8490).await;
    assert_eq!(
        visitor,
        json!({"signed_in": false, "earned": 84, "booked": false, "programme": ""})
    );
    let mut elsewhere = session("consumer");
    elsewhere.scope.org = None;
    assert_eq!(points(&routes, &elsewhere, "o1", 0).await["balance"], 84);
    elsewhere.scope.host = "other-shop".to_owned();
    assert_eq!(points(&routes, &elsewhere, "o1", 0).await["balance"], 0);
}

#[tokio::test]
async fn signed_out_orders_and_other_events_earn_nothing_and_a_broken_event_is_an_error() {
    let (fakes, plugin, _) = set_up().await;
    plugin.on_event(&placed("", "o1", 8490)).await.unwrap();
    let viewed = HostEvent {
        name: "order.viewed".to_owned(),
        ..placed("consumer", "o1", 8490)
    };
    plugin.on_event(&viewed).await.unwrap();
    assert!(!fakes.stored().contains("account"));
    let broken = HostEvent {
        payload: json!({"order": 1}),
        ..placed("consumer", "o1", 8490)
    };
    assert!(plugin.on_event(&broken).await.is_err());
}

#[tokio::test]
async fn an_order_counts_on_the_day_it_was_placed_however_late_the_event_comes() {
    let (fakes, plugin, routes) = set_up().await;
    let buyer = session("consumer");
    fakes.set(&buyer.scope, "limited", true);
    fakes.set(&buyer.scope, "from", "2023-11-14");
    fakes.set(&buyer.scope, "until", "2023-11-14");
    let at = |order: &str, at: i64| HostEvent {
        at,
        ..placed("consumer", order, 8490)
    };
    // The clock stands at 2023-11-14, 22:13 UTC.
    assert_eq!(points(&routes, &buyer, "o1", 8490).await["earned"], 84);
    fakes.set_now(1_700_100_000_000);
    assert_eq!(points(&routes, &buyer, "o1", 8490).await["earned"], 0);
    plugin.on_event(&at("o1", 1_700_000_000_000)).await.unwrap();
    plugin.on_event(&at("o2", 1_700_100_000_000)).await.unwrap();
    let shown = points(&routes, &buyer, "o1", 8490).await;
    assert_eq!(
        (&shown["earned"], &shown["balance"]),
        (&json!(84), &json!(84))
    );
}
