//! Learns of the changes of other processes.
//!
//! Both engines end in the same query, "which epochs are newer than what I know"; they differ in what wakes it up.
//! PostgreSQL notifies; a poll covers a lost connection. SQLite answers cheaply whether anybody else has committed.

use std::time::{Duration, Instant};

use sqlx::postgres::PgListener;
use sqlx::{Connection as _, SqliteConnection, SqlitePool};

use crate::plugins;
use crate::state::AppState;
use crate::storage::{Db, StorageError};

const SQLITE_POLL: Duration = Duration::from_millis(250);
const POSTGRES_POLL: Duration = Duration::from_millis(500);
/// The channel on which every raised epoch is announced. It carries nothing: whoever hears it reads the table.
const CHANNEL: &str = "portico_epochs";

/// Runs until dropped. A database that is away is tried again at every poll; caches keep what they have meanwhile.
pub async fn watch(state: AppState) {
    loop {
        let ended = match &state.db {
            Db::Sqlite { reader, .. } => watch_sqlite(&state, reader).await,
            Db::Postgres(_) => watch_postgres(&state).await,
        };
        if let Err(error) = ended {
            tracing::warn!(%error, "watching for changes of other processes was interrupted");
        }
        tokio::time::sleep(SQLITE_POLL).await;
    }
}

async fn watch_sqlite(state: &AppState, reader: &SqlitePool) -> Result<(), StorageError> {
    // `data_version` changes for a connection when any other one commits; it must therefore be one that never changes.
    let mut connection = SqliteConnection::connect_with(&reader.connect_options()).await?;
    let mut known = None;
    let mut ticks = tokio::time::interval(SQLITE_POLL);
    loop {
        ticks.tick().await;
        let asked = Instant::now();
        let version: i64 = sqlx::query_scalar("pragma data_version")
            .fetch_one(&mut connection)
            .await?;
        if known != Some(version) {
            catch_up(state).await?;
            known = Some(version);
        }
        state.epochs.note_watched(asked);
    }
}

async fn watch_postgres(state: &AppState) -> Result<(), StorageError> {
    let Db::Postgres(pool) = &state.db else {
        return Ok(());
    };
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let asked = Instant::now();
        catch_up(state).await?;
        state.epochs.note_watched(asked);
        tokio::select! {
            heard = listener.recv() => { heard?; }
            () = tokio::time::sleep(POSTGRES_POLL) => {}
        }
    }
}

async fn catch_up(state: &AppState) -> Result<(), StorageError> {
    state.epochs.catch_up(&state.db).await?;
    plugins::renew(state).await
}
