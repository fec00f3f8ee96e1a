//! Policy epochs: what may have changed since something was cached.
//!
//! Every change of what a session sees raises the epoch of its [`Subject`] in the same unit of work ([`Change`]); caches
//! carry the epochs they were made under and compare them by atomic look-ups. This process learns of its own changes at
//! commit, of other processes' by [`watch`]ing the table, within a second.

mod change;
mod watch;

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::storage::{Db, StorageError, epochs};

pub use change::Change;
pub use watch::watch;

/// Stands for a host where something changed that concerns all of them: which packages are in service. No host has an empty id, and a
/// server that does not know of packages takes no notice.
pub const EVERY_HOST: &str = "";

/// Whose view changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Everybody's on the host: approvals, host policies, settings of the host itself, its origins and keys.
    Host,
    /// One organisation's members'.
    Org(String),
    /// One user's: own installs and suspensions.
    User(String),
    /// Nobody's view: sessions of users of the host ended or changed, and who remembers one has to look again.
    Sessions,
}

/// The epochs this process knows of. Bounded: cells that nothing refers to are dropped when there are many.
#[derive(Debug, Default)]
pub struct Epochs {
    cells: Mutex<Cells>,
    /// The highest number seen in the table.
    seen: AtomicI64,
    watched: Watched,
}

/// When the table was last known to hold nothing new.
#[derive(Debug)]
struct Watched {
    since: Instant,
    /// Milliseconds after `since`; 0: not yet.
    at: AtomicU64,
}

impl Default for Watched {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            at: AtomicU64::new(0),
        }
    }
}

impl Watched {
    fn millis(&self, moment: Instant) -> u64 {
        let after = moment.saturating_duration_since(self.since);
        u64::try_from(after.as_millis()).unwrap_or(u64::MAX)
    }
}

/// Whoever has not looked at the table for longer may have missed a change (CONTRACT: other processes' changes show within
/// a second).
const WATCH_LIMIT_MS: u64 = 1_000;

#[derive(Debug, Default)]
struct Cells {
    known: HashMap<(String, Subject), Arc<Cell>>,
    /// Number of cells at which unused ones are looked for next.
    purge_at: usize,
}

/// The epoch of one subject, kept up to date as long as somebody holds it.
#[derive(Debug)]
pub struct Cell {
    host: String,
    subject: Subject,
    epoch: AtomicI64,
}

const UNKNOWN: i64 = -1;
/// Fewer cells than these are not worth looking through.
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
        Box::pin(self.read(db)).await
    }

    async fn read(&self, db: &Db) -> Result<i64, StorageError> {
        let epoch = epochs::get(&mut &*db, &self.host, &self.subject).await?;
        self.raise_to(epoch);
        Ok(self.known().unwrap_or(epoch))
    }

    /// Epochs only grow, so what arrives late does no harm.
    fn raise_to(&self, epoch: i64) {
        self.epoch.fetch_max(epoch, Ordering::AcqRel);
    }
}

/// The epochs of several cells of one host, in their order; those not known yet are read together.
pub async fn current(cells: &[Arc<Cell>], db: &Db) -> Result<Vec<i64>, StorageError> {
    let unknown: Vec<(&Cell, &str)> = cells
        .iter()
        .filter(|cell| cell.known().is_none())
        .filter_map(|cell| match &cell.subject {
            Subject::Org(org) => Some((&**cell, org.as_str())),
            Subject::Host | Subject::User(_) | Subject::Sessions => None,
        })
        .collect();
    if let [(first, _), ..] = unknown.as_slice() {
        let orgs: Vec<&str> = unknown.iter().map(|(_, org)| *org).collect();
        let found = epochs::of_orgs(&mut &*db, &first.host, &orgs).await?;
        for (cell, org) in unknown {
            cell.raise_to(found.get(org).copied().unwrap_or(0));
        }
    }
    let mut epochs = Vec::with_capacity(cells.len());
    for cell in cells {
        epochs.push(cell.current(db).await?);
    }
    Ok(epochs)
}

impl Cells {
    /// Looks through all cells only when they have doubled since the last time, so that each new cell pays for a few and
    /// nobody's many cells make everybody wait.
    fn purge(&mut self) {
        if self.known.len() < self.purge_at.max(PURGE_FROM) {
            return;
        }
        // Under the lock nobody can take another reference to a cell that only the map holds.
        self.known.retain(|_, cell| Arc::strong_count(cell) > 1);
        self.purge_at = self.known.len().saturating_mul(2);
    }
}

impl Epochs {
    /// Starts from the present state of the table, so that the first [`Epochs::catch_up`] does not read all of it.
    pub async fn open(db: &Db) -> Result<Self, StorageError> {
        Ok(Self {
            cells: Mutex::default(),
            seen: AtomicI64::new(epochs::last(&mut &*db).await?),
            watched: Watched::default(),
        })
    }

    /// The cell of a subject of a host that exists. Hold it for as long as what depends on it is cached.
    pub fn cell(&self, host: &str, subject: Subject) -> Arc<Cell> {
        let key = (host.to_owned(), subject);
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = cells.known.get(&key) {
            return cell.clone();
        }
        cells.purge();
        let cell = Arc::new(Cell {
            host: key.0.clone(),
            subject: key.1.clone(),
            epoch: AtomicI64::new(UNKNOWN),
        });
        cells.known.insert(key, cell.clone());
        cell
    }

    /// How many cells there are, for tests and for whoever looks for what takes memory.
    pub fn cells(&self) -> usize {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.known.len()
    }

    /// Takes note of a raised epoch, if anything in this process depends on it.
    fn apply(&self, host: &str, subject: &Subject, epoch: i64) {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = cells.known.get(&(host.to_owned(), subject.clone())) {
            cell.raise_to(epoch);
        }
    }

    /// Notes that everything that had changed by `moment` has been applied.
    fn note_watched(&self, moment: Instant) {
        let millis = self.watched.millis(moment);
        self.watched.at.fetch_max(millis, Ordering::AcqRel);
    }

    /// True while [`watch`] keeps this process up to date: then a cell that has not changed says that nothing has.
    pub fn are_watched(&self, now: Instant) -> bool {
        let at = self.watched.at.load(Ordering::Acquire);
        at > 0 && self.watched.millis(now).saturating_sub(at) < WATCH_LIMIT_MS
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
    use std::time::Duration;

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
    fn who_has_not_looked_for_a_second_is_not_up_to_date() {
        let epochs = Epochs::default();
        let start = epochs.watched.since;
        assert!(!epochs.are_watched(start), "nobody has looked yet");
        epochs.note_watched(start + Duration::from_secs(5));
        epochs.note_watched(start + Duration::from_secs(4)); // arrives late
        assert!(epochs.are_watched(start + Duration::from_millis(5_999)));
        assert!(!epochs.are_watched(start + Duration::from_secs(6)));
    }

    #[test]
    fn the_same_subject_has_one_cell() {
        let epochs = Epochs::default();
        let one = epochs.cell("acme", Subject::Host);
        assert!(Arc::ptr_eq(&one, &epochs.cell("acme", Subject::Host)));
        assert!(!Arc::ptr_eq(&one, &epochs.cell("other", Subject::Host)));
    }

    #[test]
    fn cells_in_use_are_not_looked_through_at_every_call() {
        let epochs = Epochs::default();
        let held: Vec<Arc<Cell>> = (0..PURGE_FROM)
            .map(|index| epochs.cell("acme", Subject::Org(index.to_string())))
            .collect();
        let next = |epochs: &Epochs| epochs.cells.lock().unwrap().purge_at;
        assert_eq!(next(&epochs), 0);
        epochs.cell("acme", Subject::Host);
        assert_eq!(next(&epochs), 2 * PURGE_FROM, "looked through once");
        for index in 0..PURGE_FROM - 1 {
            epochs.cell("acme", Subject::User(index.to_string()));
        }
        assert_eq!(epochs.cells(), 2 * PURGE_FROM);
        assert_eq!(next(&epochs), 2 * PURGE_FROM, "and not again until now");
        epochs.cell("acme", Subject::User("one more".to_owned()));
        assert_eq!(epochs.cells(), PURGE_FROM + 1, "those nobody held are gone");
        drop(held);
    }
}
