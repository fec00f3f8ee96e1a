//! The host secret: `psk_<key id>_<43 base64url characters>`.

use std::fmt;

/// A host secret with its key id. `Debug` never shows it (THREATS 46).
#[derive(Clone, PartialEq, Eq)]
pub struct HostSecret {
    whole: String,
    key_id_len: usize,
}

/// The text is not a host secret. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a host secret: expected psk_<key id>_<43 base64url characters>")]
pub struct SecretError;

impl HostSecret {
    /// Reads a secret as shown in the console.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let rest = text.strip_prefix("psk_").ok_or(SecretError)?;
        let (key_id, random) = rest.split_once('_').ok_or(SecretError)?;
        let key_id_ok = !key_id.is_empty()
            && key_id.len() <= 32
            && key_id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let random_ok =
            random.len() == 43 && random.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        (key_id_ok && random_ok)
            .then(|| Self { whole: text.to_owned(), key_id_len: key_id.len() })
            .ok_or(SecretError)
    }

    /// The part that names the key, `kid` in a token's header.
    pub fn key_id(&self) -> &str {
        &self.whole[4..4 + self.key_id_len]
    }

    /// The whole secret; its UTF-8 bytes are the HMAC key.
    pub fn expose(&self) -> &str {
        &self.whole
    }
}

impl fmt::Debug for HostSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HostSecret(psk_{}_…)", self.key_id())
    }
}
