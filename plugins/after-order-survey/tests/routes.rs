//! Answering, answering again, and what the dashboard makes of it.

use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, signed_out, start};
use portico_sdk::plugin::{PluginRoutes, PluginSession};
use serde_json::{Value, json};

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// At a host where `member` has made some orders, and somebody who was signed out `guest`.
async fn routes(fakes: &Fakes) -> PluginRoutes {
    for order in ["o1", "o2", "o3", "old", "new"] {
        fakes.place_order(order, Some("member"));
    }
    fakes.place_order("guest", None);
    start(&*portico_plugin_after_order_survey::plugin(), fakes).await
}

async fn answer(
    routes: &PluginRoutes,
    who: &PluginSession,
    order: &str,
    rating: &str,
    comment: &str,
) -> (StatusCode, Value) {
    let body = json!({
        "rating": rating, "comment": comment, "contact": false, "context": {"orderId": order}
    });
    call(&routes.store, who, Method::POST, "/answers", Some(body)).await
}

async fn results(routes: &PluginRoutes, who: &PluginSession, days: u16) -> Value {
    let path = format!("/results?days={days}");
    let (status, body) = call(&routes.admin, who, Method::GET, &path, None).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body["data"].clone()
}

#[tokio::test]
async fn answers_are_counted_averaged_and_quoted() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    let buyer = session("member");
    answer(&routes, &buyer, "o1", "5", "Fast").await;
    answer(&routes, &buyer, "o2", "4", "").await;
    answer(&routes, &buyer, "o3", "3", "<img src=x onerror=alert(1)>").await;
    let shown = results(&routes, &session("org-admin"), 7).await;
    assert_eq!(shown["count"], 3);
    assert_eq!(shown["average"], 4.0);
    assert_eq!(shown["by_rating"], json!([0, 0, 1, 1, 1]));
    assert_eq!(shown["comments"].as_array().map(Vec::len), Some(2));
    assert!(
        shown.to_string().contains("<img"),
        "text is stored as it is"
    );
}

#[tokio::test]
async fn a_second_answer_for_an_order_replaces_the_first() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    let buyer = session("member");
    let (_, body) = answer(&routes, &buyer, "o1", "1", "").await;
    assert_eq!(body["data"]["replaced"], false);
    fakes.set_now(1_700_000_000_000 + DAY);
    let (_, body) = answer(&routes, &buyer, "o1", "5", "Sorted out").await;
    assert_eq!(body["data"]["replaced"], true);
    let shown = results(&routes, &buyer, 30).await;
    assert_eq!(shown["count"], 1);
    assert_eq!(shown["average"], 5.0);
}

#[tokio::test]
async fn threat_42_nobody_overwrites_or_sees_the_answers_of_others() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    answer(&routes, &session("member"), "guest", "5", "").await;
    let (status, _) = answer(&routes, &session("consumer"), "guest", "1", "").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let mut other = session("other-admin");
    other.scope.org = Some("initech".to_owned());
    assert_eq!(results(&routes, &other, 7).await["count"], 0);
    assert_eq!(results(&routes, &other, 7).await["average"], Value::Null);
    // A signed-out buyer writes to the host's part.
    let (status, _) = answer(&routes, &signed_out(), "guest", "1", "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(results(&routes, &session("org-admin"), 7).await["count"], 1);
}

#[tokio::test]
async fn threat_42_made_up_orders_and_those_of_others_are_not_answered_for() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    for (who, order) in [
        (session("member"), "made-up"),
        (session("consumer"), "o1"),
        (signed_out(), "o1"),
    ] {
        let (status, body) = answer(&routes, &who, order, "1", "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{order}");
        assert_eq!(body["error"]["code"], "no_order");
    }
    assert_eq!(results(&routes, &session("org-admin"), 7).await["count"], 0);
    assert!(!fakes.stored().contains("answer:"));
}

#[tokio::test]
async fn what_the_form_would_not_send_is_refused_at_its_field() {
    let routes = routes(&Fakes::new()).await;
    let buyer = session("member");
    for (rating, comment, field) in [
        ("6", String::new(), "rating"),
        ("", String::new(), "rating"),
        ("5", "x".repeat(1_001), "comment"),
    ] {
        let (status, body) = answer(&routes, &buyer, "o1", rating, &comment).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body["error"]["fields"][field].is_string(), "{body}");
    }
    for order in ["", "a\u{0}b"] {
        let (status, body) = answer(&routes, &buyer, order, "5", "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(body["error"]["code"], "no_order");
    }
}

#[tokio::test]
async fn forms_3_an_address_is_asked_for_and_kept_only_from_those_who_want_an_answer() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    let buyer = session("member");
    let send = async |contact: bool, email: Value| {
        let body = json!({
            "rating": "4", "comment": "Fine", "contact": contact, "email": email, "context": {"orderId": "o1"}
        });
        call(&routes.store, &buyer, Method::POST, "/answers", Some(body)).await
    };
    for wrong in [Value::Null, json!("ada")] {
        let (status, body) = send(true, wrong).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body["error"]["fields"]["email"].is_string(), "{body}");
    }
    send(true, json!("ada@example.com")).await;
    let shown = results(&routes, &buyer, 7).await;
    assert_eq!(shown["comments"][0]["email"], "ada@example.com");
    // Changed one's mind: the address is gone, even if a client sends it.
    assert_eq!(
        send(false, json!("ada@example.com")).await.0,
        StatusCode::OK
    );
    let shown = results(&routes, &buyer, 7).await;
    assert_eq!(shown["comments"][0]["email"], Value::Null);
    assert!(!fakes.stored().contains("ada@example.com"));
}

#[tokio::test]
async fn only_answers_of_the_asked_days_count() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    let buyer = session("member");
    answer(&routes, &buyer, "old", "1", "").await;
    fakes.set_now(1_700_000_000_000 + 10 * DAY);
    answer(&routes, &buyer, "new", "5", "").await;
    assert_eq!(results(&routes, &buyer, 7).await["count"], 1);
    assert_eq!(results(&routes, &buyer, 30).await["count"], 2);
    let path = "/results?days=0";
    let (status, _) = call(&routes.admin, &buyer, Method::GET, path, None).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn of_two_answers_at_the_same_moment_one_is_counted() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    let buyer = session("member");
    let ((one, _), (other, _)) = tokio::join!(
        answer(&routes, &buyer, "o1", "1", "Slow"),
        answer(&routes, &buyer, "o1", "5", "Fast"),
    );
    assert_eq!([one, other], [StatusCode::OK; 2]);
    let shown = results(&routes, &buyer, 7).await;
    assert_eq!(shown["count"], 1, "{shown}");
    assert_eq!(shown["comments"].as_array().map(Vec::len), Some(1));
}
