//! Who may open the console's pages and post their forms.

use http::StatusCode;
use portico_app::backend::HostRole;

use super::world::{PASSWORD, World, join};
use crate::support::TestServer;

const HOST_PAGES: [&str; 8] = [
    "",
    "/keys",
    "/origins",
    "/plugins",
    "/members",
    "/tokens",
    "/settings",
    "/audit",
];

/// Every form of a host's pages, with what would be good; posted with the owner's cookie each would do something.
fn forms(host: &str) -> Vec<(String, Vec<(&'static str, &'static str)>)> {
    let at = |rest: &str| format!("/console/hosts/{host}{rest}");
    vec![
        (at(""), vec![("do", "open_admin")]),
        (at("/keys"), vec![("do", "create"), ("password", PASSWORD)]),
        (
            at("/keys"),
            vec![
                ("do", "rotate"),
                ("overlap_hours", "1"),
                ("password", PASSWORD),
            ],
        ),
        (
            at("/keys"),
            vec![
                ("do", "register"),
                (
                    "jwk",
                    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
                ),
                ("password", PASSWORD),
            ],
        ),
        (
            at("/origins"),
            vec![("do", "add"), ("origin", "https://evil.example")],
        ),
        (at("/plugins"), vec![("do", "approve"), ("plugin", "acme")]),
        (
            at("/plugins"),
            vec![("do", "block"), ("plugin", "acme"), ("note", "")],
        ),
        (
            at("/members"),
            vec![
                ("do", "invite"),
                ("email", "x@example.com"),
                ("role", "owner"),
                ("password", PASSWORD),
            ],
        ),
        (
            at("/tokens"),
            vec![("do", "create"), ("name", "ci"), ("password", PASSWORD)],
        ),
        (at("/settings"), vec![("name", "Taken over")]),
    ]
}

#[tokio::test]
async fn whoever_is_signed_out_is_led_to_sign_in_and_comes_back() {
    let world = World::new().await;
    for page in HOST_PAGES {
        let path = format!("/console/hosts/zoo{page}?a=b");
        let answer = world.page("", &path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        let next = path
            .replace('/', "%2F")
            .replace('?', "%3F")
            .replace('=', "%3D");
        assert_eq!(
            answer.header("location"),
            format!("/console/sign-in?next={next}")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for path in ["/console", "/console/account"] {
        let answer = world.page("", path).await;
        assert!(
            answer
                .header("location")
                .starts_with("/console/sign-in?next=")
        );
    }
    for path in [
        "/console/sign-in",
        "/console/set-up",
        "/console/invitation?token=x",
    ] {
        let answer = world.page("", path).await;
        assert_ne!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path} is for everybody"
        );
    }
}

#[tokio::test]
async fn a_new_server_without_a_host_or_an_account_leads_to_its_set_up() {
    let server = TestServer::start().await;
    for path in ["/console", "/console/hosts/zoo/keys"] {
        let answer = server.get(path, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/console/set-up");
    }
    let page = server.get("/console/set-up?token=pset_x", &[]).await;
    assert_eq!(page.status, StatusCode::OK, "there is no host yet");
    assert!(page.body.contains("pset_x"), "the form has the token");
}

#[tokio::test]
async fn every_page_opens_for_its_people() {
    for world in World::each().await {
        for page in HOST_PAGES {
            let path = format!("/console/hosts/farm{page}");
            for cookie in [&world.farmer, &world.operator] {
                let answer = world.page(cookie, &path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
            }
        }
        for path in ["/console", "/console/account"] {
            let answer = world.page(&world.farmer, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(answer.body.contains("farmer@example.com"), "{path}");
        }
    }
}

#[tokio::test]
async fn threat_42_pages_and_forms_of_a_host_of_others_are_not_found_and_do_nothing() {
    for world in World::each().await {
        let before = world.actions("zoo").await;
        for page in HOST_PAGES {
            let path = format!("/console/hosts/zoo{page}");
            let foreign = world.page(&world.farmer, &path).await;
            assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!foreign.body.contains("ZOO"), "not even its name: {path}");
        }
        for (path, fields) in forms("zoo") {
            let foreign = world.post(&world.farmer, &path, &fields).await;
            let what = format!("{path} {fields:?}");
            assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{what}");
            assert!(!foreign.body.contains("ZOO"), "{what}");
            let absent = path.replace("/zoo", "/no-such-host");
            let absent = world.post(&world.farmer, &absent, &fields).await;
            assert_eq!(absent.status, StatusCode::NOT_FOUND, "{what}");
            let out = world.post("", &path, &fields).await;
            assert_eq!(out.status, StatusCode::UNAUTHORIZED, "{what}");
        }
        assert_eq!(world.actions("zoo").await, before, "nothing happened");
    }
}

#[tokio::test]
async fn threat_38_a_form_of_the_console_posted_from_elsewhere_does_nothing() {
    let world = World::new().await;
    let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
    let before = world.actions("farm").await;
    for headers in [
        &[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ][..],
        &[("origin", "null")],
        &[
            ("origin", "http://localhost:3000"),
            ("sec-fetch-site", "same-site"),
        ],
    ] {
        let mut all = headers.to_vec();
        all.push(("cookie", owner.as_str()));
        for (path, fields) in forms("farm") {
            let answer = world.server.form(&path, &all, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
        let out = [("do", "sign_out")];
        let out = world.server.form("/console/account", &all, &out).await;
        assert_eq!(out.status, StatusCode::FORBIDDEN);
        let sign_in = [("email", "op@example.com"), ("password", PASSWORD)];
        let sign_in = world.server.form("/console/sign-in", &all, &sign_in).await;
        assert_eq!(
            sign_in.status,
            StatusCode::FORBIDDEN,
            "nor signs anybody in"
        );
        assert!(sign_in.cookie("portico_console").is_none());
    }
    assert_eq!(world.actions("farm").await, before, "nothing happened");
    for (path, fields) in forms("farm") {
        let good = world.post(&owner, &path, &fields).await;
        assert!(
            good.status.is_success() || good.status.is_redirection(),
            "the same form from our own page: {path} {fields:?}: {}",
            good.status
        );
    }
}

#[tokio::test]
async fn threat_38_a_bearer_token_beside_the_cookie_does_not_lift_the_check_of_forms() {
    let world = World::new().await;
    let before = world.actions("zoo").await;
    let bearer = format!("Bearer {}", world.jwt());
    let headers = [
        ("cookie", world.operator.as_str()),
        ("authorization", bearer.as_str()),
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    for (path, fields) in forms("zoo") {
        let answer = world.server.form(&path, &headers, &fields).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(world.actions("zoo").await, before);
}

#[tokio::test]
async fn a_users_session_opens_no_page_of_the_console_and_posts_none_of_its_forms() {
    let world = World::new().await;
    let fields = [("host", "zoo"), ("token", &world.jwt()), ("next", "/")];
    let session = world.server.form("/session", &[], &fields).await;
    let session = session.cookie("portico").unwrap();
    let bearer = format!("Bearer {}", world.jwt());
    for page in HOST_PAGES {
        let path = format!("/console/hosts/zoo{page}");
        let by_cookie = world.page(&session, &path).await;
        assert_eq!(by_cookie.status, StatusCode::SEE_OTHER, "{path}");
        let by_token = world.server.get(&path, &[("authorization", &bearer)]).await;
        assert_eq!(by_token.status, StatusCode::SEE_OTHER, "{path}");
    }
    for (path, fields) in forms("zoo") {
        let answer = world.post(&session, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_console_cookie_names_its_account_on_pages_and_makes_it_no_user() {
    let world = World::new().await;
    let store = world.page(&world.operator, "/store").await;
    assert_eq!(store.status, StatusCode::OK);
    assert!(store.body.contains("href=\"/console\""), "the way back");
    let admin = world.page(&world.operator, "/admin").await;
    assert_eq!(admin.status, StatusCode::UNAUTHORIZED);
    let nobody = world.page("", "/store").await;
    assert!(!nobody.body.contains("href=\"/console\""));
}
