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
    /// Account of its maker, without whose membership it is worth nothing; none for the command line.
    pub account_id: Option<String>,
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
            account_id: row.text_opt("account_id")?,
            created_at: row.int("created_at")?,
            last_used_at: row.int_opt("last_used_at")?,
            revoked_at: row.int_opt("revoked_at")?,
        })
    }
}

/// Adds a token.
pub async fn insert(on: &mut impl Runner, token: &ApiTokenRow) -> Result<(), StorageError> {
    sql("insert into host_api_tokens (id, host_id, name, token_hash, created_by, account_id, created_at, last_used_at, revoked_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(&token.id)
    .bind(&token.host_id)
    .bind(&token.name)
    .bind(&token.token_hash)
    .bind(&token.created_by)
    .bind(token.account_id.clone())
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

/// A token that works, by its hash: not revoked, and its maker may still work on the host.
pub async fn live(
    on: &mut impl Runner,
    token_hash: &str,
) -> Result<Option<ApiTokenRow>, StorageError> {
    sql("select t.* from host_api_tokens t left join accounts a on a.id = t.account_id \
         where t.token_hash = $1 and t.revoked_at is null and (t.account_id is null or (a.disabled_at is null \
         and (a.is_operator = true or exists \
         (select 1 from host_members m where m.host_id = t.host_id and m.account_id = a.id))))")
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

/// Ends all tokens of a host that one account made; answers how many.
pub async fn revoke_of_account(
    on: &mut impl Runner,
    host: &str,
    account: &str,
    now: i64,
) -> Result<u64, StorageError> {
    sql("update host_api_tokens set revoked_at = $3 where host_id = $1 and account_id = $2 and revoked_at is null")
        .bind(host)
        .bind(account)
        .bind(now)
        .execute(on)
        .await
}
