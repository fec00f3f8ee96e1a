//! From writing a message to packing it.

use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, signed_out, start};
use portico_sdk::plugin::{PluginRoutes, PluginSession};
use serde_json::{Value, json};

/// At a host where `member` has ordered o0 to o9, and somebody who was signed out `guest`.
async fn routes(fakes: &Fakes) -> PluginRoutes {
    for number in 0..10 {
        fakes.place_order(&format!("o{number}"), Some("member"));
    }
    fakes.place_order("guest", None);
    start(&*portico_plugin_gift_message::plugin(), fakes).await
}

async fn write(
    routes: &PluginRoutes,
    who: &PluginSession,
    order: &str,
    message: &str,
) -> (StatusCode, Value) {
    let body = json!({
        "from": "Ada", "message": message, "context": {"orderId": order, "orderNumber": "made up"}
    });
    call(&routes.store, who, Method::POST, "/messages", Some(body)).await
}

async fn listed(routes: &PluginRoutes, who: &PluginSession) -> Vec<Value> {
    let (_, body) = call(&routes.admin, who, Method::GET, "/messages", None).await;
    body["data"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn threat_40_markup_is_stored_and_answered_as_the_text_it_is() {
    let routes = routes(&Fakes::new()).await;
    let text = "<img src=x onerror=alert(1)> & \"</script>";
    let (status, _) = write(&routes, &session("member"), "o1", text).await;
    assert_eq!(status, StatusCode::OK);
    let shown = listed(&routes, &session("org-admin")).await;
    assert_eq!(shown[0]["message"], text);
    assert_eq!(shown[0]["order_number"], "1042");
    assert_eq!(shown[0].get("uid"), None);
}

#[tokio::test]
async fn threat_41_characters_that_reorder_text_are_dropped() {
    let routes = routes(&Fakes::new()).await;
    write(&routes, &session("member"), "o1", "safe\u{202e}txt\nnext").await;
    let shown = listed(&routes, &session("org-admin")).await;
    assert_eq!(shown[0]["message"], "safetxt\nnext");
    let (status, body) = write(&routes, &session("member"), "o2", "\u{202e}").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body["error"]["fields"]["message"].is_string());
}

#[tokio::test]
async fn the_newest_messages_are_listed_until_they_are_packed() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    for number in 0..7 {
        fakes.set_now(1_700_000_000_000 + number);
        write(&routes, &session("member"), &format!("o{number}"), "Hello").await;
    }
    let admin = session("org-admin");
    let orders = |shown: &[Value]| -> Vec<String> {
        let id = |message: &Value| message["order_id"].as_str().unwrap_or_default().to_owned();
        shown.iter().map(id).collect()
    };
    assert_eq!(
        orders(&listed(&routes, &admin).await),
        ["o6", "o5", "o4", "o3", "o2"]
    );

    let done = Some(json!({"order_id": "o6"}));
    let (status, _) = call(&routes.admin, &admin, Method::POST, "/packed", done).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(orders(&listed(&routes, &admin).await)[0], "o5");
    // Changed after packing: it has to be packed again.
    fakes.set_now(1_700_000_001_000);
    write(&routes, &session("member"), "o6", "Hello again").await;
    assert_eq!(orders(&listed(&routes, &admin).await)[0], "o6");
    let unknown = Some(json!({"order_id": "nothing"}));
    let (status, _) = call(&routes.admin, &admin, Method::POST, "/packed", unknown).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn packers_learn_the_occasion_in_their_language_and_the_colour_of_the_card() {
    let routes = routes(&Fakes::new()).await;
    let send = async |order: &str, more: Value| {
        let mut body = json!({"message": "Hello", "context": {"orderId": order}});
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        let who = session("member");
        call(&routes.store, &who, Method::POST, "/messages", Some(body)).await
    };
    let chosen = json!({"occasions": ["thanks", "birthday"], "color": "#FFE9C7"});
    assert_eq!(send("o1", chosen).await.0, StatusCode::OK);
    let mut packer = session("org-admin");
    packer.locale = "de".to_owned();
    let shown = listed(&routes, &packer).await;
    assert_eq!(shown[0]["occasions"], json!(["Geburtstag", "Dankeschön"]));
    assert_eq!(shown[0]["color"], "#ffe9c7");

    for (wrong, field) in [
        (json!({"color": "red; background: url(x)"}), "color"),
        (json!({"occasions": ["funeral"]}), "occasions"),
        (
            json!({"occasions": ["thanks", "birthday", "wedding"]}),
            "occasions",
        ),
    ] {
        let (status, body) = send("o2", wrong).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body["error"]["fields"][field].is_string(), "{body}");
    }
    assert_eq!(
        send("o2", json!({"color": "#ffffff"})).await.0,
        StatusCode::OK
    );
    let shown = listed(&routes, &packer).await;
    let plain = shown.iter().find(|shown| shown["order_id"] == "o2");
    assert_eq!(plain.map(|shown| &shown["color"]), Some(&Value::Null));
}

#[tokio::test]
async fn threat_42_messages_of_others_are_neither_overwritten_nor_seen() {
    let routes = routes(&Fakes::new()).await;
    write(&routes, &session("member"), "guest", "Mine").await;
    let (status, _) = write(&routes, &session("consumer"), "guest", "Yours").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let mut other = session("other-admin");
    other.scope.org = Some("initech".to_owned());
    assert_eq!(listed(&routes, &other).await, Vec::<Value>::new());
}

#[tokio::test]
async fn threat_42_made_up_orders_and_those_of_others_take_no_message() {
    let fakes = Fakes::new();
    let routes = routes(&fakes).await;
    for (who, order) in [
        (session("member"), "made-up"),
        (session("consumer"), "o1"),
        (signed_out(), "o1"),
    ] {
        let (status, body) = write(&routes, &who, order, "Hello").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{order}");
        assert_eq!(body["error"]["code"], "no_order");
    }
    assert!(!fakes.stored().contains("message:"));
    let (status, _) = write(&routes, &signed_out(), "guest", "Hello").await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_message_has_an_order_and_at_most_500_characters() {
    let routes = routes(&Fakes::new()).await;
    let buyer = session("member");
    for (order, message, code) in [
        ("", "Hello".to_owned(), "no_order"),
        ("o1", "x".repeat(501), "invalid_fields"),
        ("o1", String::new(), "invalid_fields"),
    ] {
        let (status, body) = write(&routes, &buyer, order, &message).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(body["error"]["code"], code);
    }
    let (status, _) = write(&routes, &buyer, "o1", &"ü".repeat(500)).await;
    assert_eq!(status, StatusCode::OK);
}
