//! The manifest endpoint against the same bytes from a bare static axum router, in one run, over TCP on the loopback.
//!
//! One host, three organisations, 50 approved plugins, 1,000 cookie sessions of 1,000 users; every answer's body is
//! compared; once a second an organisation's admin switches a plugin. No request carries `If-None-Match`. The static router
//! runs on the same runtime, is asked over as many connections by the same client, and answers the same bodies. The two
//! take turns, so that what else the machine does falls on both; the ratio of a turn's two halves is what counts.
//!
//! ```sh
//! make bench                                     # SQLite and PostgreSQL
//! cargo bench -p portico --bench manifest -- 20  # 20 turns
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark ends when something is not as expected"
)]
#![allow(clippy::print_stdout, reason = "what it measured is printed")]

mod client;
mod servers;
mod world;

#[path = "../../tests/suite/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the benchmark needs its databases and its server only"
)]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use client::Load;
use portico_server::log_time::LogTime;
use portico_server::storage::Engine;
use world::World;

/// Length of half a turn.
const HALF: Duration = Duration::from_secs(2);
/// Connections, each with one request under way.
const CONNECTIONS: usize = 16;
/// Turns unless an argument says otherwise.
const TURNS: usize = 10;

/// As in the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // cargo bench hands over its own flags.
    let turns = std::env::args().find_map(|argument| argument.parse().ok());
    let turns: usize = turns.unwrap_or(TURNS);
    // The log is written as a server writes it to a file, only nowhere.
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_timer(LogTime)
        .compact()
        .with_max_level(tracing::Level::INFO)
        .with_writer(std::io::sink)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        for database in support::databases().await {
            let engine = match database.engine() {
                Engine::Sqlite => "SQLite",
                Engine::Postgres => "PostgreSQL",
            };
            run(engine, Arc::new(World::over(database).await), turns).await;
        }
    });
}

async fn run(engine: &str, world: Arc<World>, turns: usize) {
    let manifest = servers::portico(&world).await;
    let fixed = servers::fixed(&world).await;
    println!(
        "{engine}: {} sessions, {} plugins, bodies of {} to {} bytes, {CONNECTIONS} connections",
        world.sessions.len(),
        world.plugins,
        world.bodies().map(bytes::Bytes::len).min().unwrap_or(0),
        world.bodies().map(bytes::Bytes::len).max().unwrap_or(0),
    );
    let on_manifest = Load::of_manifests(&world, manifest);
    let on_fixed = Load::of_fixed(&world, fixed);
    // Fills caches and connections.
    on_manifest.run(CONNECTIONS, HALF / 4).await;
    on_fixed.run(CONNECTIONS, HALF / 4).await;
    let mut ratios = Vec::new();
    let (mut all_ours, mut all_theirs) = (0.0, 0.0);
    for turn in 0..turns {
        // Whoever is first is second in the next turn.
        let (ours, theirs) = if turn % 2 == 0 {
            let ours = with_changes(&world, &on_manifest).await;
            (ours, on_fixed.run(CONNECTIONS, HALF).await)
        } else {
            let theirs = on_fixed.run(CONNECTIONS, HALF).await;
            (with_changes(&world, &on_manifest).await, theirs)
        };
        ratios.push(ours / theirs);
        all_ours += ours;
        all_theirs += theirs;
        println!(
            "  {ours:>9.0} / {theirs:>9.0} per second = {:.3}",
            ours / theirs
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "{engine}: median {:.3}, {:.3} to {:.3}, of all requests {:.3}; {} changes of an admin seen at once",
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1],
        all_ours / all_theirs,
        world.changes(),
    );
}

/// Asks while an admin switches a plugin once a second.
async fn with_changes(world: &Arc<World>, load: &Load) -> f64 {
    let done = Arc::new(AtomicBool::new(false));
    let admin = tokio::spawn({
        let (world, done) = (Arc::clone(world), Arc::clone(&done));
        async move {
            let mut next = Instant::now() + Duration::from_millis(500);
            while !done.load(Ordering::Relaxed) {
                tokio::time::sleep_until(next.into()).await;
                world.switch().await;
                next += Duration::from_secs(1);
            }
        }
    });
    let rate = load.run(CONNECTIONS, HALF).await;
    done.store(true, Ordering::Relaxed);
    admin.await.unwrap();
    rate
}
