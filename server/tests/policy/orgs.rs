//! What an organisation's admins may do, and nobody else (CONTRACT "REST routes").

use http::{Method, Request, StatusCode};
use portico_sdk::OrgRoles;
use portico_sdk::policy::{Mode, PolicyLevel};
use portico_server::epochs::Subject;
use portico_server::storage::{audit, policies};
use serde_json::{Value, json};

use super::support::Answer;
use super::world::{HOST, World, body, code};

impl World {
    async fn unswitch(&self, token: &str, org: &str, plugin: &str) -> Answer {
        let request = Request::builder()
            .method(Method::DELETE)
            .uri(format!("/api/v1/orgs/{org}/plugins/{plugin}"))
            .header("authorization", format!("Bearer {token}"))
            .body(axum::body::Body::empty())
            .unwrap();
        self.server.send(request).await
    }
}

#[tokio::test]
async fn threat_42_an_organisation_is_changed_by_its_own_admins_only() {
    let world = World::start().await;
    let path = "/api/v1/orgs/globex/plugins/alpha";
    let on = json!({ "enabled": true });
    let nobody = world.server.json(Method::PUT, path, &[], &on).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    for (token, expected) in [
        (world.member_of("globex"), StatusCode::FORBIDDEN),
        (world.admin_of("initech"), StatusCode::NOT_FOUND),
        (world.token("consumer", &[]), StatusCode::NOT_FOUND),
        (
            world.token_of(
                &world.other_secret,
                "org-admin",
                &[("globex", OrgRoles::MEMBER)],
                None,
            ),
            StatusCode::FORBIDDEN,
        ),
    ] {
        assert_eq!(
            world.switch(&token, "globex", "alpha", true).await.status,
            expected
        );
        assert_eq!(
            world.unswitch(&token, "globex", "alpha").await.status,
            expected
        );
        assert_eq!(
            world
                .bearer("/api/v1/orgs/globex/plugins", &token)
                .await
                .status,
            expected
        );
    }
    let rows = policies::of_org(&mut &world.server.state.db, HOST, "globex")
        .await
        .unwrap();
    assert!(rows.is_empty());
}

#[tokio::test]
async fn a_switch_is_forced_or_blocked_and_taken_back_by_delete() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    let on = body(&world.switch(&admin, "globex", "alpha", true).await)["data"].clone();
    assert_eq!(
        (&on["enabled"], &on["mode"], &on["set_by"]),
        (&json!(true), &json!("forced"), &json!("org-admin"))
    );
    let off = body(&world.switch(&admin, "globex", "alpha", false).await)["data"].clone();
    assert_eq!(
        (&off["enabled"], &off["mode"]),
        (&json!(false), &json!("blocked"))
    );
    let inherits = body(&world.unswitch(&admin, "globex", "alpha").await)["data"].clone();
    assert_eq!(
        (&inherits["enabled"], &inherits["mode"]),
        (&json!(false), &Value::Null)
    );
}

#[tokio::test]
async fn what_the_host_did_not_approve_or_decides_itself_cannot_be_switched() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    let mut change = world.server.state.change().await.unwrap();
    policies::unapprove(&mut change, HOST, "gamma")
        .await
        .unwrap();
    change.touch(HOST, Subject::Host);
    change.commit().await.unwrap();
    let unapproved = world.switch(&admin, "globex", "gamma", true).await;
    assert_eq!(
        (unapproved.status, code(&unapproved)),
        (StatusCode::CONFLICT, "not_approved".to_owned())
    );
    for mode in [Mode::Forced, Mode::Blocked, Mode::Removed] {
        world.policy(PolicyLevel::Host, "alpha", mode).await;
        let locked = world.switch(&admin, "globex", "alpha", true).await;
        assert_eq!(
            (locked.status, code(&locked)),
            (StatusCode::CONFLICT, "locked_by_host".to_owned())
        );
    }
    let unknown = world.switch(&admin, "globex", "nothing", true).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_names_what_the_host_approved_and_who_decided() {
    let world = World::start().await;
    world.policy(PolicyLevel::Host, "beta", Mode::Blocked).await;
    let admin = world.admin_of("globex");
    world.switch(&admin, "globex", "alpha", true).await;
    let list = body(
        &world
            .bearer("/api/v1/orgs/globex/plugins?lang=de", &admin)
            .await,
    )["data"]
        .clone();
    let names: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["title"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Das alpha", "Das beta", "Das gamma", "Das widgets"]);
    assert_eq!(
        list[0]["slots"],
        json!(["admin:payment:settings", "storefront:checkout:payment"])
    );
    assert_eq!(
        (&list[0]["enabled"], &list[0]["locked_by"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(
        (&list[1]["enabled"], &list[1]["locked_by"]),
        (&json!(false), &json!("host"))
    );
}

#[tokio::test]
async fn every_change_is_in_the_audit_log_and_its_chain_holds() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    world.switch(&admin, "globex", "alpha", true).await;
    world.switch(&admin, "globex", "alpha", false).await;
    world.unswitch(&admin, "globex", "alpha").await;
    let consumer = format!("Bearer {}", world.token("consumer", &[]));
    let installs = "/api/v1/me/installs/beta";
    world
        .server
        .json(
            Method::PUT,
            installs,
            &[("authorization", &consumer)],
            &Value::Null,
        )
        .await;
    world
        .server
        .json(
            Method::DELETE,
            installs,
            &[("authorization", &consumer)],
            &Value::Null,
        )
        .await;

    let db = &world.server.state.db;
    let chain = audit::chain(&mut &*db, 1, 100).await.unwrap();
    let told: Vec<(&str, &str, &str, &str)> = chain
        .iter()
        .map(|row| {
            (
                row.actor.as_str(),
                row.action.as_str(),
                row.before_json.as_str(),
                row.after_json.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "org-admin",
                "org_plugin.set",
                "null",
                r#"{"mode":"forced"}"#
            ),
            (
                "org-admin",
                "org_plugin.set",
                r#"{"mode":"forced"}"#,
                r#"{"mode":"blocked"}"#
            ),
            (
                "org-admin",
                "org_plugin.set",
                r#"{"mode":"blocked"}"#,
                "null"
            ),
            (
                "consumer",
                "install.add",
                r#"{"installed":false}"#,
                r#"{"installed":true}"#
            ),
            (
                "consumer",
                "install.remove",
                r#"{"installed":true}"#,
                r#"{"installed":false}"#
            ),
        ]
    );
    let mut before = String::new();
    for row in &chain {
        assert_eq!(row.prev_hash, before);
        assert_eq!(row.hash, row.expected_hash());
        before.clone_from(&row.hash);
    }
    let of_org = audit::page(&mut &*db, HOST, Some("globex"), None, 2)
        .await
        .unwrap();
    assert_eq!(of_org.iter().map(|row| row.seq).collect::<Vec<_>>(), [3, 2]);
    let rest = audit::page(&mut &*db, HOST, Some("globex"), Some(2), 2)
        .await
        .unwrap();
    assert_eq!(rest.iter().map(|row| row.seq).collect::<Vec<_>>(), [1]);
}
