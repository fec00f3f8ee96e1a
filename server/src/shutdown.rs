//! How the server ends: told once, it drains; told twice, it ends at once.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Args;

/// How long the server takes to end.
#[derive(Debug, Clone, Args)]
pub struct ShutdownConfig {
    /// Seconds to go on serving with /readyz at 503 after SIGTERM, so that a load balancer looks elsewhere first.
    #[arg(long, env = "PORTICO_DRAIN_DELAY", default_value_t = 0)]
    drain_delay: u16,
    /// Seconds that running requests get to end after that; the rest is cut off.
    #[arg(long, env = "PORTICO_DRAIN_LIMIT", default_value_t = 30)]
    drain_limit: u16,
}

impl ShutdownConfig {
    /// How long requests are still taken.
    pub fn delay(&self) -> Duration {
        Duration::from_secs(self.drain_delay.into())
    }

    /// How long those that were taken may last.
    pub fn limit(&self) -> Duration {
        Duration::from_secs(self.drain_limit.into())
    }
}

/// Whether the server is about to end.
#[derive(Debug, Default)]
pub struct Draining(AtomicBool);

impl Draining {
    /// From now on it is.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// True from the first signal on.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// SIGTERM and SIGINT; elsewhere than on Unix, Ctrl-C.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// From now on the signals do not end the process by themselves.
    pub fn install() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    /// Nothing to prepare.
    pub fn install() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
