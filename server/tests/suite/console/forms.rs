//! What the forms of a host's pages do.

use http::StatusCode;
use portico_app::backend::HostRole;
use serde_json::{Value, json};

use super::world::{PASSWORD, PLUGIN, World, join};
use crate::support::Answer;

const JWK: &str =
    r#"{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

/// 303 to the page itself with a message; what it did is seen elsewhere.
fn done(answer: &Answer, page: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.header("location"), page);
    assert!(answer.cookie("portico_flash").is_some());
}

/// 303 to the page at `at`, which shows what was made and of which nobody keeps a copy; opened again, it only says that it
/// did.
async fn shown(world: &World, session: &str, answer: &Answer, at: &str) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = format!("{at}?shown=once");
    assert_eq!(answer.header("location"), to);
    let cookie = answer.cookie("portico_shown").unwrap();
    let page = world.page(&format!("{session}; {cookie}"), &to).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
    let gone = page.cookie("portico_shown");
    assert_eq!(gone.as_deref(), Some("portico_shown="));
    assert!(!page.body.contains("It was shown once"));
    let again = world.page(session, &to).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("It was shown once"), "{}", again.body);
    assert!(again.body.contains(&format!("href=\"{at}\"")), "the list");
    page
}

/// In alphabetical order: the clock stands still, so none of the keys is newer.
fn states(keys: &Value) -> Vec<&str> {
    let keys = keys.as_array().unwrap().iter();
    let mut states: Vec<&str> = keys.map(|key| key["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    states
}

#[tokio::test]
async fn an_operator_registers_a_host_and_sees_its_secret_once() {
    for world in World::each().await {
        let fields = [
            ("do", "create"),
            ("id", "lab"),
            ("name", "Lab"),
            ("password", PASSWORD),
        ];
        let made = world.post(&world.operator, "/console", &fields).await;
        let page = shown(&world, &world.operator, &made, "/console/hosts/lab/keys").await;
        assert!(page.body.contains("psk_"), "the secret");
        let host = world.data("/api/v1/hosts/lab").await;
        assert_eq!(host["name"], "Lab");
        let again = world.post(&world.operator, "/console", &fields).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(
            again.body.contains("value=\"lab\""),
            "what was typed is kept"
        );
        let keys = world.page(&world.operator, "/console/hosts/lab/keys").await;
        assert!(!keys.body.contains("psk_"), "once");
        let developer = world.post(&world.farmer, "/console", &fields).await;
        assert_eq!(developer.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn keys_are_made_rotated_registered_revealed_and_revoked() {
    for world in World::each().await {
        let page = "/console/hosts/farm/keys";
        let post = async |fields: &[(&str, &str)]| world.post(&world.farmer, page, fields).await;
        let keys = async || world.data("/api/v1/hosts/farm/keys").await;

        let made = post(&[("do", "create"), ("password", PASSWORD)]).await;
        let made = shown(&world, &world.farmer, &made, page).await;
        assert!(made.body.contains("psk_"));
        assert_eq!(states(&keys().await), ["active", "active"]);
        world.server.clock.advance_ms(1);

        let rotated = post(&[
            ("do", "rotate"),
            ("overlap_hours", "2"),
            ("password", PASSWORD),
        ])
        .await;
        let rotated = shown(&world, &world.farmer, &rotated, page).await;
        assert!(rotated.body.contains("psk_"));
        assert_eq!(states(&keys().await), ["active", "retiring", "retiring"]);
        for hours in ["1000", "-1", "soon", "9223372036854775807"] {
            let refused = post(&[("do", "rotate"), ("overlap_hours", hours)]).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{hours}");
        }
        assert_eq!(keys().await.as_array().unwrap().len(), 3);

        done(
            &post(&[("do", "register"), ("jwk", JWK), ("password", PASSWORD)]).await,
            page,
        );
        let refused = post(&[("do", "register"), ("jwk", "{\"kty\":\"oct\"}")]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);

        let newest = keys().await;
        let secret = newest.as_array().unwrap().iter();
        let secret = secret
            .filter(|key| key["algorithm"] == "HS256" && key["state"] == "active")
            .map(|key| key["id"].as_str().unwrap().to_owned())
            .next()
            .unwrap();
        let wrong = [
            ("do", "reveal"),
            ("key", secret.as_str()),
            ("password", "guess guess guess"),
        ];
        let wrong = post(&wrong).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        assert!(!wrong.body.contains("psk_") && !wrong.body.contains("guess guess"));
        let right = [
            ("do", "reveal"),
            ("key", secret.as_str()),
            ("password", PASSWORD),
        ];
        let right = post(&right).await;
        let right = shown(&world, &world.farmer, &right, page).await;
        assert!(right.body.contains("psk_") && !right.body.contains(PASSWORD));

        done(&post(&[("do", "revoke"), ("key", &secret)]).await, page);
        let unknown = post(&[("do", "revoke"), ("key", "nothing")]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let actions = world.actions("farm").await;
        for action in [
            "host_key.create",
            "host_key.rotate",
            "host_key.register",
            "host_key.reveal",
            "host_key.revoke",
        ] {
            assert!(actions.iter().any(|done| done == action), "{action}");
        }
    }
}

#[tokio::test]
async fn origins_are_added_and_removed() {
    for world in World::each().await {
        let page = "/console/hosts/farm/origins";
        let post = async |form: &str, origin: &str| {
            let fields = [("do", form), ("origin", origin)];
            world.post(&world.farmer, page, &fields).await
        };
        done(&post("add", "https://Farm.example/").await, page);
        let origins = world
            .data(page.replace("/console", "/api/v1").as_str())
            .await;
        assert_eq!(origins, json!([{"origin": "https://farm.example"}]));
        let refused = post("add", "http://farm.example").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.body.contains("http://farm.example"), "kept");
        done(&post("remove", "https://farm.example").await, page);
        let gone = post("remove", "https://farm.example").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn plugins_are_approved_decided_about_and_withdrawn() {
    for world in World::each().await {
        let page = "/console/hosts/farm/plugins";
        let post = async |form: &str, plugin: &str, note: &str| {
            let fields = [("do", form), ("plugin", plugin), ("note", note)];
            world.post(&world.farmer, page, &fields).await
        };
        let plugin = async || world.data("/api/v1/hosts/farm/approvals").await[0].clone();
        let early = post("force", PLUGIN, "").await;
        assert_eq!(early.status, StatusCode::CONFLICT, "not approved");
        done(&post("approve", PLUGIN, "").await, page);
        assert_eq!(plugin().await["approved"], true);
        assert_eq!(plugin().await["has_settings"], true);
        done(&post("force", PLUGIN, "Q4").await, page);
        assert_eq!(plugin().await["mode"], "forced");
        assert_eq!(plugin().await["note"], "Q4");
        done(&post("default", PLUGIN, "").await, page);
        assert_eq!(plugin().await["mode"], "default_on");
        done(&post("block", PLUGIN, "").await, page);
        assert_eq!(plugin().await["mode"], "blocked");
        let from_its_page = [("do", "inherit"), ("plugin", PLUGIN), ("at", "plugin")];
        let answer = world.post(&world.farmer, page, &from_its_page).await;
        done(&answer, &format!("{page}/{PLUGIN}"));
        assert_eq!(plugin().await["mode"], Value::Null);
        done(&post("withdraw", PLUGIN, "").await, page);
        assert_eq!(plugin().await["approved"], false);
        let unknown = post("approve", "no-such-plugin", "").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn members_are_invited_given_roles_and_removed() {
    for world in World::each().await {
        let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
        let page = "/console/hosts/farm/members";
        let post = async |fields: &[(&str, &str)]| world.post(&owner, page, fields).await;
        let invite = [
            ("do", "invite"),
            ("email", "new@example.com"),
            ("role", "developer"),
            ("password", PASSWORD),
        ];
        let invited = post(&invite).await;
        let invited = shown(&world, &owner, &invited, page).await;
        assert!(invited.body.contains("/console/invitation?token=pinv_"));
        let list = world.page(&owner, page).await;
        assert!(!list.body.contains("pinv_"), "once");
        let strange = [
            ("do", "invite"),
            ("email", "x@example.com"),
            ("role", "king"),
        ];
        let strange = post(&strange).await;
        assert_eq!(strange.status, StatusCode::BAD_REQUEST);
        assert!(strange.body.contains("x@example.com"), "kept");
        let open = world.data("/api/v1/hosts/farm/invitations").await;
        let id = open[0]["id"].as_str().unwrap();
        done(&post(&[("do", "withdraw"), ("id", id)]).await, page);
        let open = world.data("/api/v1/hosts/farm/invitations").await;
        assert_eq!(open, json!([]));

        let members = world.data("/api/v1/hosts/farm/members").await;
        let id = |email: &str| {
            let mut members = members.as_array().unwrap().iter();
            let found = members.find(|member| member["email"] == email);
            found.unwrap()["id"].as_str().unwrap().to_owned()
        };
        let (owner_id, farmer_id) = (id("owner@example.com"), id("farmer@example.com"));
        let refused = post(&[("do", "remove"), ("id", &owner_id)]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "the last owner");
        let promote = [("do", "role"), ("id", &farmer_id), ("role", "owner")];
        done(&post(&promote).await, page);
        let left = post(&[("do", "remove"), ("id", &owner_id)]).await;
        done(&left, "/console");
        let gone = world.page(&owner, "/api/v1/hosts/farm").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_developer_does_not_manage_members() {
    let world = World::new().await;
    for fields in [
        &[
            ("do", "invite"),
            ("email", "x@example.com"),
            ("role", "owner"),
        ][..],
        &[("do", "withdraw"), ("id", "x")],
        &[("do", "role"), ("id", "x"), ("role", "owner")],
        &[("do", "remove"), ("id", "x")],
    ] {
        let page = "/console/hosts/farm/members";
        let answer = world.post(&world.farmer, page, fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{fields:?}");
    }
}

#[tokio::test]
async fn tokens_are_made_and_revoked() {
    for world in World::each().await {
        let page = "/console/hosts/farm/tokens";
        let made = world
            .post(
                &world.farmer,
                page,
                &[("do", "create"), ("name", "ci"), ("password", PASSWORD)],
            )
            .await;
        let made = shown(&world, &world.farmer, &made, page).await;
        assert!(made.body.contains("pat_"));
        let list = world.page(&world.farmer, page).await;
        assert!(!list.body.contains("pat_"), "once");
        let nameless = [("do", "create"), ("name", " ")];
        let nameless = world.post(&world.farmer, page, &nameless).await;
        assert_eq!(nameless.status, StatusCode::BAD_REQUEST);
        let tokens = world.data("/api/v1/hosts/farm/tokens").await;
        let id = tokens[0]["id"].as_str().unwrap();
        let revoke = [("do", "revoke"), ("id", id)];
        done(&world.post(&world.farmer, page, &revoke).await, page);
        let tokens = world.data("/api/v1/hosts/farm/tokens").await;
        assert_eq!(tokens, json!([]));
    }
}

#[tokio::test]
async fn settings_are_saved_as_a_whole_and_a_missing_switch_is_off() {
    for world in World::each().await {
        let page = "/console/hosts/farm/settings";
        let fields = [
            ("name", "The Farm"),
            ("logo_url", "/demo/acme.svg"),
            ("accent", "#AABBCC"),
            ("site_url", "https://farm.example/"),
            ("sign_in_url", ""),
            ("org_plugins", "true"),
            ("purchases", "on"),
        ];
        done(&world.post(&world.farmer, page, &fields).await, page);
        let host = world.data("/api/v1/hosts/farm").await;
        assert_eq!(host["name"], "The Farm");
        assert_eq!(host["accent"], "#aabbcc");
        assert_eq!(
            [
                &host["org_plugins"],
                &host["user_installs"],
                &host["purchases"]
            ],
            [&json!(true), &json!(false), &json!(true)]
        );
        let wrong = [("name", "Kept Name"), ("site_url", "javascript:alert(1)")];
        let wrong = world.post(&world.farmer, page, &wrong).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        assert!(wrong.body.contains("Kept Name"));
        let host = world.data("/api/v1/hosts/farm").await;
        assert_eq!(host["name"], "The Farm", "nothing half-applied");
        assert_eq!(host["org_plugins"], true);
    }
}

#[tokio::test]
async fn a_public_key_is_refused_in_the_language_of_the_page_and_in_english_by_the_api() {
    let world = World::new().await;
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"short"}"#;
    let page = "/console/hosts/farm/keys?lang=de";
    let fields = [("do", "register"), ("jwk", jwk), ("password", PASSWORD)];
    let refused = world.post(&world.farmer, page, &fields).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(
        refused.body.contains("32 Bytes in Base64url"),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("must be 32 bytes"));
    let body = json!({"jwk": serde_json::from_str::<Value>(jwk).unwrap()});
    let path = "/api/v1/hosts/farm/keys/public";
    let refused = world.call(&world.farmer, "POST", path, body).await;
    assert_eq!(refused.code(), "jwk_invalid");
    assert!(refused.body.contains("must be 32 bytes"));
}

#[tokio::test]
async fn threat_44_what_makes_or_shows_a_credential_asks_people_for_their_password() {
    for world in World::each().await {
        let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
        let at = |rest: &str| format!("/api/v1/hosts/farm{rest}");
        let key = world.data(&at("/keys")).await[0]["id"].clone();
        let reveal = at(&format!("/keys/{}/reveal", key.as_str().unwrap()));
        let jwk = serde_json::from_str::<Value>(JWK).unwrap();
        let calls = [
            (owner.as_str(), at("/keys"), json!({})),
            (&owner, at("/keys/rotate"), json!({})),
            (&owner, at("/keys/public"), json!({ "jwk": jwk })),
            (&owner, reveal, json!({})),
            (&owner, at("/tokens"), json!({"name": "ci"})),
            (
                &owner,
                at("/invitations"),
                json!({"email": "x@example.com", "role": "owner"}),
            ),
            (
                &world.operator,
                "/api/v1/hosts".to_owned(),
                json!({"id": "lab", "name": "Lab"}),
            ),
        ];
        let before = world.actions("farm").await;
        for (cookie, path, body) in &calls {
            let call = async |password: &str| {
                let mut body = body.clone();
                body["password"] = password.into();
                world.call(cookie, "POST", path, body).await
            };
            let without = world.call(cookie, "POST", path, body.clone()).await;
            for refused in [without, call("").await] {
                assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{path}");
                assert_eq!(refused.code(), "password_required", "{path}");
            }
            assert_eq!(call("guess guess guess").await.code(), "password_wrong");
        }
        assert_eq!(world.actions("farm").await, before, "nothing was done");
        for (cookie, path, body) in &calls {
            let mut body = body.clone();
            body["password"] = PASSWORD.into();
            let made = world.call(cookie, "POST", path, body).await;
            assert!(made.status.is_success(), "{path}: {}", made.body);
        }
        // The forms of the pages ask as the API does.
        let page = |rest: &str| format!("/console/hosts/farm/{rest}");
        for (cookie, page, fields) in [
            (&owner, page("keys"), vec![("do", "create")]),
            (&owner, page("keys"), vec![("do", "rotate")]),
            (&owner, page("keys"), vec![("do", "register"), ("jwk", JWK)]),
            (
                &owner,
                page("tokens"),
                vec![("do", "create"), ("name", "x")],
            ),
            (
                &owner,
                page("members"),
                vec![
                    ("do", "invite"),
                    ("email", "y@example.com"),
                    ("role", "owner"),
                ],
            ),
            (
                &world.operator,
                "/console".to_owned(),
                vec![("do", "create"), ("id", "lab2"), ("name", "Lab")],
            ),
        ] {
            let refused = world.post(cookie, &page, &fields).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{fields:?}");
            assert!(refused.body.contains("Enter your password."), "{fields:?}");
        }
        // A program has no password to give.
        let made = world
            .call(
                &owner,
                "POST",
                &at("/tokens"),
                json!({"name": "ci", "password": PASSWORD}),
            )
            .await;
        let token = made.json()["data"]["token"].as_str().unwrap().to_owned();
        let rotated = world
            .bearer(&token, "POST", &at("/keys/rotate"), json!({}))
            .await;
        assert_eq!(rotated.status, StatusCode::CREATED, "{}", rotated.body);
    }
}

#[tokio::test]
async fn a_form_that_a_page_does_not_have_is_refused() {
    let world = World::new().await;
    for page in [
        "/console",
        "/console/account",
        "/console/hosts/farm",
        "/console/hosts/farm/keys",
        "/console/hosts/farm/origins",
        "/console/hosts/farm/plugins",
        "/console/hosts/farm/plugins/acme",
        "/console/hosts/farm/members",
        "/console/hosts/farm/tokens",
    ] {
        let answer = world
            .post(&world.farmer, page, &[("do", "everything")])
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{page}");
    }
}

#[tokio::test]
async fn threat_46_what_was_made_is_for_its_maker_and_its_page() {
    let world = World::new().await;
    let page = "/console/hosts/farm/keys";
    let create = [("do", "create"), ("password", PASSWORD)];
    let made = world.post(&world.farmer, page, &create).await;
    assert!(!made.body.contains("psk_"));
    let cookie = made.cookie("portico_shown").unwrap();
    assert!(!cookie.contains("psk_"), "sealed");
    let read = async |session: &str, at: &str| {
        let both = format!("{session}; {cookie}");
        world.page(&both, at).await.body.contains("psk_")
    };
    let shown = format!("{page}?shown=once");
    assert!(!read(&world.operator, &shown).await, "somebody else");
    let elsewhere = "/console/hosts/farm/tokens?shown=once";
    assert!(!read(&world.farmer, elsewhere).await, "another page");
    assert!(!read(&world.farmer, page).await, "not asked for");
    assert!(read(&world.farmer, &shown).await);
}
