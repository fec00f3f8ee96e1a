//! Refusals: a page for somebody who looks at one, JSON for a program, the same status for both.

use http::StatusCode;
use portico_sdk::OrgRoles;
use portico_server::epochs::Subject;
use portico_server::storage::policies;
use serde_json::json;

use super::world::{HOST, World, code};
use crate::support::TestServer;

const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

#[tokio::test]
async fn a_host_that_does_not_exist_is_404_for_pages_and_manifests_alike() {
    let world = World::start().await;
    for path in ["/?host=nobody", "/store?host=nobody"] {
        let page = world.server.get(path, &[BROWSER]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.header("content-type").starts_with("text/html"));
    }
    let manifest = world
        .server
        .get("/api/v1/store/plugin-manifest?host=nobody", &[])
        .await;
    assert_eq!(manifest.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_bad_token_is_401_on_a_page_and_not_a_server_without_hosts() {
    let world = World::start().await;
    let page = world
        .server
        .get("/store", &[BROWSER, ("authorization", "Bearer x.y.z")])
        .await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(!page.body.contains("portico host create"), "{}", page.body);
}

#[tokio::test]
async fn a_server_without_a_host_says_so_on_its_start_page() {
    let page = TestServer::start().await.get("/", &[BROWSER]).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_is_refused_answers_a_browser_with_a_page_and_a_program_with_json() {
    let world = World::start().await;
    let member = world
        .sign_in(&world.token("mia", &[("globex", OrgRoles::MEMBER)]))
        .await;
    let fields = [("org", "globex"), ("to", "on")];
    let cookie = ("cookie", member.as_str());
    let path = "/admin/plugins/alpha/switch";
    let page = world.server.form(path, &[BROWSER, cookie], &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("<html"), "{}", page.body);
    let answer = world.server.form(path, &[cookie], &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(code(&answer), "admin_required");
    let sign_in = [("host", HOST), ("token", "x.y.z")];
    let page = world.server.form("/session", &[BROWSER], &sign_in).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.body.contains("<html"), "{}", page.body);
}

#[tokio::test]
async fn an_organisation_turns_off_what_is_no_longer_approved() {
    let world = World::start().await;
    let admin = world
        .sign_in(&world.token("ada", &[("globex", OrgRoles::ADMIN)]))
        .await;
    let put = |enabled: bool| {
        let body = json!({ "enabled": enabled });
        let (server, cookie) = (&world.server, admin.clone());
        async move {
            let headers = [
                ("cookie", cookie.as_str()),
                ("origin", "http://127.0.0.1:3000"),
                ("sec-fetch-site", "same-origin"),
            ];
            server
                .json(
                    http::Method::PUT,
                    "/api/v1/orgs/globex/plugins/alpha",
                    &headers,
                    &body,
                )
                .await
        }
    };
    assert_eq!(put(true).await.status, StatusCode::OK);
    let mut change = world.server.state.change().await.unwrap();
    assert!(
        policies::unapprove(&mut change, HOST, "alpha")
            .await
            .unwrap()
    );
    change.touch(HOST, Subject::Host);
    change.commit().await.unwrap();
    let on = put(true).await;
    assert_eq!(
        (on.status, code(&on).as_str()),
        (StatusCode::CONFLICT, "not_approved")
    );
    assert_eq!(put(false).await.status, StatusCode::OK);
}
