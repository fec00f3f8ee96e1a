//! Why the data or the server did not come up; every sentence says what to do.

use crate::crypto::CipherError;
use crate::public_url::PublicUrlError;
use crate::site::SiteError;
use crate::storage::{MigrateError, StorageError};

/// Why a command or the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data directory cannot be made.
    #[error("the data directory {dir}: {error}")]
    DataDir {
        /// Its path.
        dir: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The database is not there or refuses us. The address is shown without its password.
    #[error("cannot open the database {what}: {error}")]
    Connect {
        /// The database in words.
        what: String,
        /// What the engine said.
        error: StorageError,
    },
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The schema is not usable.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// The schema is older than this program.
    #[error(
        "the database has {applied} of the {known} migrations of this version. Run `portico migrate` (or start `portico serve`) first."
    )]
    Behind {
        /// Migrations that have run.
        applied: usize,
        /// Migrations this program knows.
        known: usize,
    },
    /// The system does not tell us of signals.
    #[error("signals cannot be heard: {0}")]
    Signals(std::io::Error),
    /// A part that runs as long as the server has ended by itself. Whoever watches the process starts it again; a server
    /// that stays without one serves nothing, or what is outdated.
    #[error("{0} ended by itself, and the server with it; see the log before this")]
    Ended(&'static str),
    /// The plugins cannot be given what they work with.
    #[error("{0}")]
    Plugins(String),
    /// The demo could not be filled in, or the first account not be offered.
    #[error("the first data: {0}")]
    FirstData(#[from] crate::error::ServiceError),
    /// Two keys are configured.
    #[error("both PORTICO_MASTER_KEY and PORTICO_MASTER_KEY_FILE are set; keep one of them.")]
    KeyTwice,
    /// PostgreSQL without a key.
    #[error(
        "PostgreSQL needs a master key, the same for every server: set PORTICO_MASTER_KEY or PORTICO_MASTER_KEY_FILE. \
         Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='"
    )]
    KeyRequired,
    /// The configured text is not a key.
    #[error("{source_name}: {error}")]
    KeyMalformed {
        /// Where the text comes from.
        source_name: String,
        /// What is wrong with it.
        error: CipherError,
    },
    /// The key file cannot be read or written.
    #[error("the master key file {file}: {error}")]
    KeyFile {
        /// Its path.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The database has a key, but the generated file is gone.
    #[error(
        "the database is encrypted, but its master key {file} is missing. Put the file back from your backup, or name the key \
         with PORTICO_MASTER_KEY or PORTICO_MASTER_KEY_FILE. Nothing was changed."
    )]
    KeyLost {
        /// Where it should be.
        file: String,
    },
    /// The key is not the database's.
    #[error(
        "wrong master key: this database was encrypted with key {wanted}, the configured one is {given}. \
         Set PORTICO_MASTER_KEY or PORTICO_MASTER_KEY_FILE to the right one. Nothing was changed."
    )]
    WrongKey {
        /// Short name of the configured key.
        given: String,
        /// Short name of the database's key.
        wanted: String,
    },
    /// The check row is unreadable.
    #[error(
        "the row that checks the master key (meta.master_key_check) is damaged. Restore a backup. Nothing was changed."
    )]
    KeyCheckDamaged,
    /// Encryption failed.
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// The demo would stand open to everybody.
    #[error(
        "--demo signs anybody in as anybody of the demo host, and {0} is a public address. \
         Leave --demo away, or say --demo-public if the server has nothing else on it."
    )]
    DemoPublic(String),
    /// The public address is not acceptable.
    #[error(transparent)]
    PublicUrl(#[from] PublicUrlError),
    /// The site is not built.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The address cannot be bound.
    #[error("cannot listen on {addr}: {error}")]
    Listen {
        /// The address.
        addr: String,
        /// What the system said.
        error: std::io::Error,
    },
}
