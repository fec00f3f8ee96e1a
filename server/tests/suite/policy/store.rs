//! The store as a session sees it: search, detail, installs, why.

use http::{Method, StatusCode};
use portico_sdk::claims::OrgRole;
use portico_sdk::policy::{Mode, PolicyLevel};
use serde_json::{Value, json};

use super::world::{HOST, World, body, code};
use crate::support::Answer;

fn names(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    body(answer)["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|app| app["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn install(world: &World, token: &str, plugin: &str, method: Method) -> Answer {
    let authorization = format!("Bearer {token}");
    let path = format!("/api/v1/me/installs/{plugin}");
    world
        .server
        .json(
            method,
            &path,
            &[("authorization", &authorization)],
            &Value::Null,
        )
        .await
}

#[tokio::test]
async fn words_category_order_and_pages_combine() {
    let world = World::start().await;
    let get = async |query: &str| world.server.get(&format!("/api/v1/apps{query}"), &[]).await;
    assert_eq!(
        names(&get("?sort=name").await),
        ["alpha", "beta", "gamma", "widgets"]
    );
    assert_eq!(names(&get("?q=ALPH").await), ["alpha"]);
    assert_eq!(names(&get("?q=something+gamma").await), ["gamma"]);
    assert!(names(&get("?q=something+nowhere").await).is_empty());
    assert_eq!(
        names(&get("?category=payments&sort=name").await),
        ["alpha", "beta"]
    );
    let counted = body(&get("?category=payments").await);
    assert_eq!(counted["total"], 2);
    assert_eq!(
        counted["categories"],
        json!([{ "category": "analytics", "count": 2 }, { "category": "payments", "count": 2 }])
    );

    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = get(&format!("?sort=name&limit=3&cursor={cursor}")).await;
        found.extend(names(&page));
        match body(&page)["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, ["alpha", "beta", "gamma", "widgets"]);
    let bad = get("?cursor=%00").await;
    assert_eq!(
        (bad.status, code(&bad)),
        (StatusCode::BAD_REQUEST, "cursor_invalid".to_owned())
    );
    assert_eq!(get("?limit=many").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn forms_18_a_slip_of_the_fingers_finds_what_is_near_and_combines_with_everything_else() {
    let world = World::start().await;
    let get = async |query: &str| world.server.get(&format!("/api/v1/apps{query}"), &[]).await;
    let slipped = get("?q=gamam").await;
    assert_eq!(names(&slipped), ["gamma"]);
    assert_eq!(body(&slipped)["similar"], true);
    assert_eq!(body(&get("?q=gamma").await)["similar"], false);
    // Every word counts, also beside one that slipped, and so does the category.
    assert_eq!(names(&get("?q=somethign+alpha").await), ["alpha"]);
    assert!(names(&get("?q=gamam+alpha").await).is_empty());
    assert_eq!(
        names(&get("?q=somethign&category=payments&sort=name").await),
        ["alpha", "beta"]
    );
}

#[tokio::test]
async fn forms_18_what_is_hidden_is_not_near_either() {
    let world = World::start().await;
    let level = PolicyLevel::Org("globex".to_owned());
    world.policy(level, "gamma", Mode::Removed).await;
    let found = world
        .bearer("/api/v1/apps?q=gamam", &world.member_of("globex"))
        .await;
    assert!(names(&found).is_empty());
    assert_eq!(body(&found)["similar"], false);
}

#[tokio::test]
async fn the_texts_are_in_the_readers_language() {
    let world = World::start().await;
    let title = async |path: &str, headers: &[(&str, &str)]| {
        body(&world.server.get(path, headers).await)["data"]["title"].clone()
    };
    let german = [("accept-language", "de-AT, en;q=0.5")];
    assert_eq!(title("/api/v1/apps/alpha", &german).await, "Das alpha");
    assert_eq!(
        title("/api/v1/apps/alpha?lang=en", &german).await,
        "The alpha"
    );
    assert_eq!(title("/api/v1/apps/alpha", &[]).await, "The alpha");
}

#[tokio::test]
async fn i18n_a_text_says_in_which_language_it_was_found() {
    let world = World::start().await;
    let langs = async |lang: &str| {
        let found = world
            .server
            .get("/api/v1/apps/alpha", &[("accept-language", lang)])
            .await;
        assert!(found.header("vary").contains("Accept-Language"));
        body(&found)["data"]["langs"]["title"].clone()
    };
    assert_eq!(langs("de-AT").await, "de");
    assert_eq!(langs("en-US").await, "en");
    // Neither the reader's language nor one that this server speaks.
    assert_eq!(langs("fr, zh-Hant-TW;q=0.9").await, "en");
}

#[tokio::test]
async fn i18n_a_refusal_of_the_api_speaks_the_readers_language() {
    let world = World::start().await;
    let refused = async |path: &str, lang: &str| {
        let found = world.server.get(path, &[("accept-language", lang)]).await;
        let error = body(&found)["error"].clone();
        assert_eq!(found.header("vary").matches("Accept-Language").count(), 1);
        (
            found.header("content-language").to_owned(),
            error["code"].clone(),
            error["message"].clone(),
        )
    };
    let german = "Melden Sie sich zuerst an.";
    for (path, lang, spoken, message) in [
        ("/api/v1/me", "de-CH", "de-CH", german),
        ("/api/v1/me?lang=de", "en", "de", german),
        ("/api/v1/me", "en;q=0.1, fr", "en", "Sign in first."),
        // Pseudo-locales belong to the demo.
        ("/api/v1/me?lang=ar-XB", "de", "de", german),
    ] {
        let (language, code, said) = refused(path, lang).await;
        assert_eq!(
            (language.as_str(), said.as_str()),
            (spoken, Some(message)),
            "{path} {lang}"
        );
        assert_eq!(code, "unauthorized");
    }
}

#[tokio::test]
async fn a_hidden_plugin_is_absent_everywhere() {
    let world = World::start().await;
    world
        .policy(
            PolicyLevel::Org("globex".to_owned()),
            "alpha",
            Mode::Removed,
        )
        .await;
    let member = world.member_of("globex");
    assert_eq!(
        names(&world.bearer("/api/v1/apps?sort=name", &member).await),
        ["beta", "gamma", "widgets"]
    );
    for path in [
        "/api/v1/apps/alpha",
        "/api/v1/apps/alpha/why",
        "/api/v1/apps/nothing",
    ] {
        assert_eq!(
            world.bearer(path, &member).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(
        install(&world, &member, "alpha", Method::PUT).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        world.server.get("/api/v1/apps/alpha", &[]).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn installing_is_for_signed_in_users_where_policy_allows_it() {
    let world = World::start().await;
    let nobody = world
        .server
        .json(Method::PUT, "/api/v1/me/installs/alpha", &[], &Value::Null)
        .await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let consumer = world.token("consumer", &[]);
    for _ in 0..2 {
        let installed = install(&world, &consumer, "alpha", Method::PUT).await;
        assert_eq!(body(&installed)["data"]["state"], "installed");
        assert_eq!(body(&installed)["data"]["actions"]["uninstall"], true);
    }
    for _ in 0..2 {
        let removed = install(&world, &consumer, "alpha", Method::DELETE).await;
        assert_eq!(body(&removed)["data"]["state"], "available");
    }
    let member = world.member_of("globex");
    for mode in [Mode::Blocked, Mode::Request] {
        world
            .policy(PolicyLevel::Org("globex".to_owned()), "beta", mode)
            .await;
        let refused = install(&world, &member, "beta", Method::PUT).await;
        assert_eq!(
            (refused.status, code(&refused)),
            (StatusCode::CONFLICT, "install_not_allowed".to_owned()),
            "{mode:?}"
        );
    }
    world
        .policy(PolicyLevel::Org("globex".to_owned()), "beta", Mode::Forced)
        .await;
    let on = install(&world, &member, "beta", Method::PUT).await;
    assert_eq!(
        (on.status, code(&on)),
        (StatusCode::CONFLICT, "already_on".to_owned())
    );
}

#[tokio::test]
async fn why_answers_with_the_chain_of_reasons() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    world.switch(&admin, "globex", "alpha", true).await;
    let why = body(
        &world
            .bearer("/api/v1/apps/alpha/why", &world.member_of("globex"))
            .await,
    )["data"]
        .clone();
    assert_eq!(why["state"], "on_for_org");
    assert_eq!(why["org"], "globex");
    assert_eq!(why["reasons"][0]["code"], "org_forced");
    assert_eq!(why["reasons"][0]["by"], "org-admin");
    let nobody = body(&world.server.get("/api/v1/apps/alpha/why", &[]).await)["data"].clone();
    assert_eq!(nobody["state"], "off");
    assert_eq!(nobody["reasons"][0]["code"], "signed_out");
}

#[tokio::test]
async fn a_card_says_what_the_caller_may_do() {
    let world = World::start().await;
    world
        .policy(PolicyLevel::Host, "gamma", Mode::Blocked)
        .await;
    let admin = world.admin_of("globex");
    let card = async |path: &str, token: &str| {
        body(&world.bearer(path, token).await)["data"]["actions"].clone()
    };
    assert_eq!(
        card("/api/v1/apps/alpha", &admin).await,
        json!({ "install": true, "uninstall": false, "turn_on_again": false, "orgs": [{ "org": "globex", "enabled": false }] })
    );
    assert_eq!(
        card("/api/v1/apps/gamma", &admin).await["orgs"],
        json!([]),
        "locked by the host"
    );
    assert_eq!(
        card("/api/v1/apps/alpha", &world.member_of("globex")).await["orgs"],
        json!([])
    );
}

#[tokio::test]
async fn an_admin_of_several_organisations_sees_each_as_it_is() {
    let world = World::start().await;
    let on = |org: &str| PolicyLevel::Org(org.to_owned());
    world.policy(on("globex"), "alpha", Mode::Forced).await;
    world.policy(on("initech"), "beta", Mode::Forced).await;
    world.policy(on("umbrella"), "alpha", Mode::Blocked).await;
    let admin = world.token(
        "ada",
        &["globex", "hooli", "initech", "umbrella"].map(|org| (org, OrgRole::Admin)),
    );
    let switches = async |plugin: &str| {
        let answer = world
            .bearer(&format!("/api/v1/apps/{plugin}"), &admin)
            .await;
        let orgs = body(&answer)["data"]["actions"]["orgs"].clone();
        let on = orgs.as_array().unwrap().iter();
        on.filter(|switch| switch["enabled"] == true)
            .map(|switch| switch["org"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // Nothing is known yet, then all of it, then some of it.
    assert_eq!(switches("alpha").await, ["globex"]);
    assert_eq!(switches("beta").await, ["initech"]);
    for org in ["hooli", "umbrella"] {
        world.switch(&admin, org, "beta", true).await;
    }
    assert_eq!(switches("beta").await, ["hooli", "initech", "umbrella"]);
    assert_eq!(switches("alpha").await, ["globex"]);
}

#[tokio::test]
async fn a_user_who_installs_faster_than_a_person_waits_and_nobody_else_does() {
    let world = World::start().await;
    let consumer = world.token("consumer", &[]);
    for index in 0..60 {
        let method = if index % 2 == 0 {
            Method::PUT
        } else {
            Method::DELETE
        };
        let changed = install(&world, &consumer, "alpha", method).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    }
    let refused = install(&world, &consumer, "alpha", Method::PUT).await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts")
    );
    assert_eq!(refused.header("retry-after"), "1");
    let other = world.token("somebody-else", &[]);
    let free = install(&world, &other, "alpha", Method::PUT).await;
    assert_eq!(free.status, StatusCode::OK);
    world.server.clock.advance_ms(1_000);
    let later = install(&world, &consumer, "alpha", Method::PUT).await;
    assert_eq!(later.status, StatusCode::OK);
}

#[tokio::test]
async fn what_changes_nothing_does_not_stand_in_the_writers_line() {
    let world = World::start().await;
    let member = world.member_of("globex");
    world
        .policy(PolicyLevel::Org("globex".to_owned()), "beta", Mode::Blocked)
        .await;
    install(&world, &member, "gamma", Method::PUT).await;
    // Somebody writes for long.
    let writing = world.server.state.db.begin().await.unwrap();
    let idle = async {
        let removed = install(&world, &member, "alpha", Method::DELETE).await;
        assert_eq!(removed.status, StatusCode::OK, "{}", removed.body);
        let refused = install(&world, &member, "beta", Method::PUT).await;
        assert_eq!(code(&refused), "install_not_allowed");
        let again = install(&world, &member, "gamma", Method::PUT).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    };
    tokio::time::timeout(std::time::Duration::from_secs(4), idle)
        .await
        .expect("nobody waits for the writer");
    drop(writing);
}

#[tokio::test]
async fn the_order_by_installs_is_counted_once_a_minute() {
    let world = World::start().await;
    let first = async || names(&world.server.get("/api/v1/apps", &[]).await).remove(0);
    let by = async |uid: &str, plugin: &str| {
        let token = world.token(uid, &[]);
        let answer = install(&world, &token, plugin, Method::PUT).await;
        assert_eq!(answer.status, StatusCode::OK);
    };
    by("one", "gamma").await;
    assert_eq!(first().await, "gamma");
    by("one", "widgets").await;
    by("two", "widgets").await;
    assert_eq!(first().await, "gamma", "the count of a moment ago");
    world.server.state.caches.install_counts.remove(HOST);
    assert_eq!(first().await, "widgets");
}
