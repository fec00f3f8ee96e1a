//! Settings and API tokens of a host over the API.

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_sdk::policy::Mode;
use portico_server::services::console;
use serde_json::json;

use super::world::{CLI, PASSWORD, PLUGIN, World, join};

#[tokio::test]
async fn settings_are_checked_field_by_field_and_change_only_what_is_named() {
    let world = World::new().await;
    let wrong = world
        .call(
            &world.farmer,
            "PATCH",
            "/api/v1/hosts/farm",
            json!({"name": "", "site_url": "javascript:alert(1)", "accent": "red"}),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let fields = &wrong.json()["error"]["fields"];
    for field in ["name", "site_url", "accent"] {
        assert!(fields[field].is_string(), "{field} in {fields}");
    }
    let right = world
        .call(
            &world.farmer,
            "PATCH",
            "/api/v1/hosts/farm",
            json!({"accent": "#AABBCC", "user_installs": false}),
        )
        .await
        .json();
    assert_eq!(right["data"]["accent"], "#aabbcc");
    assert_eq!(right["data"]["user_installs"], false);
    assert_eq!(right["data"]["name"], "FARM");
    let unknown = world
        .call(
            &world.farmer,
            "PATCH",
            "/api/v1/hosts/farm",
            json!({"id": "other"}),
        )
        .await;
    assert!(unknown.status.is_client_error(), "the id cannot be changed");
}

#[tokio::test]
async fn an_api_token_works_on_its_host_until_it_is_revoked() {
    let world = World::new().await;
    let made = world
        .call(
            &world.farmer,
            "POST",
            "/api/v1/hosts/farm/tokens",
            json!({"name": "ci", "password": PASSWORD}),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.json();
    let token = made["data"]["token"].as_str().unwrap();
    assert!(token.starts_with("pat_"));
    let put = json!({"origin": "https://farm.example"});
    let added = world
        .bearer(token, "PUT", "/api/v1/hosts/farm/origins", put)
        .await;
    assert_eq!(added.json()["data"]["origin"], "https://farm.example");
    let listed = world
        .call(&world.farmer, "GET", "/api/v1/hosts/farm/tokens", json!({}))
        .await;
    assert!(!listed.body.contains(token), "shown once");
    assert!(listed.json()["data"][0]["last_used_at"].is_i64());
    let audit = world
        .call(&world.farmer, "GET", "/api/v1/hosts/farm/audit", json!({}))
        .await;
    assert_eq!(audit.json()["data"][0]["actor"], "ci (farmer@example.com)");
    assert_eq!(audit.json()["data"][0]["via"], "api_token");
    let path = format!(
        "/api/v1/hosts/farm/tokens/{}",
        made["data"]["id"].as_str().unwrap()
    );
    world.call(&world.farmer, "DELETE", &path, json!({})).await;
    let ended = world
        .bearer(token, "GET", "/api/v1/hosts/farm", json!({}))
        .await;
    assert_eq!(
        (ended.status, ended.code().as_str()),
        (StatusCode::UNAUTHORIZED, "api_token_invalid")
    );
}

#[tokio::test]
async fn threat_38_a_page_uses_an_api_token_only_from_an_origin_of_its_host() {
    let world = World::new().await;
    let state = &world.server.state;
    for (host, origin) in [
        ("farm", "https://farm.example"),
        ("zoo", "https://zoo.example"),
    ] {
        console::origins::add(state, &CLI, host, origin)
            .await
            .unwrap();
    }
    let token = console::tokens::create(state, &CLI, "farm", "ci")
        .await
        .unwrap()
        .token;
    let bearer = format!("Bearer {token}");
    for (origin, status) in [
        ("https://farm.example", StatusCode::OK),
        ("https://zoo.example", StatusCode::FORBIDDEN),
        ("https://nowhere.example", StatusCode::FORBIDDEN),
    ] {
        let headers = [("authorization", bearer.as_str()), ("origin", origin)];
        let answer = world.server.get("/api/v1/hosts/farm", &headers).await;
        assert_eq!(answer.status, status, "{origin}: {}", answer.body);
    }
}

#[tokio::test]
async fn threat_44_a_text_with_a_nul_is_the_callers_mistake_on_both_engines() {
    for world in World::each().await {
        let nul = [
            ("GET", "/api/v1/hosts/fa%00rm", json!({})),
            ("POST", "/api/v1/hosts/farm/keys/a%00b/revoke", json!({})),
            ("PATCH", "/api/v1/hosts/farm", json!({"name": "Fa\u{0}rm"})),
            (
                "POST",
                "/api/v1/hosts/farm/tokens",
                json!({"name": "c\u{0}i", "password": PASSWORD}),
            ),
        ];
        for (method, path, sent) in nul {
            let answer = world.call(&world.farmer, method, path, sent).await;
            assert!(answer.status.is_client_error(), "{path}: {answer:?}");
        }
        let fields = [("email", "a\u{0}@example.com"), ("password", "wrong")];
        let answer = world.post("", "/console/sign-in", &fields).await;
        assert!(answer.status.is_client_error(), "{answer:?}");
    }
}

/// Every list of the console, and how many entries it has here at least.
const LISTS: [(&str, usize); 10] = [
    ("", 2),
    ("/zoo/keys", 2),
    ("/zoo/origins", 2),
    ("/zoo/tokens", 2),
    ("/zoo/members", 2),
    ("/zoo/invitations", 2),
    ("/zoo/approvals", 1),
    ("/zoo/policies", 1),
    ("/zoo/problems", 0),
    ("/zoo/audit", 2),
];

#[tokio::test]
async fn every_list_of_the_console_comes_page_by_page() {
    for world in World::each().await {
        let state = &world.server.state;
        for number in ["1", "2"] {
            let origin = format!("https://shop{number}.example");
            console::origins::add(state, &CLI, "zoo", &origin)
                .await
                .unwrap();
            console::tokens::create(state, &CLI, "zoo", number)
                .await
                .unwrap();
            console::keys::create(state, &CLI, "zoo").await.unwrap();
            join(
                &world.server,
                "zoo",
                &format!("m{number}@example.com"),
                HostRole::Developer,
            )
            .await;
            let guest = format!("g{number}@example.com");
            console::members::invite(state, &CLI, "zoo", &guest, HostRole::Developer)
                .await
                .unwrap();
        }
        console::plugins::approve(state, &CLI, "zoo", PLUGIN, None)
            .await
            .unwrap();
        console::plugins::set_policy(state, &CLI, "zoo", PLUGIN, Some(Mode::Blocked), "")
            .await
            .unwrap();
        let description = world.page("", "/api/v1/openapi.json").await.json();
        for (list, least) in LISTS {
            let path = format!("/api/v1/hosts{list}");
            let all = world.page(&world.operator, &path).await.json();
            let all = all["data"].as_array().unwrap();
            assert!(all.len() >= least, "{path}: {}", all.len());
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = format!("{path}?limit=1&cursor={cursor}");
                let page = world.page(&world.operator, &page).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
                let page = page.json();
                let entries = page["data"].as_array().unwrap();
                assert!(entries.len() <= 1, "{path} keeps to the limit");
                seen.extend(entries.clone());
                match page["next"].as_str() {
                    Some(next) => next.clone_into(&mut cursor),
                    None => break,
                }
            }
            assert_eq!(&seen, all, "{path}");
            let made_up = world
                .page(&world.operator, &format!("{path}?cursor=!"))
                .await;
            assert_eq!(made_up.code(), "cursor_invalid", "{path}");

            let route = path.replace("/zoo", "/{host}");
            let parameters = description["paths"][&route]["get"]["parameters"].as_array();
            for name in ["cursor", "limit"] {
                let mut parameters = parameters.unwrap().iter();
                assert!(
                    parameters.any(|each| each["name"] == name),
                    "{route}: {name}"
                );
            }
        }
    }
}
