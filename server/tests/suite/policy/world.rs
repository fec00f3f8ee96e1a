//! A host with plugins, and users who come with its tokens.

use std::collections::BTreeMap;
use std::sync::Arc;

use http::StatusCode;
use portico_sdk::OrgRole;
use portico_sdk::extension::Extension;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::{Clock as _, Listing, Plugin, PluginRoutes};
use portico_sdk::policy::{HostModes, PluginFacts};
use portico_server::epochs::Subject;
use portico_server::plugins::{AssetTable, Registered, Registry};
use portico_server::session::place;
use portico_server::storage::hosts::{self, HostRow};
use portico_server::storage::{policies, sql};
use serde_json::{Value, json};

use crate::support::{Answer, TestDb, TestServer};

pub const HOST: &str = "acme-shop";
pub const OTHER_HOST: &str = "other-shop";
/// An origin that the host registered.
pub const SHOP_ORIGIN: &str = "https://shop.example";

/// A server with two hosts that approved all plugins.
pub struct World {
    pub server: TestServer,
    pub secret: HostSecret,
    pub other_secret: HostSecret,
}

impl World {
    pub async fn start() -> Self {
        Self::over(TestDb::sqlite().await).await
    }

    pub async fn over(database: TestDb) -> Self {
        let server = TestServer::over(database, registry());
        let secret = add_host(&server, HOST, HostModes::default()).await;
        let other_secret = add_host(&server, OTHER_HOST, HostModes::default()).await;
        Self {
            server,
            secret,
            other_secret,
        }
    }

    /// A token of the host for a user with these organisations.
    pub fn token(&self, uid: &str, orgs: &[(&str, OrgRole)]) -> String {
        self.token_of(&self.secret, uid, orgs, None)
    }

    /// A token with every choice.
    pub fn token_of(
        &self,
        secret: &HostSecret,
        uid: &str,
        orgs: &[(&str, OrgRole)],
        org: Option<&str>,
    ) -> String {
        let claims = NewClaims {
            uid,
            orgs: orgs.iter().copied().collect::<BTreeMap<_, _>>(),
            org,
            ..NewClaims::default()
        };
        make_jwt_at(secret, &claims, self.server.clock.now_ms()).unwrap()
    }

    /// Opens a cookie session; answers the `Cookie` header.
    pub async fn sign_in(&self, token: &str) -> String {
        let answer = self.post_session(HOST, token).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        cookie(&answer)
    }

    pub async fn post_session(&self, host: &str, token: &str) -> Answer {
        self.server
            .form("/session", &[], &[("host", host), ("token", token)])
            .await
    }

    /// `GET` with a Bearer token.
    pub async fn bearer(&self, path: &str, token: &str) -> Answer {
        self.server
            .get(path, &[("authorization", &format!("Bearer {token}"))])
            .await
    }

    /// `GET` with a session cookie.
    pub async fn cookie(&self, path: &str, cookie: &str) -> Answer {
        self.server.get(path, &[("cookie", cookie)]).await
    }
}

/// The `Cookie` header that a browser would send after an answer.
pub fn cookie(answer: &Answer) -> String {
    let set = answer.headers["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

/// The body of an answer as JSON.
pub fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no JSON: {answer:?}"))
}

/// The `code` of an error.
pub fn code(answer: &Answer) -> String {
    body(answer)["error"]["code"].as_str().unwrap().to_owned()
}

/// Names of the plugins in a manifest.
pub fn plugins_of(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    body(answer)["data"]["extensions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["plugin"].as_str().unwrap().to_owned())
        .collect()
}

/// Adds a host with a key, an origin, and all plugins approved.
pub async fn add_host(server: &TestServer, id: &str, modes: HostModes) -> HostSecret {
    let state = &server.state;
    let secret = HostSecret::generate().unwrap();
    let now = server.clock.now_ms();
    let host = HostRow {
        id: id.to_owned(),
        name: id.to_owned(),
        logo_url: String::new(),
        accent: String::new(),
        site_url: String::new(),
        sign_in_url: String::new(),
        modes,
        created_at: now,
    };
    let mut change = state.change().await.unwrap();
    hosts::insert(&mut change, &host).await.unwrap();
    for plugin in &state.registry.now().plugins {
        policies::approve(&mut change, id, &plugin.name, "test", now)
            .await
            .unwrap();
    }
    let origin = format!("https://{}.example", id.trim_start_matches("acme-"));
    sql("insert into host_origins (host_id, origin, created_at) values ($1, $2, $3)")
        .bind(id)
        .bind(origin)
        .bind(now)
        .execute(&mut change)
        .await
        .unwrap();
    change.touch(id, Subject::Host);
    change.commit().await.unwrap();
    add_key(server, id, &secret).await;
    secret
}

/// Adds an active key.
pub async fn add_key(server: &TestServer, host: &str, secret: &HostSecret) {
    let sealed = server
        .state
        .cipher
        .seal(&place(host, secret.key_id()), secret.expose())
        .unwrap();
    sql(
        "insert into host_keys (id, host_id, kind, ciphertext, state, created_at, created_by) \
         values ($1, $2, 'secret', $3, 'active', $4, 'test')",
    )
    .bind(secret.key_id())
    .bind(host)
    .bind(sealed)
    .bind(server.clock.now_ms())
    .execute(&mut &server.state.db)
    .await
    .unwrap();
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
        "A plugin for tests."
    }
}

fn registry() -> Registry {
    let form = |id: &str, slot: &str, priority: i32| {
        json!({
            "id": id, "slot": slot, "type": "schema", "priority": priority,
            "schema": { "fields": [{ "key": "mode", "type": "text", "label": { "en": "Mode" } }] }
        })
    };
    let payment = "storefront:checkout:payment";
    Registry {
        plugins: vec![
            plugin(
                "alpha",
                &["payments"],
                &[
                    form("alpha_pay", payment, 0),
                    form("alpha_set", "admin:payment:settings", 0),
                ],
            ),
            plugin(
                "beta",
                &["payments"],
                &[
                    form("beta_pay", payment, 5),
                    form("beta_bar", "admin:sidebar", 0),
                ],
            ),
            plugin(
                "gamma",
                &["analytics"],
                &[form("gamma_chart", "admin:dashboard:widget", 0)],
            ),
            plugin(
                "widgets",
                &["analytics"],
                &[json!({
                    "id": "widgets_pay", "slot": payment, "type": "component",
                    "component": {
                        "tag_name": "stoa-widgets-pay", "script_url": "/plugins/widgets/assets/pay.js",
                        "integrity": "sha384-AAAA", "external_scripts": ["https://js.example.com/v3/"]
                    }
                })],
            ),
        ],
        problems: Vec::new(),
        build: "test".to_owned(),
    }
}

fn plugin(name: &str, categories: &[&str], extensions: &[Value]) -> Arc<Registered> {
    let categories: Vec<String> = categories.iter().map(ToString::to_string).collect();
    Arc::new(Registered {
        plugin: Arc::new(Silent(name.to_owned())),
        name: name.to_owned(),
        version: "1.0.0".to_owned(),
        digest: String::new(),
        listing: Listing {
            title: portico_sdk::LocaleText::en(format!("The {name}"))
                .with("de", format!("Das {name}")),
            summary: portico_sdk::LocaleText::en("Does something useful."),
            publisher: "Test house".to_owned(),
            categories: categories.clone(),
            ..Listing::default()
        },
        facts: PluginFacts {
            name: name.to_owned(),
            categories,
            version: "1.0.0".to_owned(),
        },
        extensions: extensions
            .iter()
            .map(|declared| serde_json::from_value::<Extension>(declared.clone()).unwrap())
            .collect(),
        skipped: Vec::new(),
        description: "A plugin for tests.".to_owned(),
        assets: AssetTable::default(),
        routes: PluginRoutes::default(),
        settings: None,
        tests: Vec::new(),
    })
}
