//! Signing in and out, the first account, and one's own password, by the forms of the console's pages.

use http::StatusCode;
use portico_server::services::accounts::{offer_setup, reset_password};

use super::world::{CLI, PASSWORD, World, sign_in};
use crate::support::{Answer, TestServer, databases};

const SIGN_IN: &str = "/console/sign-in";

fn with<'a>(email: &'a str, password: &'a str, next: &'a str) -> [(&'a str, &'a str); 3] {
    [("email", email), ("password", password), ("next", next)]
}

async fn is_signed_in(world: &World, cookie: &str) -> bool {
    let answer = world.page(cookie, "/api/v1/hosts").await;
    answer.status == StatusCode::OK
}

fn console_cookie(answer: &Answer) -> Option<String> {
    answer
        .cookie("portico_console")
        .filter(|pair| !pair.ends_with('='))
}

#[tokio::test]
async fn a_person_signs_in_and_comes_where_he_wanted_to_go() {
    for world in World::each().await {
        let fields = with(" OP@example.com ", PASSWORD, "/console/hosts/zoo/keys?a=b");
        let answer = world.post("", SIGN_IN, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/console/hosts/zoo/keys?a=b");
        assert_eq!(answer.header("cache-control"), "no-store");
        let set = answer.headers.get_all("set-cookie");
        let set = set.iter().map(|value| value.to_str().unwrap());
        let set: Vec<&str> = set.filter(|text| text.contains("console")).collect();
        assert!(
            set[0].contains("HttpOnly") && set[0].contains("SameSite=Lax"),
            "{set:?}"
        );
        let cookie = console_cookie(&answer).unwrap();
        assert!(is_signed_in(&world, &cookie).await);

        let out = [("do", "sign_out")];
        let out = world.post(&cookie, "/console/account", &out).await;
        assert_eq!(out.header("location"), SIGN_IN);
        assert!(!is_signed_in(&world, &cookie).await);
    }
}

#[tokio::test]
async fn threat_43_signing_in_leads_nowhere_but_into_the_console() {
    let world = World::new().await;
    for next in [
        "https://evil.example/console",
        "//evil.example/console",
        "/\\evil.example",
        "/console/../store",
        "/consoles",
        "/store",
        "javascript:alert(1)",
    ] {
        let answer = world
            .post("", SIGN_IN, &with("op@example.com", PASSWORD, next))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{next}");
        assert_eq!(answer.header("location"), "", "{next}");
        assert!(console_cookie(&answer).is_none(), "nothing half-applied");
        assert!(!answer.body.contains("evil.example"), "{next}");
    }
    for (next, to) in [("", "/console"), ("/console", "/console")] {
        let answer = world
            .post("", SIGN_IN, &with("op@example.com", PASSWORD, next))
            .await;
        assert_eq!(answer.header("location"), to);
    }
}

#[tokio::test]
async fn threat_44_a_wrong_password_is_refused_and_counted_for_the_account() {
    let world = World::new().await;
    let unknown = with("nobody@example.com", "guess guess guess", "");
    let unknown = world.post("", SIGN_IN, &unknown).await;
    let wrong = with("farmer@example.com", "guess guess guess", "");
    for _ in 0..10 {
        let answer = world.post("", SIGN_IN, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(console_cookie(&answer).is_none());
        assert_eq!(unknown.status, answer.status, "existence does not show");
    }
    let right = with("farmer@example.com", PASSWORD, "");
    let late = world.post("", SIGN_IN, &right).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(console_cookie(&late).is_none(), "even with the right one");
    let other = with("op@example.com", PASSWORD, "");
    let other = world.post("", SIGN_IN, &other).await;
    assert_eq!(
        other.status,
        StatusCode::SEE_OTHER,
        "others are not kept out"
    );
    world.server.clock.advance_ms(30_000);
    let again = world.post("", SIGN_IN, &right).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn threat_44_one_address_does_not_try_all_accounts() {
    let world = World::new().await;
    let mut last = StatusCode::OK;
    for number in 0..60 {
        let email = format!("user{number}@example.com");
        let fields = with(&email, "guess guess guess", "");
        last = world.post("", SIGN_IN, &fields).await.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_not_this_one() {
    for world in World::each().await {
        let here = sign_in(&world.server, "farmer@example.com").await;
        let fields = |current, new| [("do", "password"), ("current", current), ("new", new)];
        for (current, new, status) in [
            ("wrong wrong wrong", "another horse battery", 400),
            (PASSWORD, "short", 400),
        ] {
            let refused = world
                .post(&here, "/console/account", &fields(current, new))
                .await;
            assert_eq!(refused.status.as_u16(), status);
            assert!(!refused.body.contains(current) && !refused.body.contains("another horse"));
        }
        assert!(is_signed_in(&world, &world.farmer).await);
        let good = fields(PASSWORD, "another horse battery");
        let changed = world.post(&here, "/console/account", &good).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER);
        assert_eq!(changed.header("location"), "/console/account");
        assert!(is_signed_in(&world, &here).await);
        assert!(!is_signed_in(&world, &world.farmer).await);
        assert!(is_signed_in(&world, &world.operator).await);

        reset_password(&world.server.state, &CLI, "farmer@example.com", PASSWORD)
            .await
            .unwrap();
        assert!(!is_signed_in(&world, &here).await, "nobody is left");
    }
}

#[tokio::test]
async fn the_first_account_is_made_with_the_printed_token_once() {
    for database in databases().await {
        let server = TestServer::with_plugins(database, Vec::new()).await;
        let first = offer_setup(&server.state).await.unwrap().unwrap();
        let token = offer_setup(&server.state).await.unwrap().unwrap();
        let form = |token: &str, password: &str| {
            [
                ("token", token.to_owned()),
                ("email", "ada@example.com".to_owned()),
                ("name", "Ada".to_owned()),
                ("password", password.to_owned()),
            ]
        };
        let post = async |fields: [(&str, String); 4]| {
            let fields = fields
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            server.form("/console/set-up", &[], &fields).await
        };
        for bad in ["", "pset_guess", first.as_str()] {
            let refused = post(form(bad, PASSWORD)).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{bad}");
        }
        let short = post(form(&token, "short")).await;
        assert_eq!(short.status, StatusCode::BAD_REQUEST);
        let made = post(form(&token, PASSWORD)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        assert_eq!(made.header("location"), "/console");
        let cookie = console_cookie(&made).unwrap();
        let hosts = server.get("/api/v1/hosts", &[("cookie", &cookie)]).await;
        assert_eq!(hosts.status, StatusCode::OK);

        let again = post(form(&token, PASSWORD)).await;
        assert_eq!(again.status, StatusCode::FORBIDDEN);
        assert_eq!(offer_setup(&server.state).await.unwrap(), None);
    }
}
