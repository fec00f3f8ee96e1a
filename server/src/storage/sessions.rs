//! `sessions` and `used_token_ids`: what makes a cookie revocable and a `jti` good for one sign-in.

use std::collections::HashSet;

use portico_sdk::claims::Identity;

use super::query::{FIFTY, fifty_from_2};
use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `sessions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Hash of the cookie's token.
    pub token_hash: String,
    /// Host of the session.
    pub host_id: String,
    /// The user, or for [`SessionKind::HostMember`] the console account.
    pub uid: String,
    /// What the host's token said; the active organisation may have been switched since.
    pub identity: Identity,
    /// The key that signed the token; empty for a host member.
    pub key_id: String,
    /// Whose session it is.
    pub kind: SessionKind,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// Milliseconds since the epoch: the `exp` of the token.
    pub expires_at: i64,
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// An end user, signed in by the host's token.
    User,
    /// A host member's audited session on the host's own admin surface (role HOST).
    HostMember,
}

impl SessionKind {
    fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::HostMember => "host_member",
        }
    }
}

impl FromRow for SessionRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            token_hash: row.text("token_hash")?,
            host_id: row.text("host_id")?,
            uid: row.text("uid")?,
            identity: row.json("identity_json")?,
            key_id: row.text("key_id")?,
            kind: if row.text("kind")? == SessionKind::HostMember.name() {
                SessionKind::HostMember
            } else {
                SessionKind::User
            },
            created_at: row.int("created_at")?,
            expires_at: row.int("expires_at")?,
        })
    }
}

/// Adds a session.
pub async fn insert(on: &mut impl Runner, session: &SessionRow) -> Result<(), StorageError> {
    sql("insert into sessions (token_hash, host_id, uid, identity_json, key_id, kind, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(&session.token_hash)
        .bind(&session.host_id)
        .bind(&session.uid)
        .bind(identity_json(&session.identity)?)
        .bind(&session.key_id)
        .bind(session.kind.name())
        .bind(session.created_at)
        .bind(session.expires_at)
        .execute(on)
        .await?;
    Ok(())
}

/// The host of a session, good or not; `None`: there is no such session.
pub async fn host_of(
    on: &mut impl Runner,
    token_hash: &str,
) -> Result<Option<String>, StorageError> {
    let host = sql("select host_id as value from sessions where token_hash = $1")
        .bind(token_hash)
        .optional::<Text>(on)
        .await?;
    Ok(host.map(|host| host.0))
}

/// A session that has not ended and whose key is still good, neither revoked since nor retired; a host member's only while
/// its account is a member of the host or runs the server. It ends with its key, if that retires sooner.
pub async fn live(
    on: &mut impl Runner,
    token_hash: &str,
    now: i64,
) -> Result<Option<SessionRow>, StorageError> {
    sql("select s.token_hash, s.host_id, s.uid, s.identity_json, s.key_id, s.kind, s.created_at, \
         case when k.retire_at < s.expires_at then k.retire_at else s.expires_at end as expires_at \
         from sessions s \
         left join host_keys k on k.host_id = s.host_id and k.id = s.key_id \
         left join accounts a on s.kind = 'host_member' and a.email = s.uid and a.disabled_at is null \
         left join host_members m on m.host_id = s.host_id and m.account_id = a.id \
         where s.token_hash = $1 and s.expires_at > $2 \
         and ((s.kind = 'user' and (k.state = 'active' \
             or (k.state = 'retiring' and (k.retire_at is null or k.retire_at > $2)))) \
           or (s.kind = 'host_member' and (a.is_operator or m.account_id is not null)))")
    .bind(token_hash)
    .bind(now)
    .optional(on)
    .await
}

/// Stores the switched active organisation.
pub async fn set_identity(
    on: &mut impl Runner,
    token_hash: &str,
    identity: &Identity,
) -> Result<(), StorageError> {
    sql("update sessions set identity_json = $2 where token_hash = $1")
        .bind(token_hash)
        .bind(identity_json(identity)?)
        .execute(on)
        .await?;
    Ok(())
}

/// Ends a session; its host, when there was one.
pub async fn delete(
    on: &mut impl Runner,
    token_hash: &str,
) -> Result<Option<String>, StorageError> {
    let host = sql("delete from sessions where token_hash = $1 returning host_id as value")
        .bind(token_hash)
        .optional::<Text>(on)
        .await?;
    Ok(host.map(|host| host.0))
}

/// Ends a session if it is a host member's; true when it was.
pub async fn delete_host_member(
    on: &mut impl Runner,
    token_hash: &str,
) -> Result<bool, StorageError> {
    let deleted = sql("delete from sessions where token_hash = $1 and kind = 'host_member'")
        .bind(token_hash)
        .execute(on)
        .await?;
    Ok(deleted > 0)
}

/// Ends all sessions that a console account opened as host member.
pub async fn delete_of_account(on: &mut impl Runner, email: &str) -> Result<u64, StorageError> {
    sql("delete from sessions where uid = $1 and kind = 'host_member'")
        .bind(email)
        .execute(on)
        .await
}

/// The open sessions of a user beyond the newest `keep`, by hash.
pub async fn surplus(
    on: &mut impl Runner,
    host: &str,
    uid: &str,
    keep: i64,
) -> Result<Vec<String>, StorageError> {
    // SQLite takes no offset without a limit.
    let rows: Vec<Text> = sql(
        "select token_hash as value from sessions where host_id = $1 and uid = $2 and kind = 'user' \
         order by created_at desc, token_hash limit 1000 offset $3",
    )
    .bind(host)
    .bind(uid)
    .bind(keep)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Ends all sessions that one key opened.
pub async fn delete_of_key(
    on: &mut impl Runner,
    host: &str,
    key_id: &str,
) -> Result<u64, StorageError> {
    sql("delete from sessions where host_id = $1 and key_id = $2")
        .bind(host)
        .bind(key_id)
        .execute(on)
        .await
}

/// Marks a `jti` as used. [`StorageError::Conflict`] when it was used before.
pub async fn use_token_id(
    on: &mut impl Runner,
    host: &str,
    token_id: &str,
    expires_at: i64,
) -> Result<(), StorageError> {
    sql("insert into used_token_ids (host_id, token_id, expires_at) values ($1, $2, $3)")
        .bind(host)
        .bind(token_id)
        .bind(expires_at)
        .execute(on)
        .await?;
    Ok(())
}

/// Forgets sessions and token ids whose time is over.
pub async fn purge(on: &mut impl Runner, now: i64) -> Result<(), StorageError> {
    sql("delete from sessions where expires_at <= $1")
        .bind(now)
        .execute(on)
        .await?;
    sql("delete from used_token_ids where expires_at <= $1")
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// Remembers a user and the organisations of a token: a cache for lists, never the truth about roles.
pub async fn remember(
    on: &mut impl Runner,
    host: &str,
    identity: &Identity,
    now: i64,
) -> Result<(), StorageError> {
    sql("insert into users (host_id, external_id, first_seen) values ($1, $2, $3) on conflict do nothing")
        .bind(host)
        .bind(&identity.uid)
        .bind(now)
        .execute(on)
        .await?;
    let orgs: Vec<&str> = identity.orgs.keys().map(String::as_str).collect();
    let known = known_orgs(on, host, &orgs).await?;
    for org in orgs.into_iter().filter(|org| !known.contains(*org)) {
        sql("insert into orgs (host_id, external_id, first_seen) values ($1, $2, $3) on conflict do nothing")
            .bind(host)
            .bind(org)
            .bind(now)
            .execute(on)
            .await?;
    }
    Ok(())
}

async fn known_orgs(
    on: &mut impl Runner,
    host: &str,
    orgs: &[&str],
) -> Result<HashSet<String>, StorageError> {
    let mut known = HashSet::new();
    for orgs in orgs.chunks(FIFTY) {
        let rows: Vec<Text> = sql(concat!(
            "select external_id as value from orgs where host_id = $1 and external_id in (",
            fifty_from_2!(),
            ")"
        ))
        .bind(host)
        .bind_fifty(orgs)
        .all(on)
        .await?;
        known.extend(rows.into_iter().map(|row| row.0));
    }
    Ok(known)
}

struct Text(String);

impl FromRow for Text {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("value").map(Self)
    }
}

fn identity_json(identity: &Identity) -> Result<String, StorageError> {
    serde_json::to_string(identity).map_err(|error| StorageError::Unreadable {
        column: "identity_json",
        problem: error.to_string(),
    })
}
