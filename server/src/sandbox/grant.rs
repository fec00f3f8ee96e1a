//! The signed grant in the address of a frame (CONTRACT "What a sandbox plugin gets").

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::crypto::Cipher;

const PURPOSE: &str = "sandbox frame";

/// Grants are made anew this often, so that the same manifest has the same addresses meanwhile.
const RENEWED_MS: i64 = 6 * 60 * 60 * 1000;

/// What a frame may do. Names are short because all of it stands in an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Host id.
    #[serde(rename = "h")]
    pub host: String,
    /// The organisation that grants the plugin; `None`: the host, or the user's own install.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Name of the plugin.
    #[serde(rename = "p")]
    pub plugin: String,
    /// Digest of the bundle (`sha384-…`).
    #[serde(rename = "d")]
    pub digest: String,
    /// https origins that the worker may connect to.
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub network: Vec<String>,
    /// Origins whose pages may hold the frame.
    #[serde(rename = "a")]
    pub ancestors: Vec<String>,
    /// Milliseconds since the epoch from which on it is void.
    #[serde(rename = "e")]
    pub expires: i64,
}

/// Why a frame is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// It was not made by this server, or was changed.
    #[error("the grant is not one of this server's")]
    Forged,
    /// It is too old.
    #[error("the grant has expired")]
    Expired,
}

/// Until when what is made now may be used as it is.
pub fn valid_until(now: i64) -> i64 {
    (now.div_euclid(RENEWED_MS) + 1) * RENEWED_MS
}

/// Whoever got an address at the last moment has it for this long.
pub fn expires(valid_until: i64) -> i64 {
    valid_until + RENEWED_MS
}

impl Grant {
    /// As it stands in an address: the same grant has always the same one.
    pub fn sealed(&self, cipher: &Cipher) -> String {
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default());
        let signature = cipher.sign(PURPOSE, &body);
        format!("{body}.{signature}")
    }

    /// Reads what [`Grant::sealed`] wrote; the signature first.
    pub fn open(sealed: &str, cipher: &Cipher, now: i64) -> Result<Self, GrantError> {
        let (body, signature) = sealed.split_once('.').ok_or(GrantError::Forged)?;
        if !cipher.is_signed(PURPOSE, body, signature) {
            return Err(GrantError::Forged);
        }
        let bytes = URL_SAFE_NO_PAD
            .decode(body)
            .map_err(|_| GrantError::Forged)?;
        let grant: Self = serde_json::from_slice(&bytes).map_err(|_| GrantError::Forged)?;
        if now >= grant.expires {
            return Err(GrantError::Expired);
        }
        Ok(grant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::MasterKey;

    fn cipher() -> Cipher {
        Cipher::new(&MasterKey::generate().unwrap()).unwrap()
    }

    fn grant() -> Grant {
        Grant {
            host: "acme-shop".to_owned(),
            org: Some("globex".to_owned()),
            plugin: "reviews".to_owned(),
            digest: "sha384-x".to_owned(),
            network: vec!["https://api.example.com".to_owned()],
            ancestors: vec!["https://shop.example".to_owned()],
            expires: 1_000,
        }
    }

    #[test]
    fn threat_c_a_grant_is_what_this_server_signed_until_it_expires() {
        let cipher = cipher();
        let sealed = grant().sealed(&cipher);
        assert_eq!(Grant::open(&sealed, &cipher, 999), Ok(grant()));
        assert_eq!(
            Grant::open(&sealed, &cipher, 1_000),
            Err(GrantError::Expired)
        );
        let other = self::cipher();
        assert_eq!(Grant::open(&sealed, &other, 0), Err(GrantError::Forged));
        let (_, signature) = sealed.split_once('.').unwrap();
        let wider = Grant {
            network: vec!["https://evil.example".to_owned()],
            ..grant()
        };
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&wider).unwrap());
        for forged in [format!("{body}.{signature}"), body, String::new()] {
            assert_eq!(Grant::open(&forged, &cipher, 0), Err(GrantError::Forged));
        }
    }

    #[test]
    fn an_address_is_good_for_at_least_six_hours_after_it_was_given_out() {
        for now in [0, 1, RENEWED_MS - 1, RENEWED_MS, 7 * RENEWED_MS + 5] {
            let until = valid_until(now);
            assert!(until > now && until - now <= RENEWED_MS);
            assert_eq!(expires(until) - until, RENEWED_MS);
        }
    }
}
