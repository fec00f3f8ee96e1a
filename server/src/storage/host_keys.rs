//! `host_keys` as the console sees and changes them; making keys and checking tokens with them is in `keys.rs`.

use portico_app::backend::KeyState;

use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `host_keys`.
#[derive(Clone, PartialEq, Eq)]
pub struct HostKeyRow {
    /// `kid` in tokens.
    pub id: String,
    /// Host of the key.
    pub host_id: String,
    /// Secret or public key.
    pub material: KeyMaterial,
    /// Whether tokens are accepted.
    pub state: KeyState,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// Who made it.
    pub created_by: String,
    /// When a retiring key ends.
    pub retire_at: Option<i64>,
    /// When a token was last checked with it.
    pub last_used_at: Option<i64>,
}

/// What tokens are checked with.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyMaterial {
    /// An encrypted host secret, sealed for [`crate::session::place`].
    Secret(String),
    /// A public JWK.
    Jwk(String),
}

/// Without the ciphertext (THREATS 46).
impl std::fmt::Debug for HostKeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "HostKeyRow({}/{} {:?})",
            self.host_id, self.id, self.state
        )
    }
}

impl FromRow for HostKeyRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let material = match (row.text_opt("ciphertext")?, row.text_opt("jwk")?) {
            (Some(sealed), _) => KeyMaterial::Secret(sealed),
            (None, Some(jwk)) => KeyMaterial::Jwk(jwk),
            (None, None) => {
                return Err(StorageError::Unreadable {
                    column: "ciphertext",
                    problem: "neither secret nor public key".to_owned(),
                });
            }
        };
        let state = row.text("state")?;
        Ok(Self {
            id: row.text("id")?,
            host_id: row.text("host_id")?,
            material,
            state: KeyState::parse(&state).ok_or(StorageError::Unreadable {
                column: "state",
                problem: format!("unknown state {state}"),
            })?,
            created_at: row.int("created_at")?,
            created_by: row.text("created_by")?,
            retire_at: row.int_opt("retire_at")?,
            last_used_at: row.int_opt("last_used_at")?,
        })
    }
}

/// All keys of a host, the newest first.
pub async fn of_host(on: &mut impl Runner, host: &str) -> Result<Vec<HostKeyRow>, StorageError> {
    sql("select * from host_keys where host_id = $1 order by created_at desc, id")
        .bind(host)
        .all(on)
        .await
}

/// One key of a host.
pub async fn get(
    on: &mut impl Runner,
    host: &str,
    key: &str,
) -> Result<Option<HostKeyRow>, StorageError> {
    sql("select * from host_keys where host_id = $1 and id = $2")
        .bind(host)
        .bind(key)
        .optional(on)
        .await
}

/// Lets every secret of a host that is in use end at `retire_at`; one that ends sooner does not live longer by it. Answers
/// how many.
pub async fn retire_secrets(
    on: &mut impl Runner,
    host: &str,
    retire_at: i64,
) -> Result<u64, StorageError> {
    sql("update host_keys set state = 'retiring', retire_at = $2 where host_id = $1 and kind = 'secret' \
         and (state = 'active' or (state = 'retiring' and (retire_at is null or retire_at > $2)))")
        .bind(host)
        .bind(retire_at)
        .execute(on)
        .await
}

/// Ends a key at once.
pub async fn revoke(on: &mut impl Runner, host: &str, key: &str) -> Result<(), StorageError> {
    sql("update host_keys set state = 'revoked', retire_at = null where host_id = $1 and id = $2")
        .bind(host)
        .bind(key)
        .execute(on)
        .await?;
    Ok(())
}
