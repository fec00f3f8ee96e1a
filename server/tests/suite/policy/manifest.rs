//! The manifests: who sees what, in which order, under which entity tag (CONTRACT "Manifest API").

use http::{Method, StatusCode};
use portico_sdk::policy::{HostModes, Mode, Policy, PolicyLevel, Selector};
use portico_sdk::{OrgRole, OrgRoles};
use portico_server::epochs::Subject;
use portico_server::storage::{policies, sql};
use serde_json::{Value, json};

use super::world::{HOST, OTHER_HOST, World, add_host, body, code, plugins_of};
use crate::support::Answer;

pub const STORE: &str = "/api/v1/store/plugin-manifest";
pub const ADMIN: &str = "/api/v1/admin/plugin-manifest";

impl World {
    /// A policy of the host or one organisation, set directly.
    pub async fn policy(&self, level: PolicyLevel, plugin: &str, mode: Mode) {
        let subject = match &level {
            PolicyLevel::Host => Subject::Host,
            PolicyLevel::Org(org) => Subject::Org(org.clone()),
        };
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

    /// `PUT /api/v1/orgs/{org}/plugins/{plugin}` with a Bearer token.
    pub async fn switch(&self, token: &str, org: &str, plugin: &str, enabled: bool) -> Answer {
        self.server
            .json(
                Method::PUT,
                &format!("/api/v1/orgs/{org}/plugins/{plugin}"),
                &[("authorization", &format!("Bearer {token}"))],
                &json!({ "enabled": enabled }),
            )
            .await
    }

    pub fn admin_of(&self, org: &str) -> String {
        self.token("org-admin", &[(org, OrgRoles::ADMIN)])
    }

    pub fn member_of(&self, org: &str) -> String {
        self.token("member", &[(org, OrgRoles::MEMBER)])
    }
}

fn org(id: &str) -> PolicyLevel {
    PolicyLevel::Org(id.to_owned())
}

#[tokio::test]
async fn an_organisations_decision_shows_to_its_members_at_the_next_request_and_to_nobody_else() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    let member = world.member_of("globex");
    let outsider = world.member_of("initech");
    assert!(plugins_of(&world.bearer(STORE, &member).await).is_empty());

    let on = world.switch(&admin, "globex", "alpha", true).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);
    let seen = world.bearer(STORE, &member).await;
    assert_eq!(plugins_of(&seen), ["alpha"]);
    assert_eq!(body(&seen)["data"]["extensions"][0]["org"], "globex");
    assert_eq!(plugins_of(&world.bearer(ADMIN, &admin).await), ["alpha"]);
    assert!(plugins_of(&world.bearer(STORE, &outsider).await).is_empty());
    assert!(plugins_of(&world.server.get(STORE, &[]).await).is_empty());
    let consumer = world.token("consumer", &[]);
    assert!(plugins_of(&world.bearer(STORE, &consumer).await).is_empty());

    world.switch(&admin, "globex", "alpha", false).await;
    assert!(plugins_of(&world.bearer(STORE, &member).await).is_empty());
}

#[tokio::test]
async fn the_admin_manifest_needs_a_session_and_the_role_admin() {
    let world = World::start().await;
    world.policy(PolicyLevel::Host, "alpha", Mode::Forced).await;
    assert_eq!(
        world.server.get(ADMIN, &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    let member = world.bearer(ADMIN, &world.member_of("globex")).await;
    assert_eq!(member.status, StatusCode::FORBIDDEN);
    assert_eq!(code(&member), "admin_required");
    let consumer = world.bearer(ADMIN, &world.token("consumer", &[])).await;
    assert_eq!(consumer.status, StatusCode::FORBIDDEN);
    // The active organisation counts, not the others of the token.
    let orgs = [("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)];
    let elsewhere = world.token_of(&world.secret, "user-7", &orgs, Some("initech"));
    assert_eq!(
        world.bearer(ADMIN, &elsewhere).await.status,
        StatusCode::FORBIDDEN
    );
    let here = world.token_of(&world.secret, "user-7", &orgs, Some("globex"));
    assert_eq!(plugins_of(&world.bearer(ADMIN, &here).await), ["alpha"]);
}

#[tokio::test]
async fn the_admin_manifest_counts_only_organisations_administered() {
    let world = World::start().await;
    world.policy(org("globex"), "alpha", Mode::Forced).await;
    world.policy(org("initech"), "beta", Mode::Forced).await;
    let token = world.token(
        "user-7",
        &[("globex", OrgRoles::ADMIN), ("initech", OrgRoles::MEMBER)],
    );
    assert_eq!(plugins_of(&world.bearer(ADMIN, &token).await), ["alpha"]);
    assert_eq!(
        plugins_of(&world.bearer(STORE, &token).await),
        ["beta", "alpha"]
    );
}

#[tokio::test]
async fn parity_04_each_manifest_has_its_own_slots_only() {
    let world = World::start().await;
    for plugin in ["alpha", "beta", "gamma", "widgets"] {
        world.policy(PolicyLevel::Host, plugin, Mode::Forced).await;
    }
    let slots = |answer: &Answer| -> Vec<String> {
        body(answer)["data"]["extensions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["slot"].as_str().unwrap().to_owned())
            .collect()
    };
    let store = world.server.get(STORE, &[]).await;
    assert_eq!(slots(&store), ["storefront:checkout:payment"; 3]);
    let admin = world.bearer(ADMIN, &world.admin_of("globex")).await;
    assert_eq!(
        slots(&admin),
        [
            "admin:dashboard:widget",
            "admin:payment:settings",
            "admin:sidebar"
        ]
    );
}

#[tokio::test]
async fn the_order_is_by_priority_then_plugin_and_always_the_same() {
    let world = World::start().await;
    for plugin in ["widgets", "alpha", "beta"] {
        world.policy(PolicyLevel::Host, plugin, Mode::Forced).await;
    }
    let answer = world.server.get(STORE, &[]).await;
    assert_eq!(plugins_of(&answer), ["beta", "alpha", "widgets"]);
    let items = body(&answer)["data"]["extensions"].clone();
    for (index, item) in items.as_array().unwrap().iter().enumerate() {
        assert_eq!(item["order"], json!(index));
    }
    let again = world.bearer(STORE, &world.member_of("globex")).await;
    assert_eq!(body(&again), body(&answer));
}

#[tokio::test]
async fn a_block_in_any_organisation_wins_and_ties_go_to_the_smallest_id() {
    let world = World::start().await;
    for org_id in ["zeta", "eta"] {
        world.policy(org(org_id), "alpha", Mode::Forced).await;
    }
    let both: [(&str, OrgRole); 2] = [("zeta", OrgRoles::MEMBER), ("eta", OrgRoles::MEMBER)];
    let union = world.token("user-7", &both);
    let seen = world.bearer(STORE, &union).await;
    assert_eq!(body(&seen)["data"]["extensions"][0]["org"], "eta");
    world.policy(org("zeta"), "alpha", Mode::Blocked).await;
    assert!(plugins_of(&world.bearer(STORE, &union).await).is_empty());
    let active = world.token_of(&world.secret, "user-7", &both, Some("eta"));
    assert_eq!(plugins_of(&world.bearer(STORE, &active).await), ["alpha"]);
}

#[tokio::test]
async fn hosts_are_apart() {
    let world = World::start().await;
    world.policy(PolicyLevel::Host, "alpha", Mode::Forced).await;
    let path = format!("{STORE}?host={OTHER_HOST}");
    assert!(plugins_of(&world.server.get(&path, &[]).await).is_empty());
    let named = format!("{STORE}?host={HOST}");
    assert_eq!(plugins_of(&world.server.get(&named, &[]).await), ["alpha"]);
    assert_eq!(
        plugins_of(&world.server.get(STORE, &[]).await),
        ["alpha"],
        "the first created is the default"
    );
    let nowhere = world
        .server
        .get(&format!("{STORE}?host=nowhere"), &[])
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    // The same organisation id at another host is another organisation.
    world.policy(org("globex"), "beta", Mode::Forced).await;
    let other = world.token_of(
        &world.other_secret,
        "member",
        &[("globex", OrgRoles::ADMIN)],
        None,
    );
    assert!(plugins_of(&world.bearer(STORE, &other).await).is_empty());
}

#[tokio::test]
async fn what_a_host_does_not_offer_disappears() {
    let world = World::start().await;
    world.policy(org("globex"), "alpha", Mode::Forced).await;
    let admin = world.admin_of("globex");
    let cookie = world.sign_in(&world.token("consumer", &[])).await;
    let install = async || {
        world
            .server
            .json(
                Method::PUT,
                "/api/v1/me/installs/beta",
                &[("cookie", &cookie)],
                &Value::Null,
            )
            .await
            .status
    };
    assert_eq!(install().await, StatusCode::OK);
    assert_eq!(plugins_of(&world.cookie(STORE, &cookie).await), ["beta"]);

    let mut change = world.server.state.change().await.unwrap();
    sql("update hosts set org_plugins = $1, user_installs = $1")
        .bind(false)
        .execute(&mut change)
        .await
        .unwrap();
    change.touch(HOST, Subject::Host);
    change.commit().await.unwrap();
    assert!(plugins_of(&world.bearer(STORE, &world.member_of("globex")).await).is_empty());
    assert!(plugins_of(&world.cookie(STORE, &cookie).await).is_empty());
    assert_eq!(install().await, StatusCode::NOT_FOUND);
    assert_eq!(
        world.switch(&admin, "globex", "alpha", false).await.status,
        StatusCode::NOT_FOUND
    );
    let list = world.bearer("/api/v1/orgs/globex/plugins", &admin).await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unchanged_manifest_is_answered_304_and_a_changed_one_has_another_tag() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    let member = world.member_of("globex");
    let read = async |etag: &str, lang: &str| {
        let authorization = format!("Bearer {member}");
        let headers = [
            ("authorization", authorization.as_str()),
            ("if-none-match", etag),
            ("accept-language", lang),
        ];
        world.server.get(STORE, &headers).await
    };
    let first = read("", "en").await;
    let etag = first.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(first.headers["cache-control"], "private, no-cache");
    let vary = first.headers["vary"].to_str().unwrap();
    assert!(
        ["Cookie", "Authorization", "Accept-Language"]
            .iter()
            .all(|name| vary.contains(name)),
        "{vary}"
    );

    for tags in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
        let unchanged = read(&tags, "en").await;
        assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED, "{tags}");
        assert!(unchanged.body.is_empty());
        assert_eq!(unchanged.headers["etag"], etag);
    }
    assert_eq!(
        read(&etag, "de").await.status,
        StatusCode::OK,
        "another language"
    );
    world.switch(&admin, "globex", "alpha", true).await;
    let changed = read(&etag, "en").await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_ne!(changed.headers["etag"], etag);
    // Switched off again, the body is the first one, but the epoch moved on.
    world.switch(&admin, "globex", "alpha", false).await;
    let back = read(&etag, "en").await;
    assert_eq!(back.status, StatusCode::OK);
    assert_eq!(back.body, first.body);
}

#[tokio::test]
async fn different_claims_have_different_tags_and_the_same_standing_shares_one() {
    let world = World::start().await;
    let tag = async |token: &str| {
        world.bearer(STORE, token).await.headers["etag"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let globex = tag(&world.member_of("globex")).await;
    assert_ne!(globex, tag(&world.member_of("initech")).await);
    assert_eq!(
        globex,
        tag(&world.token("someone", &[("globex", OrgRoles::ADMIN)])).await
    );
    let nobody = world.server.get(STORE, &[]).await;
    assert_ne!(globex, nobody.headers["etag"].to_str().unwrap());
}

#[tokio::test]
async fn own_installs_are_ones_own() {
    let world = World::start().await;
    let mine = world.token("consumer", &[]);
    let put = async |token: &str, plugin: &str| {
        let authorization = format!("Bearer {token}");
        let path = format!("/api/v1/me/installs/{plugin}");
        world
            .server
            .json(
                Method::PUT,
                &path,
                &[("authorization", &authorization)],
                &Value::Null,
            )
            .await
    };
    let installed = put(&mine, "alpha").await;
    assert_eq!(installed.status, StatusCode::OK, "{}", installed.body);
    assert_eq!(body(&installed)["data"]["state"], "installed");
    assert_eq!(plugins_of(&world.bearer(STORE, &mine).await), ["alpha"]);
    assert!(plugins_of(&world.bearer(STORE, &world.token("another", &[])).await).is_empty());
    let same_uid = world.token_of(&world.other_secret, "consumer", &[], None);
    assert!(plugins_of(&world.bearer(STORE, &same_uid).await).is_empty());
}

#[tokio::test]
async fn a_host_without_hosts_answers_404() {
    let world = World::start().await;
    let mut change = world.server.state.change().await.unwrap();
    sql("delete from hosts").execute(&mut change).await.unwrap();
    for host in [HOST, OTHER_HOST] {
        change.touch(host, Subject::Host);
    }
    change.commit().await.unwrap();
    world.server.state.caches.default_host.remove(&());
    assert_eq!(
        world.server.get(STORE, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    add_host(&world.server, "late", HostModes::default()).await;
    assert_eq!(world.server.get(STORE, &[]).await.status, StatusCode::OK);
}
