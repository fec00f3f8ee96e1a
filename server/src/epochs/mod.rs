//! Policy epochs: what may have changed since something was cached.
//!
//! Every change of what a session sees raises the epoch of its [`Subject`] in the same unit of work ([`Change`]); caches
//! carry the epochs they were made under and compare them by atomic look-ups. This process learns of its own changes at
//! commit, of other processes' by [`watch`]ing the table, within a second.

mod change;
mod watch;

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::storage::{Db, StorageError, epochs};

pub use change::Change;
pub use watch::watch;

/// Whose view changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Everybody's on the host: approvals, host policies, settings of the host itself, its origins and keys.
    Host,
    /// One organisation's members'.
    Org(String),
    /// One user's: own installs.
    User(String),
}

/// The epochs this process knows of. Bounded: cells that nothing refers to are dropped when there are many.
#[derive(Debug, Default)]
pub struct Epochs {
    cells: Mutex<HashMap<(String, Subject), Arc<Cell>>>,
    /// The highest number seen in the table.
    seen: AtomicI64,
}

/// The epoch of one subject, kept up to date as long as somebody holds it.
#[derive(Debug)]
pub struct Cell {
    host: String,
    subject: Subject,
    epoch: AtomicI64,
}

const UNKNOWN: i64 = -1;
/// Number of cells from which on unused ones are looked for.
const PURGE_FROM: usize = 50_000;

impl Cell {
    /// The epoch, if it was read before: 0 when nothing ever changed.
    pub fn known(&self) -> Option<i64> {
        match self.epoch.load(Ordering::Acquire) {
            UNKNOWN => None,
            epoch => Some(epoch),
        }
    }

    /// The epoch; reads it from the database the first time.
    pub async fn current(&self, db: &Db) -> Result<i64, StorageError> {
        if let Some(epoch) = self.known() {
            return Ok(epoch);
        }
        let epoch = epochs::get(&mut &*db, &self.host, &self.subject).await?;
        self.raise_to(epoch);
        Ok(self.known().unwrap_or(epoch))
    }

    /// Epochs only grow, so what arrives late does no harm.
    fn raise_to(&self, epoch: i64) {
        self.epoch.fetch_max(epoch, Ordering::AcqRel);
    }
}

impl Epochs {
    /// Starts from the present state of the table, so that the first [`Epochs::catch_up`] does not read all of it.
    pub async fn open(db: &Db) -> Result<Self, StorageError> {
        Ok(Self {
            cells: Mutex::default(),
            seen: AtomicI64::new(epochs::last(&mut &*db).await?),
        })
    }

    /// The cell of a subject. Hold it for as long as what depends on it is cached.
    pub fn cell(&self, host: &str, subject: Subject) -> Arc<Cell> {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if cells.len() >= PURGE_FROM {
            // Under the lock nobody can take another reference to a cell that only the map holds.
            cells.retain(|_, cell| Arc::strong_count(cell) > 1);
        }
        cells
            .entry((host.to_owned(), subject))
            .or_insert_with_key(|(host, subject)| {
                Arc::new(Cell {
                    host: host.clone(),
                    subject: subject.clone(),
                    epoch: AtomicI64::new(UNKNOWN),
                })
            })
            .clone()
    }

    /// Takes note of a raised epoch, if anything in this process depends on it.
    fn apply(&self, host: &str, subject: &Subject, epoch: i64) {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = cells.get(&(host.to_owned(), subject.clone())) {
            cell.raise_to(epoch);
        }
    }

    /// Reads what changed since the last time and applies it.
    pub async fn catch_up(&self, db: &Db) -> Result<(), StorageError> {
        let seen = self.seen.load(Ordering::Acquire);
        for row in epochs::newer_than(&mut &*db, seen).await? {
            self.apply(&row.host_id, &row.subject, row.epoch);
            self.seen.fetch_max(row.epoch, Ordering::AcqRel);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_never_falls_whatever_arrives_late() {
        let epochs = Epochs::default();
        let cell = epochs.cell("acme", Subject::Org("globex".to_owned()));
        assert_eq!(cell.known(), None);
        epochs.apply("acme", &Subject::Org("globex".to_owned()), 7);
        cell.raise_to(5); // read from the database before the change, stored after it
        epochs.apply("acme", &Subject::Org("globex".to_owned()), 6);
        epochs.apply("acme", &Subject::Host, 9);
        assert_eq!(cell.known(), Some(7));
    }

    #[test]
    fn the_same_subject_has_one_cell() {
        let epochs = Epochs::default();
        let one = epochs.cell("acme", Subject::Host);
        assert!(Arc::ptr_eq(&one, &epochs.cell("acme", Subject::Host)));
        assert!(!Arc::ptr_eq(&one, &epochs.cell("other", Subject::Host)));
    }
}
