//! Subresource integrity values: `sha256-…`, `sha384-…` or `sha512-…` (THREATS 32).

use std::fmt;

use super::AssetContent;
use crate::problem::Rule;

/// A hash algorithm of subresource integrity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `sha256`
    Sha256,
    /// `sha384`, used for computed values.
    Sha384,
    /// `sha512`
    Sha512,
}

impl Algorithm {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// Characters of the digest in base64: its length, how many of them are padding, and how many bits of the last one
    /// that counts are left over.
    fn base64_form(self) -> (usize, usize, u32) {
        match self {
            Self::Sha256 => (44, 1, 2),
            Self::Sha384 => (64, 0, 0),
            Self::Sha512 => (88, 2, 4),
        }
    }
}

/// One well-formed integrity value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integrity {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The digest in base64 with padding.
    pub digest: String,
}

impl Integrity {
    /// Reads exactly one value, without options.
    ///
    /// ```
    /// use portico_sdk::validate::Integrity;
    /// assert!(Integrity::parse("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=").is_ok());
    /// assert!(Integrity::parse("sha256-...").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, Rule> {
        let (name, digest) = text.split_once('-').ok_or(Rule::IntegrityMalformed)?;
        let algorithm = Algorithm::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
            .ok_or(Rule::IntegrityMalformed)?;
        if is_base64(digest, algorithm) {
            Ok(Self {
                algorithm,
                digest: digest.to_owned(),
            })
        } else {
            Err(Rule::IntegrityMalformed)
        }
    }
}

impl fmt::Display for Integrity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.algorithm.name(), self.digest)
    }
}

/// The one spelling of a digest of this algorithm: right length, right padding, no stray bits.
fn is_base64(digest: &str, algorithm: Algorithm) -> bool {
    let (length, padding, spare_bits) = algorithm.base64_form();
    let Some((text, end)) = digest
        .len()
        .checked_sub(padding)
        .and_then(|at| digest.split_at_checked(at))
    else {
        return false;
    };
    digest.len() == length
        && end.bytes().all(|b| b == b'=')
        && text.bytes().all(|b| sextet(b).is_some())
        && text
            .bytes()
            .last()
            .and_then(sextet)
            .is_some_and(|last| last.trailing_zeros() >= spare_bits)
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// The digest of some bytes.
#[cfg(not(target_arch = "wasm32"))]
pub fn digest(algorithm: Algorithm, bytes: &[u8]) -> Integrity {
    use aws_lc_rs::digest::{SHA256, SHA384, SHA512, digest};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    let hash = match algorithm {
        Algorithm::Sha256 => &SHA256,
        Algorithm::Sha384 => &SHA384,
        Algorithm::Sha512 => &SHA512,
    };
    Integrity {
        algorithm,
        digest: STANDARD.encode(digest(hash, bytes)),
    }
}

/// Compares a declared value (empty: none) with a file, and returns the value to serve. What cannot be computed here is
/// taken as declared; the server computes it.
pub(super) fn check(declared: &str, content: AssetContent<'_>) -> Result<String, Rule> {
    let declared = if declared.is_empty() {
        None
    } else {
        Some(Integrity::parse(declared)?)
    };
    let actual = match (content, &declared) {
        (AssetContent::Bytes(bytes), declared) => compute(
            declared
                .as_ref()
                .map_or(Algorithm::Sha384, |value| value.algorithm),
            bytes,
        ),
        (AssetContent::Digest(known), _) => Some(Integrity::parse(known)?),
    };
    match (declared, actual) {
        (None, None) => Ok(String::new()),
        (None, Some(value)) | (Some(value), None) => Ok(value.to_string()),
        (Some(declared), Some(actual)) if declared == actual => Ok(declared.to_string()),
        // Another algorithm than the one known: nothing to compare with.
        (Some(declared), Some(actual)) if declared.algorithm != actual.algorithm => {
            Ok(actual.to_string())
        }
        _ => Err(Rule::IntegrityMismatch),
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unnecessary_wraps, reason = "there is no digest on wasm")]
fn compute(algorithm: Algorithm, bytes: &[u8]) -> Option<Integrity> {
    Some(digest(algorithm, bytes))
}

#[cfg(target_arch = "wasm32")]
fn compute(_: Algorithm, _: &[u8]) -> Option<Integrity> {
    None
}
