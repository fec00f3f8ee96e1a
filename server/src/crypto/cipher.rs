//! Encryption at rest: AES-256-GCM under the master key. A ciphertext names its key, so that keys can be rotated.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{digest, hmac, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 32 random bytes, written as 43 base64url characters.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey([u8; 32]);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKey({})", self.id())
    }
}

/// Why something cannot be encrypted or decrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CipherError {
    /// The text is not a master key.
    #[error(
        "the master key is not 32 bytes in base64url (43 characters); make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='"
    )]
    BadKey,
    /// The ciphertext was made with another key.
    #[error("the value was encrypted with another master key")]
    OtherKey,
    /// The ciphertext is damaged or belongs to another place.
    #[error("the encrypted value is damaged")]
    Damaged,
    /// The system's random generator failed.
    #[error("no randomness from the system")]
    Random,
}

impl MasterKey {
    /// A new random key.
    pub fn generate() -> Result<Self, CipherError> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).map_err(|_| CipherError::Random)?;
        Ok(Self(bytes))
    }

    /// Reads the written form; surrounding white space is ignored.
    pub fn parse(text: &str) -> Result<Self, CipherError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text.trim().trim_end_matches('='))
            .map_err(|_| CipherError::BadKey)?;
        bytes.try_into().map(Self).map_err(|_| CipherError::BadKey)
    }

    /// The written form, for the key file.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// A short name that says nothing about the key: the start of its hash.
    pub fn id(&self) -> String {
        let hash = digest::digest(&digest::SHA256, &self.0);
        URL_SAFE_NO_PAD.encode(&hash.as_ref()[..6])
    }
}

/// Encrypts, decrypts and signs under one master key; cheap to clone.
#[derive(Clone)]
pub struct Cipher {
    key: Arc<LessSafeKey>,
    signing: Arc<hmac::Key>,
    key_id: String,
}

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cipher({})", self.key_id)
    }
}

impl Cipher {
    /// A cipher under `master`.
    pub fn new(master: &MasterKey) -> Result<Self, CipherError> {
        let key = UnboundKey::new(&AES_256_GCM, &master.0).map_err(|_| CipherError::BadKey)?;
        // A key of its own, so that nothing signed says anything about what is encrypted.
        let master_key = hmac::Key::new(hmac::HMAC_SHA256, &master.0);
        let derived = hmac::sign(&master_key, b"portico signatures v1");
        Ok(Self {
            key: Arc::new(LessSafeKey::new(key)),
            signing: Arc::new(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref())),
            key_id: master.id(),
        })
    }

    /// Signs `text` for one `purpose` (43 base64url characters): the signature is good for nothing else.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.context(purpose, text).sign())
    }

    /// Whether `signature` was made by [`Cipher::sign`] for the same purpose and text; takes the same time whatever is wrong.
    pub fn is_signed(&self, purpose: &str, text: &str, signature: &str) -> bool {
        let given = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let made = self.context(purpose, text).sign();
        aws_lc_rs::constant_time::verify_slices_are_equal(made.as_ref(), &given).is_ok()
    }

    /// No purpose contains the byte that ends it.
    fn context(&self, purpose: &str, text: &str) -> hmac::Context {
        let mut context = hmac::Context::with_key(&self.signing);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(text.as_bytes());
        context
    }

    /// Short name of the key, see [`MasterKey::id`].
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Short name of the key something was sealed under.
    pub fn sealed_under(sealed: &str) -> Option<&str> {
        sealed.strip_prefix("v1.")?.split('.').next()
    }

    /// Encrypts `plain` for one `place` (table and row): moved elsewhere, it does not decrypt.
    pub fn seal(&self, place: &str, plain: &str) -> Result<String, CipherError> {
        let mut nonce = [0; NONCE_LEN];
        rand::fill(&mut nonce).map_err(|_| CipherError::Random)?;
        let mut bytes = plain.as_bytes().to_vec();
        self.key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut bytes,
            )
            .map_err(|_| CipherError::Damaged)?;
        Ok(format!(
            "v1.{}.{}.{}",
            self.key_id,
            URL_SAFE_NO_PAD.encode(nonce),
            URL_SAFE_NO_PAD.encode(bytes)
        ))
    }

    /// Decrypts what [`Cipher::seal`] made for the same `place`.
    pub fn open(&self, place: &str, sealed: &str) -> Result<String, CipherError> {
        let mut parts = sealed.split('.');
        let (Some("v1"), Some(key_id), Some(nonce), Some(bytes), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(CipherError::Damaged);
        };
        if key_id != self.key_id {
            return Err(CipherError::OtherKey);
        }
        let nonce = URL_SAFE_NO_PAD
            .decode(nonce)
            .map_err(|_| CipherError::Damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|_| CipherError::Damaged)?;
        let mut bytes = URL_SAFE_NO_PAD
            .decode(bytes)
            .map_err(|_| CipherError::Damaged)?;
        let plain = self
            .key
            .open_in_place(nonce, Aad::from(place.as_bytes()), &mut bytes)
            .map_err(|_| CipherError::Damaged)?;
        String::from_utf8(plain.to_vec()).map_err(|_| CipherError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_under_its_key() {
        let cipher = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        let sealed = cipher.seal("host_keys/a", "psk_secret").unwrap();
        assert!(!sealed.contains("psk_secret"));
        assert_eq!(cipher.open("host_keys/a", &sealed).unwrap(), "psk_secret");
        assert_eq!(
            cipher.open("host_keys/b", &sealed),
            Err(CipherError::Damaged)
        );
        let other = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        assert_eq!(
            other.open("host_keys/a", &sealed),
            Err(CipherError::OtherKey)
        );
    }

    #[test]
    fn a_signature_is_good_for_its_text_its_purpose_and_its_key_only() {
        let cipher = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        let signature = cipher.sign("frame", "text");
        assert_eq!(signature, cipher.sign("frame", "text"));
        assert!(cipher.is_signed("frame", "text", &signature));
        assert!(!cipher.is_signed("frame", "other", &signature));
        assert!(!cipher.is_signed("other", "text", &signature));
        assert!(!cipher.is_signed("frame", "text", ""));
        let other = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        assert!(!other.is_signed("frame", "text", &signature));
    }

    #[test]
    fn threat_46_debug_shows_no_key() {
        let key = MasterKey::generate().unwrap();
        let shown = format!("{key:?} {:?}", Cipher::new(&key).unwrap());
        assert!(!shown.contains(&key.expose()));
    }

    #[test]
    fn a_key_survives_being_written() {
        let key = MasterKey::generate().unwrap();
        assert_eq!(
            MasterKey::parse(&format!(" {}\n", key.expose())).unwrap(),
            key
        );
        assert_eq!(MasterKey::parse("short"), Err(CipherError::BadKey));
    }
}
