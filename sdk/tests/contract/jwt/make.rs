//! Tokens that are made: what is in them, and what is refused before it is signed.

use portico_sdk::OrgRoles;
use portico_sdk::claims::MAX_ORGS;
use portico_sdk::jwt::{
    HostSecret, JwtError, MakeJwtError, NewClaims, make_jwt, make_jwt_at, peek, verify,
};
use serde_json::{Value, json};

use crate::tokens::{HOST, NOW, NOW_MS, Signer, decode, hs_key, secret};

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
    // With an active organisation the others take no part.
    assert_eq!(verified.identity.role("other"), None);
    assert_eq!(verified.identity.orgs.get("other"), Some(&OrgRoles::MEMBER));
    assert_eq!(verified.identity.role("third"), None);
    assert_eq!(verified.identity.org.as_deref(), Some("acme"));
    assert_eq!(verified.expires_at, NOW_MS + 60_000);
    // Clocks may differ by a minute.
    assert_eq!(verified.accepted_until(), NOW_MS + 120_000);
    let at = |now| verify(&token, HOST, &[hs_key(&secret)], now);
    assert!(at(verified.accepted_until() - 1_000).is_ok());
    assert_eq!(at(verified.accepted_until()), Err(JwtError::Expired));
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
    let ids: Vec<String> = (0..50).map(|index| format!("{index:0>180}")).collect();
    let claims = |count: usize| NewClaims {
        uid: "u",
        orgs: ids[..count]
            .iter()
            .map(|id| (id.as_str(), OrgRoles::MEMBER))
            .collect(),
        ..NewClaims::default()
    };
    let longest = (0..50)
        .take_while(|count| make_jwt_at(&secret(), &claims(*count), NOW_MS).is_ok())
        .last()
        .unwrap();
    let token = make_jwt_at(&secret(), &claims(longest), NOW_MS).unwrap();
    assert!(
        token.len() <= 8_192 && token.len() > 8_192 - 280,
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
fn threat_37_a_token_names_fifty_organisations_and_no_more() {
    let ids: Vec<String> = (0..51).map(|index| format!("o{index}")).collect();
    let claims = |count: usize| NewClaims {
        uid: "u",
        orgs: ids[..count]
            .iter()
            .map(|id| (id.as_str(), OrgRoles::ADMIN))
            .collect(),
        ..NewClaims::default()
    };
    let token = make_jwt_at(&secret(), &claims(50), NOW_MS).unwrap();
    let verified = verify(&token, HOST, &[hs_key(&secret())], NOW_MS).unwrap();
    assert_eq!(verified.identity.orgs.len(), MAX_ORGS);
    let refused = make_jwt_at(&secret(), &claims(51), NOW_MS).unwrap_err();
    assert_eq!(refused.claim, "orgs");
    assert!(refused.problem.contains("50"), "{refused}");

    let orgs: serde_json::Map<String, Value> =
        ids.iter().map(|id| (id.clone(), json!("MEMBER"))).collect();
    let by_hand = Signer::Hmac(secret()).sign(
        &json!({"alg": "HS256"}),
        &json!({"uid": "u", "exp": NOW + 60, "orgs": orgs}),
    );
    assert!(matches!(
        verify(&by_hand, HOST, &[hs_key(&secret())], NOW_MS),
        Err(JwtError::Claim { claim: "orgs", .. })
    ));
}
