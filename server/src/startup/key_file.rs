//! Where the master key comes from: the environment, a named file, or (embedded database) a file in the data directory.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::StartError;
use crate::config::DataConfig;
use crate::crypto::MasterKey;

/// The generated key of an embedded database.
pub fn path(config: &DataConfig) -> PathBuf {
    config.data_dir.join("master.key")
}

/// The configured key, else the one in the data directory; `None` when there is none yet.
pub fn find(config: &DataConfig) -> Result<Option<MasterKey>, StartError> {
    match (config.master_key(), config.master_key_file()) {
        (Some(_), Some(_)) => Err(StartError::KeyTwice),
        (Some(text), None) => parse(text, "PORTICO_MASTER_KEY").map(Some),
        (None, Some(file)) => match read(file)? {
            Some(master) => Ok(Some(master)),
            None => Err(StartError::KeyFile {
                file: file.display().to_string(),
                error: ErrorKind::NotFound.into(),
            }),
        },
        (None, None) if config.is_sqlite() => read(&path(config)),
        (None, None) => Ok(None),
    }
}

/// The error for a database whose generated key is gone.
pub fn lost(config: &DataConfig) -> StartError {
    StartError::KeyLost {
        file: path(config).display().to_string(),
    }
}

/// Writes a generated key, readable by its owner only. When another process was faster, its key is the one.
pub fn keep(config: &DataConfig, master: MasterKey) -> Result<MasterKey, StartError> {
    let file = path(config);
    let failed = |error| StartError::KeyFile {
        file: file.display().to_string(),
        error,
    };
    match create_private(&file) {
        Ok(mut out) => {
            out.write_all(format!("{}\n", master.expose()).as_bytes())
                .and_then(|()| out.sync_all())
                .map_err(failed)?;
            tracing::warn!(
                "made a master key in {}: keep a copy apart from the database, its secrets cannot be read without it",
                file.display()
            );
            Ok(master)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(&file)?.ok_or_else(|| lost(config))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Makes the data directory, for its owner only; one that exists stays as it is.
pub fn create_data_dir(dir: &Path) -> Result<(), StartError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| StartError::DataDir {
        dir: dir.display().to_string(),
        error,
    })
}

fn create_private(file: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

fn read(file: &Path) -> Result<Option<MasterKey>, StartError> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            warn_if_open_to_others(file);
            parse(&text, &file.display().to_string()).map(Some)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StartError::KeyFile {
            file: file.display().to_string(),
            error,
        }),
    }
}

fn parse(text: &str, source: &str) -> Result<MasterKey, StartError> {
    MasterKey::parse(text).map_err(|error| StartError::KeyMalformed {
        source_name: source.to_owned(),
        error,
    })
}

#[cfg(unix)]
fn warn_if_open_to_others(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if std::fs::metadata(file).is_ok_and(|meta| meta.permissions().mode() & 0o007 != 0) {
        tracing::warn!(
            "the master key in {} can be read by every user of this machine; make it private with: chmod 600 {}",
            file.display(),
            file.display()
        );
    }
}

#[cfg(not(unix))]
fn warn_if_open_to_others(_: &Path) {}
