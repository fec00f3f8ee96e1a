//! The check row: a known text under the master key, so that a wrong key is noticed at start and not at the first secret.

use super::StartError;
use crate::crypto::{Cipher, CipherError};
use crate::storage::{Db, SchemaStatus, StorageError, meta};

/// Key of the row in `meta`.
const ROW: &str = "master_key_check";
/// Where the text is sealed for, see [`Cipher::seal`].
const PLACE: &str = "meta/master_key_check";
/// The known text.
const TEXT: &str = "portico";

/// The check row; `None` in a database no key is bound to yet.
pub async fn read(db: &Db, status: SchemaStatus) -> Result<Option<String>, StorageError> {
    if status.is_empty() {
        return Ok(None);
    }
    meta::get(&mut &*db, ROW).await
}

/// Compares a key with the check row.
pub fn verify(cipher: &Cipher, check: &str) -> Result<(), StartError> {
    match cipher.open(PLACE, check) {
        Ok(text) if text == TEXT => Ok(()),
        Err(CipherError::OtherKey) => Err(StartError::WrongKey {
            given: cipher.key_id().to_owned(),
            wanted: Cipher::sealed_under(check).unwrap_or_default().to_owned(),
        }),
        Ok(_) | Err(_) => Err(StartError::KeyCheckDamaged),
    }
}

/// Binds the database to a key. Two servers may start on an empty database at once: the first one's key counts.
pub async fn bind(db: &Db, cipher: &Cipher) -> Result<(), StartError> {
    let mut uow = db.begin().await?;
    let check = cipher.seal(PLACE, TEXT)?;
    meta::insert_new(&mut uow, ROW, &check).await?;
    let kept = meta::get(&mut uow, ROW).await?.unwrap_or_default();
    verify(cipher, &kept)?;
    uow.commit().await?;
    Ok(())
}
