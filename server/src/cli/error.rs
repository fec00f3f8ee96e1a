//! Why a command failed, in words.

use std::fmt;

use crate::error::ServiceError;
use crate::services::backup::BackupError;
use crate::startup::StartError;
use crate::storage::{MigrateError, StorageError};

/// See the module.
#[derive(Debug)]
pub enum CliError {
    /// Data or server did not come up.
    Start(StartError),
    /// A service refused.
    Service(ServiceError),
    /// A backup.
    Backup(BackupError),
    /// The command itself.
    Message(String),
}

impl CliError {
    /// An error in the command's own words.
    pub fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// A service's refusal that says about which of several things it is.
    pub fn about(what: &str, error: ServiceError) -> Self {
        Self::Message(format!("{what}: {}", Self::Service(error)))
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::Service(ServiceError::Refused(refused)) => {
                f.write_str(&refused.message)?;
                refused
                    .fields
                    .iter()
                    .filter(|(_, problem)| **problem != refused.message)
                    .try_for_each(|(field, problem)| write!(f, "\n  {field}: {problem}"))
            }
            Self::Service(error) => error.fmt(f),
            Self::Backup(error) => error.fmt(f),
            Self::Message(message) => f.write_str(message),
        }
    }
}

impl From<StartError> for CliError {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl From<MigrateError> for CliError {
    fn from(error: MigrateError) -> Self {
        Self::Start(error.into())
    }
}

impl From<StorageError> for CliError {
    fn from(error: StorageError) -> Self {
        Self::Service(error.into())
    }
}

impl From<ServiceError> for CliError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<BackupError> for CliError {
    fn from(error: BackupError) -> Self {
        Self::Backup(error)
    }
}
