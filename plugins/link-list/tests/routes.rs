//! What the sidebar gets.

use axum::http::{Method, StatusCode};
use portico_plugin_testkit::{Fakes, call, session, start};
use serde_json::json;

#[tokio::test]
async fn each_organisation_gets_its_own_links_and_its_own_mistakes() {
    let fakes = Fakes::new();
    let admin = start(&*portico_plugin_link_list::plugin(), &fakes)
        .await
        .admin;
    let who = session("org-admin");
    fakes.set(
        &who.scope,
        "links",
        "Wiki | https://wiki.example.com/\nBad | javascript:alert(1)",
    );
    let (status, body) = call(&admin, &who, Method::GET, "/links", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        body["data"],
        json!({
            "links": [{"title": "Wiki", "url": "https://wiki.example.com/", "external": true}],
            "skipped": [{"line": 2, "mistake": "address"}]
        })
    );
    let mut other = session("other-admin");
    other.scope.org = Some("initech".to_owned());
    let (_, body) = call(&admin, &other, Method::GET, "/links", None).await;
    assert_eq!(body["data"]["links"], json!([]));
}
