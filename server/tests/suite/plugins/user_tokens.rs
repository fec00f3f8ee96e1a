//! Tokens that tell a sandboxed plugin's own servers who uses it, checked here by a JWT library with the published keys, as
//! those servers would.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{Method, StatusCode};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use portico_sdk::OrgRoles;
use portico_sdk::claims::OrgRole;
use portico_sdk::plugin::Clock as _;
use portico_sdk::policy::Mode;
use portico_sdk::slot::Surface;
use portico_server::crypto::SigningKey;
use portico_server::error::ServiceError;
use portico_server::services::policy::HostFacts;
use portico_server::services::sandbox_access::At;
use portico_server::services::{backup, user_tokens};
use portico_server::session::Caller;
use portico_server::storage::signing_keys;
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::sample::Sample;
use crate::support::{Answer, TestServer, databases, logged};

const TOKEN: &str = "/api/v1/store/plugins/reviews/user-token";
const JWKS: &str = "/.well-known/jwks.json";
const AUDIENCE: &str = "plugin:shop/reviews";
const GLOBEX_MEMBER: &[(&str, OrgRole)] = &[("globex", OrgRoles::MEMBER)];

/// A plugin with a sandbox in the storefront and in the admin panel.
fn boxed(name: &str, capabilities: &Value) -> Sample {
    let of = |slot: &str| {
        json!({
            "id": format!("{name}_{}", slot.replace(':', "_")), "slot": slot, "type": "sandbox",
            "sandbox": { "entry": format!("/plugins/{name}/assets/main.js"), "capabilities": capabilities }
        })
    };
    Sample::new(name)
        .asset("main.js", b"postMessage(1)")
        .extension(of("storefront:checkout:after_order"))
        .extension(of("admin:sidebar"))
}

/// A world in which `reviews` may have tokens and is on in `globex`; `other` is on for everybody.
async fn world() -> World {
    let user = json!({ "user": true });
    let plugins = vec![
        boxed("reviews", &user).build(),
        boxed("other", &user).build(),
    ];
    let world = World::new(plugins).await;
    world.org_policy("globex", "reviews", Mode::Forced).await;
    world.host_policy("other", Mode::Forced).await;
    world
}

async fn ask(world: &World, bearer: &str, path: &str) -> Answer {
    world.post(bearer, path, &Value::Null).await
}

async fn token(world: &World, bearer: &str) -> String {
    let answer = ask(world, bearer, TOKEN).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()["data"]["token"].as_str().unwrap().to_owned()
}

/// The claims, if the token is one of this server's for `audience`. The end is not looked at: tests have a clock of their own.
async fn checked(server: &TestServer, token: &str, audience: &str) -> Result<Value, String> {
    let keys: JwkSet = serde_json::from_str(&server.get(JWKS, &[]).await.body).unwrap();
    let header = decode_header(token).map_err(|error| error.to_string())?;
    let key_id = header.kid.ok_or("no kid")?;
    let jwk = keys.find(&key_id).ok_or("unknown kid")?;
    let key = DecodingKey::from_jwk(jwk).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&[audience]);
    validation.set_issuer(&["http://127.0.0.1:3000"]);
    validation.validate_exp = false;
    decode::<Value>(token, &key, &validation)
        .map(|data| data.claims)
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn parity_36_a_plugins_own_server_learns_who_uses_it_from_a_signed_token() {
    let world = world().await;
    let orgs = [("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)];
    let ada = world.bearer("ada", &orgs);
    let now = world.server.clock.now_ms();
    for path in [TOKEN.to_owned(), TOKEN.replace("store", "admin")] {
        let answer = ask(&world, &ada, &path).await;
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let data = &answer.json()["data"];
        let token = data["token"].as_str().unwrap();
        let mut claims = checked(&world.server, token, AUDIENCE).await.unwrap();
        let id = claims.as_object_mut().unwrap().remove("jti").unwrap();
        assert!(!id.as_str().unwrap().is_empty());
        let expected = json!({
            "iss": "http://127.0.0.1:3000",
            "aud": AUDIENCE,
            "sub": "ada",
            "host": HOST,
            "orgs": { "globex": "ADMIN", "initech": "MEMBER" },
            "org": "globex",
            "iat": now / 1000,
            "exp": now / 1000 + 300,
        });
        assert_eq!(claims, expected);
        assert_eq!(data["expires_at"], now + 300_000);
    }
    // At the host level there is no organisation.
    let max = world.bearer("max", &[]);
    let answer = ask(&world, &max, &TOKEN.replace("reviews", "other")).await;
    let answer = answer.json();
    let of_other = answer["data"]["token"].as_str().unwrap();
    let claims = checked(&world.server, of_other, "plugin:shop/other").await;
    let claims = claims.unwrap();
    assert_eq!(
        (&claims["org"], &claims["orgs"]),
        (&Value::Null, &json!({}))
    );
}

#[tokio::test]
async fn parity_37_the_signature_of_a_user_token_is_really_checked() {
    let world = world().await;
    let max = world.bearer("max", GLOBEX_MEMBER);
    let token = token(&world, &max).await;
    let server = &world.server;
    let good = checked(server, &token, AUDIENCE).await.unwrap();
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        panic!("{token}");
    };
    let mut other = good.clone();
    other["sub"] = json!("ada");
    let other = URL_SAFE_NO_PAD.encode(other.to_string());
    let unsigned = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let mut bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
    bytes[40] ^= 1;
    let bent = URL_SAFE_NO_PAD.encode(&bytes);
    // A key of somebody else's under the name of ours.
    let own = SigningKey::generate().unwrap().jwt(&good).unwrap();
    let (_, of_another) = own.rsplit_once('.').unwrap();
    for (what, tampered) in [
        ("another user", format!("{header}.{other}.{signature}")),
        ("a bent signature", format!("{header}.{payload}.{bent}")),
        ("no signature", format!("{header}.{payload}.")),
        ("alg none", format!("{unsigned}.{payload}.")),
        ("another key", format!("{header}.{payload}.{of_another}")),
        ("an unknown key", own.clone()),
    ] {
        assert!(
            checked(server, &tampered, AUDIENCE).await.is_err(),
            "{what}"
        );
    }
    // What is for one plugin is refused by another.
    for audience in ["plugin:shop/other", "plugin:zoo/reviews", "reviews"] {
        assert!(
            checked(server, &token, audience).await.is_err(),
            "{audience}"
        );
    }
    // And it opens nothing here.
    let me = world.get(&format!("Bearer {token}"), "/api/v1/me").await;
    assert_eq!(me.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_is_for_users_of_a_plugin_that_is_on_and_may_have_one() {
    let plugins = vec![
        boxed("reviews", &json!({ "user": true })).build(),
        boxed("plain", &json!({ "props": ["path"], "user": false })).build(),
        Sample::new("form").form("settings").build(),
    ];
    let world = World::new(plugins).await;
    let max = world.bearer("max", GLOBEX_MEMBER);
    assert_eq!(
        ask(&world, &max, TOKEN).await.status,
        StatusCode::NOT_FOUND,
        "off"
    );
    for plugin in ["reviews", "plain", "form"] {
        world.host_policy(plugin, Mode::Forced).await;
    }
    assert_eq!(ask(&world, &max, TOKEN).await.status, StatusCode::OK);
    let anonymous = ask(&world, "", TOKEN).await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
    assert_eq!(anonymous.code(), "sign_in_required");
    for plugin in ["plain", "form"] {
        let refused = ask(&world, &max, &TOKEN.replace("reviews", plugin)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{plugin}");
        assert_eq!(refused.code(), "not_granted", "{plugin}");
    }
    let admin = ask(&world, &max, &TOKEN.replace("store", "admin")).await;
    assert_eq!(
        admin.status,
        StatusCode::NOT_FOUND,
        "a member on the admin surface"
    );

    let state = &world.server.state;
    let facts = HostFacts::of(state, HOST).await.unwrap().unwrap();
    let member = Caller::host_member(state, &facts, Arc::from("account"), "en");
    let at = At {
        surface: Surface::Storefront,
        plugin: "reviews",
    };
    let refused = user_tokens::issue(state, &member, at).await;
    let Err(ServiceError::Refused(error)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((error.status, error.code.as_str()), (403, "user_required"));
}

#[tokio::test]
async fn a_token_ends_with_the_session_at_the_latest() {
    let world = world().await;
    let bearer = world.bearer("max", GLOBEX_MEMBER);
    let host_token = bearer.strip_prefix("Bearer ").unwrap();
    let opened = world
        .server
        .form("/session", &[], &[("host", HOST), ("token", host_token)])
        .await;
    let cookie = opened.cookie("portico").unwrap();
    let headers = [
        ("cookie", cookie.as_str()),
        ("origin", "http://127.0.0.1:3000"),
        ("sec-fetch-site", "same-origin"),
    ];
    let ends_at = world.server.clock.now_ms() + 3_600_000;
    let ask = || {
        world
            .server
            .json(Method::POST, TOKEN, &headers, &Value::Null)
    };
    world.server.clock.advance_ms(3_600_000 - 100_000);
    let answer = ask().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.json()["data"]["expires_at"], ends_at);
    let token = answer.json()["data"]["token"].as_str().unwrap().to_owned();
    let claims = checked(&world.server, &token, AUDIENCE).await.unwrap();
    assert_eq!(claims["exp"], ends_at / 1000);
    world.server.clock.advance_ms(100_000);
    assert_ne!(ask().await.status, StatusCode::OK, "the session is over");
}

#[tokio::test]
async fn threat_42_a_token_names_only_the_organisations_that_take_part() {
    let world = world().await;
    let state = &world.server.state;
    let facts = HostFacts::of(state, HOST).await.unwrap().unwrap();
    let identity = portico_sdk::claims::Identity {
        uid: "ada".to_owned(),
        stripe_customer: Some("cus_secret".to_owned()),
        orgs: [
            ("globex".to_owned(), OrgRoles::ADMIN),
            ("initech".to_owned(), OrgRoles::ADMIN),
        ]
        .into(),
        org: Some("globex".to_owned()),
    };
    let via = portico_server::session::Via::Cookie;
    let caller = Caller::user(state, &facts, Arc::new(identity), via, "en");
    let at = At {
        surface: Surface::Storefront,
        plugin: "reviews",
    };
    let made = user_tokens::issue(state, &caller, at).await.unwrap();
    let claims = checked(&world.server, &made.token, AUDIENCE).await.unwrap();
    assert_eq!(claims["orgs"], json!({ "globex": "ADMIN" }));
    assert!(!claims.to_string().contains("cus_secret"));
}

#[tokio::test]
async fn the_public_keys_are_for_everybody_and_nothing_but_public() {
    let world = world().await;
    let first = world
        .server
        .get(JWKS, &[("origin", "https://else.example")])
        .await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert_eq!(first.header("access-control-allow-origin"), "*");
    assert_eq!(first.header("cache-control"), "public, max-age=300");
    assert_eq!(first.header("content-type"), "application/json");
    let keys = first.json()["keys"].clone();
    let [key] = &keys.as_array().unwrap()[..] else {
        panic!("there is a key before the first token: {keys}");
    };
    let members: Vec<&String> = key.as_object().unwrap().keys().collect();
    let mut members: Vec<&str> = members.into_iter().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
    assert_eq!((&key["alg"], &key["use"]), (&json!("ES256"), &json!("sig")));
    // The key that signs is that one, and stays.
    let token = token(&world, &world.bearer("max", GLOBEX_MEMBER)).await;
    let header = decode_header(&token).unwrap();
    assert_eq!(header.kid.as_deref(), key["kid"].as_str());
    assert_eq!(world.server.get(JWKS, &[]).await.body, first.body);
}

#[tokio::test]
async fn of_servers_that_make_a_key_at_once_one_makes_it_for_all() {
    for test in databases().await {
        let world = World::over(test, Vec::new()).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let state = world.server.state.clone();
                tokio::spawn(async move { user_tokens::public_keys(&state).await.unwrap() })
            })
            .collect();
        let mut seen = Vec::new();
        for task in tasks {
            seen.push(task.await.unwrap());
        }
        assert!(seen.iter().all(|keys| keys.len() == 1 && *keys == seen[0]));
        let active = signing_keys::active(&mut &world.server.state.db).await;
        assert_eq!(active.unwrap().unwrap().id, seen[0][0].kid);
    }
}

#[tokio::test]
async fn a_new_key_signs_while_what_the_old_one_signed_is_good_until_it_is_revoked() {
    for database in databases().await {
        let plugins = vec![boxed("reviews", &json!({ "user": true })).build()];
        let world = World::over(database, plugins).await;
        world.org_policy("globex", "reviews", Mode::Forced).await;
        let (state, server) = (&world.server.state, &world.server);
        let max = world.bearer("max", GLOBEX_MEMBER);
        let before = token(&world, &max).await;
        let (new, old) = user_tokens::rotate_key(state).await.unwrap();
        let old = old.unwrap();
        let after = token(&world, &max).await;
        let signed_by = |token: &str| decode_header(token).unwrap().kid.unwrap();
        assert_eq!(
            (signed_by(&before), signed_by(&after)),
            (old.clone(), new.clone())
        );
        for token in [&before, &after] {
            checked(server, token, AUDIENCE).await.unwrap();
        }

        let refused = user_tokens::revoke_key(state, &new).await.unwrap_err();
        assert!(refused.to_string().contains("Rotate first"), "{refused}");
        user_tokens::revoke_key(state, &old).await.unwrap();
        assert_eq!(
            checked(server, &before, AUDIENCE).await,
            Err("unknown kid".to_owned())
        );
        checked(server, &after, AUDIENCE).await.unwrap();
        assert!(user_tokens::revoke_key(state, &old).await.is_err(), "once");
        let listed = signing_keys::list(&mut &state.db).await.unwrap();
        let mut states: Vec<_> = listed.iter().map(|key| (&key.id, &*key.state)).collect();
        states.sort();
        let mut expected = [(&new, "active"), (&old, "revoked")];
        expected.sort();
        assert_eq!(states, expected);
    }
}

#[tokio::test]
async fn threat_46_the_private_key_is_in_no_answer_no_log_and_no_backup() {
    let world = world().await;
    let max = world.bearer("max", GLOBEX_MEMBER);
    let state = &world.server.state;
    let mut answers = Vec::new();
    let mut tokens = Vec::new();
    let log = logged(async {
        for _ in 0..2 {
            answers.push(world.server.get(JWKS, &[]).await);
            let made = ask(&world, &max, TOKEN).await;
            tokens.push(made.json()["data"]["token"].as_str().unwrap().to_owned());
            answers.push(made);
        }
        // A ciphertext that is not readable is our fault, and told to nobody.
        let on = &mut &state.db;
        portico_server::storage::sql("update signing_keys set ciphertext = ciphertext || 'x'")
            .execute(on)
            .await
            .unwrap();
        answers.push(ask(&world, &max, TOKEN).await);
        portico_server::storage::sql(
            "update signing_keys set ciphertext = substr(ciphertext, 1, length(ciphertext) - 1)",
        )
        .execute(on)
        .await
        .unwrap();
    })
    .await;
    let broken = answers.last().unwrap();
    assert_eq!(
        (broken.status.as_u16(), broken.code().as_str()),
        (500, "internal")
    );

    let row = signing_keys::active(&mut &state.db).await.unwrap().unwrap();
    let place = format!("signing_keys/{}", row.id);
    let private = state.cipher.open(&place, &row.ciphertext).unwrap();
    assert_eq!(SigningKey::parse(&private).unwrap().public().kid, row.id);
    let mut dump = Vec::new();
    backup::write(&state.db, "key", 0, &mut dump).await.unwrap();
    let dump = String::from_utf8(dump).unwrap();
    assert!(dump.contains(&row.ciphertext), "a backup restores the key");
    assert!(log.contains("/user-token"), "something was logged");
    for answer in &answers {
        assert!(!answer.body.contains(&private) && !answer.body.contains(&row.ciphertext));
        assert!(!format!("{:?}", answer.headers).contains(&private));
    }
    assert!(!dump.contains(&private));
    assert!(!log.contains(&private) && !log.contains(&row.ciphertext));
    assert!(tokens.iter().all(|token| !log.contains(token)));
    assert!(!format!("{row:?}").contains(&row.ciphertext));
}
