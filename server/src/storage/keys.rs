//! Reading `host_keys` to check tokens. Making and changing keys is in `services::hosts`.

use super::{FromRow, Row, Runner, StorageError, sql};

/// What the check of a token needs of a row of `host_keys`.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// `kid` in tokens.
    pub id: String,
    /// Host of the key.
    pub host_id: String,
    /// The encrypted secret, for `kind` `secret`.
    pub ciphertext: Option<String>,
    /// The public key, for `kind` `jwk`.
    pub jwk: Option<String>,
    /// When it stops being good, in milliseconds since the epoch; `None`: not planned.
    pub retire_at: Option<i64>,
    /// Milliseconds since the epoch.
    pub last_used_at: Option<i64>,
}

/// Without the ciphertext (THREATS 46).
impl std::fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRow({}/{})", self.host_id, self.id)
    }
}

impl FromRow for KeyRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            host_id: row.text("host_id")?,
            ciphertext: row.text_opt("ciphertext")?,
            jwk: row.text_opt("jwk")?,
            retire_at: row.int_opt("retire_at")?,
            last_used_at: row.int_opt("last_used_at")?,
        })
    }
}

/// The keys of one host that tokens may be signed with at `now`.
pub async fn usable(
    on: &mut impl Runner,
    host: &str,
    now: i64,
) -> Result<Vec<KeyRow>, StorageError> {
    sql("select id, host_id, ciphertext, jwk, retire_at, last_used_at from host_keys \
         where host_id = $1 and (state = 'active' or (state = 'retiring' and (retire_at is null or retire_at > $2)))")
    .bind(host)
    .bind(now)
    .all(on)
    .await
}

/// A host with a usable key of some id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Host id.
    pub host_id: String,
    /// True for a host secret, false for a public key.
    pub is_secret: bool,
}

impl FromRow for Owner {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            host_id: row.text("host_id")?,
            is_secret: row.text("kind")? == "secret",
        })
    }
}

/// The hosts that a token with this key id may be of. Ids of secrets are random; a registered public key may carry any id,
/// also one that another host uses.
pub async fn owners(
    on: &mut impl Runner,
    key_id: &str,
    now: i64,
) -> Result<Vec<Owner>, StorageError> {
    sql("select host_id, kind from host_keys \
         where id = $1 and (state = 'active' or (state = 'retiring' and (retire_at is null or retire_at > $2))) \
         order by host_id")
    .bind(key_id)
    .bind(now)
    .all(on)
    .await
}

/// A host's public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// Host id.
    pub host_id: String,
    /// The key.
    pub jwk: String,
}

impl FromRow for PublicKey {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            host_id: row.text("host_id")?,
            jwk: row.text("jwk")?,
        })
    }
}

/// The public keys of other hosts with this key id that are not revoked.
pub async fn public_elsewhere(
    on: &mut impl Runner,
    host: &str,
    key_id: &str,
) -> Result<Vec<PublicKey>, StorageError> {
    sql("select host_id, jwk from host_keys \
         where id = $1 and host_id <> $2 and kind = 'jwk' and state <> 'revoked' order by host_id")
    .bind(key_id)
    .bind(host)
    .all(on)
    .await
}

/// A key to be stored, active at once.
#[derive(Clone, Copy)]
pub struct NewKey<'a> {
    /// `kid` in tokens.
    pub id: &'a str,
    /// Host of the key.
    pub host: &'a str,
    /// The encrypted secret; `None` for a public key.
    pub ciphertext: Option<&'a str>,
    /// The public key; `None` for a secret.
    pub jwk: Option<&'a str>,
    /// Who made it.
    pub by: &'a str,
    /// When, in milliseconds since the epoch.
    pub now: i64,
}

/// Adds a key.
pub async fn insert(on: &mut impl Runner, key: &NewKey<'_>) -> Result<(), StorageError> {
    sql("insert into host_keys (id, host_id, kind, ciphertext, jwk, state, created_at, created_by, retire_at, last_used_at) \
         values ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $8)")
    .bind(key.id)
    .bind(key.host)
    .bind(if key.ciphertext.is_some() { "secret" } else { "jwk" })
    .bind(key.ciphertext)
    .bind(key.jwk)
    .bind(key.now)
    .bind(key.by)
    .bind(None::<i64>)
    .execute(on)
    .await?;
    Ok(())
}

/// The newest active secret of a host.
pub async fn newest_secret(
    on: &mut impl Runner,
    host: &str,
) -> Result<Option<KeyRow>, StorageError> {
    sql("select id, host_id, ciphertext, jwk, retire_at, last_used_at from host_keys \
         where host_id = $1 and kind = 'secret' and state = 'active' order by created_at desc, id desc limit 1")
    .bind(host)
    .optional(on)
    .await
}

/// Notes a use, at most once a minute for each key.
pub async fn touch(on: &mut impl Runner, key: &KeyRow, now: i64) -> Result<(), StorageError> {
    sql(
        "update host_keys set last_used_at = $3 where host_id = $1 and id = $2 \
         and (last_used_at is null or last_used_at <= $3 - 60000)",
    )
    .bind(&key.host_id)
    .bind(&key.id)
    .bind(now)
    .execute(on)
    .await?;
    Ok(())
}
