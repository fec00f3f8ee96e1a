//! A unit of work that changes what sessions see.

use std::collections::BTreeSet;

use super::{Epochs, Subject};
use crate::storage::{Db, Engine, Query, Row, Runner, StorageError, UnitOfWork, epochs, sql};

/// A unit of work together with whose view it changes: the epochs are raised right before it commits, and this process
/// sees the change from the next request on. Dropped without [`Change::commit`], nothing happened.
pub struct Change<'a> {
    work: UnitOfWork,
    epochs: &'a Epochs,
    touched: BTreeSet<(String, Subject)>,
}

impl<'a> Change<'a> {
    /// Starts one. [`crate::state::AppState::change`] does the same for handlers.
    pub async fn begin(db: &Db, epochs: &'a Epochs) -> Result<Self, StorageError> {
        Ok(Self {
            work: db.begin().await?,
            epochs,
            touched: BTreeSet::new(),
        })
    }

    /// Says whose view changes.
    pub fn touch(&mut self, host: &str, subject: Subject) {
        self.touched.insert((host.to_owned(), subject));
    }

    /// Makes everything happen, the raised epochs included.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        if self.touched.is_empty() {
            return self.work.commit().await;
        }
        // Last, because the counter's row stays locked until the commit.
        let epoch = epochs::next(&mut self.work).await?;
        for (host, subject) in &self.touched {
            epochs::set(&mut self.work, host, subject, epoch).await?;
        }
        if self.work.engine() == Engine::Postgres {
            sql("select pg_notify('portico_epochs', '')")
                .execute(&mut self.work)
                .await?;
        }
        self.work.commit().await?;
        for (host, subject) in &self.touched {
            self.epochs.apply(host, subject, epoch);
        }
        Ok(())
    }
}

impl Runner for Change<'_> {
    async fn rows(&mut self, query: Query) -> Result<Vec<Row>, StorageError> {
        self.work.rows(query).await
    }

    async fn execute(&mut self, query: Query) -> Result<u64, StorageError> {
        self.work.execute(query).await
    }
}
