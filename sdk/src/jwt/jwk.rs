//! Public keys that a host registers as JWK (RFC 7517): ES256, `EdDSA` or RS256, nothing else.

use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};

use super::strict_json;

/// Parameters of private and symmetric keys (RFC 7518 section 6): a registered key must have none of them.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A JWK that cannot be registered or used. The key itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a usable public key: {problem}")]
pub struct JwkError {
    /// What is wrong, in a word for catalogues: `json`, `kid`, `private`, `rsa`, `type`, `alg`, `use`, `coordinate`.
    pub code: &'static str,
    /// What is wrong with it and how to mend it.
    pub problem: &'static str,
}

/// What a usable public JWK is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwkInfo {
    /// `ES256`, `EdDSA` or `RS256`: the only `alg` accepted with this key.
    pub algorithm: &'static str,
    /// The key's own `kid`, when it has one.
    pub key_id: Option<String>,
}

/// Checks a public key as pasted by a host developer, before it is stored.
///
/// ```
/// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// assert_eq!(portico_sdk::jwt::check_public_jwk(jwk).unwrap().algorithm, "EdDSA");
/// assert!(portico_sdk::jwt::check_public_jwk(r#"{"kty":"oct","k":"c2VjcmV0"}"#).is_err());
/// ```
pub fn check_public_jwk(text: &str) -> Result<JwkInfo, JwkError> {
    let jwk = object(text)?;
    let (algorithm, _) = key(&jwk)?;
    let key_id = match jwk.get("kid") {
        None => None,
        Some(Value::String(id)) => Some(id.clone()),
        Some(_) => return problem("kid", "kid must be a string"),
    };
    Ok(JwkInfo {
        algorithm: name(algorithm),
        key_id,
    })
}

/// True when two keys that [`check_public_jwk`] accepts are one key, whatever `kid` or order of members they have. It
/// accepts one spelling of each number only, so the texts can be compared.
///
/// ```
/// let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// let same = r#"{"kid":"k1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","crv":"Ed25519","kty":"OKP"}"#;
/// let other = r#"{"kty":"OKP","crv":"Ed25519","x":"21qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// assert!(portico_sdk::jwt::is_same_public_key(jwk, same));
/// assert!(!portico_sdk::jwt::is_same_public_key(jwk, other));
/// ```
pub fn is_same_public_key(a: &str, b: &str) -> bool {
    let (Ok(a), Ok(b)) = (object(a), object(b)) else {
        return false;
    };
    ["kty", "crv", "x", "y", "n", "e"]
        .iter()
        .all(|member| a.get(*member) == b.get(*member))
}

/// The key and the one algorithm it verifies.
pub(super) fn decoding_key(text: &str) -> Result<(Algorithm, DecodingKey), JwkError> {
    key(&object(text)?)
}

fn object(text: &str) -> Result<Map<String, Value>, JwkError> {
    strict_json::object(text.as_bytes()).or(problem(
        "json",
        "paste one JSON object, with each member once",
    ))
}

fn key(jwk: &Map<String, Value>) -> Result<(Algorithm, DecodingKey), JwkError> {
    if PRIVATE.iter().any(|name| jwk.contains_key(*name)) {
        return problem(
            "private",
            "it has a private part: register the public key only, and replace this one, it is no longer secret",
        );
    }
    let member = |name| jwk.get(name).and_then(Value::as_str);
    let (algorithm, key) = match (member("kty"), member("crv")) {
        (Some("EC"), Some("P-256")) => {
            let (x, y) = (coordinate(member("x"))?, coordinate(member("y"))?);
            (Algorithm::ES256, DecodingKey::from_ec_components(x, y))
        }
        (Some("OKP"), Some("Ed25519")) => (
            Algorithm::EdDSA,
            DecodingKey::from_ed_components(coordinate(member("x"))?),
        ),
        (Some("RSA"), _) => {
            let (n, e) = (
                member("n").unwrap_or_default(),
                member("e").unwrap_or_default(),
            );
            if !(MIN_RSA_CHARACTERS..=MAX_RSA_CHARACTERS).contains(&n.len()) || n.starts_with('A') {
                return problem("rsa", "an RSA modulus must have 2,048 to 8,192 bits");
            }
            if !matches!(e, "AQAB" | "Aw") {
                return problem("rsa", "the RSA exponent must be 65537 or 3");
            }
            (Algorithm::RS256, DecodingKey::from_rsa_components(n, e))
        }
        _ => {
            return problem(
                "type",
                "use kty EC with crv P-256, kty OKP with crv Ed25519, or kty RSA",
            );
        }
    };
    if jwk
        .get("alg")
        .is_some_and(|alg| alg.as_str() != Some(name(algorithm)))
    {
        return problem(
            "alg",
            "its alg is not ES256, EdDSA or RS256, or does not fit its kty",
        );
    }
    if jwk
        .get("use")
        .is_some_and(|usage| usage.as_str() != Some("sig"))
    {
        return problem("use", "its use is not sig");
    }
    match key {
        Ok(key) => Ok((algorithm, key)),
        Err(_) => problem(
            "coordinate",
            "a coordinate is not base64url without padding",
        ),
    }
}

/// 2,048 and 8,192 bits in base64url: the range in which signatures are verified.
const MIN_RSA_CHARACTERS: usize = 342;
const MAX_RSA_CHARACTERS: usize = 1366;

/// 32 bytes in base64url.
fn coordinate(text: Option<&str>) -> Result<&str, JwkError> {
    match text {
        Some(text) if text.len() == 43 => Ok(text),
        _ => problem(
            "coordinate",
            "x, and for kty EC also y, must be 32 bytes in base64url",
        ),
    }
}

/// The name of an algorithm in a header. Only called for the four that are accepted.
pub(super) fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HS256 => "HS256",
        Algorithm::ES256 => "ES256",
        Algorithm::EdDSA => "EdDSA",
        Algorithm::RS256 => "RS256",
        _ => "",
    }
}

fn problem<T>(code: &'static str, problem: &'static str) -> Result<T, JwkError> {
    Err(JwkError { code, problem })
}
