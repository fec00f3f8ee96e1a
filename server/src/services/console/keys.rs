//! Host keys: making, rotating with overlap, revoking, showing again; and public keys instead of secrets.

use portico_app::backend::{HostKey, KeyState, ShownSecret};
use portico_sdk::jwt::{HostSecret, check_public_jwk, is_same_public_key};
use serde_json::{Value, json};

use super::{ConsoleCaller, record};
use crate::crypto::new_id;
use crate::epochs::{Change, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::services::hosts;
use crate::session::place;
use crate::state::AppState;
use crate::storage::host_keys::{self, HostKeyRow, KeyMaterial};
use crate::storage::keys::{self as stored, NewKey};
use crate::storage::{StorageError, audit, sessions};

/// How long the old secret stays good after a rotation, unless said otherwise: 24 hours.
pub const DEFAULT_OVERLAP_MS: i64 = 24 * HOUR_MS;
/// The longest overlap: 30 days.
pub const MAX_OVERLAP_MS: i64 = 30 * 24 * HOUR_MS;
const HOUR_MS: i64 = 60 * 60 * 1000;
/// The most keys of a host that are in use at one time: each is tried with tokens that name none.
const MAX_KEYS: usize = 10;

/// All keys of a host, the newest first.
pub async fn list(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<Vec<HostKey>> {
    caller.host(state, host).await?;
    let now = state.clock.now_ms();
    let rows = host_keys::of_host(&mut &state.db, host).await?;
    Ok(rows.into_iter().map(|row| view(row, now)).collect())
}

/// Makes another secret beside those in use, which stay as they are; 409 `too_many_keys`.
pub async fn create(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<ShownSecret> {
    caller.host(state, host).await?;
    caller.may_handle_credentials()?;
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    let secret = add_secret(state, &mut change, caller, host).await?;
    let what = ("host_key.create", secret.key_id());
    let after = json!({"kind": "secret"});
    record(state, &mut change, caller, host, what, (Value::Null, after)).await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    Ok(shown(host, &secret))
}

/// Makes a new secret and lets those in use end after `overlap_ms`, so that the host's servers can change over; those that
/// end sooner still do. The sessions a secret opened end with it.
pub async fn rotate(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    overlap_ms: i64,
) -> ServiceResult<ShownSecret> {
    caller.host(state, host).await?;
    if !(0..=MAX_OVERLAP_MS).contains(&overlap_ms) {
        return Err(ServiceError::field(
            "overlap",
            "overlap_invalid",
            "Use an overlap of 0 hours to 30 days.",
        ));
    }
    caller.may_handle_credentials()?;
    let retire_at = state.clock.now_ms().saturating_add(overlap_ms);
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    let retired = host_keys::retire_secrets(&mut change, host, retire_at).await?;
    let secret = add_secret(state, &mut change, caller, host).await?;
    let what = ("host_key.rotate", secret.key_id());
    let after = json!({"retired": retired, "retire_at": retire_at});
    record(state, &mut change, caller, host, what, (Value::Null, after)).await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    // With a short overlap what the old secrets opened is over, also what is remembered here.
    state.caches.sessions.forget_all();
    Ok(shown(host, &secret))
}

/// Ends a key at once, and the sessions that it opened.
pub async fn revoke(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    key: &str,
) -> ServiceResult<HostKey> {
    caller.host(state, host).await?;
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    let mut row = host_keys::get(&mut change, host, key)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    if row.state != KeyState::Revoked {
        host_keys::revoke(&mut change, host, key).await?;
        let ended = sessions::delete_of_key(&mut change, host, key).await?;
        let what = ("host_key.revoke", key);
        let states = (
            json!({"state": row.state.name()}),
            json!({"state": "revoked", "sessions_ended": ended}),
        );
        record(state, &mut change, caller, host, what, states).await?;
        change.touch(host, Subject::Host);
        change.commit().await?;
        state.caches.sessions.forget_all();
        row.state = KeyState::Revoked;
        row.retire_at = None;
    }
    Ok(view(row, state.clock.now_ms()))
}

/// Shows a secret again, to people only; each time is in the audit log.
pub async fn reveal(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    key: &str,
) -> ServiceResult<ShownSecret> {
    caller.host(state, host).await?;
    caller.account()?;
    caller.may_handle_credentials()?;
    let mut uow = state.db.begin().await?;
    caller.still_at_host(&mut uow, host).await?;
    let row = host_keys::get(&mut uow, host, key)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    let KeyMaterial::Secret(sealed) = &row.material else {
        return Err(ServiceError::conflict(
            "key_is_public",
            "A public key has no secret to show.",
        ));
    };
    if view(row.clone(), state.clock.now_ms()).state == KeyState::Revoked {
        return Err(ServiceError::conflict(
            "key_revoked",
            "The key is revoked; its secret is of no use any more.",
        ));
    }
    let secret = state.cipher.open(&place(host, key), sealed)?;
    let what = ("host_key.reveal", key);
    record(
        state,
        &mut uow,
        caller,
        host,
        what,
        (Value::Null, Value::Null),
    )
    .await?;
    uow.commit().await?;
    Ok(ShownSecret {
        host: host.to_owned(),
        key_id: key.to_owned(),
        secret,
    })
}

/// Registers a public key as JWK. Its `kid` becomes the key id; without one we choose it. 409 `key_of_another_host` when a
/// host of somebody else has the same key under the same id.
pub async fn register_public(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    jwk: &str,
) -> ServiceResult<HostKey> {
    caller.host(state, host).await?;
    let refused = |problem: &str| ServiceError::field("jwk", "jwk_invalid", problem.to_owned());
    let jwk = jwk.trim();
    if jwk.len() > 8 * 1024 {
        return Err(refused("A JWK of at most 8 KiB is expected."));
    }
    let info = check_public_jwk(jwk).map_err(|error| refused(&format!("{error}.")))?;
    let id = info.key_id.unwrap_or_else(new_id);
    if !is_key_id(&id) {
        return Err(refused(
            "Its kid must be 1 to 100 letters, digits, dots, hyphens or underscores.",
        ));
    }
    caller.may_handle_credentials()?;
    let new = NewKey {
        id: &id,
        host,
        ciphertext: None,
        jwk: Some(jwk),
        by: &caller.actor(),
        now: state.clock.now_ms(),
    };
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    room_for_one(&mut change, host, new.now).await?;
    refuse_key_of_others(state, &mut change, caller, &new, jwk).await?;
    match stored::insert(&mut change, &new).await {
        Err(StorageError::Conflict) => {
            return Err(ServiceError::conflict(
                "key_exists",
                "The host has a key with this kid. Give the new one another kid.",
            ));
        }
        other => other?,
    }
    let row = host_keys::get(&mut change, host, &id)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    let what = ("host_key.register", id.as_str());
    let after = json!({"kind": "jwk", "algorithm": info.algorithm});
    record(state, &mut change, caller, host, what, (Value::Null, after)).await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    Ok(view(row, state.clock.now_ms()))
}

/// A public key is known to everybody: whoever registered that of another host would make its tokens ambiguous, and would
/// accept them as his own. Who works on both hosts may use one key for both; the tokens' `iss` tells them apart.
///
/// Two who register it at one moment would not see each other's row yet. So they stand in line from here on, before the row
/// that each of them writes last anyway: the end of the audit log. Nothing locks a host after it, so nobody waits in a circle.
async fn refuse_key_of_others(
    state: &AppState,
    change: &mut Change<'_>,
    caller: &ConsoleCaller,
    new: &NewKey<'_>,
    jwk: &str,
) -> ServiceResult<()> {
    audit::hold(change).await?;
    for found in stored::public_elsewhere(change, new.host, new.id).await? {
        if !is_same_public_key(&found.jwk, jwk) {
            continue;
        }
        match caller.host(state, &found.host_id).await {
            Ok(_) => {}
            Err(ServiceError::Refused(_)) => {
                return Err(ServiceError::conflict(
                    "key_of_another_host",
                    "Another host has registered this public key. Make a key pair of your own, or give it another kid.",
                ));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// 409 `too_many_keys`. The host's row is held, so that two at once count each other.
async fn room_for_one(change: &mut Change<'_>, host: &str, now: i64) -> ServiceResult<()> {
    if stored::usable(change, host, now).await?.len() < MAX_KEYS {
        return Ok(());
    }
    Err(ServiceError::conflict(
        "too_many_keys",
        format!(
            "A host has at most {MAX_KEYS} keys in use. Revoke one that is not needed any more."
        ),
    ))
}

async fn add_secret(
    state: &AppState,
    change: &mut Change<'_>,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<HostSecret> {
    let now = state.clock.now_ms();
    room_for_one(change, host, now).await?;
    hosts::add_secret(change, &state.cipher, now, host, &caller.actor()).await
}

pub(super) fn shown(host: &str, secret: &HostSecret) -> ShownSecret {
    ShownSecret {
        host: host.to_owned(),
        key_id: secret.key_id().to_owned(),
        secret: secret.expose().to_owned(),
    }
}

/// A `kid` goes into addresses and logs, so it is kept plain.
fn is_key_id(id: &str) -> bool {
    (1..=100).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// A retiring key whose time is over counts as revoked.
fn view(row: HostKeyRow, now: i64) -> HostKey {
    let ended = row.state == KeyState::Retiring && row.retire_at.is_some_and(|at| at <= now);
    let algorithm = match &row.material {
        KeyMaterial::Secret(_) => "HS256",
        KeyMaterial::Jwk(jwk) => check_public_jwk(jwk).map_or("", |info| info.algorithm),
    };
    HostKey {
        id: row.id,
        algorithm: algorithm.to_owned(),
        state: if ended { KeyState::Revoked } else { row.state },
        retire_at: row.retire_at,
        last_used_at: row.last_used_at,
        created_by: row.created_by,
        created_at: row.created_at,
    }
}
