//! Host events on their way to plugins.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use portico_sdk::claims::OrgRoles;
use portico_sdk::plugin::{Clock as _, HostEvent, PluginError, Scope};
use portico_sdk::policy::Mode;
use portico_server::plugins::deliver::{Deliveries, MAX_ATTEMPTS, deliver_all_due};
use portico_server::services::events::emit;
use portico_server::storage::deliveries::failures;
use serde_json::json;

use crate::sample::Sample;
use crate::support::databases;
use crate::world::{HOST, World};

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
