//! Delivers host events to plugins, beside the requests: a slow plugin holds up nobody but itself, and a slow receiver of one
//! organisation (a webhook's, say) nobody but that organisation.
//!
//! At least once: a delivery that is interrupted is tried again, with the same event id. Several servers share the work
//! through the claims in the database.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use portico_sdk::plugin::{HostEvent, Scope, SettingsReader as _};
use portico_sdk::schema::{FieldKind, FormSchema};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::{PluginSettings, Registered, guard};
use crate::services::events::plugins_on;
use crate::services::health;
use crate::state::AppState;
use crate::storage::StorageError;
use crate::storage::deliveries::{self, Delivery, Outcome};

/// How often the outbox is looked at.
const PERIOD: Duration = Duration::from_secs(1);
/// How long a plugin may take for one event.
const LIMIT: Duration = Duration::from_secs(30);
/// How long an attempt belongs to whoever began it, in milliseconds; longer than [`LIMIT`].
const LEASE_MS: i64 = 60_000;
/// Attempts before an event is given up.
pub const MAX_ATTEMPTS: i64 = 8;
/// Attempts of one plugin at the same time, each for another organisation.
const AT_ONCE: usize = 16;
/// Organisations of one plugin looked at together.
const QUEUES: i64 = 256;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The worker; dropped without [`Deliveries::stop`], it goes on until the process ends.
#[derive(Debug)]
pub struct Deliveries {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Deliveries {
    /// Starts to deliver.
    pub fn start(state: AppState) -> Self {
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(work(state, stopped));
        Self { stop, task }
    }

    /// Begins nothing new and waits for what is on its way.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!("the delivery of events ended badly: {error}");
        }
    }
}

/// Looks at the outbox once a second; each plugin with something due gets a task of its own.
async fn work(state: AppState, mut stopped: watch::Receiver<bool>) {
    let mut running: JoinSet<String> = JoinSet::new();
    let mut busy: HashSet<String> = HashSet::new();
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut pruned_at = i64::MIN;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stopped.changed() => break,
        }
        while let Some(ended) = running.try_join_next() {
            match ended {
                Ok(plugin) => drop(busy.remove(&plugin)),
                Err(error) => {
                    tracing::error!("a delivery task ended badly: {error}");
                    busy.clear();
                }
            }
        }
        let now = state.clock.now_ms();
        match deliveries::plugins_due(&mut &state.db, now).await {
            Ok(plugins) => {
                for plugin in plugins {
                    if busy.insert(plugin.clone()) {
                        running.spawn(one_plugin(state.clone(), plugin, stopped.clone()));
                    }
                }
            }
            Err(error) => tracing::error!(%error, "the outbox of events cannot be read"),
        }
        if now.saturating_sub(pruned_at) > DAY_MS / 24 {
            pruned_at = now;
            prune(&state, now).await;
        }
    }
    while running.join_next().await.is_some() {}
}

async fn one_plugin(state: AppState, plugin: String, stopped: watch::Receiver<bool>) -> String {
    if let Err(error) = deliver_due(&state, &plugin, || *stopped.borrow()).await {
        tracing::error!(%error, plugin, "events cannot be delivered");
    }
    plugin
}

/// Delivers what is due at the moment, once, and comes back when all of it was tried. The worker does the same every
/// second.
pub async fn deliver_all_due(state: &AppState) -> Result<(), StorageError> {
    for plugin in deliveries::plugins_due(&mut &state.db, state.clock.now_ms()).await? {
        deliver_due(state, &plugin, || false).await?;
    }
    Ok(())
}

/// A queue of its own: the events of one organisation, or of a host's own level.
type Queue = Scope;

/// Empties the queues of one plugin: one attempt at a time for each, several queues side by side, and whoever waited longest
/// since the last turn is next.
async fn deliver_due(
    state: &AppState,
    plugin: &str,
    stopping: impl Fn() -> bool,
) -> Result<(), StorageError> {
    let mut running: JoinSet<(Queue, Result<(), StorageError>)> = JoinSet::new();
    let mut busy: HashSet<Queue> = HashSet::new();
    let mut turns: HashMap<Queue, u64> = HashMap::new();
    let mut turn = 0;
    let mut problem = None;
    loop {
        if problem.is_none() && !stopping() && running.len() < AT_ONCE {
            match deliveries::due(&mut &state.db, plugin, state.clock.now_ms(), QUEUES).await {
                Ok(mut due) => {
                    // Stable: among those with the same turn the oldest event stays first.
                    due.sort_by_key(|delivery| turns.get(&delivery.event.scope).copied());
                    for delivery in due {
                        let queue = delivery.event.scope.clone();
                        if running.len() >= AT_ONCE || busy.contains(&queue) {
                            continue;
                        }
                        turn += 1;
                        turns.insert(queue.clone(), turn);
                        busy.insert(queue.clone());
                        let state = state.clone();
                        running.spawn(async move { (queue, deliver(&state, &delivery).await) });
                    }
                }
                Err(error) => problem = Some(error),
            }
        }
        tokio::select! {
            ended = running.join_next() => match ended {
                None => return problem.map_or(Ok(()), Err),
                Some(Ok((queue, done))) => {
                    busy.remove(&queue);
                    if let Err(error) = done {
                        problem.get_or_insert(error);
                    }
                }
                // Its queue stays busy until the others are empty; its lease says when it is tried again.
                Some(Err(error)) => tracing::error!("an attempt ended badly: {error}"),
            },
            // Something new may be due meanwhile.
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// One attempt, unless another server has begun it.
async fn deliver(state: &AppState, delivery: &Delivery) -> Result<(), StorageError> {
    let on = &mut &state.db;
    let lease_until = state.clock.now_ms() + LEASE_MS;
    if deliveries::claim(on, delivery, lease_until).await? {
        let outcome = attempt(state, delivery).await?;
        let now = state.clock.now_ms();
        deliveries::record(on, &delivery.id, &outcome, now).await?;
    }
    Ok(())
}

async fn attempt(state: &AppState, delivery: &Delivery) -> Result<Outcome, StorageError> {
    let failed = |error: &str| Outcome::Failed {
        error: error.to_owned(),
    };
    if delivery.attempts >= MAX_ATTEMPTS {
        return Ok(failed("the server stopped during the last attempt"));
    }
    let Some(registered) = state.registry.get(&delivery.plugin) else {
        return Ok(failed("the plugin is not part of this server any more"));
    };
    let event = &delivery.event;
    let facts = std::slice::from_ref(&registered.facts);
    if plugins_on(&mut &state.db, facts, &event.scope)
        .await?
        .is_empty()
    {
        return Ok(failed(
            "the plugin was turned off before the event was delivered",
        ));
    }
    let plugin = Arc::clone(&registered.plugin);
    let told = event.clone();
    let answer = guard::run(LIMIT, async move { plugin.on_event(&told).await }).await;
    let problem = match answer {
        Ok(Ok(())) => return Ok(Outcome::Delivered),
        Ok(Err(error)) => error.to_string(),
        Err(broken) => broken.to_string(),
    };
    let error = without_secrets(state, &registered, event, problem).await;
    let attempts = delivery.attempts + 1;
    tracing::warn!(
        plugin = delivery.plugin,
        event = event.name,
        id = event.id,
        attempts,
        "an event was not taken: {error}"
    );
    Ok(if attempts >= MAX_ATTEMPTS {
        Outcome::Failed { error }
    } else {
        Outcome::Retry {
            at: state.clock.now_ms() + backoff_ms(attempts),
            error,
        }
    })
}

/// 10 s, 40 s, 2 min 40 s, … at most six hours: eight attempts take about ten hours.
fn backoff_ms(attempts: i64) -> i64 {
    let exponent = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    10_000_i64
        .saturating_mul(4_i64.saturating_pow(exponent))
        .min(DAY_MS / 4)
}

/// What a plugin says about its failure, without the secrets of its settings (THREATS 46), at most 300 characters.
async fn without_secrets(
    state: &AppState,
    plugin: &Registered,
    event: &HostEvent,
    problem: String,
) -> String {
    let Some(schema) = &plugin.settings else {
        return problem.chars().take(300).collect();
    };
    let settings = PluginSettings::new(
        state.db.clone(),
        state.cipher.clone(),
        &plugin.name,
        Some(FormSchema::clone(schema)),
    );
    let Ok(values) = settings.get(&event.scope).await else {
        return "the plugin's settings cannot be read".to_owned();
    };
    let shown = schema
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Password)
        .filter_map(|field| values.get(&field.key)?.as_str())
        .filter(|secret| !secret.is_empty())
        .fold(problem, |text, secret| text.replace(secret, "•••"));
    shown.chars().take(300).collect()
}

/// What arrived is kept for a week, what did not for a month; and old reports about extensions go with it.
async fn prune(state: &AppState, now: i64) {
    let pruned = deliveries::prune(&mut &state.db, now - 7 * DAY_MS, now - 30 * DAY_MS).await;
    if let Err(error) = pruned {
        tracing::error!(%error, "old deliveries cannot be removed");
    }
    if let Err(error) = health::forget(state).await {
        tracing::error!(%error, "old reports about extensions cannot be removed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_spread_over_hours_and_never_wait_longer_than_six() {
        let waits: Vec<i64> = (1..MAX_ATTEMPTS).map(|n| backoff_ms(n) / 1000).collect();
        assert_eq!(waits, [10, 40, 160, 640, 2560, 10_240, 21_600]);
        assert_eq!(backoff_ms(1_000), DAY_MS / 4);
    }
}
