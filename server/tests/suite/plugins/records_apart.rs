//! Records of one host, organisation, plugin or user are nobody else's (THREATS 42).

use portico_sdk::OrgRoles;
use portico_sdk::claims::OrgRole;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::Clock as _;
use portico_sdk::policy::{Mode, Policy, PolicyLevel, Selector};
use portico_server::epochs::Subject;
use portico_server::services::hosts::{self, NewHost};
use portico_server::storage::policies;
use serde_json::json;

use super::records::{ALL, boxed, delete, listed, put, share};
use super::world::{HOST, World};
use crate::support::databases;

/// A session of one user in one organisation, and where it keeps records of one plugin.
struct Seat {
    bearer: String,
    path: String,
    /// Everything that makes it what it is.
    name: String,
}

#[tokio::test]
async fn threat_42_no_session_reads_or_writes_records_of_another_host_organisation_plugin_or_user()
{
    for test in databases().await {
        let plugins = ["diary", "notes"].map(|name| boxed(name, &ALL).build());
        let world = World::over(test, plugins.to_vec()).await;
        let zoo = add_host(&world, "zoo").await;
        let mut seats = Vec::new();
        for (host, secret) in [(HOST, None), ("zoo", Some(&zoo))] {
            for org in ["globex", "initech"] {
                for plugin in ["diary", "notes"] {
                    force(&world, host, org, plugin).await;
                    for uid in ["ada", "max"] {
                        let orgs = [(org, OrgRoles::MEMBER)];
                        seats.push(Seat {
                            bearer: match secret {
                                None => world.bearer(uid, &orgs),
                                Some(secret) => bearer_of(&world, secret, uid, &orgs),
                            },
                            path: format!("/api/v1/store/plugins/{plugin}/records"),
                            name: format!("{host} {org} {plugin} {uid}"),
                        });
                    }
                }
            }
        }
        assert_eq!(seats.len(), 16);
        for seat in &seats {
            let at = format!("{}/diary", seat.path);
            let saved = put(&world, &seat.bearer, &at, &json!(seat.name)).await;
            assert_eq!(saved.status, 204, "{}: {}", seat.name, saved.body);
            share(&world, &seat.bearer, &at, &json!(seat.name)).await;
        }
        // Everybody has the own one, and of the shared ones those of the two users of the same place.
        for seat in &seats {
            let own = listed(&world, &seat.bearer, &seat.path).await;
            assert_eq!(own.len(), 1, "{}", seat.name);
            assert_eq!(own[0]["value"], seat.name);
            let at = format!("{}/diary", seat.path);
            let read = world.get(&seat.bearer, &at).await.json();
            assert_eq!(read["data"]["value"], seat.name);
            let shared = listed(&world, &seat.bearer, &format!("{}?shared=true", seat.path)).await;
            let place = seat.name.rsplit_once(' ').unwrap().0;
            assert_eq!(shared.len(), 2, "{}", seat.name);
            for record in shared {
                assert!(record["value"].as_str().unwrap().starts_with(place));
            }
        }
        // What one deletes, nobody else misses.
        let (first, others) = seats.split_first().unwrap();
        for kind in ["", "?shared=true"] {
            let at = format!("{}/diary{kind}", first.path);
            assert_eq!(delete(&world, &first.bearer, &at).await.status, 204);
        }
        assert!(listed(&world, &first.bearer, &first.path).await.is_empty());
        for seat in others {
            let own = listed(&world, &seat.bearer, &seat.path).await;
            assert_eq!(own[0]["value"], seat.name);
        }
        // A token of one host is nothing at another, and an organisation that is not the session's cannot be named.
        let elsewhere = format!("{}?host=zoo", seats[0].path);
        assert_eq!(world.get(&seats[0].bearer, &elsewhere).await.status, 404);
        let named = format!("{}/diary?org=initech&uid=max&user=max", seats[1].path);
        let read = world.get(&seats[1].bearer, &named).await.json();
        assert_eq!(read["data"]["value"], seats[1].name);
    }
}

async fn add_host(world: &World, id: &str) -> HostSecret {
    let state = &world.server.state;
    let now = state.clock.now_ms();
    let new = NewHost { id, name: "Other" };
    let created = hosts::create(&mut &state.db, &state.cipher, now, new, "test")
        .await
        .unwrap();
    for plugin in &state.registry.now().plugins {
        policies::approve(&mut &state.db, id, &plugin.name, "test", now)
            .await
            .unwrap();
    }
    created.secret
}

async fn force(world: &World, host: &str, org: &str, plugin: &str) {
    let policy = Policy {
        level: PolicyLevel::Org(org.to_owned()),
        selector: Selector::Plugin(plugin.to_owned()),
        mode: Mode::Forced,
        set_by: "test".to_owned(),
        set_at: 0,
        note: String::new(),
    };
    let mut change = world.server.state.change().await.unwrap();
    policies::set(&mut change, host, &policy).await.unwrap();
    change.touch(host, Subject::Org(org.to_owned()));
    change.commit().await.unwrap();
}

fn bearer_of(world: &World, secret: &HostSecret, uid: &str, orgs: &[(&str, OrgRole)]) -> String {
    let claims = NewClaims {
        uid,
        orgs: orgs.iter().copied().collect(),
        ..NewClaims::default()
    };
    let now = world.server.clock.now_ms();
    format!("Bearer {}", make_jwt_at(secret, &claims, now).unwrap())
}

#[tokio::test]
async fn threat_42_authors_of_one_plugin_are_nobody_known_to_another() {
    let plugins = ["diary", "notes"].map(|name| boxed(name, &ALL).build());
    let world = World::new(plugins.to_vec()).await;
    let max = world.bearer("max", &[]);
    let mut authors = Vec::new();
    for plugin in ["diary", "notes"] {
        world.host_policy(plugin, Mode::Forced).await;
        let path = format!("/api/v1/store/plugins/{plugin}/records");
        share(&world, &max, &format!("{path}/k"), &json!(1)).await;
        let seen = listed(&world, "", &format!("{path}?shared=true")).await;
        authors.push(seen[0]["author"].as_str().unwrap().to_owned());
    }
    assert_ne!(authors[0], authors[1]);
    assert!(authors.iter().all(|author| author.len() == 43));
}
