//! THREATS 37, item by item. Replayed `jti` and the host named by the request are the server's.

mod claims;
mod form;
mod keys;
mod times;

use portico_sdk::jwt::{JwtError, Verified, verify};
use serde_json::{Value, json};

use crate::tokens::{HOST, NOW, NOW_MS, Signer, hs_key, secret};

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
