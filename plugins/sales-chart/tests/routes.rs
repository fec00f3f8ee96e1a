//! What the chart gets from its route.

use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, start};
use serde_json::json;

#[tokio::test]
async fn the_series_is_complete_and_summed_up() {
    let fakes = Fakes::new();
    fakes.set_host_data(
        "orders.daily",
        json!([{"day": "2023-11-14", "orders": 3, "revenue": 12900, "currency": "EUR"}]),
    );
    let admin = start(&*portico_plugin_sales_chart::plugin(), &fakes)
        .await
        .admin;
    let who = session("org-admin");
    let (status, body) = call(&admin, &who, Method::GET, "/daily?days=7", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["data"]["revenue"], 12_900);
    assert_eq!(body["data"]["days"].as_array().map(Vec::len), Some(7));
    assert_eq!(body["data"]["days"][6]["orders"], 3);
}

#[tokio::test]
async fn an_impossible_range_and_a_host_that_shares_nothing_are_told_apart() {
    let admin = start(&*portico_plugin_sales_chart::plugin(), &Fakes::new())
        .await
        .admin;
    let who = session("org-admin");
    for (path, expected, code) in [
        ("/daily?days=0", StatusCode::BAD_REQUEST, "invalid_field"),
        ("/daily?days=366", StatusCode::BAD_REQUEST, "invalid_field"),
        ("/daily?days=-1", StatusCode::BAD_REQUEST, "invalid_query"),
        ("/daily", StatusCode::BAD_REQUEST, "invalid_query"),
        ("/daily?days=7", StatusCode::NOT_FOUND, "not_shared"),
    ] {
        let (status, body) = call(&admin, &who, Method::GET, path, None).await;
        assert_eq!(status, expected, "{path}");
        assert_eq!(body["error"]["code"], code, "{path}");
    }
}
