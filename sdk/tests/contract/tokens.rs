//! Signs tokens of any content, also such that no library would make.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    RsaKeyPair, RsaPublicKeyComponents,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portico_sdk::jwt::{HostSecret, Key, KeyMaterial};
use serde_json::{Value, json};

pub const HOST: &str = "acme-shop";
/// Seconds and milliseconds.
pub const NOW: i64 = 1_800_000_000;
pub const NOW_MS: i64 = NOW * 1000;

pub fn secret() -> HostSecret {
    HostSecret::parse("psk_k3y1d4t3st00_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_").unwrap()
}

pub fn hs_key(secret: &HostSecret) -> Key {
    Key {
        id: secret.key_id().to_owned(),
        material: KeyMaterial::Secret(secret.clone()),
    }
}

pub enum Signer {
    Hmac(HostSecret),
    /// HMAC with any bytes, for example those of a public key.
    HmacBytes(Vec<u8>),
    Ec(Box<EcdsaKeyPair>),
    Ed(Box<Ed25519KeyPair>),
    Rsa(Box<RsaKeyPair>),
    /// An empty signature.
    Nobody,
}

impl Signer {
    pub fn sign(&self, header: &Value, payload: &Value) -> String {
        self.sign_text(&header.to_string(), &payload.to_string())
    }

    pub fn sign_text(&self, header: &str, payload: &str) -> String {
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(payload)
        );
        format!(
            "{signed}.{}",
            URL_SAFE_NO_PAD.encode(self.signature(signed.as_bytes()))
        )
    }

    fn signature(&self, signed: &[u8]) -> Vec<u8> {
        let hmac = |key: &[u8]| {
            let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, key);
            aws_lc_rs::hmac::sign(&key, signed).as_ref().to_vec()
        };
        match self {
            Self::Hmac(secret) => hmac(secret.expose().as_bytes()),
            Self::HmacBytes(bytes) => hmac(bytes),
            Self::Ec(pair) => pair
                .sign(&SystemRandom::new(), signed)
                .unwrap()
                .as_ref()
                .to_vec(),
            Self::Ed(pair) => pair.sign(signed).as_ref().to_vec(),
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(
                    &RSA_PKCS1_SHA256,
                    &SystemRandom::new(),
                    signed,
                    &mut signature,
                )
                .unwrap();
                signature
            }
            Self::Nobody => Vec::new(),
        }
    }
}

pub fn ec_key(id: &str) -> (Key, Signer) {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let point = pair.public_key().as_ref();
    let jwk =
        json!({"kty": "EC", "crv": "P-256", "x": base64(&point[1..33]), "y": base64(&point[33..])});
    (public(id, &jwk), Signer::Ec(Box::new(pair)))
}

pub fn ed_key(id: &str) -> (Key, Signer) {
    let pair = Ed25519KeyPair::generate().unwrap();
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": base64(pair.public_key().as_ref())});
    (public(id, &jwk), Signer::Ed(Box::new(pair)))
}

pub fn rsa_key(id: &str) -> (Key, Signer) {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let RsaPublicKeyComponents { n, e } =
        RsaPublicKeyComponents::<Vec<u8>>::from(pair.public_key());
    (
        public(id, &json!({"kty": "RSA", "n": base64(&n), "e": base64(&e)})),
        Signer::Rsa(Box::new(pair)),
    )
}

fn public(id: &str, jwk: &Value) -> Key {
    Key {
        id: id.to_owned(),
        material: KeyMaterial::PublicJwk(jwk.to_string()),
    }
}

pub fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Header and payload of a token, as text.
pub fn decode(token: &str) -> [String; 2] {
    let mut parts = token
        .split('.')
        .map(|part| String::from_utf8(URL_SAFE_NO_PAD.decode(part).unwrap_or_default()));
    [
        parts.next().unwrap().unwrap(),
        parts.next().unwrap().unwrap(),
    ]
}
