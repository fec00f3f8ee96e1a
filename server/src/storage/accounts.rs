//! `accounts` and `account_sessions`: who may use the console, and from which browsers.

use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `accounts`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Our id.
    pub id: String,
    /// Address, in lower case; what people sign in with.
    pub email: String,
    /// Shown name.
    pub name: String,
    /// Argon2 hash in PHC form.
    pub password_hash: String,
    /// Runs the server: every host, and registering new ones.
    pub is_operator: bool,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// Since when it may not sign in.
    pub disabled_at: Option<i64>,
}

/// Without the hash (THREATS 46).
impl std::fmt::Debug for AccountRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccountRow({} {})", self.id, self.email)
    }
}

impl FromRow for AccountRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            email: row.text("email")?,
            name: row.text("name")?,
            password_hash: row.text("password_hash")?,
            is_operator: row.bool("is_operator")?,
            created_at: row.int("created_at")?,
            disabled_at: row.int_opt("disabled_at")?,
        })
    }
}

/// Adds an account. [`StorageError::Conflict`] when the address is taken.
pub async fn insert(on: &mut impl Runner, account: &AccountRow) -> Result<(), StorageError> {
    sql("insert into accounts (id, email, name, password_hash, is_operator, created_at, disabled_at) \
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&account.id)
    .bind(&account.email)
    .bind(&account.name)
    .bind(&account.password_hash)
    .bind(account.is_operator)
    .bind(account.created_at)
    .bind(account.disabled_at)
    .execute(on)
    .await?;
    Ok(())
}

/// The account of an address (lower case).
pub async fn by_email(
    on: &mut impl Runner,
    email: &str,
) -> Result<Option<AccountRow>, StorageError> {
    sql("select * from accounts where email = $1")
        .bind(email)
        .optional(on)
        .await
}

/// True when there is any account: the first one is made with the set-up token.
pub async fn any(on: &mut impl Runner) -> Result<bool, StorageError> {
    let found: Option<AccountRow> = sql("select * from accounts limit 1").optional(on).await?;
    Ok(found.is_some())
}

/// Stores a new password's hash.
pub async fn set_password(
    on: &mut impl Runner,
    account: &str,
    password_hash: &str,
) -> Result<(), StorageError> {
    sql("update accounts set password_hash = $2 where id = $1")
        .bind(account)
        .bind(password_hash)
        .execute(on)
        .await?;
    Ok(())
}

/// Holds an account's row until the unit of work ends, so that a password set meanwhile waits and then ends what the unit
/// of work opened. False when the account is disabled or its password is not the one with this hash any more.
pub async fn hold(
    on: &mut impl Runner,
    account: &str,
    password_hash: &str,
) -> Result<bool, StorageError> {
    let held = sql("update accounts set password_hash = password_hash \
         where id = $1 and password_hash = $2 and disabled_at is null")
    .bind(account)
    .bind(password_hash)
    .execute(on)
    .await?;
    Ok(held > 0)
}

/// Opens a session.
pub async fn insert_session(
    on: &mut impl Runner,
    token_hash: &str,
    account: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), StorageError> {
    sql("insert into account_sessions (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(account)
        .bind(now)
        .bind(expires_at)
        .execute(on)
        .await?;
    Ok(())
}

/// The account behind a live session; none when it ended or the account is disabled.
pub async fn by_session(
    on: &mut impl Runner,
    token_hash: &str,
    now: i64,
) -> Result<Option<AccountRow>, StorageError> {
    sql(
        "select a.* from account_sessions s join accounts a on a.id = s.account_id \
         where s.token_hash = $1 and s.expires_at > $2 and a.disabled_at is null",
    )
    .bind(token_hash)
    .bind(now)
    .optional(on)
    .await
}

/// The account behind a session that was live when the request began; none when it was ended since, or the account disabled.
pub async fn of_session(
    on: &mut impl Runner,
    token_hash: &str,
) -> Result<Option<AccountRow>, StorageError> {
    sql(
        "select a.* from account_sessions s join accounts a on a.id = s.account_id \
         where s.token_hash = $1 and a.disabled_at is null",
    )
    .bind(token_hash)
    .optional(on)
    .await
}

/// Ends one session.
pub async fn delete_session(on: &mut impl Runner, token_hash: &str) -> Result<(), StorageError> {
    sql("delete from account_sessions where token_hash = $1")
        .bind(token_hash)
        .execute(on)
        .await?;
    Ok(())
}

/// Ends all sessions of an account, except the one with the hash `keep` (empty: none).
pub async fn delete_sessions(
    on: &mut impl Runner,
    account: &str,
    keep: &str,
) -> Result<(), StorageError> {
    sql("delete from account_sessions where account_id = $1 and token_hash <> $2")
        .bind(account)
        .bind(keep)
        .execute(on)
        .await?;
    Ok(())
}

/// Ends the oldest sessions of an account beyond the newest `keep`.
pub async fn trim_sessions(
    on: &mut impl Runner,
    account: &str,
    keep: i64,
) -> Result<(), StorageError> {
    sql("delete from account_sessions where account_id = $1 and token_hash not in \
         (select token_hash from account_sessions where account_id = $1 order by created_at desc, token_hash limit $2)")
        .bind(account)
        .bind(keep)
        .execute(on)
        .await?;
    Ok(())
}

/// Forgets sessions whose time is over.
pub async fn purge_sessions(on: &mut impl Runner, now: i64) -> Result<(), StorageError> {
    sql("delete from account_sessions where expires_at <= $1")
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}
