//! Host JWTs: what is accepted (CONTRACT "Host secret and JWT"). What is refused: `threat_37`.

use portico_sdk::OrgRoles;
use portico_sdk::jwt::{
    HostSecret, JwtError, Key, KeyMaterial, MakeJwtError, NewClaims, SecretError, check_public_jwk,
    make_jwt, make_jwt_at, peek, verify,
};
use serde_json::{Value, json};

use crate::tokens::{HOST, NOW, NOW_MS, Signer, decode, ec_key, ed_key, hs_key, rsa_key, secret};

#[test]
fn a_made_token_verifies_and_says_what_was_put_in() {
    let secret = HostSecret::generate().unwrap();
    let claims = NewClaims {
        uid: "user-7",
        stripe_customer: Some("cus_1"),
        orgs: [("acme", OrgRoles::ADMIN), ("other", OrgRoles::MEMBER)].into(),
        org: Some("acme"),
        expires_in: Some(60),
    };
    let token = make_jwt_at(&secret, &claims, NOW_MS + 999).unwrap();
    assert_eq!(
        peek(&token).unwrap().key_id.as_deref(),
        Some(secret.key_id())
    );

    let verified = verify(&token, HOST, &[hs_key(&secret)], NOW_MS).unwrap();
    assert_eq!(verified.identity.uid, "user-7");
    assert_eq!(verified.identity.stripe_customer.as_deref(), Some("cus_1"));
    assert_eq!(verified.identity.role("acme"), Some(OrgRoles::ADMIN));
    assert_eq!(verified.identity.role("other"), Some(OrgRoles::MEMBER));
    assert_eq!(verified.identity.role("third"), None);
    assert_eq!(verified.identity.org.as_deref(), Some("acme"));
    assert_eq!(verified.expires_at, NOW_MS + 60_000);
    assert_eq!(verified.key_id, secret.key_id());
    assert_eq!(verified.token_id.map(|id| id.len()), Some(22));
}

#[test]
fn a_made_token_has_the_form_of_the_contract_byte_for_byte() {
    let claims = NewClaims {
        uid: "Zoë",
        stripe_customer: Some("cus_1"),
        orgs: [("b", OrgRoles::MEMBER), ("acme", OrgRoles::ADMIN)].into(),
        org: Some("acme"),
        expires_in: None,
    };
    let [header, payload] = decode(&make_jwt_at(&secret(), &claims, NOW_MS).unwrap());
    assert_eq!(
        header,
        r#"{"alg":"HS256","typ":"JWT","kid":"k3y1d4t3st00"}"#
    );
    let jti = serde_json::from_str::<Value>(&payload).unwrap()["jti"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        payload,
        format!(
            r#"{{"aud":"portico","uid":"Zoë","stripeCustomer":"cus_1","orgs":{{"acme":"ADMIN","b":"MEMBER"}},"org":"acme","iat":1800000000,"exp":1800003600,"jti":"{jti}"}}"#
        )
    );
    let [_, least] = decode(
        &make_jwt_at(
            &secret(),
            &NewClaims {
                uid: "u",
                ..NewClaims::default()
            },
            NOW_MS,
        )
        .unwrap(),
    );
    assert!(
        least
            .starts_with(r#"{"aud":"portico","uid":"u","iat":1800000000,"exp":1800003600,"jti":""#),
        "{least}"
    );
}

#[test]
fn the_signature_is_hmac_sha_256_over_the_whole_secret() {
    // Made independently, by Python's hmac and hashlib.
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImszeTFkNHQzc3QwMCJ9.\
                 eyJhdWQiOiJwb3J0aWNvIiwidWlkIjoidSIsImlhdCI6MTgwMDAwMDAwMCwiZXhwIjoxODAwMDAzNjAwLCJqdGkiOiJqIn0.\
                 frC1TRWugPtGB95uhyGZtxNuyPe29uUeElSo_RTpCLI";
    let verified = verify(token, HOST, &[hs_key(&secret())], NOW_MS).unwrap();
    assert_eq!(
        (verified.identity.uid.as_str(), verified.token_id.as_deref()),
        ("u", Some("j"))
    );
}

#[test]
fn make_jwt_starts_now_and_never_repeats_a_token_id() {
    let claims = NewClaims {
        uid: "u",
        ..NewClaims::default()
    };
    let [first, second] = [(); 2].map(|()| {
        let [_, payload] = decode(&make_jwt(&secret(), &claims).unwrap());
        serde_json::from_str::<Value>(&payload).unwrap()
    });
    assert_ne!(first["jti"], second["jti"]);
    // Later than this test was written, earlier than the year 2100.
    assert!((1_780_000_000..4_102_444_800).contains(&first["iat"].as_i64().unwrap()));
    assert_eq!(
        first["exp"].as_i64().unwrap() - first["iat"].as_i64().unwrap(),
        3_600
    );
}

#[test]
fn make_jwt_refuses_what_verify_would_refuse_and_names_the_claim() {
    let long = "x".repeat(256);
    let orgs = |id: &'static str| [(id, OrgRoles::MEMBER)].into();
    let good = NewClaims {
        uid: "u",
        ..NewClaims::default()
    };
    for (claims, name) in [
        (
            NewClaims {
                uid: "",
                ..good.clone()
            },
            "uid",
        ),
        (
            NewClaims {
                uid: "a\nb",
                ..good.clone()
            },
            "uid",
        ),
        (
            NewClaims {
                uid: &long,
                ..good.clone()
            },
            "uid",
        ),
        (
            NewClaims {
                stripe_customer: Some(""),
                ..good.clone()
            },
            "stripeCustomer",
        ),
        (
            NewClaims {
                orgs: orgs(""),
                ..good.clone()
            },
            "orgs",
        ),
        (
            NewClaims {
                orgs: orgs("__proto__"),
                ..good.clone()
            },
            "orgs",
        ),
        (
            NewClaims {
                org: Some("acme"),
                ..good.clone()
            },
            "org",
        ),
        (
            NewClaims {
                org: Some("acme"),
                orgs: orgs("other"),
                ..good.clone()
            },
            "org",
        ),
        (
            NewClaims {
                expires_in: Some(0),
                ..good.clone()
            },
            "expiresIn",
        ),
        (
            NewClaims {
                expires_in: Some(86_401),
                ..good.clone()
            },
            "expiresIn",
        ),
    ] {
        let MakeJwtError { claim, problem } = make_jwt_at(&secret(), &claims, NOW_MS).unwrap_err();
        assert_eq!(claim, name);
        assert!(!problem.is_empty());
    }
    for seconds in [1, 86_400] {
        let claims = NewClaims {
            expires_in: Some(seconds),
            uid: &long[..255],
            ..good.clone()
        };
        let token = make_jwt_at(&secret(), &claims, NOW_MS).unwrap();
        assert!(verify(&token, HOST, &[hs_key(&secret())], NOW_MS).is_ok());
    }
}

#[test]
fn make_jwt_refuses_to_make_a_token_that_is_too_long() {
    let ids: Vec<String> = (0..400)
        .map(|index| format!("organisation-{index:03}"))
        .collect();
    let claims = |count: usize| NewClaims {
        uid: "u",
        orgs: ids[..count]
            .iter()
            .map(|id| (id.as_str(), OrgRoles::MEMBER))
            .collect(),
        ..NewClaims::default()
    };
    let longest = (0..400)
        .take_while(|count| make_jwt_at(&secret(), &claims(*count), NOW_MS).is_ok())
        .last()
        .unwrap();
    let token = make_jwt_at(&secret(), &claims(longest), NOW_MS).unwrap();
    assert!(
        token.len() <= 8_192 && token.len() > 8_192 - 60,
        "{}",
        token.len()
    );
    assert_eq!(
        make_jwt_at(&secret(), &claims(longest + 1), NOW_MS)
            .unwrap_err()
            .claim,
        "orgs"
    );
}

#[test]
fn a_minimal_token_of_any_library_is_accepted() {
    for header in [
        json!({"alg": "HS256"}),
        json!({"typ": "JWT", "alg": "HS256", "kid": secret().key_id()}),
    ] {
        let token = Signer::Hmac(secret()).sign(&header, &json!({"uid": "u", "exp": NOW + 60}));
        let verified = verify(&token, HOST, &[hs_key(&secret())], NOW_MS).unwrap();
        assert_eq!(verified.identity.uid, "u");
        assert_eq!(verified.token_id, None);
        assert!(verified.identity.orgs.is_empty() && verified.identity.org.is_none());
    }
}

#[test]
fn claims_that_are_not_ours_are_ignored_and_the_audience_may_be_a_list_of_one() {
    let payload = json!({"uid": "u", "exp": NOW + 60, "iat": NOW, "nbf": NOW, "aud": ["portico"], "iss": HOST,
        "sub": 7, "name": {"a": [null]}});
    let token = Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), &payload);
    assert!(verify(&token, HOST, &[hs_key(&secret())], NOW_MS).is_ok());
}

#[test]
fn every_kind_of_public_key_verifies_with_its_own_algorithm() {
    for (algorithm, (key, signer)) in [
        ("ES256", ec_key("p")),
        ("EdDSA", ed_key("p")),
        ("RS256", rsa_key("p")),
    ] {
        let KeyMaterial::PublicJwk(jwk) = &key.material else {
            panic!("a public key")
        };
        assert_eq!(check_public_jwk(jwk).unwrap().algorithm, algorithm);
        let payload = json!({"uid": "u", "exp": NOW + 60, "aud": "portico"});
        for header in [
            json!({"alg": algorithm}),
            json!({"alg": algorithm, "kid": "p"}),
        ] {
            let token = signer.sign(&header, &payload);
            let verified = verify(&token, HOST, std::slice::from_ref(&key), NOW_MS).unwrap();
            assert_eq!(
                (verified.identity.uid.as_str(), verified.key_id.as_str()),
                ("u", "p")
            );
        }
    }
}

#[test]
fn without_a_key_id_every_key_of_the_algorithm_is_tried_with_one_only_that_key() {
    let [old, new] = [(); 2].map(|()| HostSecret::generate().unwrap());
    let (public, _) = ec_key("public");
    let keys = [public, hs_key(&old), hs_key(&new)];
    let payload = json!({"uid": "u", "exp": NOW + 60});
    for secret in [&old, &new] {
        let signer = Signer::Hmac(secret.clone());
        let anonymous = signer.sign(&json!({"alg": "HS256"}), &payload);
        assert_eq!(
            verify(&anonymous, HOST, &keys, NOW_MS).unwrap().key_id,
            secret.key_id()
        );
        let named = signer.sign(&json!({"alg": "HS256", "kid": secret.key_id()}), &payload);
        assert_eq!(
            verify(&named, HOST, &keys, NOW_MS).unwrap().key_id,
            secret.key_id()
        );
    }
    let misnamed = Signer::Hmac(old).sign(&json!({"alg": "HS256", "kid": new.key_id()}), &payload);
    assert_eq!(
        verify(&misnamed, HOST, &keys, NOW_MS),
        Err(JwtError::Signature)
    );
}

#[test]
fn a_new_secret_has_a_key_id_of_twelve_characters_and_reads_back() {
    let (one, other) = (
        HostSecret::generate().unwrap(),
        HostSecret::generate().unwrap(),
    );
    assert_ne!(one, other);
    assert_eq!(one.key_id().len(), 12);
    assert!(
        one.key_id()
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    );
    assert_eq!(one.expose().len(), "psk_".len() + 12 + 1 + 43);
    let read = HostSecret::parse(one.expose()).unwrap();
    assert_eq!((read.key_id(), read.expose()), (one.key_id(), one.expose()));
    assert_eq!(read, one);
    let more: std::collections::BTreeSet<char> = (0..40)
        .flat_map(|_| {
            HostSecret::generate()
                .unwrap()
                .key_id()
                .chars()
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(more.contains(&'z') || more.contains(&'9') || more.len() > 30);
}

#[test]
fn only_a_whole_secret_is_read() {
    let random = "A".repeat(41) + "-_";
    assert_eq!(
        HostSecret::parse(&format!("psk_k1_{random}"))
            .unwrap()
            .key_id(),
        "k1"
    );
    for text in [
        String::new(),
        random.clone(),
        format!("psk_k1{random}"),
        format!("psk__{random}"),
        format!("psk_K1_{random}"),
        format!("psk_k.1_{random}"),
        format!("psk_k1_{random}A"),
        format!("psk_k1_{}", &random[1..]),
        format!("psk_k1_{}+", &random[1..]),
        format!("psk_k1_{}é", &random[2..]),
        format!("psk_{}_{random}", "k".repeat(33)),
        format!(" psk_k1_{random}"),
        format!("sk_k1_{random}"),
    ] {
        assert_eq!(HostSecret::parse(&text), Err(SecretError), "{text}");
    }
    assert!(HostSecret::parse(&format!("psk_{}_{random}", "k".repeat(32))).is_ok());
}

#[test]
fn threat_46_no_debug_or_error_output_contains_a_secret_or_a_token() {
    let secret = secret();
    let hidden = &secret.expose()[secret.key_id().len() + 5..];
    let key = Key {
        id: "k".to_owned(),
        material: KeyMaterial::Secret(secret.clone()),
    };
    assert!(!format!("{secret:?} {key:?}").contains(hidden));
    assert!(format!("{secret:?}").contains(secret.key_id()));
    let broken = format!("{}x", secret.expose());
    assert!(!format!("{0} {0:?}", HostSecret::parse(&broken).unwrap_err()).contains(hidden));
    let token = Signer::Hmac(secret.clone()).sign(
        &json!({"alg": "HS256"}),
        &json!({"uid": "secret-uid\n", "exp": NOW}),
    );
    let error = verify(&token, HOST, &[hs_key(&secret)], NOW_MS).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret-uid"));
}

/// A number of this many characters, without stray bits at the end.
fn modulus(characters: usize) -> String {
    "x".repeat(characters - 1) + "w"
}

#[test]
fn a_registered_key_is_public_of_a_known_kind_and_for_signatures() {
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let ed = json!({"kty": "OKP", "crv": "Ed25519", "x": x});
    let ec = json!({"kty": "EC", "crv": "P-256", "x": x, "y": x});
    let rsa = json!({"kty": "RSA", "n": modulus(342), "e": "AQAB"});
    let with = |jwk: &Value, name: &str, value: Value| {
        let mut jwk = jwk.clone();
        jwk[name] = value;
        jwk.to_string()
    };
    for (jwk, algorithm) in [(&ed, "EdDSA"), (&ec, "ES256"), (&rsa, "RS256")] {
        let info = check_public_jwk(&with(jwk, "kid", json!("my key"))).unwrap();
        assert_eq!(
            (info.algorithm, info.key_id.as_deref()),
            (algorithm, Some("my key"))
        );
        assert_eq!(check_public_jwk(&jwk.to_string()).unwrap().key_id, None);
        assert!(check_public_jwk(&with(jwk, "alg", json!(algorithm))).is_ok());
        assert!(check_public_jwk(&with(jwk, "use", json!("sig"))).is_ok());
        for (name, value) in [
            ("alg", json!("HS256")),
            ("alg", json!("none")),
            ("alg", json!(1)),
            ("use", json!("enc")),
            ("kid", json!(7)),
            ("kty", json!("oct")),
            ("kty", Value::Null),
            ("d", json!("AAAA")),
            ("k", json!("AAAA")),
        ] {
            assert!(
                check_public_jwk(&with(jwk, name, value.clone())).is_err(),
                "{name} {value}"
            );
        }
    }
    for (jwk, name, value) in [
        (&ed, "crv", json!("Ed448")),
        (&ed, "x", json!("AAAA")),
        (&ed, "x", json!(format!("{}*", &x[1..]))),
        (&ec, "crv", json!("P-384")),
        (&ec, "crv", json!("secp256k1")),
        (&ec, "y", Value::Null),
        (&ec, "x", json!(format!("{x}AA"))),
        (&rsa, "n", json!(modulus(341))),
        (&rsa, "n", json!(modulus(1367))),
        (&rsa, "n", json!(format!("A{}", &modulus(342)[1..]))),
        (&rsa, "e", json!("AQ")),
        (&rsa, "e", Value::Null),
    ] {
        assert!(
            check_public_jwk(&with(jwk, name, value.clone())).is_err(),
            "{name} {value}"
        );
    }
    assert!(check_public_jwk(&with(&rsa, "n", json!(modulus(1366)))).is_ok());
    assert!(check_public_jwk(&with(&rsa, "e", json!("Aw"))).is_ok());
    for text in [
        "",
        "[]",
        "{",
        r#"{"kty":"OKP","kty":"OKP","crv":"Ed25519"}"#,
    ] {
        assert!(check_public_jwk(text).is_err(), "{text}");
    }
    let error = check_public_jwk("{}").unwrap_err();
    assert!(error.to_string().starts_with("not a usable public key: "));
}

#[test]
fn every_refusal_has_its_own_code() {
    let errors = [
        JwtError::TooLong,
        JwtError::Malformed,
        JwtError::DuplicateKey,
        JwtError::HeaderParameter("jku".to_owned()),
        JwtError::Algorithm,
        JwtError::UnknownKey,
        JwtError::Signature,
        JwtError::Expired,
        JwtError::NotYetValid,
        JwtError::Claim {
            claim: "uid",
            problem: "is missing",
        },
    ];
    let codes: std::collections::BTreeSet<&str> = errors.iter().map(JwtError::code).collect();
    assert_eq!(codes.len(), errors.len());
    assert!(codes.iter().all(|code| code.starts_with("token_")));
    assert_eq!(JwtError::Expired.code(), "token_expired");
    assert_eq!(errors[9].to_string(), "claim uid is missing");
}
