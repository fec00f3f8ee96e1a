//! Random tokens and ids. Tokens are stored as hashes only.

use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use super::CipherError;

/// 32 random bytes as 43 base64url characters after a prefix that says what the token is for (`ps_`, `pat_`, …).
pub fn new_token(prefix: &str) -> Result<String, CipherError> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| CipherError::Random)?;
    Ok(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// What is stored of a token. The tokens are random and long, so a plain hash is enough.
pub fn hash_token(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, token.as_bytes()))
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    digest::digest(&digest::SHA256, bytes).as_ref().iter().fold(
        String::with_capacity(64),
        |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        },
    )
}

/// A new UUIDv7, our own ids: ordered by time.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Compares without telling by time where two texts differ.
pub fn constant_time_eq(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}
