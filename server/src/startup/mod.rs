//! Opening the data: master key, database, schema. Nothing is changed before everything is known to fit, so a wrong key,
//! a wrong database or an old binary does no harm.

mod announce;
mod assemble;
mod error;
pub mod key_check;
pub mod key_file;

use crate::config::DataConfig;
use crate::crypto::{Cipher, MasterKey};
use crate::storage::{Db, SchemaStatus, migrate, schema_status};

pub use announce::announce;
pub use assemble::assemble;
pub use error::StartError;

/// What may be done to a schema that is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Brought up to date.
    Migrate,
    /// Set up when the database is empty, otherwise refused: `serve` and `migrate` upgrade, other commands do not.
    Keep,
}

/// The opened data.
#[derive(Debug)]
pub struct Data {
    /// The database, its schema up to date.
    pub db: Db,
    /// Encryption under the master key that belongs to this database.
    pub cipher: Cipher,
}

impl Data {
    /// Opens everything: the master key is found, the database connected, and the key compared with it before the schema
    /// is touched. A new SQLite database gets a new key.
    pub async fn open(config: &DataConfig, schema: Schema) -> Result<Self, StartError> {
        let found = key_file::find(config)?;
        if config.is_sqlite() {
            key_file::create_data_dir(&config.data_dir)?;
        } else if found.is_none() {
            return Err(StartError::KeyRequired);
        }
        let db = connect(config).await?;
        let status = schema_status(&db).await?;
        status.refuse_newer()?;
        let check = key_check::read(&db, status).await?;
        let master = match (found, &check) {
            (Some(master), _) => master,
            (None, Some(_)) => return Err(key_file::lost(config)),
            (None, None) => MasterKey::generate()?,
        };
        if let Some(check) = &check {
            key_check::verify(&Cipher::new(&master)?, check)?;
        }
        bring_up_to_date(&db, status, schema).await?;
        if check.is_some() {
            return Ok(Self {
                db,
                cipher: Cipher::new(&master)?,
            });
        }
        let master = if config.is_sqlite() && !config.names_key() {
            key_file::keep(config, master)?
        } else {
            master
        };
        let cipher = Cipher::new(&master)?;
        key_check::bind(&db, &cipher).await?;
        Ok(Self { db, cipher })
    }
}

/// Connects to the database of `config`.
pub async fn connect(config: &DataConfig) -> Result<Db, StartError> {
    Db::connect(&config.database_url())
        .await
        .map_err(|error| StartError::Connect {
            what: config.database_label(),
            error,
        })
}

async fn bring_up_to_date(db: &Db, status: SchemaStatus, schema: Schema) -> Result<(), StartError> {
    if !status.is_behind() {
        return Ok(());
    }
    if schema == Schema::Keep && !status.is_empty() {
        return Err(StartError::Behind {
            applied: status.applied,
            known: status.known,
        });
    }
    migrate(db).await?;
    Ok(())
}
