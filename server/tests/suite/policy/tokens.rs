//! THREATS 37: every way in which a token can be wrong, as a Bearer token and in the exchange for a session. The tokens are
//! made by hand, as any JWT library in any language would.

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use portico_sdk::OrgRoles;
use portico_sdk::plugin::Clock as _;
use portico_sdk::policy::HostModes;
use portico_server::services::console::keys;
use portico_server::session::ConsoleCaller;
use serde_json::{Value, json};

use super::world::{HOST, OTHER_HOST, World, add_host, body, code, cookie};
use crate::support::databases;

/// Signs any header and payload text with any key.
fn sign(header: &str, payload: &str, key: &str) -> String {
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload)
    );
    let tag = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()),
        signed.as_bytes(),
    );
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag))
}

impl World {
    fn seconds(&self) -> i64 {
        self.server.clock.now_ms() / 1000
    }

    fn header(&self) -> String {
        json!({ "alg": "HS256", "typ": "JWT", "kid": self.secret.key_id() }).to_string()
    }

    /// A token of the host with this payload over the usual one; null removes a claim.
    fn with(&self, changes: Value) -> String {
        let mut payload = json!({ "uid": "user-7", "exp": self.seconds() + 600 });
        for (claim, value) in changes.as_object().unwrap() {
            if value.is_null() {
                payload.as_object_mut().unwrap().remove(claim);
            } else {
                payload[claim] = value.clone();
            }
        }
        sign(&self.header(), &payload.to_string(), self.secret.expose())
    }

    /// Both ways in refuse the token with 401 and this code.
    async fn refuses(&self, token: &str, expected: &str, what: &str) {
        let bearer = self.bearer("/api/v1/me", token).await;
        assert_eq!(
            bearer.status,
            StatusCode::UNAUTHORIZED,
            "{what}: {}",
            bearer.body
        );
        assert_eq!(code(&bearer), expected, "{what}");
        let exchange = self.post_session(HOST, token).await;
        assert_eq!(
            exchange.status,
            StatusCode::UNAUTHORIZED,
            "{what}: {}",
            exchange.body
        );
        assert_eq!(code(&exchange), expected, "{what}");
        assert!(!exchange.headers.contains_key("set-cookie"), "{what}");
    }

    async fn accepts(&self, token: &str, what: &str) {
        let bearer = self.bearer("/api/v1/me", token).await;
        assert_eq!(bearer.status, StatusCode::OK, "{what}: {}", bearer.body);
        let exchange = self.post_session(HOST, token).await;
        assert_eq!(
            exchange.status,
            StatusCode::SEE_OTHER,
            "{what}: {}",
            exchange.body
        );
    }
}

#[tokio::test]
async fn a_token_made_by_hand_as_any_library_makes_it_is_accepted() {
    let world = World::start().await;
    world
        .accepts(&world.with(json!({})), "only uid and exp")
        .await;
    let full = json!({
        "aud": "portico", "iss": HOST, "iat": world.seconds(), "nbf": world.seconds(), "jti": "one",
        "stripeCustomer": "cus_1", "orgs": { "globex": "ADMIN", "initech": "MEMBER" }, "org": "globex",
    });
    world.accepts(&world.with(full), "every claim").await;
    // Without kid the host is the one the request names, or the default.
    let payload = json!({ "uid": "user-7", "exp": world.seconds() + 600 }).to_string();
    let bare = sign(r#"{"alg":"HS256"}"#, &payload, world.secret.expose());
    world.accepts(&bare, "no kid").await;
}

#[tokio::test]
async fn parity_37_the_signature_is_enforced() {
    let world = World::start().await;
    let good = world.token("user-7", &[("globex", OrgRoles::MEMBER)]);
    let (signed, _) = good.rsplit_once('.').unwrap();
    let payload = json!({ "uid": "user-7", "exp": world.seconds() + 600 }).to_string();
    let forged = sign(&world.header(), &payload, "psk_guess_guess");
    for token in [
        forged,
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode([0; 32])),
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode([0; 31])),
        format!("{signed}."),
    ] {
        world
            .refuses(&token, "token_signature", "a signature that does not fit")
            .await;
    }
}

#[tokio::test]
async fn threat_37_only_the_algorithm_of_the_key_counts() {
    let world = World::start().await;
    let payload = json!({ "uid": "user-7", "exp": world.seconds() + 600 }).to_string();
    for alg in [
        "none", "None", "NONE", "hs256", "HS384", "HS512", "RS256", "ES256",
    ] {
        let header = json!({ "alg": alg, "kid": world.secret.key_id() }).to_string();
        let token = sign(&header, &payload, world.secret.expose());
        world.refuses(&token, "token_algorithm", alg).await;
        let (signed, _) = token.rsplit_once('.').unwrap();
        world
            .refuses(&format!("{signed}."), "token_algorithm", alg)
            .await;
    }
    let missing = sign("{}", &payload, world.secret.expose());
    world.refuses(&missing, "token_algorithm", "no alg").await;
}

#[tokio::test]
async fn threat_37_a_public_key_is_no_hmac_secret() {
    let world = World::start().await;
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    portico_server::storage::sql(
        "insert into host_keys (id, host_id, kind, jwk, state, created_at, created_by) values ('pub', $1, 'jwk', $2, 'active', 0, 'test')",
    )
    .bind(HOST)
    .bind(jwk)
    .execute(&mut &world.server.state.db)
    .await
    .unwrap();
    let payload =
        json!({ "uid": "user-7", "aud": "portico", "exp": world.seconds() + 600 }).to_string();
    for key in [jwk, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"] {
        let token = sign(r#"{"alg":"HS256","kid":"pub"}"#, &payload, key);
        world
            .refuses(&token, "token_algorithm", "HS256 with a public key")
            .await;
    }
}

#[tokio::test]
async fn threat_37_the_key_is_found_among_the_hosts_own_only() {
    for database in databases().await {
        let world = World::over(database).await;
        let payload = json!({ "uid": "user-7", "exp": world.seconds() + 600 }).to_string();
        let wrong = [
            "",
            "../../etc/passwd",
            "' or '1'='1",
            "a\u{0}b",
            "unknown",
            "psk",
            "*",
        ];
        for kid in wrong {
            let header = json!({ "alg": "HS256", "kid": kid }).to_string();
            let token = sign(&header, &payload, world.secret.expose());
            world.refuses(&token, "token_unknown_key", kid).await;
        }
        for kid in [json!(7), json!(null), json!(["a"]), json!({})] {
            let header = json!({ "alg": "HS256", "kid": kid }).to_string();
            let token = sign(&header, &payload, world.secret.expose());
            world
                .refuses(&token, "token_header", "kid that is no string")
                .await;
        }
        // The key of another host opens nothing here, even with this host's kid.
        let other = world.token_of(&world.other_secret, "user-7", &[], None);
        let exchange = world.post_session(HOST, &other).await;
        assert_eq!(code(&exchange), "token_unknown_key");
        let stolen_kid = sign(&world.header(), &payload, world.other_secret.expose());
        world
            .refuses(
                &stolen_kid,
                "token_signature",
                "this host's kid, another's key",
            )
            .await;
    }
}

#[tokio::test]
async fn threat_37_headers_that_point_to_a_key_are_refused() {
    let world = World::start().await;
    let payload = json!({ "uid": "user-7", "exp": world.seconds() + 600 }).to_string();
    for name in ["jku", "x5u", "jwk", "x5c", "crit"] {
        let mut header = json!({ "alg": "HS256", "kid": world.secret.key_id() });
        header[name] = json!("https://evil.example/keys");
        let token = sign(&header.to_string(), &payload, world.secret.expose());
        world.refuses(&token, "token_header", name).await;
    }
}

#[tokio::test]
async fn threat_37_every_claim_is_checked() {
    let world = World::start().await;
    let long = "u".repeat(256);
    let now = world.seconds();
    let wrong = [
        json!({ "uid": null }),
        json!({ "uid": "" }),
        json!({ "uid": 7 }),
        json!({ "uid": long }),
        json!({ "uid": "a\u{7}b" }),
        json!({ "stripeCustomer": 7 }),
        json!({ "stripeCustomer": {} }),
        json!({ "orgs": ["globex"] }),
        json!({ "orgs": "globex" }),
        json!({ "orgs": { "globex": "OWNER" } }),
        json!({ "orgs": { "globex": "admin" } }),
        json!({ "orgs": { "": "ADMIN" } }),
        json!({ "orgs": { "__proto__": "ADMIN" } }),
        json!({ "orgs": { "globex": "ADMIN" }, "org": "initech" }),
        json!({ "org": "globex" }),
        json!({ "aud": "someone-else" }),
        json!({ "aud": ["portico", "someone-else"] }),
        json!({ "iss": "other-shop" }),
        json!({ "exp": null }),
        json!({ "exp": (now + 600).to_string() }),
        json!({ "exp": f64::from(i32::try_from(now).unwrap()) + 600.5 }),
        json!({ "exp": now + 25 * 3600 }),
        json!({ "iat": "yesterday" }),
        json!({ "jti": 7 }),
    ];
    for claims in wrong {
        let token = world.with(claims.clone());
        world
            .refuses(&token, "token_claim", &claims.to_string())
            .await;
    }
    world
        .refuses(
            &world.with(json!({ "exp": now - 61 })),
            "token_expired",
            "expired",
        )
        .await;
    world
        .refuses(
            &world.with(json!({ "nbf": now + 120 })),
            "token_not_yet_valid",
            "nbf",
        )
        .await;
    world
        .refuses(
            &world.with(json!({ "iat": now + 120 })),
            "token_not_yet_valid",
            "iat",
        )
        .await;
}

#[tokio::test]
async fn threat_37_duplicate_keys_and_long_or_malformed_tokens_are_refused() {
    let world = World::start().await;
    let exp = world.seconds() + 600;
    let twice = format!(r#"{{"uid":"user-7","uid":"admin","exp":{exp}}}"#);
    let token = sign(&world.header(), &twice, world.secret.expose());
    world
        .refuses(&token, "token_duplicate_key", "uid twice")
        .await;
    let nested = format!(r#"{{"uid":"user-7","orgs":{{"a":"MEMBER","a":"ADMIN"}},"exp":{exp}}}"#);
    let token = sign(&world.header(), &nested, world.secret.expose());
    world
        .refuses(&token, "token_duplicate_key", "an organisation twice")
        .await;

    let padded = world.with(json!({ "padding": "x".repeat(8 * 1024) }));
    world
        .refuses(&padded, "token_too_long", "more than 8 KiB")
        .await;
    for text in ["x", "a.b", "a.b.c.d", "..", "e30.e30.e30"] {
        let answer = world.bearer("/api/v1/me", text).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{text}");
    }
}

#[tokio::test]
async fn threat_37_a_token_id_opens_one_session_only() {
    let world = World::start().await;
    let token = world.with(json!({ "jti": "once" }));
    let first = world.post_session(HOST, &token).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let again = world.post_session(HOST, &token).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert_eq!(code(&again), "token_replayed");
    // The first session goes on; as a Bearer token it may be shown again and again.
    assert_eq!(
        world.cookie("/api/v1/me", &cookie(&first)).await.status,
        StatusCode::OK
    );
    assert_eq!(
        world.bearer("/api/v1/me", &token).await.status,
        StatusCode::OK
    );
    let other = world.with(json!({ "jti": "another" }));
    assert_eq!(
        world.post_session(HOST, &other).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn threat_37_a_refusal_names_the_claim_in_every_language() {
    let world = World::start().await;
    let bearer = format!("Bearer {}", world.with(json!({ "uid": null })));
    let headers = [
        ("authorization", bearer.as_str()),
        ("accept-language", "de"),
    ];
    let refused = world.server.get("/api/v1/me", &headers).await;
    assert_eq!(code(&refused), "token_claim");
    let said = body(&refused)["error"]["message"].clone();
    assert!(said.as_str().unwrap().contains("uid"), "{said}");
    assert_eq!(refused.header("content-language"), "en");
}

#[tokio::test]
async fn threat_46_a_refusal_never_repeats_the_token() {
    let world = World::start().await;
    let token = world.with(json!({ "uid": 7 }));
    let payload = token.split('.').nth(1).unwrap().to_owned();
    for answer in [
        world.bearer("/api/v1/me", &token).await,
        world.post_session(HOST, &token).await,
    ] {
        assert!(!answer.body.contains(&payload), "{}", answer.body);
        assert!(!answer.body.contains(world.secret.expose()));
    }
}

#[tokio::test]
async fn threat_44_in_a_flood_of_bad_tokens_none_is_looked_at_any_more() {
    let world = World::start().await;
    let known = world.token("user-7", &[]);
    world.accepts(&known, "before").await;
    // The test's requests have no address of their own.
    for _ in 0..999 {
        world
            .server
            .state
            .limits
            .token_flood
            .check("unknown")
            .unwrap();
    }
    let last = world.bearer("/api/v1/me", "a.bad.one").await;
    assert_eq!(last.status, StatusCode::UNAUTHORIZED);
    world.server.state.db.close().await;
    let fresh = world.token("user-8", &[]);
    for answer in [
        world.bearer("/api/v1/me", &fresh).await,
        world.bearer("/api/v1/hosts", "pat_guess").await,
        world.post_session(HOST, &fresh).await,
    ] {
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts"),
            "without asking the database"
        );
        assert_eq!(answer.header("retry-after"), "1");
    }
}

/// A signing key as a host may register its public half.
struct PublicKey {
    pair: Ed25519KeyPair,
    kid: &'static str,
}

impl PublicKey {
    fn new(kid: &'static str) -> Self {
        Self {
            pair: Ed25519KeyPair::generate().unwrap(),
            kid,
        }
    }

    async fn register(&self, world: &World, host: &str) {
        let x = URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref());
        let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.kid });
        let state = &world.server.state;
        keys::register_public(state, &ConsoleCaller::Cli, host, &jwk.to_string())
            .await
            .unwrap();
    }

    /// A token without `iss`, or with one.
    fn token(&self, world: &World, uid: &str, issuer: Option<&str>) -> String {
        let mut payload = json!({ "uid": uid, "aud": "portico", "exp": world.seconds() + 600 });
        if let Some(issuer) = issuer {
            payload["iss"] = json!(issuer);
        }
        let header = json!({ "alg": "EdDSA", "kid": self.kid }).to_string();
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(payload.to_string())
        );
        let signature = URL_SAFE_NO_PAD.encode(self.pair.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}

#[tokio::test]
async fn threat_37_another_host_that_takes_a_key_id_takes_no_token() {
    for database in databases().await {
        let world = World::over(database).await;
        let host_of = async |token: &str| {
            let answer = world.bearer("/api/v1/me", token).await;
            match answer.status {
                StatusCode::OK => body(&answer)["data"]["host"].as_str().unwrap().to_owned(),
                _ => code(&answer),
            }
        };
        let ours = PublicKey::new("2026-key");
        ours.register(&world, OTHER_HOST).await;
        for squatter in [HOST, "squat-1", "squat-2", "squat-3"] {
            if squatter != HOST {
                add_host(&world.server, squatter, HostModes::default()).await;
            }
            PublicKey::new("2026-key").register(&world, squatter).await;
        }
        assert_eq!(host_of(&ours.token(&world, "a", None)).await, OTHER_HOST);
        let named = ours.token(&world, "b", Some(OTHER_HOST));
        assert_eq!(host_of(&named).await, OTHER_HOST);
        let foreign = ours.token(&world, "c", Some("squat-1"));
        assert_eq!(host_of(&foreign).await, "token_signature");
        let nobody = PublicKey::new("2026-key").token(&world, "d", None);
        assert_eq!(host_of(&nobody).await, "token_signature");

        // A copy of the very key: then the token has to say whose it is, or the request.
        add_host(&world.server, "copy-cat", HostModes::default()).await;
        ours.register(&world, "copy-cat").await;
        let unclear = ours.token(&world, "e", None);
        assert_eq!(host_of(&unclear).await, "token_ambiguous_key");
        let at_host = format!("/api/v1/me?host={OTHER_HOST}");
        assert_eq!(
            world.bearer(&at_host, &unclear).await.status,
            StatusCode::OK
        );
        let elsewhere = "/api/v1/me?host=no-such-host";
        let absent = world
            .bearer(elsewhere, &ours.token(&world, "f", None))
            .await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
        let said = ours.token(&world, "g", Some(OTHER_HOST));
        assert_eq!(host_of(&said).await, OTHER_HOST);
        keys::revoke(
            &world.server.state,
            &ConsoleCaller::Cli,
            "copy-cat",
            "2026-key",
        )
        .await
        .unwrap();
        let clear = ours.token(&world, "h", None);
        assert_eq!(
            host_of(&clear).await,
            OTHER_HOST,
            "revoked keys take no part"
        );
    }
}

#[tokio::test]
async fn threat_37_a_public_key_named_like_a_secret_takes_no_token_of_it() {
    let world = World::start().await;
    let kid: &'static str = Box::leak(world.secret.key_id().to_owned().into_boxed_str());
    PublicKey::new(kid).register(&world, OTHER_HOST).await;
    world
        .accepts(&world.with(json!({})), "the secret's own")
        .await;
}
