//! Secrets and public keys: made, read, registered, and never shown.

use portico_sdk::jwt::{
    HostSecret, Key, KeyMaterial, SecretError, check_public_jwk, is_same_public_key, verify,
};
use serde_json::{Value, json};

use crate::tokens::{HOST, NOW, NOW_MS, Signer, hs_key, secret};

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
fn two_public_keys_are_one_key_whatever_is_written_around_them() {
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const OTHER: &str = "21qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let key = |x: &str| json!({"kty": "OKP", "crv": "Ed25519", "x": x}).to_string();
    let named = format!(r#"{{"kid":"k1","x":"{X}","use":"sig","crv":"Ed25519","kty":"OKP"}}"#);
    assert!(is_same_public_key(&key(X), &named));
    assert!(is_same_public_key(&named, &key(X)));
    assert!(!is_same_public_key(&key(X), &key(OTHER)));
    assert!(!is_same_public_key(&key(X), "no key"));
    assert!(!is_same_public_key("no key", "no key"));
    let rsa = |e: &str| json!({"kty": "RSA", "n": "AQAB", "e": e}).to_string();
    assert!(is_same_public_key(&rsa("AQAB"), &rsa("AQAB")));
    assert!(!is_same_public_key(&rsa("AQAB"), &rsa("AQAC")));
}
