//! From when until when a token is good.

use portico_sdk::jwt::{JwtError, verify};
use serde_json::json;

use super::{claims, good, refused_claim, with};
use crate::tokens::{HOST, NOW, NOW_MS, Signer, hs_key, secret};

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
fn threat_37_any_time_is_survived() {
    let token = Signer::Hmac(secret()).sign(&json!({"alg": "HS256"}), &good());
    for now in [i64::MIN, -1, 0, i64::MAX] {
        assert!(
            verify(&token, HOST, &[hs_key(&secret())], now).is_err(),
            "{now}"
        );
    }
}
