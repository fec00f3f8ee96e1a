//! Two hosts, the people who work on them, and requests as they send them.

use std::collections::BTreeMap;
use std::sync::Arc;

use http::Method;
use portico_app::backend::HostRole;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::Clock as _;
use portico_server::services::accounts::{self, Accept, NewAccount};
use portico_server::services::console::{self, NewHost, members};
use portico_server::session::{ClientAddress, ConsoleCaller};
use serde_json::{Value, json};

use crate::support::sample::Sample;
use crate::support::{Answer, TestDb, TestServer, databases};

/// The password of every account here.
pub const PASSWORD: &str = "correct horse battery";
/// Somebody with access to the machine.
pub const CLI: ConsoleCaller = ConsoleCaller::Cli;
/// A plugin with settings: `note`, `api_key`, and the host's `limit`, `strict` and `region`.
pub const PLUGIN: &str = "acme";

/// A server with the hosts `zoo` and `farm`, an operator, and a developer of the farm.
pub struct World {
    pub server: TestServer,
    /// `psk_…` of `zoo`.
    pub zoo_secret: String,
    /// Cookie of `op@example.com`.
    pub operator: String,
    /// Cookie of `farmer@example.com`.
    pub farmer: String,
}

impl World {
    /// On SQLite.
    pub async fn new() -> Self {
        Self::over(TestDb::sqlite().await).await
    }

    /// On each engine at hand.
    pub async fn each() -> Vec<Self> {
        let mut worlds = Vec::new();
        for database in databases().await {
            worlds.push(Self::over(database).await);
        }
        worlds
    }

    async fn over(database: TestDb) -> Self {
        let server = TestServer::with_plugins(database, vec![Arc::new(plugin())]).await;
        let mut secrets = BTreeMap::new();
        for id in ["zoo", "farm"] {
            let new = NewHost {
                id: id.to_owned(),
                name: id.to_uppercase(),
            };
            let (_, secret) = console::create(&server.state, &CLI, &new).await.unwrap();
            secrets.insert(id, secret.secret);
            server.clock.advance_ms(1000);
        }
        let new = NewAccount {
            email: "op@example.com",
            name: "Op",
            password: PASSWORD,
        };
        accounts::create_operator(&server.state, &CLI, &new)
            .await
            .unwrap();
        let operator = sign_in(&server, "op@example.com").await;
        let farmer = join(&server, "farm", "farmer@example.com", HostRole::Developer).await;
        Self {
            zoo_secret: secrets.remove("zoo").unwrap(),
            server,
            operator,
            farmer,
        }
    }

    /// Opens a page.
    pub async fn page(&self, cookie: &str, path: &str) -> Answer {
        self.server.get(path, &[("cookie", cookie)]).await
    }

    /// Posts a form of ours.
    pub async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.server.form(path, &[("cookie", cookie)], fields).await
    }

    /// Data of a `GET` of the API as the operator.
    pub async fn data(&self, path: &str) -> Value {
        let answer = self.call(&self.operator, "GET", path, json!({})).await;
        answer.json()["data"].clone()
    }

    /// What the audit log of a host says was done, the newest first.
    pub async fn actions(&self, host: &str) -> Vec<String> {
        let path = format!("/api/v1/hosts/{host}/audit?limit=200");
        let entries = self.data(&path).await;
        let action = |entry: &Value| entry["action"].as_str().unwrap().to_owned();
        entries.as_array().unwrap().iter().map(action).collect()
    }

    pub async fn call(&self, cookie: &str, method: &str, path: &str, body: Value) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin")];
        self.server.json(method, path, &headers, &body).await
    }

    pub async fn bearer(&self, token: &str, method: &str, path: &str, body: Value) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let value = format!("Bearer {token}");
        let headers = [("authorization", value.as_str())];
        self.server.json(method, path, &headers, &body).await
    }

    /// A host JWT of `zoo`, for an admin.
    pub fn jwt(&self) -> String {
        let secret = HostSecret::parse(&self.zoo_secret).unwrap();
        let claims = NewClaims {
            uid: "op@example.com",
            orgs: [("cats", portico_sdk::OrgRole::Admin)].into(),
            ..NewClaims::default()
        };
        make_jwt_at(&secret, &claims, self.server.clock.now_ms()).unwrap()
    }
}

/// Where all requests come from.
pub fn address() -> ClientAddress {
    ClientAddress("192.0.2.1".to_owned())
}

/// Opens a session; answers the cookie.
pub async fn sign_in(server: &TestServer, email: &str) -> String {
    let signed_in = accounts::sign_in(&server.state, email, PASSWORD, &address())
        .await
        .unwrap();
    format!("portico_console={}", signed_in.cookie)
}

/// Invites somebody and accepts; answers the cookie.
pub async fn join(server: &TestServer, host: &str, email: &str, role: HostRole) -> String {
    let invited = members::invite(&server.state, &CLI, host, email, role)
        .await
        .unwrap();
    let accept = Accept {
        token: token_of(&invited.link),
        name: "Member".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let (signed_in, joined) = accounts::accept(&server.state, &accept, &address())
        .await
        .unwrap();
    assert_eq!(joined, host);
    format!("portico_console={}", signed_in.cookie)
}

fn plugin() -> Sample {
    let settings = format!("/api/v1/admin/plugins/{PLUGIN}/settings");
    Sample::new(PLUGIN).extension(json!({
        "id": "settings", "slot": "admin:sidebar", "type": "schema",
        "schema": {
            "submit_url": settings, "load_url": settings,
            "fields": [
                { "key": "note", "type": "text", "label": { "en": "Note" }, "max_length": 10 },
                { "key": "limit", "type": "number", "label": { "en": "Limit" }, "max": 10, "level": "host" },
                { "key": "api_key", "type": "password", "label": { "en": "API key" } },
                { "key": "strict", "type": "toggle", "label": { "en": "Strict" }, "level": "host" },
                { "key": "region", "type": "select", "label": { "en": "Region" }, "level": "host",
                  "options": [{ "value": "eu", "label": { "en": "EU" } }, { "value": "us", "label": { "en": "US" } }] }
            ]
        }
    }))
}

/// `…token=` of a link.
pub fn token_of(link: &str) -> String {
    link.split_once("token=").unwrap().1.to_owned()
}
