//! `host_api_tokens`: what programs use instead of a console account.

use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `host_api_tokens`; the token itself is known by hash only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiTokenRow {
    /// Our id.
    pub id: String,
    /// The one host it works on.
    pub host_id: String,
    /// What its maker called it.
    pub name: String,
    /// Hash of the token.
    pub token_hash: String,
    /// Address of its maker.
    pub created_by: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub last_used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

impl FromRow for ApiTokenRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            host_id: row.text("host_id")?,
            name: row.text("name")?,
            token_hash: row.text("token_hash")?,
            created_by: row.text("created_by")?,
            created_at: row.int("created_at")?,
            last_used_at: row.int_opt("last_used_at")?,
            revoked_at: row.int_opt("revoked_at")?,
        })
    }
}

/// Adds a token.
pub async fn insert(on: &mut impl Runner, token: &ApiTokenRow) -> Result<(), StorageError> {
    sql("insert into host_api_tokens (id, host_id, name, token_hash, created_by, created_at, last_used_at, revoked_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&token.id)
    .bind(&token.host_id)
    .bind(&token.name)
    .bind(&token.token_hash)
    .bind(&token.created_by)
    .bind(token.created_at)
    .bind(token.last_used_at)
    .bind(token.revoked_at)
    .execute(on)
    .await?;
    Ok(())
}

/// The tokens of a host that work, the newest first.
pub async fn of_host(on: &mut impl Runner, host: &str) -> Result<Vec<ApiTokenRow>, StorageError> {
    sql("select * from host_api_tokens where host_id = $1 and revoked_at is null order by created_at desc, id desc")
        .bind(host)
        .all(on)
        .await
}

/// A token that works, by its hash.
pub async fn live(
    on: &mut impl Runner,
    token_hash: &str,
) -> Result<Option<ApiTokenRow>, StorageError> {
    sql("select * from host_api_tokens where token_hash = $1 and revoked_at is null")
        .bind(token_hash)
        .optional(on)
        .await
}

/// Notes a use, at most once a minute.
pub async fn touch(on: &mut impl Runner, id: &str, now: i64) -> Result<(), StorageError> {
    sql("update host_api_tokens set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at <= $2 - 60000)")
        .bind(id)
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// Ends a token; true when the host had it and it worked.
pub async fn revoke(
    on: &mut impl Runner,
    host: &str,
    id: &str,
    now: i64,
) -> Result<bool, StorageError> {
    let changed = sql("update host_api_tokens set revoked_at = $3 where host_id = $1 and id = $2 and revoked_at is null")
        .bind(host)
        .bind(id)
        .bind(now)
        .execute(on)
        .await?;
    Ok(changed > 0)
}
