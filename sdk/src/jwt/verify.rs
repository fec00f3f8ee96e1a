//! Checking a host JWT.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};

use super::claims::{self, Audience, LEEWAY};
use super::strict_json::{self, StrictJsonError};
use super::{HostSecret, jwk};
use crate::claims::Identity;
use crate::names::is_external_id;

/// The longest token, in bytes.
pub(super) const MAX_BYTES: usize = 8 * 1024;

/// Header parameters that point to a key or change what is signed: following them would let the token choose its own key.
const FORBIDDEN_PARAMETERS: [&str; 5] = ["jku", "x5u", "jwk", "x5c", "crit"];

/// One key of one host.
#[derive(Debug, Clone)]
pub struct Key {
    /// `kid` in tokens.
    pub id: String,
    /// What to check with.
    pub material: KeyMaterial,
}

/// What a signature is checked with.
#[derive(Debug, Clone)]
pub enum KeyMaterial {
    /// HS256 with the UTF-8 bytes of the whole secret.
    Secret(HostSecret),
    /// ES256, `EdDSA` or RS256 with a registered public JWK (its JSON text).
    PublicJwk(String),
}

/// What an unchecked token says about itself: enough to choose the host and the key, never to trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified {
    /// `alg` of the header.
    pub algorithm: String,
    /// `kid` of the header.
    pub key_id: Option<String>,
}

/// A checked token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Who it speaks for.
    pub identity: Identity,
    /// End of life, milliseconds since the epoch.
    pub expires_at: i64,
    /// `jti`, when present: opens one cookie session only.
    pub token_id: Option<String>,
    /// The key that signed it.
    pub key_id: String,
}

impl Verified {
    /// Until when the token is accepted, milliseconds since the epoch: clocks may differ a little, so for a while beyond its
    /// end.
    pub fn accepted_until(&self) -> i64 {
        self.expires_at.saturating_add(LEEWAY * 1000)
    }
}

/// Why a token was refused. `code` goes over the wire; nothing repeats the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// Longer than 8 KiB.
    #[error("the token is longer than 8 KiB")]
    TooLong,
    /// Not a compact JWS of three parts with JSON objects.
    #[error("the token is not a compact JWS")]
    Malformed,
    /// A JSON key appears twice.
    #[error("a JSON key appears twice in the token")]
    DuplicateKey,
    /// `jku`, `x5u`, `jwk`, `x5c` or `crit` in the header.
    #[error("the header parameter {0} is not accepted")]
    HeaderParameter(String),
    /// `alg` is not the algorithm of the key.
    #[error("the algorithm is not the key's")]
    Algorithm,
    /// No active key fits.
    #[error("no active key of this host fits")]
    UnknownKey,
    /// The signature is wrong.
    #[error("the signature does not fit")]
    Signature,
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired,
    /// `nbf` or `iat` lies in the future.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// A claim is missing or of the wrong form.
    #[error("claim {claim} {problem}")]
    Claim {
        /// Name of the claim.
        claim: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl From<StrictJsonError> for JwtError {
    fn from(error: StrictJsonError) -> Self {
        match error {
            StrictJsonError::Malformed => Self::Malformed,
            StrictJsonError::DuplicateKey => Self::DuplicateKey,
        }
    }
}

impl JwtError {
    /// The stable code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "token_too_long",
            Self::Malformed => "token_malformed",
            Self::DuplicateKey => "token_duplicate_key",
            Self::HeaderParameter(_) => "token_header",
            Self::Algorithm => "token_algorithm",
            Self::UnknownKey => "token_unknown_key",
            Self::Signature => "token_signature",
            Self::Expired => "token_expired",
            Self::NotYetValid => "token_not_yet_valid",
            Self::Claim { .. } => "token_claim",
        }
    }
}

/// Reads the header only. Checks length, shape and the header's parameters, nothing else.
pub fn peek(token: &str) -> Result<Unverified, JwtError> {
    let header = Parts::split(token)?.header()?;
    Ok(Unverified {
        algorithm: header.algorithm,
        key_id: header.key_id,
    })
}

/// The host that an unchecked token says it is of (`iss`): enough to choose among hosts that use the same key id, never
/// to trust.
pub fn issuer(token: &str) -> Result<Option<String>, JwtError> {
    let payload = json_object(Parts::split(token)?.payload)?;
    match payload.get("iss") {
        None => Ok(None),
        Some(Value::String(issuer)) => Ok(Some(issuer.clone())),
        Some(_) => Err(JwtError::Claim {
            claim: "iss",
            problem: "must be the host id when present",
        }),
    }
}

/// Checks a token against the keys of one host. `now_ms` is the time in milliseconds; the leeway is 60 s.
///
/// With a `kid` only the keys of that id count, without one all secrets: a token that a public key signed has to name it.
/// Pass only keys that are active or retiring. Whether a `jti` was used before is for the caller to find out.
pub fn verify(token: &str, host: &str, keys: &[Key], now_ms: i64) -> Result<Verified, JwtError> {
    let parts = Parts::split(token)?;
    let header = parts.header()?;
    let key = signing_key(&parts, &header, keys)?;
    let audience = match key.material {
        KeyMaterial::Secret(_) => Audience::Optional,
        KeyMaterial::PublicJwk(_) => Audience::Required,
    };
    let checked = claims::check(
        &json_object(parts.payload)?,
        host,
        audience,
        now_ms.div_euclid(1000),
    )?;
    Ok(Verified {
        identity: checked.identity,
        expires_at: checked.expires_at.saturating_mul(1000),
        token_id: checked.token_id,
        key_id: key.id.clone(),
    })
}

/// The three parts of a compact JWS (RFC 7515 section 7.1), still encoded.
struct Parts<'a> {
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
    /// Header and payload with the dot: what the signature is about.
    signed: &'a str,
}

/// What the header says.
struct Header {
    algorithm: String,
    key_id: Option<String>,
}

impl<'a> Parts<'a> {
    fn split(token: &'a str) -> Result<Self, JwtError> {
        if token.len() > MAX_BYTES {
            return Err(JwtError::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(JwtError::Malformed)?;
        match signed.split_once('.') {
            Some((header, payload)) if !payload.is_empty() && !payload.contains('.') => Ok(Self {
                header,
                payload,
                signature,
                signed,
            }),
            _ => Err(JwtError::Malformed),
        }
    }

    fn header(&self) -> Result<Header, JwtError> {
        let header = json_object(self.header)?;
        if let Some(name) = FORBIDDEN_PARAMETERS
            .into_iter()
            .find(|name| header.contains_key(*name))
        {
            return Err(JwtError::HeaderParameter(name.to_owned()));
        }
        let algorithm = header
            .get("alg")
            .and_then(Value::as_str)
            .ok_or(JwtError::Algorithm)?
            .to_owned();
        let key_id = match header.get("kid") {
            None => None,
            Some(Value::String(id)) if is_external_id(id) => Some(id.clone()),
            // No key has such an id, and no database need be asked for one with control characters.
            Some(Value::String(_)) => return Err(JwtError::UnknownKey),
            Some(_) => return Err(JwtError::HeaderParameter("kid".to_owned())),
        };
        Ok(Header { algorithm, key_id })
    }
}

/// The base64 engine refuses padding and stray bits, so a token has one spelling.
fn json_object(part: &str) -> Result<Map<String, Value>, JwtError> {
    let json = URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| JwtError::Malformed)?;
    Ok(strict_json::object(&json)?)
}

/// The key that signed the token, of those that may have.
fn signing_key<'k>(
    parts: &Parts<'_>,
    header: &Header,
    keys: &'k [Key],
) -> Result<&'k Key, JwtError> {
    let named: Vec<&Key> = keys
        .iter()
        .filter(|key| match (&header.key_id, &key.material) {
            (Some(id), _) => *id == key.id,
            (None, KeyMaterial::Secret(_)) => true,
            // Checking an RSA signature with every key of a host is work that anybody could ask for.
            (None, KeyMaterial::PublicJwk(_)) => false,
        })
        .collect();
    if named.is_empty() {
        return Err(JwtError::UnknownKey);
    }
    let mut refusal = JwtError::Algorithm;
    for key in named {
        let Some((algorithm, decoding_key)) = key.material.decoding_key() else {
            continue;
        };
        if jwk::name(algorithm) != header.algorithm {
            continue;
        }
        // Constant time for HMAC, by the library.
        if let Ok(true) = jsonwebtoken::crypto::verify(
            parts.signature,
            parts.signed.as_bytes(),
            &decoding_key,
            algorithm,
        ) {
            return Ok(key);
        }
        refusal = JwtError::Signature;
    }
    Err(refusal)
}

impl KeyMaterial {
    /// The key with the one algorithm it verifies; `None` for a stored key that is no longer usable.
    fn decoding_key(&self) -> Option<(Algorithm, DecodingKey)> {
        match self {
            Self::Secret(secret) => Some((
                Algorithm::HS256,
                DecodingKey::from_secret(secret.expose().as_bytes()),
            )),
            Self::PublicJwk(text) => jwk::decoding_key(text).ok(),
        }
    }
}
