//! `sessions` and `used_token_ids`: what makes a cookie revocable and a `jti` good for one sign-in.

use portico_sdk::claims::Identity;

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

/// A session that has not ended and whose key has not been revoked since.
pub async fn live(
    on: &mut impl Runner,
    token_hash: &str,
    now: i64,
) -> Result<Option<SessionRow>, StorageError> {
    sql("select s.* from sessions s \
         left join host_keys k on k.host_id = s.host_id and k.id = s.key_id \
         where s.token_hash = $1 and s.expires_at > $2 \
         and (s.kind = 'host_member' or k.state <> 'revoked')")
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

/// Ends a session; true when there was one.
pub async fn delete(on: &mut impl Runner, token_hash: &str) -> Result<bool, StorageError> {
    let deleted = sql("delete from sessions where token_hash = $1")
        .bind(token_hash)
        .execute(on)
        .await?;
    Ok(deleted > 0)
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
    for org in identity.orgs.keys() {
        sql("insert into orgs (host_id, external_id, first_seen) values ($1, $2, $3) on conflict do nothing")
            .bind(host)
            .bind(org)
            .bind(now)
            .execute(on)
            .await?;
    }
    Ok(())
}

fn identity_json(identity: &Identity) -> Result<String, StorageError> {
    serde_json::to_string(identity).map_err(|error| StorageError::Unreadable {
        column: "identity_json",
        problem: error.to_string(),
    })
}
