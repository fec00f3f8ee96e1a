//! Tokens that are accepted, whichever library made them.

use portico_sdk::jwt::{HostSecret, JwtError, KeyMaterial, check_public_jwk, issuer, verify};
use serde_json::json;

use crate::tokens::{HOST, NOW, NOW_MS, Signer, ec_key, ed_key, hs_key, rsa_key, secret};

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
        let token = signer.sign(&json!({"alg": algorithm, "kid": "p"}), &payload);
        let verified = verify(&token, HOST, std::slice::from_ref(&key), NOW_MS).unwrap();
        assert_eq!(
            (verified.identity.uid.as_str(), verified.key_id.as_str()),
            ("u", "p")
        );
        // Without its id every public key of the host would have to be tried.
        let unnamed = signer.sign(&json!({"alg": algorithm}), &payload);
        assert_eq!(
            verify(&unnamed, HOST, std::slice::from_ref(&key), NOW_MS),
            Err(JwtError::UnknownKey)
        );
    }
}

#[test]
fn without_a_key_id_every_secret_is_tried_with_one_only_that_key() {
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

#[test]
fn the_issuer_that_a_token_names_is_read_before_its_host_is_known() {
    let issuer_of = |payload: &serde_json::Value| {
        let token = Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), payload);
        issuer(&token)
    };
    let named = json!({"uid": "u", "exp": NOW + 60, "iss": HOST});
    assert_eq!(issuer_of(&named), Ok(Some(HOST.to_owned())));
    assert_eq!(issuer_of(&json!({"uid": "u", "exp": NOW + 60})), Ok(None));
    for iss in [json!(null), json!(7), json!([HOST])] {
        let refused = issuer_of(&json!({"uid": "u", "exp": NOW + 60, "iss": iss}));
        assert!(
            matches!(refused, Err(JwtError::Claim { claim: "iss", .. })),
            "{refused:?}"
        );
    }
    assert!(issuer("no token").is_err());
}
