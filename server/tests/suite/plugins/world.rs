//! A host with plugins, and people at it.

use std::sync::Arc;

use portico_sdk::claims::OrgRole;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::plugin::{Clock as _, Plugin};
use portico_sdk::policy::{Mode, Policy, PolicyLevel, Selector};
use portico_server::epochs::Subject;
use portico_server::services::hosts::{self, NewHost};
use portico_server::storage::policies;
use serde_json::Value;

use crate::support::{Answer, TestDb, TestServer};

/// The host of all tests here.
pub const HOST: &str = "shop";

/// A server with one host that approved all plugins.
pub struct World {
    /// The server.
    pub server: TestServer,
    secret: HostSecret,
}

impl World {
    /// On SQLite.
    pub async fn new(plugins: Vec<Arc<dyn Plugin>>) -> Self {
        Self::over(TestDb::sqlite().await, plugins).await
    }

    /// On a given database.
    pub async fn over(database: TestDb, plugins: Vec<Arc<dyn Plugin>>) -> Self {
        let server = TestServer::with_plugins(database, plugins).await;
        let now = server.clock.now_ms();
        let state = &server.state;
        let new = NewHost {
            id: HOST,
            name: "Shop",
        };
        let on = &mut &state.db;
        let created = hosts::create(on, &state.cipher, now, new, "test")
            .await
            .unwrap();
        for plugin in &state.registry.now().plugins {
            policies::approve(on, HOST, &plugin.name, "test", now)
                .await
                .unwrap();
        }
        Self {
            secret: created.secret,
            server,
        }
    }

    /// The host decides for everyone.
    pub async fn host_policy(&self, plugin: &str, mode: Mode) {
        self.policy(PolicyLevel::Host, Subject::Host, plugin, mode)
            .await;
    }

    /// An organisation decides for its members.
    pub async fn org_policy(&self, org: &str, plugin: &str, mode: Mode) {
        let level = PolicyLevel::Org(org.to_owned());
        self.policy(level, Subject::Org(org.to_owned()), plugin, mode)
            .await;
    }

    async fn policy(&self, level: PolicyLevel, subject: Subject, plugin: &str, mode: Mode) {
        let policy = Policy {
            level,
            selector: Selector::Plugin(plugin.to_owned()),
            mode,
            set_by: "test".to_owned(),
            set_at: 0,
            note: String::new(),
        };
        let mut change = self.server.state.change().await.unwrap();
        policies::set(&mut change, HOST, &policy).await.unwrap();
        change.touch(HOST, subject);
        change.commit().await.unwrap();
    }

    /// Takes the host's approval back.
    pub async fn unapprove(&self, plugin: &str) {
        let mut change = self.server.state.change().await.unwrap();
        policies::unapprove(&mut change, HOST, plugin)
            .await
            .unwrap();
        change.touch(HOST, Subject::Host);
        change.commit().await.unwrap();
    }

    /// `Bearer …` for a user with these organisations.
    pub fn bearer(&self, uid: &str, orgs: &[(&str, OrgRole)]) -> String {
        let claims = NewClaims {
            uid,
            stripe_customer: None,
            orgs: orgs.iter().copied().collect(),
            org: None,
            expires_in: None,
        };
        let now = self.server.clock.now_ms();
        format!(
            "Bearer {}",
            make_jwt_at(&self.secret, &claims, now).unwrap()
        )
    }

    /// `GET` as somebody; empty: nobody.
    pub async fn get(&self, bearer: &str, path: &str) -> Answer {
        self.server.get(path, &credentials(bearer)).await
    }

    /// `POST` of JSON as somebody; empty: nobody.
    pub async fn post(&self, bearer: &str, path: &str, body: &Value) -> Answer {
        self.server
            .json(http::Method::POST, path, &credentials(bearer), body)
            .await
    }
}

fn credentials(bearer: &str) -> Vec<(&'static str, &str)> {
    if bearer.is_empty() {
        Vec::new()
    } else {
        vec![("authorization", bearer)]
    }
}
