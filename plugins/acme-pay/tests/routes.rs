//! The life of a payment over the plugin's routes.

use axum::Router;
use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, signed_out, start};
use serde_json::{Value, json};

async fn store(fakes: &Fakes) -> Router {
    start(&*portico_plugin_acme_pay::plugin(), fakes)
        .await
        .store
}

fn ask() -> Value {
    json!({"amount": 8490, "currency": "EUR", "payment_method_id": "acme-pay"})
}

async fn created(router: &Router, who: &portico_sdk::plugin::PluginSession) -> String {
    let (status, body) = call(router, who, Method::POST, "/payment-intent", Some(ask())).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body["data"]["id"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_good_card_is_authorised_and_the_host_can_verify_it() {
    let router = store(&Fakes::new()).await;
    let buyer = session("consumer");
    let id = created(&router, &buyer).await;
    let card = json!({"method": "card", "last4": "4242", "brand": "visa"});
    let path = format!("/payment-intent/{id}/confirm");
    let (status, _) = call(&router, &buyer, Method::POST, &path, Some(card)).await;
    assert_eq!(status, StatusCode::OK);
    let (_, body) = call(&router, &buyer, Method::GET, &format!("/intent/{id}"), None).await;
    let shown = &body["data"];
    assert_eq!(shown["status"], "authorised");
    assert_eq!(shown["amount"], 8490);
    assert_eq!(shown["currency"], "EUR");
    assert_eq!(shown["source"], "Visa 4242");
    assert_eq!(shown.get("uid"), None, "who paid is not shown");
}

#[tokio::test]
async fn a_declined_card_leaves_the_intent_open_for_another() {
    let router = store(&Fakes::new()).await;
    let buyer = session("consumer");
    let id = created(&router, &buyer).await;
    let path = format!("/payment-intent/{id}/confirm");
    for (last4, expected, code) in [
        ("0002", StatusCode::PAYMENT_REQUIRED, "card_declined"),
        ("0069", StatusCode::PAYMENT_REQUIRED, "expired_card"),
        ("4242", StatusCode::OK, ""),
    ] {
        let card = json!({"method": "card", "last4": last4, "brand": "visa"});
        let (status, body) = call(&router, &buyer, Method::POST, &path, Some(card)).await;
        assert_eq!(status, expected, "{last4}");
        assert_eq!(body["error"]["code"].as_str().unwrap_or_default(), code);
    }
}

#[tokio::test]
async fn a_request_that_carries_a_card_number_is_refused_and_not_echoed_or_stored() {
    let fakes = Fakes::new();
    let router = store(&fakes).await;
    let buyer = session("consumer");
    let id = created(&router, &buyer).await;
    let path = format!("/payment-intent/{id}/confirm");
    for body in [
        json!({"method": "card", "last4": "4242", "brand": "visa", "number": "4242424242424242"}),
        json!({"method": "card", "last4": "4242424242424242", "brand": "visa"}),
        json!({"method": "card", "last4": "4242", "brand": "4242424242424242"}),
    ] {
        let (_, answer) = call(&router, &buyer, Method::POST, &path, Some(body)).await;
        assert!(!answer.to_string().contains("4242424242424242"), "{answer}");
    }
    assert!(!fakes.stored().contains("4242424242424242"));
}

#[tokio::test]
async fn threat_42_an_intent_of_another_user_or_organisation_is_not_there() {
    let router = store(&Fakes::new()).await;
    let id = created(&router, &session("consumer")).await;
    let mut elsewhere = session("consumer");
    elsewhere.scope.org = Some("initech".to_owned());
    for stranger in [session("member"), elsewhere, signed_out()] {
        let path = format!("/intent/{id}");
        let (status, _) = call(&router, &stranger, Method::GET, &path, None).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let path = format!("/payment-intent/{id}/confirm");
        let body = Some(json!({"method": "wallet"}));
        let (status, _) = call(&router, &stranger, Method::POST, &path, body).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_made_up_amount_currency_or_method_is_refused_with_its_field() {
    let router = store(&Fakes::new()).await;
    for (key, value) in [
        ("amount", json!(0)),
        ("amount", json!(99_999_999)),
        ("currency", json!("XXX")),
        ("payment_method_id", json!("")),
    ] {
        let mut body = ask();
        body[key] = value;
        let (status, answer) = call(
            &router,
            &signed_out(),
            Method::POST,
            "/payment-intent",
            Some(body),
        )
        .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{key}");
        assert!(answer["error"]["fields"][key].is_string(), "{answer}");
    }
}

#[tokio::test]
async fn a_changed_total_reuses_an_open_intent_but_never_an_authorised_one() {
    let router = store(&Fakes::new()).await;
    let buyer = session("consumer");
    let id = created(&router, &buyer).await;
    let mut again = ask();
    again["amount"] = json!(100);
    again["intent_id"] = json!(id);
    let (_, body) = call(
        &router,
        &buyer,
        Method::POST,
        "/payment-intent",
        Some(again.clone()),
    )
    .await;
    assert_eq!(body["data"]["id"], json!(id));
    assert_eq!(body["data"]["amount"], 100);

    let path = format!("/payment-intent/{id}/confirm");
    let card = json!({"method": "card", "last4": "4242", "brand": "visa"});
    call(&router, &buyer, Method::POST, &path, Some(card)).await;
    let (_, body) = call(
        &router,
        &buyer,
        Method::POST,
        "/payment-intent",
        Some(again),
    )
    .await;
    assert_ne!(body["data"]["id"], json!(id));
}

#[tokio::test]
async fn live_mode_takes_no_payments_and_settings_say_what_the_form_shows() {
    let fakes = Fakes::new();
    let router = store(&fakes).await;
    let buyer = session("consumer");
    fakes.set(&buyer.scope, "wallets", true);
    fakes.set(&buyer.scope, "merchant_name", "Globex");
    fakes.set(&buyer.scope, "api_key", "sk_canary");
    let (_, body) = call(
        &router,
        &buyer,
        Method::POST,
        "/payment-intent",
        Some(ask()),
    )
    .await;
    assert_eq!(body["data"]["wallets"], true);
    assert_eq!(body["data"]["merchant_name"], "Globex");
    assert!(
        !body.to_string().contains("sk_canary"),
        "secrets stay on the server"
    );
    fakes.set(&buyer.scope, "mode", "live");
    let (status, body) = call(
        &router,
        &buyer,
        Method::POST,
        "/payment-intent",
        Some(ask()),
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(body["error"]["code"], "live_mode_unavailable");
}

#[tokio::test]
async fn abandoned_intents_are_forgotten_after_a_week() {
    let fakes = Fakes::new();
    let router = store(&fakes).await;
    let buyer = session("consumer");
    let old = created(&router, &buyer).await;
    fakes.set_now(1_700_000_000_000 + 8 * 24 * 60 * 60 * 1000);
    created(&router, &buyer).await;
    assert!(!fakes.stored().contains(&old));
}

#[tokio::test]
async fn a_flood_of_checkouts_takes_the_place_of_older_open_ones_and_of_no_fresh_payment() {
    let fakes = Fakes::new();
    let router = store(&fakes).await;
    let buyer = session("consumer");
    let paid = created(&router, &buyer).await;
    let card = json!({"method": "card", "last4": "4242", "brand": "visa"});
    let confirm = |id: &str| format!("/payment-intent/{id}/confirm");
    call(
        &router,
        &buyer,
        Method::POST,
        &confirm(&paid),
        Some(card.clone()),
    )
    .await;
    fakes.limit_keys(50);
    for number in 0..300_i64 {
        fakes.set_now(1_700_000_000_000 + number);
        created(&router, &buyer).await;
    }
    let last = created(&router, &buyer).await;
    let show = async |id: &str| {
        let path = format!("/intent/{id}");
        call(&router, &buyer, Method::GET, &path, None).await.0
    };
    assert_eq!(show(&paid).await, StatusCode::OK, "payments are kept");
    assert_eq!(
        show(&last).await,
        StatusCode::OK,
        "a new checkout finds room"
    );

    // Nothing but payments that no order was placed for: the old ones go.
    for number in 0..49_i64 {
        fakes.set_now(1_700_000_001_000 + number);
        let id = created(&router, &buyer).await;
        let (status, _) = call(
            &router,
            &buyer,
            Method::POST,
            &confirm(&id),
            Some(card.clone()),
        )
        .await;
        assert_eq!(status, StatusCode::OK, "{number}");
    }
    fakes.set_now(1_700_000_001_000 + 2 * 60 * 60 * 1000);
    let fresh = created(&router, &buyer).await;
    assert_eq!(show(&fresh).await, StatusCode::OK);
    assert_eq!(show(&paid).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn forms_9_a_test_pays_by_the_draft_and_stores_nothing() {
    let fakes = Fakes::new();
    let admin = start(&*portico_plugin_acme_pay::plugin(), &fakes)
        .await
        .admin;
    let who = session("org-admin");
    // What is stored does not count: the draft does.
    fakes.set(&who.scope, "mode", "live");
    let test = async |draft: Value| call(&admin, &who, Method::POST, "/test", Some(draft)).await;
    let statement = json!({"text": "GLOBEX", "contact": "none"});
    let draft = json!({"mode": "test", "limit": 10, "statement": statement});
    let (status, body) = test(draft).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let message = body["data"]["message"].as_str().unwrap();
    assert!(message.contains("Visa 4242") && message.contains("“GLOBEX”"));
    for (draft, field) in [
        (json!({"mode": "test", "limit": 0}), "limit"),
        (json!({"mode": "live"}), "api_key"),
        (
            json!({"mode": "live", "api_key": "sk_test_canary99"}),
            "api_key",
        ),
        (
            json!({"mode": "live", "api_key": "sk_live_canary99"}),
            "mode",
        ),
    ] {
        let (status, body) = test(draft).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body["error"]["fields"][field].is_string(), "{body}");
        assert!(!body.to_string().contains("canary"), "{body}");
    }
    assert_eq!(fakes.stored(), Fakes::new().stored());
}
