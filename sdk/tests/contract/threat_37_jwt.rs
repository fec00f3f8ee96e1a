//! THREATS 37, item by item. Replayed `jti` and the host named by the request are the server's.

use portico_sdk::jwt::{HostSecret, JwtError, Key, KeyMaterial, Verified, peek, verify};
use serde_json::{Value, json};

use crate::tokens::{HOST, NOW, NOW_MS, Signer, base64, ec_key, ed_key, hs_key, rsa_key, secret};

/// Verifies a payload signed with the right secret.
fn claims(payload: &Value) -> Result<Verified, JwtError> {
    let token = Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), payload);
    verify(&token, HOST, &[hs_key(&secret())], NOW_MS)
}

fn good() -> Value {
    json!({"uid": "u", "exp": NOW + 60})
}

fn with(name: &str, value: Value) -> Value {
    let mut payload = good();
    payload[name] = value;
    payload
}

fn header(header: &Value) -> Result<Verified, JwtError> {
    let token = Signer::Hmac(secret()).sign(header, &good());
    verify(&token, HOST, &[hs_key(&secret())], NOW_MS)
}

#[track_caller]
fn refused_claim(payload: &Value, name: &str) {
    match claims(payload) {
        Err(JwtError::Claim { claim, problem }) => {
            assert_eq!(claim, name, "{payload}");
            assert!(!problem.is_empty());
        }
        other => panic!("{payload}: {other:?}"),
    }
}

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
            for head in [json!({"alg": "HS256"}), json!({"alg": "HS256", "kid": "p"})] {
                let payload = with("aud", json!("portico"));
                let token = Signer::HmacBytes(bytes.to_vec()).sign(&head, &payload);
                assert_eq!(
                    verify(&token, HOST, std::slice::from_ref(&key), NOW_MS),
                    Err(JwtError::Algorithm)
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
fn threat_37_wrong_audience() {
    for aud in [
        json!("porticO"),
        json!(""),
        json!(null),
        json!(1),
        json!([]),
        json!(["other"]),
        json!(["portico", "other"]),
        json!([["portico"]]),
        json!({"portico": true}),
    ] {
        refused_claim(&with("aud", aud), "aud");
    }
    assert!(claims(&with("aud", json!("portico"))).is_ok());
}

#[test]
fn threat_37_a_public_key_needs_the_audience() {
    for (alg, (key, signer)) in [("ES256", ec_key("p")), ("EdDSA", ed_key("p"))] {
        let token = signer.sign(&json!({"alg": alg}), &good());
        let refusal = verify(&token, HOST, std::slice::from_ref(&key), NOW_MS);
        assert!(
            matches!(refusal, Err(JwtError::Claim { claim: "aud", .. })),
            "{refusal:?}"
        );
        let token = signer.sign(&json!({"alg": alg}), &with("aud", json!("portico")));
        assert!(verify(&token, HOST, &[key], NOW_MS).is_ok());
    }
}

#[test]
fn threat_37_wrong_issuer() {
    for iss in [
        json!("other-host"),
        json!(""),
        json!(null),
        json!([HOST]),
        json!("ACME-SHOP"),
    ] {
        refused_claim(&with("iss", iss), "iss");
    }
    assert!(claims(&with("iss", json!(HOST))).is_ok());
}

#[test]
fn threat_37_expired_to_the_second() {
    for (exp, verdict) in [
        (NOW, true),
        (NOW - 59, true),
        (NOW - 60, false),
        (NOW - 3600, false),
        (0, false),
        (-1, false),
    ] {
        let result = claims(&with("exp", json!(exp)));
        assert_eq!(result.is_ok(), verdict, "{exp}");
        if !verdict {
            assert_eq!(result, Err(JwtError::Expired));
        }
    }
    assert_eq!(
        claims(&with("exp", json!(i64::MIN))),
        Err(JwtError::Expired)
    );
    // The part of a second that has passed does not count.
    let token =
        Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), &with("exp", json!(NOW - 59)));
    assert!(verify(&token, HOST, &[hs_key(&secret())], NOW_MS + 999).is_ok());
    assert_eq!(
        verify(&token, HOST, &[hs_key(&secret())], NOW_MS + 1000),
        Err(JwtError::Expired)
    );
}

#[test]
fn threat_37_not_valid_yet() {
    for name in ["nbf", "iat"] {
        assert!(claims(&with(name, json!(NOW + 60))).is_ok());
        assert_eq!(
            claims(&with(name, json!(NOW + 61))),
            Err(JwtError::NotYetValid)
        );
        assert_eq!(
            claims(&with(name, json!(i64::MAX))),
            Err(JwtError::NotYetValid)
        );
        for value in [
            json!("1800000000"),
            json!(1.8e9),
            json!(1_800_000_000.5),
            json!(null),
            json!(true),
        ] {
            refused_claim(&with(name, value), name);
        }
    }
    // One of them is enough.
    let payload = json!({"uid": "u", "exp": NOW + 60, "iat": NOW, "nbf": NOW + 61});
    assert_eq!(claims(&payload), Err(JwtError::NotYetValid));
}

#[test]
fn threat_37_exp_missing_or_not_an_integer() {
    refused_claim(&json!({"uid": "u"}), "exp");
    for exp in [
        json!("1800000060"),
        json!(1_800_000_060.0),
        json!(1.8e9),
        json!(null),
        json!(true),
        json!([NOW]),
    ] {
        refused_claim(&with("exp", exp), "exp");
    }
}

#[test]
fn threat_37_exp_more_than_a_day_ahead() {
    assert!(claims(&with("exp", json!(NOW + 86_400 + 60))).is_ok());
    refused_claim(&with("exp", json!(NOW + 86_400 + 61)), "exp");
    refused_claim(&with("exp", json!(i64::MAX)), "exp");
    refused_claim(&with("exp", json!(u64::MAX)), "exp");
}

#[test]
fn threat_37_duplicate_keys_in_header_and_payload_at_any_depth() {
    let signer = Signer::Hmac(secret());
    let exp = NOW + 60;
    for (head, payload) in [
        (
            r#"{"alg":"none","alg":"HS256"}"#.to_owned(),
            good().to_string(),
        ),
        (
            r#"{"alg":"HS256","x":{"y":1,"y":2}}"#.to_owned(),
            good().to_string(),
        ),
        (
            r#"{"alg":"HS256"}"#.to_owned(),
            format!(r#"{{"uid":"victim","uid":"u","exp":{exp}}}"#),
        ),
        (
            r#"{"alg":"HS256"}"#.to_owned(),
            format!(r#"{{"uid":"u","u\u0069d":"u","exp":{exp}}}"#),
        ),
        (
            r#"{"alg":"HS256"}"#.to_owned(),
            format!(r#"{{"uid":"u","exp":{exp},"orgs":{{"acme":"MEMBER","acme":"ADMIN"}}}}"#),
        ),
        (
            r#"{"alg":"HS256"}"#.to_owned(),
            format!(r#"{{"uid":"u","exp":{exp},"x":[{{"a":1,"a":1}}]}}"#),
        ),
    ] {
        let token = signer.sign_text(&head, &payload);
        assert_eq!(
            verify(&token, HOST, &[hs_key(&secret())], NOW_MS),
            Err(JwtError::DuplicateKey),
            "{head} {payload}"
        );
    }
}

#[test]
fn threat_37_longer_than_8_kib() {
    let padded = |length: usize| {
        let token = |pad: usize| {
            Signer::Hmac(secret()).sign_text(
                &format!(r#"{{"alg":"HS256"{}}}"#, " ".repeat(length % 4)),
                &format!(
                    r#"{{"uid":"u","exp":{},"pad":"{}"}}"#,
                    NOW + 60,
                    "x".repeat(pad)
                ),
            )
        };
        (5_000..7_000)
            .map(token)
            .find(|token| token.len() >= length)
            .unwrap()
    };
    let (fits, over) = (padded(8_190), padded(8_193));
    assert!(fits.len() <= 8_192 && over.len() > 8_192);
    assert!(verify(&fits, HOST, &[hs_key(&secret())], NOW_MS).is_ok());
    assert_eq!(
        verify(&over, HOST, &[hs_key(&secret())], NOW_MS),
        Err(JwtError::TooLong)
    );
    assert_eq!(peek(&over), Err(JwtError::TooLong));
    // The limit itself, whatever is in it.
    assert_eq!(peek(&"a".repeat(8_192)), Err(JwtError::Malformed));
    assert_eq!(peek(&"a".repeat(8_193)), Err(JwtError::TooLong));
}

#[test]
fn threat_37_uid_missing_empty_numeric_or_over_255_bytes() {
    refused_claim(&json!({"exp": NOW + 60}), "uid");
    for uid in [
        json!(""),
        json!(7),
        json!(null),
        json!(["u"]),
        json!("x".repeat(256)),
        json!("a\u{0}b"),
        json!("a\nb"),
    ] {
        refused_claim(&with("uid", uid), "uid");
    }
    // Bytes, not characters.
    refused_claim(&with("uid", json!("é".repeat(128))), "uid");
    assert!(claims(&with("uid", json!(format!("x{}", "é".repeat(127))))).is_ok());
}

#[test]
fn threat_37_stripe_customer_not_a_string() {
    for customer in [
        json!(1),
        json!(null),
        json!({"id": "cus_1"}),
        json!(""),
        json!("a\tb"),
    ] {
        refused_claim(&with("stripeCustomer", customer), "stripeCustomer");
    }
}

#[test]
fn threat_37_orgs_not_a_map_of_roles() {
    for orgs in [
        json!(["acme"]),
        json!("acme"),
        json!(null),
        json!({"acme": "admin"}),
        json!({"acme": "OWNER"}),
        json!({"acme": true}),
        json!({"acme": null}),
        json!({"acme": ["ADMIN"]}),
        json!({"": "ADMIN"}),
        json!({"a\u{7f}": "ADMIN"}),
        json!({"__proto__": "ADMIN"}),
        json!({"a": "ADMIN", "x".repeat(256): "ADMIN"}),
    ] {
        refused_claim(&with("orgs", orgs), "orgs");
    }
    assert!(
        claims(&with("orgs", json!({})))
            .unwrap()
            .identity
            .orgs
            .is_empty()
    );
}

#[test]
fn threat_37_org_not_among_orgs() {
    refused_claim(&with("org", json!("acme")), "org");
    for org in [
        json!("acm"),
        json!("ACME"),
        json!(""),
        json!(null),
        json!(["acme"]),
    ] {
        let payload = json!({"uid": "u", "exp": NOW + 60, "orgs": {"acme": "MEMBER"}, "org": org});
        refused_claim(&payload, "org");
    }
}

#[test]
fn threat_37_jti_not_an_id() {
    for jti in [
        json!(7),
        json!(null),
        json!(""),
        json!("a\nb"),
        json!("x".repeat(256)),
    ] {
        refused_claim(&with("jti", jti), "jti");
    }
}

#[test]
fn threat_37_anything_but_three_parts_of_canonical_base64url() {
    let token = Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), &good());
    let [header, payload, signature]: [&str; 3] =
        token.split('.').collect::<Vec<_>>().try_into().unwrap();
    for broken in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        header.to_owned(),
        format!("{header}.{payload}"),
        format!("{header}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{token}."),
        format!("{token}.x"),
        format!("{header}=.{payload}.{signature}"),
        format!(" {token}"),
        format!("Bearer {token}"),
        format!("{}.{payload}.{signature}", base64(b"[]")),
        format!("{}.{payload}.{signature}", base64(b"{\"alg\":\"HS256\"} x")),
    ] {
        assert_eq!(
            verify(&broken, HOST, &[hs_key(&secret())], NOW_MS),
            Err(JwtError::Malformed),
            "{broken}"
        );
    }
    // What is left of these is well-formed, but not what was signed.
    let mut other_end = token.clone();
    let last = other_end.pop().unwrap();
    for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
        .chars()
        .filter(|c| *c != last)
    {
        let changed = format!("{other_end}{c}");
        assert_eq!(
            verify(&changed, HOST, &[hs_key(&secret())], NOW_MS),
            Err(JwtError::Signature),
            "{c}"
        );
    }
    assert_eq!(
        verify(&other_end, HOST, &[hs_key(&secret())], NOW_MS),
        Err(JwtError::Signature)
    );
    // A payload that is signed but no object.
    for payload in ["[]", "7", "", "{}{}"] {
        let token = Signer::Hmac(secret()).sign_text(r#"{"alg":"HS256"}"#, payload);
        assert_eq!(
            verify(&token, HOST, &[hs_key(&secret())], NOW_MS),
            Err(JwtError::Malformed),
            "{payload}"
        );
    }
}

#[test]
fn threat_37_any_time_is_survived() {
    let token = Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), &good());
    for now in [i64::MIN, -1, 0, i64::MAX] {
        assert!(
            verify(&token, HOST, &[hs_key(&secret())], now).is_err(),
            "{now}"
        );
    }
}
