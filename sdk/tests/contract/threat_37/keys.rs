//! Which key checks a token, and with which algorithm.

use portico_sdk::jwt::{HostSecret, JwtError, Key, KeyMaterial, peek, verify};
use serde_json::{Value, json};

use super::{good, header, with};
use crate::tokens::{HOST, NOW_MS, Signer, ec_key, ed_key, hs_key, rsa_key, secret};

#[test]
fn threat_37_alg_none_in_every_spelling() {
    for alg in [
        "none", "None", "NONE", "nOnE", "", "HS256 ", "hs256", "HS384", "HS512", "RS256", "PS256",
    ] {
        for signer in [Signer::Nobody, Signer::Hmac(secret())] {
            let token = signer.sign(&json!({"alg": alg}), &good());
            assert_eq!(
                verify(&token, HOST, &[hs_key(&secret())], NOW_MS),
                Err(JwtError::Algorithm),
                "{alg}"
            );
        }
    }
    for alg in [
        json!({}),
        json!({"alg": null}),
        json!({"alg": ["HS256"]}),
        json!({"alg": 256}),
    ] {
        assert_eq!(header(&alg), Err(JwtError::Algorithm), "{alg}");
    }
    let unsigned = Signer::Nobody.sign(&json!({"alg": "HS256"}), &good());
    assert_eq!(
        verify(&unsigned, HOST, &[hs_key(&secret())], NOW_MS),
        Err(JwtError::Signature)
    );
}

#[test]
fn threat_37_hs256_with_a_public_key_as_secret() {
    for (key, _) in [ec_key("p"), ed_key("p"), rsa_key("p")] {
        let KeyMaterial::PublicJwk(jwk) = &key.material else {
            panic!("a public key")
        };
        let parsed: Value = serde_json::from_str(jwk).unwrap();
        let raw = parsed
            .get("x")
            .or(parsed.get("n"))
            .unwrap()
            .as_str()
            .unwrap();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{raw}\n-----END PUBLIC KEY-----\n");
        for bytes in [jwk.as_bytes(), raw.as_bytes(), pem.as_bytes(), b""] {
            for (head, refusal) in [
                (json!({"alg": "HS256"}), JwtError::UnknownKey),
                (json!({"alg": "HS256", "kid": "p"}), JwtError::Algorithm),
            ] {
                let payload = with("aud", json!("portico"));
                let token = Signer::HmacBytes(bytes.to_vec()).sign(&head, &payload);
                assert_eq!(
                    verify(&token, HOST, std::slice::from_ref(&key), NOW_MS),
                    Err(refusal)
                );
            }
        }
    }
}

#[test]
fn threat_37_a_token_of_one_algorithm_under_a_key_of_another() {
    let (ec, ec_signer) = ec_key("ec");
    let (ed, _) = ed_key("ed");
    let payload = with("aud", json!("portico"));
    let lies = ec_signer.sign(&json!({"alg": "EdDSA", "kid": "ed"}), &payload);
    assert_eq!(
        verify(&lies, HOST, &[ec.clone(), ed.clone()], NOW_MS),
        Err(JwtError::Signature)
    );
    let lies = ec_signer.sign(&json!({"alg": "EdDSA", "kid": "ec"}), &payload);
    assert_eq!(
        verify(&lies, HOST, &[ec, ed], NOW_MS),
        Err(JwtError::Algorithm)
    );
}

#[test]
fn threat_37_a_private_or_symmetric_jwk_is_no_key() {
    for jwk in [
        r#"{"kty":"oct","k":"AAAA"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#,
        "broken",
    ] {
        let key = Key {
            id: "k".to_owned(),
            material: KeyMaterial::PublicJwk(jwk.to_owned()),
        };
        let token =
            Signer::HmacBytes(vec![0, 0, 0]).sign(&json!({"alg": "HS256", "kid": "k"}), &good());
        assert_eq!(
            verify(&token, HOST, &[key], NOW_MS),
            Err(JwtError::Algorithm)
        );
    }
}

#[test]
fn threat_37_kid_traversal_sql_unknown_and_of_another_host() {
    let other = HostSecret::generate().unwrap();
    for kid in [
        "../../dev/null",
        "' OR 1=1 --",
        "",
        "*",
        "K3Y1D4T3ST00",
        "k3y1d4t3st00\0",
        other.key_id(),
    ] {
        assert_eq!(
            header(&json!({"alg": "HS256", "kid": kid})),
            Err(JwtError::UnknownKey),
            "{kid}"
        );
    }
    // A key of another host is not among those passed.
    let token =
        Signer::Hmac(other.clone()).sign(&json!({"alg": "HS256", "kid": other.key_id()}), &good());
    assert_eq!(
        verify(&token, HOST, &[hs_key(&secret())], NOW_MS),
        Err(JwtError::UnknownKey)
    );
    let token = Signer::Hmac(other).sign(&json!({"alg": "HS256"}), &good());
    assert_eq!(
        verify(&token, HOST, &[hs_key(&secret())], NOW_MS),
        Err(JwtError::Signature)
    );
    assert_eq!(verify(&token, HOST, &[], NOW_MS), Err(JwtError::UnknownKey));
    for kid in [json!(7), json!(null), json!(["k3y1d4t3st00"])] {
        let refusal = JwtError::HeaderParameter("kid".to_owned());
        assert_eq!(header(&json!({"alg": "HS256", "kid": kid})), Err(refusal));
    }
}

#[test]
fn threat_37_header_parameters_that_bring_their_own_key() {
    for name in ["jku", "x5u", "jwk", "x5c", "crit"] {
        for value in [
            json!("https://evil.example/keys"),
            json!(null),
            json!(["exp"]),
            json!({"kty": "oct"}),
        ] {
            let mut head = json!({"alg": "HS256"});
            head[name] = value;
            assert_eq!(
                header(&head),
                Err(JwtError::HeaderParameter(name.to_owned()))
            );
            let token = Signer::Hmac(secret()).sign(&head, &good());
            assert_eq!(
                peek(&token),
                Err(JwtError::HeaderParameter(name.to_owned()))
            );
        }
    }
}

#[test]
fn threat_37_a_public_key_needs_the_audience() {
    for (alg, (key, signer)) in [("ES256", ec_key("p")), ("EdDSA", ed_key("p"))] {
        let token = signer.sign(&json!({"alg": alg, "kid": "p"}), &good());
        let refusal = verify(&token, HOST, std::slice::from_ref(&key), NOW_MS);
        assert!(
            matches!(refusal, Err(JwtError::Claim { claim: "aud", .. })),
            "{refusal:?}"
        );
        let token = signer.sign(
            &json!({"alg": alg, "kid": "p"}),
            &with("aud", json!("portico")),
        );
        assert!(verify(&token, HOST, &[key], NOW_MS).is_ok());
    }
}

#[test]
fn threat_37_a_kid_that_no_key_can_have_is_unknown_before_anybody_looks_for_it() {
    let peeked = |kid: &str| {
        let header = json!({"alg": "HS256", "kid": kid});
        let token = Signer::Hmac(secret()).sign(&header, &good());
        peek(&token).map(|found| found.key_id)
    };
    for kid in ["", "a\u{0}b", "a\nb", &"k".repeat(256)] {
        assert_eq!(peeked(kid), Err(JwtError::UnknownKey), "{kid:?}");
    }
    let longest = "k".repeat(255);
    assert_eq!(peeked(&longest), Ok(Some(longest)));
}
