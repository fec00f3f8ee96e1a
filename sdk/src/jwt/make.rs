//! Making a host JWT.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde::Serialize;

use super::HostSecret;
use super::claims::{AUDIENCE, MAX_LIFE, TOO_MANY_ORGS};
use super::verify::MAX_BYTES;
use crate::claims::{MAX_ORGS, OrgRole};
use crate::names::is_external_id;

/// Life of a token in seconds when the caller does not say.
const DEFAULT_LIFE: u32 = 3_600;
/// Random bytes of a `jti`.
const TOKEN_ID_BYTES: usize = 16;

const ID: &str = "must be 1 to 255 bytes without control characters";

/// What goes into a token.
#[derive(Debug, Clone, Default)]
pub struct NewClaims<'a> {
    /// The host's id of the user.
    pub uid: &'a str,
    /// The user's customer id in the host's Stripe account.
    pub stripe_customer: Option<&'a str>,
    /// Organisation → role, at most [`MAX_ORGS`].
    pub orgs: BTreeMap<&'a str, OrgRole>,
    /// Active organisation, a key of `orgs`.
    pub org: Option<&'a str>,
    /// Seconds until the token ends: 1 to 86,400; `None`: 3,600.
    pub expires_in: Option<u32>,
}

/// Why no token was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("claim {claim} {problem}")]
pub struct MakeJwtError {
    /// Name of the claim.
    pub claim: &'static str,
    /// What is wrong with it and how to mend it.
    pub problem: &'static str,
}

/// The payload, in the order of the contract.
#[derive(Serialize)]
struct Payload<'a> {
    aud: &'static str,
    uid: &'a str,
    #[serde(rename = "stripeCustomer", skip_serializing_if = "Option::is_none")]
    stripe_customer: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    orgs: &'a BTreeMap<&'a str, OrgRole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<&'a str>,
    iat: i64,
    exp: i64,
    jti: &'a str,
}

/// Makes a host JWT, valid from now on.
///
/// ```
/// use portico_sdk::OrgRoles;
/// use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt};
///
/// let secret = HostSecret::generate()?;
/// let token = make_jwt(&secret, &NewClaims { uid: "user-7", orgs: [("acme", OrgRoles::ADMIN)].into(), ..Default::default() })?;
/// assert_eq!(token.split('.').count(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[expect(
    clippy::disallowed_methods,
    reason = "the host calls it, where no clock is injected; see make_jwt_at"
)]
pub fn make_jwt(secret: &HostSecret, claims: &NewClaims<'_>) -> Result<String, MakeJwtError> {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .ok_or(MakeJwtError {
            claim: "iat",
            problem: "cannot be set: this machine's clock is wrong",
        })?;
    make_jwt_at(secret, claims, now)
}

/// [`make_jwt`] with the time given, in milliseconds since the epoch.
pub fn make_jwt_at(
    secret: &HostSecret,
    claims: &NewClaims<'_>,
    now_ms: i64,
) -> Result<String, MakeJwtError> {
    let mut token_id = [0; TOKEN_ID_BYTES];
    aws_lc_rs::rand::fill(&mut token_id).map_err(|_| MakeJwtError {
        claim: "jti",
        problem: "cannot be made: the system has no randomness",
    })?;
    sign(
        secret,
        claims,
        now_ms.div_euclid(1000),
        &URL_SAFE_NO_PAD.encode(token_id),
    )
}

/// Everything given, so that the result is fixed.
fn sign(
    secret: &HostSecret,
    claims: &NewClaims<'_>,
    iat: i64,
    jti: &str,
) -> Result<String, MakeJwtError> {
    check(claims)?;
    let payload = Payload {
        aud: AUDIENCE,
        uid: claims.uid,
        stripe_customer: claims.stripe_customer,
        orgs: &claims.orgs,
        org: claims.org,
        iat,
        exp: iat.saturating_add(claims.expires_in.unwrap_or(DEFAULT_LIFE).into()),
        jti,
    };
    let payload = serde_json::to_vec(&payload).map_err(|_| MakeJwtError {
        claim: "orgs",
        problem: "cannot be written as JSON",
    })?;
    // A key id consists of letters and digits, so nothing needs escaping.
    let header = format!(
        r#"{{"alg":"HS256","typ":"JWT","kid":"{}"}}"#,
        secret.key_id()
    );
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload)
    );
    let key = EncodingKey::from_secret(secret.expose().as_bytes());
    let signature =
        jsonwebtoken::crypto::sign(signed.as_bytes(), &key, Algorithm::HS256).map_err(|_| {
            MakeJwtError {
                claim: "jti",
                problem: "cannot be signed",
            }
        })?;
    let token = format!("{signed}.{signature}");
    if token.len() > MAX_BYTES {
        // Fifty long organisation ids can still be too much.
        return refuse(
            "orgs",
            "makes the token longer than 8 KiB: pass fewer, or only the active one",
        );
    }
    Ok(token)
}

fn check(claims: &NewClaims<'_>) -> Result<(), MakeJwtError> {
    if !is_external_id(claims.uid) {
        return refuse("uid", ID);
    }
    if claims.stripe_customer.is_some_and(|id| !is_external_id(id)) {
        return refuse("stripeCustomer", ID);
    }
    if claims.orgs.len() > MAX_ORGS {
        return refuse("orgs", TOO_MANY_ORGS);
    }
    if claims
        .orgs
        .keys()
        .any(|id| !is_external_id(id) || *id == "__proto__")
    {
        return refuse(
            "orgs",
            "has an organisation id that is not 1 to 255 bytes without control characters",
        );
    }
    if claims.org.is_some_and(|org| !claims.orgs.contains_key(org)) {
        return refuse(
            "org",
            "must be an organisation id in orgs: add it there with its role or leave org out",
        );
    }
    if claims
        .expires_in
        .is_some_and(|seconds| seconds == 0 || i64::from(seconds) > MAX_LIFE)
    {
        return refuse("expiresIn", "must be 1 to 86,400 seconds");
    }
    Ok(())
}

fn refuse<T>(claim: &'static str, problem: &'static str) -> Result<T, MakeJwtError> {
    Err(MakeJwtError { claim, problem })
}
