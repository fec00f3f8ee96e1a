//! The host secret: `psk_<key id>_<43 base64url characters>`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const KEY_ID_ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const KEY_ID_CHARACTERS: usize = 12;
const SECRET_BYTES: usize = 32;

/// A host secret with its key id. `Debug` never shows it (THREATS 46); `==` takes the same time wherever two differ.
#[derive(Clone, Eq)]
pub struct HostSecret {
    whole: String,
    key_id_len: usize,
}

/// The text is not a host secret. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a host secret: expected psk_<key id>_<43 base64url characters>")]
pub struct SecretError;

/// The system has no randomness to make a secret from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system has no randomness")]
pub struct RandomError;

impl HostSecret {
    /// Makes a new secret: a key id of 12 characters and 256 random bits.
    pub fn generate() -> Result<Self, RandomError> {
        let mut key_id = String::with_capacity(KEY_ID_CHARACTERS);
        while key_id.len() < KEY_ID_CHARACTERS {
            let [byte] = random()?;
            key_id.extend(key_id_character(byte));
        }
        let random: [u8; SECRET_BYTES] = random()?;
        let whole = format!("psk_{key_id}_{}", URL_SAFE_NO_PAD.encode(random));
        Ok(Self {
            whole,
            key_id_len: KEY_ID_CHARACTERS,
        })
    }

    /// Reads a secret as shown in the console.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let rest = text.strip_prefix("psk_").ok_or(SecretError)?;
        let (key_id, random) = rest.split_once('_').ok_or(SecretError)?;
        let key_id_ok = !key_id.is_empty()
            && key_id.len() <= 32
            && key_id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let random_ok = random.len() == 43
            && random
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        (key_id_ok && random_ok)
            .then(|| Self {
                whole: text.to_owned(),
                key_id_len: key_id.len(),
            })
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

/// The character a random byte stands for. 252 is the largest multiple of 36 in a byte: beyond it some characters would be
/// likelier than others, so such a byte stands for none.
fn key_id_character(byte: u8) -> Option<char> {
    (byte < 252).then(|| char::from(KEY_ID_ALPHABET[usize::from(byte % 36)]))
}

fn random<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| RandomError)?;
    Ok(bytes)
}

impl PartialEq for HostSecret {
    fn eq(&self, other: &Self) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(
            self.whole.as_bytes(),
            other.whole.as_bytes(),
        )
        .is_ok()
    }
}

impl fmt::Debug for HostSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HostSecret(psk_{}_…)", self.key_id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_character_of_a_key_id_is_as_likely_as_every_other() {
        let mut times = BTreeMap::new();
        for character in (0..=u8::MAX).filter_map(key_id_character) {
            *times.entry(character).or_insert(0) += 1;
        }
        let characters: String = times.keys().collect();
        assert_eq!(characters, "0123456789abcdefghijklmnopqrstuvwxyz");
        assert!(times.values().all(|times| *times == 7), "{times:?}");
    }
}
