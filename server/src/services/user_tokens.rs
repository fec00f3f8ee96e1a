//! Who uses a sandboxed plugin, for the plugin's own servers: a short token that the server signs with a key of its own, and
//! the public keys it is checked with (PARITY 36, 37).

use std::collections::BTreeMap;

use http::StatusCode;
use portico_sdk::claims::OrgRole;
use serde::Serialize;

use super::sandbox_access::{Access, At};
use crate::crypto::{PublicJwk, SigningKey, new_id};
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::signing_keys::{self, SigningKeyRow};

/// Most seconds a token lives.
pub const MAX_LIFE: i64 = 5 * 60;

/// A token and its end.
#[derive(Clone, PartialEq, Eq)]
pub struct UserToken {
    /// Compact JWS.
    pub token: String,
    /// Milliseconds since the epoch.
    pub expires_at: i64,
}

/// Without the token (THREATS 46).
impl std::fmt::Debug for UserToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UserToken(until {})", self.expires_at)
    }
}

/// The payload.
#[derive(Serialize)]
struct Claims<'a> {
    iss: String,
    aud: String,
    sub: &'a str,
    host: &'a str,
    orgs: BTreeMap<&'a str, OrgRole>,
    org: Option<&'a str>,
    iat: i64,
    exp: i64,
    jti: String,
}

/// A token of the caller for one plugin. It is good for that plugin on that host only, and not as a session here.
pub async fn issue(state: &AppState, caller: &Caller, at: At<'_>) -> ServiceResult<UserToken> {
    let access = Access::of(state, caller, at).await?;
    access.require_user_token()?;
    let user = access.require_user()?;
    let now = state.clock.now_ms();
    let iat = now.div_euclid(1000);
    let exp = (iat + MAX_LIFE).min(caller.ends_at.div_euclid(1000));
    let claims = Claims {
        iss: state.public_url.origin(),
        aud: audience(&caller.host.id, at.plugin),
        sub: &user.uid,
        host: &caller.host.id,
        orgs: user.effective_orgs().collect(),
        org: access.org.as_deref(),
        iat,
        exp,
        jti: new_id(),
    };
    let token = signing_key(state).await?.jwt(&claims)?;
    Ok(UserToken {
        token,
        expires_at: exp * 1000,
    })
}

/// For whom a token is. Neither host nor plugin contains a slash.
fn audience(host: &str, plugin: &str) -> String {
    format!("plugin:{host}/{plugin}")
}

/// The public keys of this server: of the one that signs and of those whose signatures are still good. Never none, so that
/// nobody who looks before the first token remembers that there is no key.
pub async fn public_keys(state: &AppState) -> ServiceResult<Vec<PublicJwk>> {
    let mut published = signing_keys::published(&mut &state.db).await?;
    if published.is_empty() {
        active(state).await?;
        published = signing_keys::published(&mut &state.db).await?;
    }
    published.iter().map(|text| public_jwk(text)).collect()
}

/// Read anew for every token: it is one row, and whatever another server or a restored backup did to it counts at once.
async fn signing_key(state: &AppState) -> ServiceResult<SigningKey> {
    let row = active(state).await?;
    let text = state.cipher.open(&place(&row.id), &row.ciphertext)?;
    Ok(SigningKey::parse(&text)?)
}

/// The key that signs, made when there is none. Of servers that make one at the same time, one is taken for all.
async fn active(state: &AppState) -> ServiceResult<SigningKeyRow> {
    let on = &mut &state.db;
    if let Some(row) = signing_keys::active(on).await? {
        return Ok(row);
    }
    signing_keys::insert_first(on, &new_key(state)?).await?;
    signing_keys::active(on)
        .await?
        .ok_or_else(|| ServiceError::Internal("the signing key is gone again".to_owned()))
}

fn new_key(state: &AppState) -> ServiceResult<SigningKeyRow> {
    let key = SigningKey::generate()?;
    let id = key.public().kid.clone();
    Ok(SigningKeyRow {
        ciphertext: state.cipher.seal(&place(&id), &key.expose()?)?,
        public_jwk: serde_json::to_string(key.public())
            .map_err(|error| ServiceError::Internal(error.to_string()))?,
        created_at: state.clock.now_ms(),
        id,
    })
}

/// A new key signs from now on, on every server; what the one before has signed stays good until it is revoked. Answers both ids, the new
/// one first. For the command line: it is the server's key, of no host.
pub async fn rotate_key(state: &AppState) -> ServiceResult<(String, Option<String>)> {
    let mut change = state.change().await?;
    let before = signing_keys::active(&mut change).await?;
    signing_keys::retire_active(&mut change).await?;
    let new = new_key(state)?;
    // Somebody else's turn came between, and theirs signs.
    if !signing_keys::insert_first(&mut change, &new).await? {
        return Err(ServiceError::conflict(
            "key_changed",
            "Another key was made at the same time and signs now. See portico signing-key list.",
        ));
    }
    change.commit().await?;
    Ok((new.id, before.map(|key| key.id)))
}

/// What a key has signed is not good any more for whoever looks the keys up again: they are kept for five minutes. 409 `key_signs` for the one that signs, 404
/// for one that is not there or revoked already.
pub async fn revoke_key(state: &AppState, id: &str) -> ServiceResult<()> {
    let mut change = state.change().await?;
    let signs = signing_keys::active(&mut change).await?;
    if signs.is_some_and(|key| key.id == id) {
        return Err(ServiceError::conflict(
            "key_signs",
            "This key signs. Rotate first, then revoke it.",
        ));
    }
    if !signing_keys::revoke_retiring(&mut change, id).await? {
        return Err(ServiceError::refused(
            StatusCode::NOT_FOUND,
            "no_such_key",
            "No published key has this id; portico signing-key list shows them.",
        ));
    }
    change.commit().await?;
    Ok(())
}

/// What a private key is sealed for, see [`crate::crypto::Cipher::seal`].
fn place(id: &str) -> String {
    format!("signing_keys/{id}")
}

/// Through the type, so that nothing but the public members gets out.
fn public_jwk(text: &str) -> ServiceResult<PublicJwk> {
    serde_json::from_str(text)
        .map_err(|error| ServiceError::Internal(format!("stored public key: {error}")))
}
