//! `signing_keys`: the server's own keys, a handful in all. Making and using them is in `services::user_tokens`.

use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `signing_keys`.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKeyRow {
    /// `kid` in tokens.
    pub id: String,
    /// The public part, as JSON text.
    pub public_jwk: String,
    /// The encrypted private part.
    pub ciphertext: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

/// Without the ciphertext (THREATS 46).
impl std::fmt::Debug for SigningKeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKeyRow({})", self.id)
    }
}

impl FromRow for SigningKeyRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            public_jwk: row.text("public_jwk")?,
            ciphertext: row.text("ciphertext")?,
            created_at: row.int("created_at")?,
        })
    }
}

struct PublicJwk(String);

impl FromRow for PublicJwk {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("public_jwk").map(Self)
    }
}

/// The key that signs.
pub async fn active(on: &mut impl Runner) -> Result<Option<SigningKeyRow>, StorageError> {
    sql("select id, public_jwk, ciphertext, created_at from signing_keys where state = 'active'")
        .optional(on)
        .await
}

/// The public parts of all keys whose signatures are still good, as JSON texts, the oldest first.
pub async fn published(on: &mut impl Runner) -> Result<Vec<String>, StorageError> {
    let keys = sql("select public_jwk from signing_keys where state in ('active', 'retiring') order by created_at, id")
        .all::<PublicJwk>(on)
        .await?;
    Ok(keys.into_iter().map(|key| key.0).collect())
}

/// Adds an active key, unless there is one: of several servers that try at once, one does. False: there was one.
pub async fn insert_first(on: &mut impl Runner, key: &SigningKeyRow) -> Result<bool, StorageError> {
    let added = sql("insert into signing_keys (id, public_jwk, ciphertext, created_at, state) values ($1, $2, $3, $4, 'active') \
         on conflict do nothing")
    .bind(&key.id)
    .bind(&key.public_jwk)
    .bind(&key.ciphertext)
    .bind(key.created_at)
    .execute(on)
    .await?;
    Ok(added > 0)
}

/// A key as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKey {
    /// `kid` in tokens.
    pub id: String,
    /// `active`, `retiring` or `revoked`.
    pub state: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl FromRow for ListedKey {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            state: row.text("state")?,
            created_at: row.int("created_at")?,
        })
    }
}

/// All keys there ever were, the newest first.
pub async fn list(on: &mut impl Runner) -> Result<Vec<ListedKey>, StorageError> {
    sql("select id, state, created_at from signing_keys order by created_at desc, id")
        .all(on)
        .await
}

/// The active key signs no more; its signatures stay good.
pub async fn retire_active(on: &mut impl Runner) -> Result<(), StorageError> {
    sql("update signing_keys set state = 'retiring' where state = 'active'")
        .execute(on)
        .await?;
    Ok(())
}

/// A key that signs no more is not published either. False: there is none of that id.
pub async fn revoke_retiring(on: &mut impl Runner, id: &str) -> Result<bool, StorageError> {
    let changed =
        sql("update signing_keys set state = 'revoked' where id = $1 and state = 'retiring'")
            .bind(id)
            .execute(on)
            .await?;
    Ok(changed > 0)
}
