//! The keys of one host, decrypted for the check of one token.

use portico_sdk::jwt::{HostSecret, Key, KeyMaterial};

use crate::error::ServiceResult;
use crate::state::AppState;
use crate::storage::keys::{self, KeyRow};

/// Keys that tokens may be signed with.
pub(super) struct HostKeys {
    pub keys: Vec<Key>,
    rows: Vec<KeyRow>,
}

/// Where a key's secret is sealed; whoever stores one uses the same.
pub fn place(host: &str, key_id: &str) -> String {
    format!("host_keys/{host}/{key_id}")
}

pub(super) async fn host_keys(state: &AppState, host: &str, now: i64) -> ServiceResult<HostKeys> {
    let rows = keys::usable(&mut &state.db, host, now).await?;
    let keys = rows
        .iter()
        .filter_map(|row| {
            let material = material(state, row);
            if material.is_none() {
                tracing::error!(host, key = row.id, "a host key cannot be read");
            }
            Some(Key {
                id: row.id.clone(),
                material: material?,
            })
        })
        .collect();
    Ok(HostKeys { keys, rows })
}

fn material(state: &AppState, row: &KeyRow) -> Option<KeyMaterial> {
    match (&row.ciphertext, &row.jwk) {
        (Some(sealed), _) => {
            let secret = state
                .cipher
                .open(&place(&row.host_id, &row.id), sealed)
                .ok()?;
            HostSecret::parse(&secret).ok().map(KeyMaterial::Secret)
        }
        (None, Some(jwk)) => Some(KeyMaterial::PublicJwk(jwk.clone())),
        (None, None) => None,
    }
}

impl HostKeys {
    /// Until when what a key signed is good, in milliseconds since the epoch, whatever the token says.
    pub fn good_until(&self, key_id: &str) -> i64 {
        let row = self.rows.iter().find(|row| row.id == key_id);
        row.and_then(|row| row.retire_at).unwrap_or(i64::MAX)
    }

    /// Notes the use of a key, at most once a minute. That it could not be noted says nothing about the token.
    pub async fn note_use(&self, state: &AppState, key_id: &str, now: i64) {
        let due = self
            .rows
            .iter()
            .find(|row| row.id == key_id)
            .filter(|row| row.last_used_at.is_none_or(|at| at <= now - 60_000));
        if let Some(row) = due
            && let Err(error) = keys::touch(&mut &state.db, row, now).await
        {
            tracing::warn!(%error, "the use of a host key was not noted");
        }
    }
}
