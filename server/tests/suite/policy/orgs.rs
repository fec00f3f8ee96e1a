//! What an organisation's admins may do, and nobody else (CONTRACT "REST routes").

use http::{Method, Request, StatusCode};
use portico_sdk::OrgRoles;
use portico_sdk::policy::{Mode, PolicyLevel};
use portico_server::epochs::Subject;
use portico_server::storage::{audit, epochs, policies};
use serde_json::{Value, json};

use super::world::{HOST, World, body, code, plugins_of};
use crate::support::{Answer, databases};

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

#[tokio::test]
async fn threat_42_with_an_active_organisation_the_others_take_no_part_in_writes_either() {
    let world = World::start().await;
    let both = [("globex", OrgRoles::ADMIN), ("initech", OrgRoles::ADMIN)];
    let token = world.token_of(&world.secret, "org-admin", &both, Some("globex"));
    for answer in [
        world.switch(&token, "initech", "alpha", true).await,
        world.unswitch(&token, "initech", "alpha").await,
        world.bearer("/api/v1/orgs/initech/plugins", &token).await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let own = world.switch(&token, "globex", "alpha", true).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.body);
    let rows = policies::of_org(&mut &world.server.state.db, HOST, "initech")
        .await
        .unwrap();
    assert!(rows.is_empty());
}

#[tokio::test]
async fn an_admin_who_changes_faster_than_a_person_waits() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    for _ in 0..60 {
        let inherits = world.unswitch(&admin, "globex", "alpha").await;
        assert_eq!(inherits.status, StatusCode::OK);
    }
    let refused = world.unswitch(&admin, "globex", "alpha").await;
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (StatusCode::TOO_MANY_REQUESTS, "1")
    );
    let other = world.admin_of("initech");
    let mine = world.token("other-admin", &[("initech", OrgRoles::ADMIN)]);
    assert_eq!(
        world.unswitch(&other, "initech", "alpha").await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(
        world.unswitch(&mine, "initech", "alpha").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn what_fifty_organisations_decided_is_read_together() {
    for database in databases().await {
        let world = World::over(database).await;
        let orgs: Vec<String> = (0..50).map(|index| format!("org-{index}")).collect();
        let member: Vec<(&str, portico_sdk::OrgRole)> = orgs
            .iter()
            .map(|org| (org.as_str(), OrgRoles::MEMBER))
            .collect();
        let token = world.token("member", &member);
        let manifest = "/api/v1/store/plugin-manifest";
        assert!(plugins_of(&world.bearer(manifest, &token).await).is_empty());
        for org in ["org-7", "org-49"] {
            world
                .policy(PolicyLevel::Org(org.to_owned()), "alpha", Mode::Forced)
                .await;
        }
        world
            .policy(PolicyLevel::Org("org-50".to_owned()), "beta", Mode::Forced)
            .await;
        assert_eq!(plugins_of(&world.bearer(manifest, &token).await), ["alpha"]);

        let db = &world.server.state.db;
        let names = |count: usize| orgs[..count].iter().map(String::as_str).collect::<Vec<_>>();
        for (count, expected) in [(0, 0), (1, 0), (8, 1), (50, 2)] {
            let rows = policies::of_orgs(&mut &*db, HOST, &names(count))
                .await
                .unwrap();
            assert_eq!(rows.len(), expected, "of {count}");
            let raised = epochs::of_orgs(&mut &*db, HOST, &names(count))
                .await
                .unwrap();
            assert_eq!(raised.len(), expected, "of {count}");
        }
        let mut more = names(50);
        more.push("org-50");
        assert_eq!(
            policies::of_orgs(&mut &*db, HOST, &more)
                .await
                .unwrap()
                .len(),
            3
        );
    }
}

#[tokio::test]
async fn threat_42_an_organisations_log_is_read_by_its_own_admins_page_by_page() {
    for database in databases().await {
        let world = World::over(database).await;
        let globex = world.admin_of("globex");
        for on in [true, false, true] {
            world.switch(&globex, "globex", "alpha", on).await;
        }
        let initech = world.admin_of("initech");
        world.switch(&initech, "initech", "alpha", true).await;

        let path = "/api/v1/orgs/globex/audit";
        let first = world.bearer(&format!("{path}?limit=2"), &globex).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.body);
        let first = body(&first);
        let modes = |page: &Value| -> Vec<String> {
            let entries = page["data"].as_array().unwrap().iter();
            entries
                .inspect(|entry| assert_eq!(entry["org"], "globex"))
                .map(|entry| entry["after"]["mode"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(modes(&first), ["forced", "blocked"], "the newest first");
        let cursor = first["next"].as_str().unwrap();
        let rest = world
            .bearer(&format!("{path}?limit=2&cursor={cursor}"), &globex)
            .await;
        assert_eq!(modes(&body(&rest)), ["forced"]);
        assert_eq!(body(&rest)["next"], Value::Null);
        assert_eq!(body(&rest)["data"][0]["actor"], "org-admin");

        let made_up = world.bearer(&format!("{path}?cursor=x"), &globex).await;
        assert_eq!(code(&made_up), "cursor_invalid");
        let nobody = world.server.get(path, &[]).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
        for (token, expected) in [
            (world.member_of("globex"), StatusCode::FORBIDDEN),
            (initech, StatusCode::NOT_FOUND),
            (world.token("consumer", &[]), StatusCode::NOT_FOUND),
        ] {
            assert_eq!(world.bearer(path, &token).await.status, expected);
        }
    }
}

#[tokio::test]
async fn the_plugins_of_an_organisation_come_page_by_page() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    let path = "/api/v1/orgs/globex/plugins";
    let all = body(&world.bearer(path, &admin).await);
    let all = all["data"].as_array().unwrap();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = format!("{path}?limit=1&cursor={cursor}");
        let page = body(&world.bearer(&page, &admin).await);
        seen.extend(page["data"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert!(all.len() > 1, "there is more than one page");
    assert_eq!(&seen, all);
}
