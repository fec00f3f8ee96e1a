//! The main story with tokens of every maker, on an empty database with names nobody planned: an organisation's admin enables a
//! plugin, and whoever should see it does, and nobody else.

use http::{Method, StatusCode};
use portico_sdk::OrgRoles;
use portico_server::crypto::new_id;
use serde_json::{Value, json};

use super::makers::{Maker, User};
use super::process::{Host, Installation, Server, plugins_in};
use super::session::Session;

/// Fills slots of both surfaces: the checkout, and the payment method's settings.
const PLUGIN: &str = "acme-pay";

/// A name made up for this run, with what host names may hold.
fn made_up(kind: &str) -> String {
    let id = new_id();
    format!("{kind}-{}", id.rsplit('-').next().unwrap())
}

#[tokio::test]
async fn tokens_of_every_maker_tell_the_same_story_on_an_empty_database() {
    let installation = Installation::sqlite();
    let server = installation.serve();
    for maker in Maker::ALL {
        Story::new(&installation, maker).tell(&server).await;
    }
}

/// One host with two organisations, and a second host.
struct Story {
    maker: Maker,
    host: Host,
    other_host: Host,
    org: String,
    other_org: String,
}

impl Story {
    fn new(installation: &Installation, maker: Maker) -> Self {
        let (host, other_host) = (made_up("shop"), made_up("store"));
        Self {
            maker,
            host: installation.host(&host, &[PLUGIN]),
            other_host: installation.host(&other_host, &[PLUGIN]),
            // Ids of organisations and users are the host's own business: any text.
            org: format!("Ω {}", made_up("org")),
            other_org: made_up("org"),
        }
    }

    fn token(&self, host: &Host, org: &str, role: portico_sdk::OrgRole) -> String {
        let user = User::of(org, role).named(&format!("Zoë/{}", made_up("user")));
        self.maker.token(host, &user)
    }

    async fn tell(&self, server: &Server) {
        let maker = self.maker;
        let admin = self.token(&self.host, &self.org, OrgRoles::ADMIN);
        let member = self.token(&self.host, &self.org, OrgRoles::MEMBER);
        let other_admin = self.token(&self.host, &self.other_org, OrgRoles::ADMIN);
        let elsewhere = self.token(&self.other_host, &self.org, OrgRoles::ADMIN);

        let (status, me) = server.get("/api/v1/me", Some(&admin)).await;
        assert_eq!(status, StatusCode::OK, "{maker:?}: {me}");
        assert_eq!(me["data"]["host"], json!(self.host.id));
        assert_eq!(me["data"]["orgs"], json!({ &self.org: "ADMIN" }));
        for token in [&admin, &member, &other_admin, &elsewhere] {
            assert!(!has(server, "store", Some(token)).await, "{maker:?}");
        }
        assert!(!has(server, "admin", Some(&admin)).await);

        let member_session = Session::open(server, &self.host, &member).await;
        let admin_session = Session::open(server, &self.host, &admin).await;
        let (own, all) = ("/installed", "/admin/plugins");
        assert!(!member_session.shows(server, own, &link()).await);
        assert!(
            !admin_session
                .shows(server, all, r#"aria-checked="true""#)
                .await
        );

        // Only the organisation's admin decides.
        let refused = [
            (Some(&member), StatusCode::FORBIDDEN),
            (Some(&other_admin), StatusCode::NOT_FOUND),
            (None, StatusCode::UNAUTHORIZED),
        ];
        for (token, expected) in refused {
            let (status, _) = self.switch(server, token.map(String::as_str), true).await;
            assert_eq!(status, expected, "{maker:?}");
        }
        assert!(!has(server, "store", Some(&member)).await);
        let (status, switched) = self.switch(server, Some(&admin), true).await;
        assert_eq!(status, StatusCode::OK, "{maker:?}: {switched}");
        assert_eq!(switched["data"]["enabled"], true);

        // The next request of everybody whom it concerns, by Bearer token and by session.
        assert!(has(server, "store", Some(&member)).await, "{maker:?}");
        assert!(has(server, "store", Some(&admin)).await);
        assert!(has(server, "admin", Some(&admin)).await);
        for session in [&member_session, &admin_session] {
            assert!(session.has(server, "store", PLUGIN).await, "{maker:?}");
            assert!(session.shows(server, own, &link()).await, "{maker:?}");
        }
        assert!(admin_session.has(server, "admin", PLUGIN).await);
        assert!(
            admin_session
                .shows(server, all, r#"aria-checked="true""#)
                .await
        );
        let (status, _) = server
            .get("/api/v1/admin/plugin-manifest", Some(&member))
            .await;
        assert_eq!(status, StatusCode::FORBIDDEN);

        // And nobody else: the same organisation id at another host is another organisation.
        for token in [&other_admin, &elsewhere] {
            assert!(!has(server, "store", Some(token)).await, "{maker:?}");
            assert!(!has(server, "admin", Some(token)).await, "{maker:?}");
        }
        let path = format!("/api/v1/store/plugin-manifest?host={}", self.host.id);
        let (status, anonymous) = server.get(&path, None).await;
        assert_eq!(status, StatusCode::OK);
        assert!(plugins_in(&anonymous).is_empty(), "{maker:?}");
        let (status, _) = server.get("/api/v1/admin/plugin-manifest", None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);

        let (status, _) = self.switch(server, Some(&admin), false).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!has(server, "store", Some(&member)).await, "{maker:?}");
        assert!(!has(server, "admin", Some(&admin)).await, "{maker:?}");
    }

    async fn switch(
        &self,
        server: &Server,
        token: Option<&str>,
        enabled: bool,
    ) -> (StatusCode, Value) {
        let mut url = url::Url::parse("http://portico").unwrap();
        url.path_segments_mut()
            .unwrap()
            .extend(["api", "v1", "orgs", &self.org, "plugins", PLUGIN]);
        let body = json!({ "enabled": enabled });
        server
            .send(Method::PUT, url.path(), token, Some(body))
            .await
    }
}

/// How pages lead to the plugin.
fn link() -> String {
    format!("/store/{PLUGIN}")
}

async fn has(server: &Server, surface: &str, token: Option<&str>) -> bool {
    let plugins = server.plugins(surface, token).await;
    plugins.iter().any(|plugin| plugin == PLUGIN)
}
