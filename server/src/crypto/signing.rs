//! Keys that sign for others to check: ES256 (ECDSA on P-256 with SHA-256), which every JWT library reads from a JWKS.

use std::fmt;

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CipherError;

/// Bytes of a coordinate of P-256.
const COORDINATE: usize = 32;

/// The public part of a [`SigningKey`] as JWK (RFC 7517). The type has no member that a private part could be in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicJwk {
    /// `EC`.
    pub kty: String,
    /// `P-256`.
    pub crv: String,
    /// First coordinate, base64url.
    pub x: String,
    /// Second coordinate, base64url.
    pub y: String,
    /// `ES256`.
    pub alg: String,
    /// `sig`.
    #[serde(rename = "use")]
    pub usage: String,
    /// `kid` in the header of what it signed: the key's thumbprint (RFC 7638).
    pub kid: String,
}

/// A private key and its public part.
pub struct SigningKey {
    pair: EcdsaKeyPair,
    public: PublicJwk,
}

/// Without the private part (THREATS 46).
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public.kid)
    }
}

impl SigningKey {
    /// A new random key.
    pub fn generate() -> Result<Self, CipherError> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .map_err(|_| CipherError::Random)?;
        Self::of(pair)
    }

    /// Reads the written form.
    pub fn parse(text: &str) -> Result<Self, CipherError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|_| CipherError::Damaged)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes)
            .map_err(|_| CipherError::Damaged)?;
        Self::of(pair)
    }

    /// The written form of the private key (PKCS #8 in base64url), to be sealed.
    pub fn expose(&self) -> Result<String, CipherError> {
        let written = self.pair.to_pkcs8v1().map_err(|_| CipherError::Damaged)?;
        Ok(URL_SAFE_NO_PAD.encode(written.as_ref()))
    }

    /// The public part.
    pub fn public(&self) -> &PublicJwk {
        &self.public
    }

    /// Signs claims: a compact JWS (RFC 7515).
    pub fn jwt(&self, claims: &impl Serialize) -> Result<String, CipherError> {
        let claims = serde_json::to_vec(claims).map_err(|_| CipherError::Damaged)?;
        // A thumbprint consists of letters, digits, `-` and `_`, so nothing needs escaping.
        let header = format!(
            r#"{{"alg":"ES256","typ":"JWT","kid":"{}"}}"#,
            self.public.kid
        );
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims)
        );
        let signature = self
            .pair
            .sign(&SystemRandom::new(), signed.as_bytes())
            .map_err(|_| CipherError::Random)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn of(pair: EcdsaKeyPair) -> Result<Self, CipherError> {
        let point = pair.public_key().as_ref();
        let (x, y) = coordinates(point).ok_or(CipherError::Damaged)?;
        // The members that make up the thumbprint, in the order of their names (RFC 7638 section 3.2).
        let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        let thumbprint = digest::digest(&digest::SHA256, members.as_bytes());
        let public = PublicJwk {
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            x,
            y,
            alg: "ES256".to_owned(),
            usage: "sig".to_owned(),
            kid: URL_SAFE_NO_PAD.encode(thumbprint),
        };
        Ok(Self { pair, public })
    }
}

/// Both coordinates of an uncompressed point (SEC 1 section 2.3.3), in base64url.
fn coordinates(point: &[u8]) -> Option<(String, String)> {
    let (x, y) = point.strip_prefix(&[4])?.split_at_checked(COORDINATE)?;
    (y.len() == COORDINATE).then(|| (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y)))
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use serde_json::{Value, json};

    use super::*;

    /// Whether the public part accepts a token.
    fn verifies(public: &PublicJwk, token: &str) -> bool {
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let point = [vec![4], decoded(&public.x), decoded(&public.y)].concat();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
            .verify(signed.as_bytes(), &decoded(signature))
            .is_ok()
    }

    #[test]
    fn what_a_key_signed_verifies_with_its_public_part_and_with_no_other() {
        let key = SigningKey::generate().unwrap();
        let token = key.jwt(&json!({ "sub": "user-7" })).unwrap();
        assert!(verifies(key.public(), &token));
        let other = SigningKey::generate().unwrap();
        assert!(!verifies(other.public(), &token));
        assert_ne!(key.public().kid, other.public().kid);
        let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap());
        let header: Value = serde_json::from_slice(&header.unwrap()).unwrap();
        assert_eq!(
            header,
            json!({ "alg": "ES256", "typ": "JWT", "kid": key.public().kid })
        );
    }

    #[test]
    fn a_signing_key_survives_being_written() {
        let key = SigningKey::generate().unwrap();
        let read = SigningKey::parse(&key.expose().unwrap()).unwrap();
        assert_eq!(read.public(), key.public());
        assert!(verifies(key.public(), &read.jwt(&json!({})).unwrap()));
        for damaged in ["", "x", "MA"] {
            assert!(SigningKey::parse(damaged).is_err());
        }
    }

    #[test]
    fn threat_46_neither_debug_nor_the_public_part_shows_a_signing_key() {
        let key = SigningKey::generate().unwrap();
        let private = key.expose().unwrap();
        let shown = format!("{key:?} {}", serde_json::to_string(key.public()).unwrap());
        assert!(!shown.contains(&private));
        assert!(!shown.contains("\"d\""));
    }
}
