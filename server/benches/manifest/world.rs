//! The host whose manifests are asked for: its plugins, organisations, sessions, and an admin who switches.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http::{Method, StatusCode};
use portico_sdk::extension::Extension;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::{Clock as _, Listing, Plugin, PluginRoutes};
use portico_sdk::policy::{Mode, PluginFacts, Policy, PolicyLevel, Selector};
use portico_sdk::{LocaleText, OrgRole};
use portico_server::epochs::Subject;
use portico_server::plugins::{AssetTable, Registered, Registry};
use portico_server::services::hosts::{self, NewHost};
use portico_server::storage::policies;
use serde_json::json;

use super::support::{TestDb, TestServer};

const HOST: &str = "acme-shop";
const ORGS: [&str; 3] = ["globex", "initech", "umbrella"];
const SESSIONS: usize = 1000;
const PLUGINS: usize = 50;
/// Switched once a second, in the first organisation.
const SWITCHED: &str = "plugin-00";

/// A signed-in user.
pub struct Session {
    /// `Cookie` header.
    pub cookie: String,
    /// Which of the organisations it is in, as bits: all who are in the same see the same.
    pub standing: usize,
}

/// The whole.
pub struct World {
    /// The server without a socket.
    pub server: TestServer,
    /// Number of plugins.
    pub plugins: usize,
    /// Everybody.
    pub sessions: Vec<Session>,
    /// By standing: the body while the plugin is off in the first organisation, and while it is on.
    pub expected: Vec<[Bytes; 2]>,
    admin: String,
    /// Twice the number of changes that are done, one more while one is under way.
    changes: AtomicU64,
}

/// What holds at a moment.
#[derive(Debug, Clone, Copy)]
pub enum Now {
    /// So many changes are done; the plugin is on or not.
    Settled(u64, bool),
    /// A change is under way: both is right.
    Changing,
}

impl World {
    /// Over an empty database.
    pub async fn over(database: TestDb) -> Self {
        let server = TestServer::over(database, registry());
        let secret = add_host(&server).await;
        let admin = sign_in(&server, &secret, "admin", &[(ORGS[0], OrgRole::Admin)]).await;
        let mut sessions = Vec::new();
        for number in 0..SESSIONS {
            let standing = number % (1 << ORGS.len());
            let orgs: Vec<_> = ORGS
                .iter()
                .enumerate()
                .filter(|(at, _)| standing & (1 << at) != 0)
                .map(|(_, org)| (*org, OrgRole::Member))
                .collect();
            let cookie = sign_in(&server, &secret, &format!("user-{number}"), &orgs).await;
            sessions.push(Session { cookie, standing });
        }
        let mut world = Self {
            server,
            plugins: PLUGINS,
            sessions,
            expected: Vec::new(),
            admin,
            changes: AtomicU64::new(0),
        };
        let off = world.ask_all().await;
        world.switch().await;
        let on = world.ask_all().await;
        world.switch().await;
        world.expected = off.into_iter().zip(on).map(|(off, on)| [off, on]).collect();
        for (standing, [off, on]) in world.expected.iter().enumerate() {
            let is_member = standing & 1 != 0;
            assert_eq!(
                off != on,
                is_member,
                "the switch changes its members' manifests only"
            );
        }
        world
    }

    /// One manifest for each standing.
    async fn ask_all(&self) -> Vec<Bytes> {
        let mut bodies = Vec::new();
        for session in &self.sessions[..1 << ORGS.len()] {
            let path = "/api/v1/store/plugin-manifest";
            let answer = self.server.get(path, &[("cookie", &session.cookie)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            bodies.push(answer.body.into());
        }
        bodies
    }

    /// All bodies there are.
    pub fn bodies(&self) -> impl Iterator<Item = &Bytes> {
        self.expected.iter().flatten()
    }

    /// What the static router answers, by standing.
    pub fn fixed_bodies(&self) -> Vec<Bytes> {
        self.expected.iter().map(|[off, _]| off.clone()).collect()
    }

    /// What holds now.
    pub fn now(&self) -> Now {
        match self.changes.load(Ordering::SeqCst) {
            steps if steps % 2 == 1 => Now::Changing,
            steps => Now::Settled(steps, steps % 4 == 2),
        }
    }

    /// Changes done.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst) / 2
    }

    /// The admin switches the plugin: on if it was off, off if it was on.
    pub async fn switch(&self) {
        let Now::Settled(_, is_on) = self.now() else {
            panic!("one change at a time");
        };
        // Changes of one person are limited by time, and the time of this server stands still.
        self.server.clock.advance_ms(1000);
        self.changes.fetch_add(1, Ordering::SeqCst);
        let path = format!("/api/v1/orgs/{}/plugins/{SWITCHED}", ORGS[0]);
        let headers = [
            ("cookie", self.admin.as_str()),
            ("origin", "http://127.0.0.1:3000"),
        ];
        let body = json!({ "enabled": !is_on });
        let answer = self.server.json(Method::PUT, &path, &headers, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        self.changes.fetch_add(1, Ordering::SeqCst);
    }
}

async fn sign_in(
    server: &TestServer,
    secret: &HostSecret,
    uid: &str,
    orgs: &[(&str, OrgRole)],
) -> String {
    let claims = NewClaims {
        uid,
        orgs: orgs.iter().copied().collect::<BTreeMap<_, _>>(),
        ..NewClaims::default()
    };
    let token = make_jwt_at(secret, &claims, server.clock.now_ms()).unwrap();
    let fields = [("host", HOST), ("token", &token)];
    let answer = server.form("/session", &[], &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let set = answer.header("set-cookie");
    set.split(';').next().unwrap().to_owned()
}

/// The host, with everything approved and a third of the plugins on in each organisation.
async fn add_host(server: &TestServer) -> HostSecret {
    let state = &server.state;
    let now = server.clock.now_ms();
    let new = NewHost {
        id: HOST,
        name: "Acme Shop",
    };
    let mut change = state.change().await.unwrap();
    let made = hosts::create(&mut change, &state.cipher, now, new, "bench").await;
    for (number, plugin) in state.registry.now().plugins.iter().enumerate() {
        policies::approve(&mut change, HOST, &plugin.name, "bench", now)
            .await
            .unwrap();
        if plugin.name == SWITCHED {
            continue;
        }
        let policy = Policy {
            level: PolicyLevel::Org(ORGS[number % ORGS.len()].to_owned()),
            selector: Selector::Plugin(plugin.name.clone()),
            mode: Mode::Forced,
            set_by: "bench".to_owned(),
            set_at: now,
            note: String::new(),
        };
        policies::set(&mut change, HOST, &policy).await.unwrap();
    }
    change.touch(HOST, Subject::Host);
    for org in ORGS {
        change.touch(HOST, Subject::Org(org.to_owned()));
    }
    change.commit().await.unwrap();
    made.unwrap().secret
}

struct Silent(String);

impl Plugin for Silent {
    fn name(&self) -> &str {
        &self.0
    }
    fn version(&self) -> &'static str {
        "1.0.0"
    }
    fn description(&self) -> &'static str {
        "A plugin that does nothing."
    }
}

/// Every plugin has a form in the checkout and one in the admin panel.
fn registry() -> Registry {
    Registry {
        plugins: (0..PLUGINS).map(plugin).collect(),
        problems: Vec::new(),
        build: "bench".to_owned(),
    }
}

fn plugin(number: usize) -> Arc<Registered> {
    let name = format!("plugin-{number:02}");
    let form = |id: &str, slot: &str| -> Extension {
        let fields = json!([
            { "key": "enabled", "type": "toggle", "label": { "en": "On", "de": "An" } },
            { "key": "title", "type": "text", "label": { "en": "Title", "de": "Titel" }, "required": true },
            { "key": "note", "type": "textarea", "label": { "en": "Note", "de": "Hinweis" } },
            { "key": "mode", "type": "select", "label": { "en": "Mode", "de": "Modus" },
              "options": [{ "value": "test", "label": { "en": "Test" } }, { "value": "live", "label": { "en": "Live" } }] }
        ]);
        let declared = json!({
            "id": format!("{id}_{number}"), "slot": slot, "type": "schema", "priority": number % 7,
            "schema": { "fields": fields, "submit_url": format!("/api/v1/plugins/{name}/save") }
        });
        serde_json::from_value(declared).unwrap()
    };
    Arc::new(Registered {
        plugin: Arc::new(Silent(name.clone())),
        version: "1.0.0".to_owned(),
        digest: String::new(),
        listing: Listing {
            title: LocaleText::en(format!("Plugin {number}")),
            ..Listing::default()
        },
        facts: PluginFacts {
            name: name.clone(),
            categories: Vec::new(),
            version: "1.0.0".to_owned(),
        },
        skipped: Vec::new(),
        extensions: vec![
            form("pay", "storefront:checkout:payment"),
            form("set", "admin:payment:settings"),
        ],
        description: "A plugin that does nothing.".to_owned(),
        assets: AssetTable::default(),
        routes: PluginRoutes::default(),
        settings: None,
        tests: Vec::new(),
        name,
    })
}
