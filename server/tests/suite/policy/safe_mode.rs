//! `?safe-mode`: no plugins in the answer to one request, for everybody, and never more than without it.

use http::StatusCode;
use portico_sdk::policy::{Mode, PolicyLevel};

use super::manifest::{ADMIN, STORE};
use super::world::{World, code, plugins_of};

async fn world() -> World {
    let world = World::start().await;
    for plugin in ["alpha", "beta", "gamma", "widgets"] {
        world.policy(PolicyLevel::Host, plugin, Mode::Forced).await;
    }
    world
}

#[tokio::test]
async fn forms_15_safe_mode_empties_the_manifests_for_one_request_and_nobody_keeps_the_answer() {
    let world = world().await;
    let admin = world.admin_of("globex");
    let full = world.bearer(ADMIN, &admin).await;
    assert_eq!(plugins_of(&full).len(), 3);
    for path in [STORE, ADMIN] {
        let empty = world.bearer(&format!("{path}?safe-mode"), &admin).await;
        assert_eq!(plugins_of(&empty), [""; 0]);
        assert_eq!(empty.header("cache-control"), "no-store");
        assert_eq!(empty.header("etag"), "");
        assert!(!empty.headers.contains_key("set-cookie"));
    }
    // It does not stick.
    let again = world.bearer(ADMIN, &admin).await;
    assert_eq!(again.body, full.body);
    let anonymous = world.server.get(&format!("{STORE}?safe-mode=1"), &[]).await;
    assert_eq!(plugins_of(&anonymous), [""; 0]);
    let function = "/api/fn/plugin_manifest?surface=storefront&safe-mode=1";
    let answer = world.server.get(function, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(plugins_of(&answer), [""; 0]);
}

#[tokio::test]
async fn threat_38_safe_mode_never_shows_more() {
    let world = world().await;
    let signed_out = world.server.get(&format!("{ADMIN}?safe-mode"), &[]).await;
    assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED);
    let member = world.member_of("globex");
    let refused = world.bearer(&format!("{ADMIN}?safe-mode"), &member).await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (StatusCode::FORBIDDEN, "admin_required")
    );
    let nowhere = world
        .server
        .get(&format!("{STORE}?host=nobody&safe-mode"), &[])
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    let member = world.sign_in(&member).await;
    for page in ["/admin", "/admin/inspector", "/admin/plugins"] {
        let refused = world.cookie(&format!("{page}?safe-mode"), &member).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{page}");
    }
}

#[tokio::test]
async fn forms_15_a_page_in_safe_mode_has_no_plugin_allows_none_and_says_so() {
    let world = world().await;
    let admin = world.sign_in(&world.admin_of("globex")).await;
    let normal = world.cookie("/admin/plugins", &admin).await;
    assert!(
        normal.body.contains("data-plugin=\"beta\""),
        "{}",
        normal.body
    );
    let safe = world
        .cookie("/admin/plugins?q=alpha&safe-mode", &admin)
        .await;
    assert_eq!(safe.status, StatusCode::OK);
    assert!(!safe.body.contains("data-plugin="), "{}", safe.body);
    assert!(
        safe.body.contains("Safe mode: all plugins are off"),
        "{}",
        safe.body
    );
    // The link leads to the same page with its plugins; no other link keeps it.
    assert!(
        safe.body.contains("href=\"/admin/plugins?q=alpha\""),
        "{}",
        safe.body
    );
    assert!(!safe.body.contains("safe-mode\""), "{}", safe.body);
    assert_eq!(safe.header("cache-control"), "private, no-store");
    assert!(
        !safe.headers.contains_key("set-cookie"),
        "it does not stick"
    );
    let after = world.cookie("/admin/plugins", &admin).await;
    assert!(after.body.contains("data-plugin=\"beta\""));
    assert!(!after.body.contains("Safe mode"), "{}", after.body);
}
