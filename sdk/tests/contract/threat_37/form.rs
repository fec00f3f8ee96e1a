//! What is a token at all, before anything in it counts.

use portico_sdk::jwt::{JwtError, peek, verify};
use serde_json::json;

use super::good;
use crate::tokens::{HOST, NOW, NOW_MS, Signer, base64, hs_key, secret};

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
