//! `/session`: what it accepts, the cookie, where it leads, and how sessions end (CONTRACT "Sessions").

use http::{Method, Request, StatusCode};
use portico_sdk::OrgRoles;
use portico_sdk::jwt::HostSecret;
use portico_sdk::plugin::Clock as _;
use portico_server::services::console::keys;
use portico_server::session::ConsoleCaller;
use portico_server::storage::sql;
use serde_json::json;

use super::world::{HOST, OTHER_HOST, SHOP_ORIGIN, World, add_key, body, code, cookie};
use crate::support::databases;

#[tokio::test]
async fn a_token_becomes_a_cookie_that_works_until_the_token_ends() {
    let world = World::start().await;
    let token = world.token("user-7", &[("globex", OrgRoles::ADMIN)]);
    let answer = world
        .server
        .form(
            "/session",
            &[],
            &[("host", HOST), ("token", &token), ("next", "/store?q=a")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers["location"], "/store?q=a");
    let set = answer.headers["set-cookie"].to_str().unwrap();
    assert!(
        set.contains("; HttpOnly")
            && set.contains("; SameSite=Lax")
            && set.contains("Max-Age=3600"),
        "{set}"
    );

    let cookie = cookie(&answer);
    let me = world.cookie("/api/v1/me", &cookie).await;
    assert_eq!(
        body(&me)["data"],
        json!({ "host": HOST, "uid": "user-7", "orgs": { "globex": "ADMIN" }, "org": null })
    );
    world.server.clock.advance_ms(3_600_000);
    assert_eq!(
        world.cookie("/api/v1/me", &cookie).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_token_in_a_url_is_refused() {
    let world = World::start().await;
    let token = world.token("user-7", &[]);
    let answer = world
        .server
        .get(&format!("/session?host={HOST}&token={token}"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn threat_43_next_leads_to_our_own_pages_only() {
    let world = World::start().await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
    ] {
        let token = world.token("user-7", &[]);
        let fields = [("host", HOST), ("token", token.as_str()), ("next", next)];
        let refused = world.server.form("/session", &[], &fields).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{next}");
        assert!(!refused.headers.contains_key("location"));
        // Nothing half-applied: the token still opens its session.
        assert_eq!(
            world.post_session(HOST, &token).await.status,
            StatusCode::SEE_OTHER
        );
        for path in ["/session/end", "/session/org", "/preferences"] {
            let answer = world.server.form(path, &[], &[("next", next)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {next}");
        }
    }
}

#[tokio::test]
async fn threat_38_other_sites_post_a_session_only_from_registered_origins_and_as_a_navigation() {
    let world = World::start().await;
    let post = async |headers: &[(&str, &str)]| {
        let token = world.token("user-7", &[]);
        let fields = [("host", HOST), ("token", token.as_str())];
        world.server.form("/session", headers, &fields).await
    };
    let navigation = [
        ("origin", SHOP_ORIGIN),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    assert_eq!(post(&navigation).await.status, StatusCode::SEE_OTHER);
    let refused: [&[(&str, &str)]; 5] = [
        &[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ],
        &[
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ],
        &[
            ("origin", SHOP_ORIGIN),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
        ],
        &[
            ("origin", SHOP_ORIGIN),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ],
        // Registered for another host.
        &[
            ("origin", "https://other-shop.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ],
    ];
    for headers in refused {
        let answer = post(headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(code(&answer), "origin_not_allowed");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let world = World::start().await;
    let by_form = world.sign_in(&world.token("user-7", &[])).await;
    assert_eq!(
        world.cookie("/api/v1/me", &by_form).await.status,
        StatusCode::OK
    );
    let out = world
        .server
        .form(
            "/session/end",
            &[("cookie", &by_form)],
            &[("next", "/store")],
        )
        .await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(
        out.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(
        world.cookie("/api/v1/me", &by_form).await.status,
        StatusCode::UNAUTHORIZED
    );

    let by_delete = world.sign_in(&world.token("user-7", &[])).await;
    let request = Request::builder()
        .method(Method::DELETE)
        .uri("/session")
        .header("cookie", &by_delete)
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(
        world.server.send(request).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        world.cookie("/api/v1/me", &by_delete).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn the_latest_sign_in_of_a_browser_wins() {
    let world = World::start().await;
    let first = world.sign_in(&world.token("user-7", &[])).await;
    let token = world.token("user-8", &[]);
    let answer = world
        .server
        .form(
            "/session",
            &[("cookie", &first)],
            &[("host", HOST), ("token", &token)],
        )
        .await;
    let second = cookie(&answer);
    assert_eq!(
        world.cookie("/api/v1/me", &first).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        body(&world.cookie("/api/v1/me", &second).await)["data"]["uid"],
        "user-8"
    );
}

#[tokio::test]
async fn a_revoked_key_ends_its_sessions_and_tokens_and_a_retiring_one_does_in_time() {
    let world = World::start().await;
    let retiring = HostSecret::generate().unwrap();
    add_key(&world.server, HOST, &retiring).await;
    let set = async |state: &str, retire_at: Option<i64>| {
        sql("update host_keys set state = $1, retire_at = $2 where id = $3")
            .bind(state)
            .bind(retire_at)
            .bind(retiring.key_id())
            .execute(&mut &world.server.state.db)
            .await
            .unwrap();
        world.server.state.caches.sessions.forget_all();
    };
    let token = world.token_of(&retiring, "user-7", &[], None);
    let cookie = world.sign_in(&token).await;
    set("retiring", Some(i64::MAX)).await;
    assert_eq!(
        world.bearer("/api/v1/me", &token).await.status,
        StatusCode::OK
    );
    let now = world.server.clock.now_ms();
    set("retiring", Some(now + 1_000)).await;
    for (after, status) in [(999, StatusCode::OK), (1, StatusCode::UNAUTHORIZED)] {
        world.server.clock.advance_ms(after);
        assert_eq!(world.bearer("/api/v1/me", &token).await.status, status);
        assert_eq!(world.cookie("/api/v1/me", &cookie).await.status, status);
    }
    set("retiring", Some(0)).await;
    assert_eq!(
        world.bearer("/api/v1/me", &token).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        world.cookie("/api/v1/me", &cookie).await.status,
        StatusCode::UNAUTHORIZED,
        "the session that it opened ends with it"
    );
    set("active", None).await;
    assert_eq!(
        world.cookie("/api/v1/me", &cookie).await.status,
        StatusCode::OK
    );
    set("revoked", None).await;
    assert_eq!(
        world.cookie("/api/v1/me", &cookie).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        code(&world.bearer("/api/v1/me", &token).await),
        "token_unknown_key"
    );
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_once_a_minute() {
    let world = World::start().await;
    let used = async || {
        let rows = portico_server::storage::keys::usable(&mut &world.server.state.db, HOST, 0)
            .await
            .unwrap();
        rows[0].last_used_at
    };
    assert_eq!(used().await, None);
    world.bearer("/api/v1/me", &world.token("a", &[])).await;
    let first = used().await.unwrap();
    world.server.clock.advance_ms(59_000);
    world.bearer("/api/v1/me", &world.token("b", &[])).await;
    assert_eq!(used().await, Some(first));
    world.server.clock.advance_ms(1_000);
    world.bearer("/api/v1/me", &world.token("c", &[])).await;
    assert_eq!(used().await, Some(first + 60_000));
}

#[tokio::test]
async fn the_active_organisation_is_switched_within_the_token_only() {
    let world = World::start().await;
    let token = world.token(
        "user-7",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)],
    );
    let cookie = world.sign_in(&token).await;
    let switch = async |org: &str| {
        world
            .server
            .form(
                "/session/org",
                &[("cookie", &cookie)],
                &[("org", org), ("next", "/store")],
            )
            .await
    };
    assert_eq!(switch("initech").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        body(&world.cookie("/api/v1/me", &cookie).await)["data"]["org"],
        "initech"
    );
    assert_eq!(switch("umbrella").await.status, StatusCode::NOT_FOUND);
    assert_eq!(switch("").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        body(&world.cookie("/api/v1/me", &cookie).await)["data"]["org"],
        json!(null)
    );
    let nobody = world
        .server
        .form("/session/org", &[], &[("org", "globex")])
        .await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn switching_away_from_the_organisations_one_administers_leads_out_of_the_admin_pages_and_says_why()
 {
    let world = World::start().await;
    let token = world.token(
        "user-7",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)],
    );
    let cookie = world.sign_in(&token).await;
    let switch = async |org: &str, next: &str| {
        let fields = [("org", org), ("next", next)];
        let headers = [("cookie", cookie.as_str())];
        world.server.form("/session/org", &headers, &fields).await
    };
    for next in ["/admin", "/admin?range=7d", "/admin/plugins/alpha"] {
        let out = switch("initech", next).await;
        assert_eq!(out.header("location"), "/store", "{next}");
        let flash = out.cookie("portico_flash").unwrap();
        let page = world.cookie("/store", &format!("{cookie}; {flash}")).await;
        let said = "You now act in Initech. You are a member there, not an admin";
        assert!(page.body.contains(said), "{}", page.body);
        for own in ["globex", ""] {
            let stays = switch(own, next).await;
            assert_eq!(stays.header("location"), next, "{own}");
        }
    }
    let open = switch("initech", "/administrators").await;
    assert_eq!(open.header("location"), "/administrators", "another page");
}

#[tokio::test]
async fn threat_42_a_token_is_good_at_its_own_host_only() {
    let world = World::start().await;
    let token = world.token("user-7", &[("globex", OrgRoles::ADMIN)]);
    let elsewhere = format!("/api/v1/me?host={OTHER_HOST}");
    assert_eq!(
        world.bearer(&elsewhere, &token).await.status,
        StatusCode::NOT_FOUND
    );
    // Also when the token is known already.
    assert_eq!(
        world.bearer("/api/v1/me", &token).await.status,
        StatusCode::OK
    );
    assert_eq!(
        world.bearer(&elsewhere, &token).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        world
            .bearer(&format!("/api/v1/me?host={HOST}"), &token)
            .await
            .status,
        StatusCode::OK
    );
    let exchange = world.post_session(OTHER_HOST, &token).await;
    assert_eq!(code(&exchange), "token_unknown_key");
    let nowhere = world.post_session("nowhere", &token).await;
    assert_eq!(code(&nowhere), "token_unknown_key");
}

#[tokio::test]
async fn threat_44_bad_tokens_from_one_address_run_out() {
    let world = World::start().await;
    let mut last = StatusCode::OK;
    for _ in 0..200 {
        last = world.post_session(HOST, "guess").await.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(last, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let bearer = world.bearer("/api/v1/me", "guess").await;
    assert_eq!(bearer.status, StatusCode::TOO_MANY_REQUESTS);
    // Honest people behind the same address are not locked out.
    assert_eq!(
        world
            .bearer("/api/v1/me", &world.token("user-7", &[]))
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_session_cookie_of_a_foreign_page_does_not_count() {
    let world = World::start().await;
    let cookie = world.sign_in(&world.token("user-7", &[])).await;
    let read = async |headers: &[(&str, &str)]| {
        let mut all = vec![("cookie", cookie.as_str())];
        all.extend_from_slice(headers);
        world.server.get("/api/v1/me", &all).await.status
    };
    assert_eq!(
        read(&[("origin", SHOP_ORIGIN)]).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        read(&[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")]).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        read(&[("sec-fetch-site", "same-origin")]).await,
        StatusCode::OK
    );
}

#[tokio::test]
async fn threat_37_rotating_after_a_leak_ends_what_the_leaked_secret_opened() {
    for database in databases().await {
        let world = World::over(database).await;
        let state = &world.server.state;
        let hour = 3_600_000;
        let retire_at = async || {
            let keys = keys::list(state, &ConsoleCaller::Cli, HOST).await.unwrap();
            let leaked = keys.iter().find(|key| key.id == world.secret.key_id());
            leaked.unwrap().retire_at
        };
        let rotate = async |overlap: i64| {
            keys::rotate(state, &ConsoleCaller::Cli, HOST, overlap)
                .await
                .unwrap();
        };
        let now = world.server.clock.now_ms();
        let token = world.token("user-7", &[]);
        let cookie = world.sign_in(&token).await;
        rotate(24 * hour).await;
        assert_eq!(
            world.cookie("/api/v1/me", &cookie).await.status,
            StatusCode::OK
        );
        // A shorter overlap counts for what is ending already, a longer one does not.
        rotate(hour).await;
        assert_eq!(retire_at().await, Some(now + hour));
        rotate(24 * hour).await;
        assert_eq!(retire_at().await, Some(now + hour));

        rotate(0).await;
        for status in [
            world.cookie("/api/v1/me", &cookie).await.status,
            world.bearer("/api/v1/me", &token).await.status,
        ] {
            assert_eq!(status, StatusCode::UNAUTHORIZED, "at the next request");
        }
    }
}

#[tokio::test]
async fn a_user_has_twenty_sessions_and_the_oldest_ends_for_the_next() {
    for database in databases().await {
        let world = World::over(database).await;
        let mut cookies = Vec::new();
        for _ in 0..21 {
            cookies.push(world.sign_in(&world.token("user-7", &[])).await);
            world.server.clock.advance_ms(1_000);
        }
        let other = world.sign_in(&world.token("user-8", &[])).await;
        let status = async |cookie: &str| world.cookie("/api/v1/me", cookie).await.status;
        assert_eq!(status(&cookies[0]).await, StatusCode::UNAUTHORIZED);
        for cookie in cookies[1..].iter().chain([&other]) {
            assert_eq!(status(cookie).await, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn the_organisations_of_a_token_are_remembered_once() {
    for database in databases().await {
        let world = World::over(database).await;
        for orgs in [&["a", "b"][..], &["a", "b", "c"][..]] {
            let orgs: Vec<_> = orgs.iter().map(|org| (*org, OrgRoles::MEMBER)).collect();
            world.sign_in(&world.token("user-7", &orgs)).await;
        }
        let known = sql("update orgs set first_seen = 0 where host_id = $1")
            .bind(HOST)
            .execute(&mut &world.server.state.db)
            .await
            .unwrap();
        assert_eq!(known, 3);
    }
}
