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
    let rows = json!([
        {"title": "Wiki", "target": "website", "url": "https://wiki.example.com/"},
        {"title": "Bad", "target": "website", "url": "javascript:alert(1)"}
    ]);
    fakes.set(&who.scope, "entries", rows);
    let (status, body) = call(&admin, &who, Method::GET, "/links", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        body["data"],
        json!({
            "links": [{"title": "Wiki", "url": "https://wiki.example.com/", "external": true}],
            "skipped": [{"number": 2, "mistake": "address"}],
            "as_text": false
        })
    );
    let mut other = session("other-admin");
    other.scope.org = Some("initech".to_owned());
    let (_, body) = call(&admin, &other, Method::GET, "/links", None).await;
    assert_eq!(body["data"]["links"], json!([]));
}
