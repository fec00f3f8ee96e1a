//! What sandboxed plugins keep for users: the page saves and reads it for them. A user's own records are for that user
//! alone, in the one scope; what is shared, everybody in the scope may read, and who wrote it is told by a pseudonym.

use http::StatusCode;
use portico_sdk::names::is_external_id;
use serde_json::Value;

use super::sandbox_access::{Access, At};
use crate::crypto::Cipher;
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::plugin_kv::Place;
use crate::storage::plugin_records::{self, RecordRow, Shelf, Usage};
use crate::storage::{StorageError, UnitOfWork};

/// Most bytes of one value as JSON.
pub const MAX_VALUE_BYTES: usize = 16 * 1024;
/// Most records of one user for one plugin in one scope, own and shared ones together.
pub const MAX_RECORDS: i64 = 500;
/// Most bytes of their keys and values.
pub const MAX_BYTES: i64 = 1024 * 1024;
/// Most shared records of all users of one plugin in one scope.
pub const MAX_SHARED: i64 = 20_000;
/// Most own records in one answer: all of them.
pub const MAX_LISTED: u32 = 500;
/// Most shared records in one answer.
pub const MAX_SHARED_LISTED: u32 = 200;

/// What pseudonyms of authors are made for, see [`Cipher::sign`].
const AUTHOR: &str = "record author";

/// Which records are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Beginning of the keys; may be empty.
    pub prefix: &'a str,
    /// How many; `None`: as many as there are in one answer.
    pub limit: Option<u32>,
}

/// A record as its reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// When it was saved last, in milliseconds since the epoch.
    pub at: i64,
    /// Of a shared one: who wrote it.
    pub author: Option<Author>,
}

/// Who wrote a shared record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Says nothing about the user but that it is the same one, and that only within one plugin on one host.
    pub pseudonym: String,
    /// It is the reader.
    pub is_reader: bool,
}

/// The caller's own records, in order of their keys; signed out there are none.
pub async fn list(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    wanted: Wanted<'_>,
) -> ServiceResult<Vec<Record>> {
    let access = Access::of(state, caller, at).await?;
    access.require_callback("listRecords")?;
    check_prefix(wanted.prefix)?;
    let Some(user) = access.user() else {
        return Ok(Vec::new());
    };
    let shelf = Shelf {
        place: place(caller, &access),
        uid: &user.uid,
        shared: false,
    };
    let limit = wanted.limit.unwrap_or(MAX_LISTED).clamp(1, MAX_LISTED);
    let rows = plugin_records::list(&mut &state.db, shelf, wanted.prefix, limit).await?;
    rows.into_iter().map(|row| record(row, None)).collect()
}

/// What everybody in the scope shares, the newest first.
pub async fn list_shared(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    wanted: Wanted<'_>,
) -> ServiceResult<Vec<Record>> {
    let access = Access::of(state, caller, at).await?;
    access.require_callback("listShared")?;
    check_prefix(wanted.prefix)?;
    let place = place(caller, &access);
    let reader = access.user().map(|user| user.uid.as_str());
    let limit = wanted
        .limit
        .unwrap_or(MAX_SHARED_LISTED)
        .clamp(1, MAX_SHARED_LISTED);
    let rows = plugin_records::shared(&mut &state.db, place, wanted.prefix, limit).await?;
    rows.into_iter()
        .map(|row| {
            let author = Author {
                pseudonym: pseudonym(&state.cipher, place, &row.uid),
                is_reader: reader == Some(row.uid.as_str()),
            };
            record(row, Some(author))
        })
        .collect()
}

/// One of the caller's own records; `None` when there is none, and for whoever is not signed in.
pub async fn load(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    key: &str,
) -> ServiceResult<Option<Record>> {
    let access = Access::of(state, caller, at).await?;
    access.require_callback("loadRecord")?;
    check_key(key)?;
    let Some(user) = access.user() else {
        return Ok(None);
    };
    let shelf = Shelf {
        place: place(caller, &access),
        uid: &user.uid,
        shared: false,
    };
    let row = plugin_records::get(&mut &state.db, shelf, key).await?;
    row.map(|row| record(row, None)).transpose()
}

/// Saves a record of the caller, own or shared, in place of the one of this kind under the key.
pub async fn save(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    key: &str,
    (value, shared): (&Value, bool),
) -> ServiceResult<()> {
    let access = Access::of(state, caller, at).await?;
    access.require_callback(if shared { "shareRecord" } else { "saveRecord" })?;
    let user = access.require_user()?;
    check_key(key)?;
    let text = json_text(value)?;
    let shelf = Shelf {
        place: place(caller, &access),
        uid: &user.uid,
        shared,
    };
    let mut work = state.db.begin().await?;
    write(&mut work, shelf, key, &text, state.clock.now_ms()).await?;
    work.commit().await?;
    Ok(())
}

/// Removes a record of the caller; fine when there is none.
pub async fn delete(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    key: &str,
    shared: bool,
) -> ServiceResult<()> {
    let access = Access::of(state, caller, at).await?;
    access.require_callback(if shared {
        "unshareRecord"
    } else {
        "deleteRecord"
    })?;
    let user = access.require_user()?;
    check_key(key)?;
    let shelf = Shelf {
        place: place(caller, &access),
        uid: &user.uid,
        shared,
    };
    let mut work = state.db.begin().await?;
    plugin_records::delete(&mut work, shelf, key)
        .await
        .map_err(gone)?;
    work.commit().await?;
    Ok(())
}

/// Writes within the quotas; the caller commits.
async fn write(
    work: &mut UnitOfWork,
    shelf: Shelf<'_>,
    key: &str,
    text: &str,
    now: i64,
) -> ServiceResult<()> {
    let usage = plugin_records::put(work, shelf, key, text, now)
        .await
        .map_err(gone)?;
    check_quotas(usage)
}

/// 409 for what is more than a user, or all of them, may keep.
fn check_quotas(usage: Usage) -> ServiceResult<()> {
    if usage.entries > MAX_RECORDS || usage.bytes > MAX_BYTES {
        return Err(ServiceError::conflict(
            "records_full",
            format!(
                "A user keeps at most {MAX_RECORDS} records and {MAX_BYTES} bytes of a plugin. Delete some first."
            ),
        ));
    }
    if usage.shared_entries > MAX_SHARED {
        return Err(ServiceError::conflict(
            "shared_records_full",
            format!("All users together share at most {MAX_SHARED} records of a plugin."),
        ));
    }
    Ok(())
}

/// Host, plugin and organisation whose records count for the caller.
fn place<'a>(caller: &'a Caller, access: &'a Access<'_>) -> Place<'a> {
    Place {
        host: &caller.host.id,
        plugin: access.plugin,
        org: access.org.as_deref().unwrap_or_default(),
    }
}

/// The host was removed meanwhile.
fn gone(error: StorageError) -> ServiceError {
    match error {
        StorageError::Reference => ServiceError::not_found(),
        other => other.into(),
    }
}

fn record(row: RecordRow, author: Option<Author>) -> ServiceResult<Record> {
    let value = serde_json::from_str(&row.value_json)
        .map_err(|error| ServiceError::Internal(format!("stored record: {error}")))?;
    Ok(Record {
        key: row.key,
        value,
        at: row.updated_at,
        author,
    })
}

/// Under the server's key, so that nobody finds the user by trying ids. Neither host nor plugin contains a slash.
fn pseudonym(cipher: &Cipher, place: Place<'_>, uid: &str) -> String {
    cipher.sign(AUTHOR, &format!("{}/{}/{uid}", place.host, place.plugin))
}

/// The rule of external ids, without the two that no address can name.
fn check_key(key: &str) -> ServiceResult<()> {
    if is_external_id(key) && key != "." && key != ".." {
        return Ok(());
    }
    Err(ServiceError::field(
        "key",
        "record_key_invalid",
        "A key has 1 to 255 bytes and no control characters, and is not just one dot or two.",
    ))
}

fn check_prefix(prefix: &str) -> ServiceResult<()> {
    if prefix.is_empty() || is_external_id(prefix) {
        return Ok(());
    }
    Err(ServiceError::field(
        "prefix",
        "record_key_invalid",
        "A prefix has at most 255 bytes and no control characters.",
    ))
}

/// The value as text, if it is small enough.
fn json_text(value: &Value) -> ServiceResult<String> {
    let text = value.to_string();
    if text.len() > MAX_VALUE_BYTES {
        return Err(ServiceError::refused(
            StatusCode::PAYLOAD_TOO_LARGE,
            "record_too_large",
            format!("A value has at most {MAX_VALUE_BYTES} bytes as JSON."),
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::MasterKey;

    fn code(answer: ServiceResult<()>) -> String {
        match answer {
            Err(ServiceError::Refused(error)) => error.code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn threat_42_a_pseudonym_is_a_users_own_for_one_plugin_on_one_host_and_does_not_show_the_user()
    {
        let cipher = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        let at = |host, plugin, org| Place { host, plugin, org };
        let here = at("shop", "acme", "globex");
        let ada = pseudonym(&cipher, here, "ada");
        assert_eq!(ada, pseudonym(&cipher, at("shop", "acme", ""), "ada"));
        for other in [
            pseudonym(&cipher, here, "max"),
            pseudonym(&cipher, at("shop", "other", "globex"), "ada"),
            pseudonym(&cipher, at("zoo", "acme", "globex"), "ada"),
        ] {
            assert_ne!(ada, other);
        }
        assert!(!ada.contains("ada"));
        let elsewhere = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        assert_ne!(ada, pseudonym(&elsewhere, here, "ada"));
    }

    #[test]
    fn every_quota_is_reached_before_it_is_exceeded() {
        let usage = |entries, bytes, shared_entries| Usage {
            entries,
            bytes,
            shared_entries,
        };
        check_quotas(usage(MAX_RECORDS, MAX_BYTES, MAX_SHARED)).unwrap();
        let refused = |usage| code(check_quotas(usage));
        assert_eq!(refused(usage(MAX_RECORDS + 1, 0, 0)), "records_full");
        assert_eq!(refused(usage(0, MAX_BYTES + 1, 0)), "records_full");
        assert_eq!(refused(usage(1, 1, MAX_SHARED + 1)), "shared_records_full");
    }

    #[test]
    fn keys_are_external_ids_that_an_address_can_name() {
        for key in ["a", "ä/b c", "...", "%2e", &"k".repeat(255)] {
            check_key(key).unwrap();
        }
        for key in ["", ".", "..", "a\nb", "a\0b", &"k".repeat(256)] {
            assert_eq!(code(check_key(key)), "record_key_invalid", "{key:?}");
        }
        check_prefix("").unwrap();
        assert!(check_prefix("a\nb").is_err());
    }
}
