//! Host events on their way to plugins.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use portico_sdk::claims::OrgRoles;
use portico_sdk::plugin::{Clock as _, HostEvent, Plugin, PluginError, Scope};
use portico_sdk::policy::Mode;
use portico_server::plugins::deliver::{Deliveries, MAX_ATTEMPTS, deliver_all_due};
use portico_server::services::events::emit;
use portico_server::storage::deliveries::{due, failures};
use serde_json::json;
use tokio::sync::Semaphore;

use super::world::{HOST, World};
use crate::support::databases;
use crate::support::sample::Sample;

type Heard = Arc<Mutex<Vec<(String, String)>>>;

fn listener(name: &'static str, heard: &Heard) -> Sample {
    let heard = Arc::clone(heard);
    Sample::new(name).on_event(move |event| {
        heard
            .lock()
            .unwrap()
            .push((name.to_owned(), event.id.clone()));
        Ok(())
    })
}

fn event(id: &str, org: Option<&str>) -> HostEvent {
    HostEvent {
        name: "order.placed".to_owned(),
        id: id.to_owned(),
        scope: Scope {
            host: HOST.to_owned(),
            org: org.map(str::to_owned),
        },
        at: 0,
        payload: json!({ "number": "1001" }),
    }
}

async fn tell(world: &World, event: &HostEvent) {
    let mut work = world.server.state.db.begin().await.unwrap();
    emit(&mut work, &world.server.state, event).await.unwrap();
    work.commit().await.unwrap();
}

fn heard_by(heard: &Heard) -> Vec<(String, String)> {
    let mut heard = heard.lock().unwrap().clone();
    heard.sort();
    heard
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(plugin, id)| ((*plugin).to_owned(), (*id).to_owned()))
        .collect()
}

#[tokio::test]
async fn an_event_is_told_to_the_plugins_that_are_on_for_its_scope() {
    for test in databases().await {
        let heard = Heard::default();
        let world = World::over(
            test,
            ["everywhere", "globex-only", "off"]
                .map(|name| listener(name, &heard).build())
                .to_vec(),
        )
        .await;
        world.host_policy("everywhere", Mode::Forced).await;
        world
            .org_policy("globex", "globex-only", Mode::Forced)
            .await;
        tell(&world, &event("a", Some("globex"))).await;
        tell(&world, &event("b", Some("initech"))).await;
        tell(&world, &event("c", None)).await;
        deliver_all_due(&world.server.state).await.unwrap();
        deliver_all_due(&world.server.state).await.unwrap();
        assert_eq!(
            heard_by(&heard),
            pairs(&[
                ("everywhere", "a"),
                ("everywhere", "b"),
                ("everywhere", "c"),
                ("globex-only", "a")
            ])
        );
    }
}

#[tokio::test]
async fn an_event_is_told_if_and_only_if_what_happened_is_kept_and_once_for_each_id() {
    let heard = Heard::default();
    let world = World::new(vec![listener("acme", &heard).build()]).await;
    world.host_policy("acme", Mode::Forced).await;
    let mut work = world.server.state.db.begin().await.unwrap();
    emit(&mut work, &world.server.state, &event("never", None))
        .await
        .unwrap();
    drop(work);
    tell(&world, &event("a", None)).await;
    tell(&world, &event("a", None)).await;
    deliver_all_due(&world.server.state).await.unwrap();
    assert_eq!(heard_by(&heard), pairs(&[("acme", "a")]));
}

#[tokio::test]
async fn a_plugin_that_fails_is_asked_again_later_and_at_last_given_up_without_its_secrets() {
    for test in databases().await {
        let plugin = Sample::new("acme")
            .extension(json!({
                "id": "form", "slot": "admin:sidebar", "type": "schema",
                "schema": { "submit_url": "/api/v1/admin/plugins/acme/settings",
                            "fields": [{ "key": "token", "type": "password", "label": { "en": "Token" } }] }
            }))
            .on_event(|_| Err(PluginError::Internal("refused with token canary-4711".to_owned())));
        let world = World::over(test, vec![plugin.build()]).await;
        world.org_policy("globex", "acme", Mode::Forced).await;
        let admin = world.bearer("ada", &[("globex", OrgRoles::ADMIN)]);
        let saved = world
            .post(
                &admin,
                "/api/v1/admin/plugins/acme/settings",
                &json!({ "token": "canary-4711" }),
            )
            .await;
        assert_eq!(saved.status, 200);
        tell(&world, &event("a", Some("globex"))).await;
        let state = &world.server.state;
        let on = &mut &state.db;
        for _ in 1..MAX_ATTEMPTS {
            deliver_all_due(state).await.unwrap();
            assert_eq!(failures(on, HOST, 10).await.unwrap(), []);
            world.server.clock.advance_ms(6 * 60 * 60 * 1000);
        }
        deliver_all_due(state).await.unwrap();
        let failed = failures(on, HOST, 10).await.unwrap();
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].attempts, MAX_ATTEMPTS);
        assert_eq!(failed[0].last_error, "refused with token •••");
        let path = "/admin/plugins/acme";
        // Two days later; the first token has expired.
        let admin = world.bearer("ada", &[("globex", OrgRoles::ADMIN)]);
        let page = world.get(&admin, path).await;
        assert!(
            page.body.contains("refused with token •••"),
            "{}",
            page.body
        );
        let other = world.bearer("eve", &[("initech", OrgRoles::ADMIN)]);
        let page = world.get(&other, path).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("refused with token"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_retry_waits_its_time_and_succeeds_when_the_plugin_recovers() {
    let recovered = Arc::new(AtomicBool::new(false));
    let heard = Heard::default();
    let (switch, listening) = (Arc::clone(&recovered), Arc::clone(&heard));
    let plugin = Sample::new("acme").on_event(move |event| {
        assert!(switch.load(Ordering::SeqCst), "not yet");
        listening
            .lock()
            .unwrap()
            .push(("acme".to_owned(), event.id.clone()));
        Ok(())
    });
    let world = World::new(vec![plugin.build()]).await;
    world.host_policy("acme", Mode::Forced).await;
    tell(&world, &event("a", None)).await;
    let state = &world.server.state;
    deliver_all_due(state).await.unwrap();
    recovered.store(true, Ordering::SeqCst);
    world.server.clock.advance_ms(9_000);
    deliver_all_due(state).await.unwrap();
    assert_eq!(heard_by(&heard), []);
    world.server.clock.advance_ms(1_000);
    deliver_all_due(state).await.unwrap();
    assert_eq!(heard_by(&heard), pairs(&[("acme", "a")]));
}

#[tokio::test]
async fn a_plugin_that_was_turned_off_meanwhile_hears_nothing() {
    let heard = Heard::default();
    let world = World::new(vec![listener("acme", &heard).build()]).await;
    world.host_policy("acme", Mode::Forced).await;
    tell(&world, &event("a", None)).await;
    world.unapprove("acme").await;
    deliver_all_due(&world.server.state).await.unwrap();
    assert_eq!(heard_by(&heard), []);
    let failed = failures(&mut &world.server.state.db, HOST, 10)
        .await
        .unwrap();
    assert!(failed[0].last_error.contains("turned off"));
}

#[tokio::test]
async fn the_worker_delivers_by_itself_and_stops_when_told() {
    let (told, mut delivered) = tokio::sync::mpsc::unbounded_channel();
    let plugin = Sample::new("acme").on_event(move |event| {
        told.send(event.clone())
            .map_err(|error| PluginError::Internal(error.to_string()))
    });
    let world = World::new(vec![plugin.build()]).await;
    world.host_policy("acme", Mode::Forced).await;
    let deliveries = Deliveries::start(world.server.state.clone());
    let sent = HostEvent {
        at: world.server.clock.now_ms(),
        ..event("a", None)
    };
    tell(&world, &sent).await;
    assert_eq!(delivered.recv().await, Some(sent));
    deliveries.stop().await;
}

/// Shut at first; closing the semaphore lets everybody through.
struct Gate(Semaphore);

impl Default for Gate {
    fn default() -> Self {
        Self(Semaphore::new(0))
    }
}

/// Takes events of the organisation `slow` only when it is told to, all others at once.
#[derive(Default)]
struct SlowForOne {
    go: Gate,
    heard: Heard,
    waiting: AtomicUsize,
    most_waiting: AtomicUsize,
}

#[async_trait::async_trait]
impl Plugin for SlowForOne {
    fn name(&self) -> &'static str {
        "acme"
    }
    fn version(&self) -> &'static str {
        "1.0.0"
    }
    fn description(&self) -> &'static str {
        "Waits."
    }
    async fn on_event(&self, event: &HostEvent) -> Result<(), PluginError> {
        let org = event.scope.org.clone().unwrap_or_default();
        if org == "slow" {
            let waiting = self.waiting.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_waiting.fetch_max(waiting, Ordering::SeqCst);
            let _ = self.go.0.acquire().await;
            self.waiting.fetch_sub(1, Ordering::SeqCst);
        }
        self.heard.lock().unwrap().push((org, event.id.clone()));
        Ok(())
    }
}

#[tokio::test]
async fn a_slow_receiver_of_one_organisation_holds_up_no_other() {
    for test in databases().await {
        let plugin = Arc::new(SlowForOne::default());
        let world = World::over(test, vec![plugin.clone()]).await;
        world.host_policy("acme", Mode::Forced).await;
        for n in 0..40 {
            tell(&world, &event(&format!("s{n:02}"), Some("slow"))).await;
        }
        world.server.clock.advance_ms(10);
        for org in ["globex", "initech"] {
            for n in 0..3 {
                tell(&world, &event(&format!("{org}{n}"), Some(org))).await;
            }
        }
        tell(&world, &event("host", None)).await;
        let deliveries = Deliveries::start(world.server.state.clone());
        let heard = async |count: usize| {
            for _ in 0..200 {
                if plugin.heard.lock().unwrap().len() >= count {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            plugin.heard.lock().unwrap().len()
        };
        assert_eq!(heard(7).await, 7, "all others, while `slow` waits");
        // Of `slow` one has begun, or is just about to.
        for _ in 0..200 {
            if plugin.most_waiting.load(Ordering::SeqCst) > 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(plugin.most_waiting.load(Ordering::SeqCst), 1, "one of them");
        // What comes in meanwhile is not held up either.
        tell(&world, &event("later", Some("globex"))).await;
        assert_eq!(heard(8).await, 8);
        plugin.go.0.close();
        assert_eq!(heard(48).await, 48);
        assert_eq!(plugin.most_waiting.load(Ordering::SeqCst), 1);
        deliveries.stop().await;
    }
}

#[tokio::test]
async fn what_is_due_is_one_event_of_each_organisation_the_oldest_first() {
    for test in databases().await {
        let world = World::over(test, vec![Sample::new("acme").build()]).await;
        world.host_policy("acme", Mode::Forced).await;
        for (id, org) in [
            ("a1", Some("globex")),
            ("a2", Some("globex")),
            ("b1", None),
            ("a3", Some("globex")),
            ("c1", Some("initech")),
            ("b2", None),
        ] {
            tell(&world, &event(id, org)).await;
            world.server.clock.advance_ms(1);
        }
        let now = world.server.clock.now_ms();
        let on = &mut &world.server.state.db;
        let due = due(on, "acme", now, 10).await.unwrap();
        let ids: Vec<&str> = due
            .iter()
            .map(|delivery| delivery.event.id.as_str())
            .collect();
        assert_eq!(ids, ["a1", "b1", "c1"]);
    }
}
