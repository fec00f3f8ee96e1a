//! The order of the extensions in a slot: admin → priority → plugin → id, and what finds no room.

use http::{Method, StatusCode};
use portico_sdk::policy::{Mode, PolicyLevel};
use portico_sdk::slot::{SlotDef, slots};
use portico_server::storage::slot_orders;
use serde_json::{Value, json};

use super::manifest::STORE;
use super::support::{Answer, databases};
use super::world::{HOST, World, body, code, plugins_of};

const SLOT: &str = slots::CHECKOUT_PAYMENT.key;

impl World {
    async fn move_in(&self, token: &str, org: &str, what: &Value) -> Answer {
        let path = format!("/api/v1/orgs/{org}/slot-order");
        let bearer = format!("Bearer {token}");
        self.server
            .json(Method::POST, &path, &[("authorization", &bearer)], what)
            .await
    }

    /// The plugins in the checkout's slot, as a member of the organisation gets them.
    async fn order_for(&self, org: &str) -> Vec<String> {
        plugins_of(&self.bearer(STORE, &self.member_of(org)).await)
    }

    async fn three_on(&self) {
        for plugin in ["alpha", "beta", "widgets"] {
            self.policy(PolicyLevel::Host, plugin, Mode::DefaultOn)
                .await;
        }
    }
}

fn step(plugin: &str, step: &str) -> Value {
    json!({ "slot": SLOT, "plugin": plugin, "extension": format!("{plugin}_pay"), "step": step })
}

#[tokio::test]
async fn point_17_an_admin_orders_a_slot_for_the_own_organisation_at_the_next_request() {
    for test in databases().await {
        let engine = test.engine();
        let world = World::over(test).await;
        world.three_on().await;
        // By priority, then by name.
        assert_eq!(
            world.order_for("globex").await,
            ["beta", "alpha", "widgets"]
        );
        let admin = world.admin_of("globex");
        let moved = world
            .move_in(&admin, "globex", &step("widgets", "up"))
            .await;
        assert_eq!(
            moved.status,
            StatusCode::NO_CONTENT,
            "{engine:?} {}",
            moved.body
        );
        assert_eq!(
            world.order_for("globex").await,
            ["beta", "widgets", "alpha"]
        );
        world.move_in(&admin, "globex", &step("beta", "down")).await;
        assert_eq!(
            world.order_for("globex").await,
            ["widgets", "beta", "alpha"]
        );
        // Positions follow, and nobody else sees any of it.
        let seen = world.bearer(STORE, &world.member_of("globex")).await;
        let positions: Vec<u64> = body(&seen)["data"]["extensions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["order"].as_u64().unwrap())
            .collect();
        assert_eq!(positions, [0, 1, 2]);
        assert_eq!(
            world.order_for("initech").await,
            ["beta", "alpha", "widgets"]
        );
        assert_eq!(
            plugins_of(&world.server.get(STORE, &[]).await),
            ["beta", "alpha", "widgets"]
        );

        let audit = world.bearer("/api/v1/orgs/globex/audit", &admin).await;
        let newest = &body(&audit)["data"][0];
        assert_eq!(newest["action"], "slot_order.set");
        assert_eq!(newest["subject"], SLOT);
        let first = |of: &str| newest[of]["order"][0].as_str().map(str::to_owned);
        assert_eq!(first("before").as_deref(), Some("beta/beta_pay"));
        assert_eq!(first("after").as_deref(), Some("widgets/widgets_pay"));

        let reset = json!({ "slot": SLOT, "step": "reset" });
        world.move_in(&admin, "globex", &reset).await;
        assert_eq!(
            world.order_for("globex").await,
            ["beta", "alpha", "widgets"]
        );
    }
}

#[tokio::test]
async fn point_17_what_is_off_keeps_its_place_and_what_is_new_comes_last() {
    let world = World::start().await;
    world.three_on().await;
    let admin = world.admin_of("globex");
    world.move_in(&admin, "globex", &step("alpha", "up")).await;
    assert_eq!(
        world.order_for("globex").await,
        ["alpha", "beta", "widgets"]
    );
    world.switch(&admin, "globex", "beta", false).await;
    assert_eq!(world.order_for("globex").await, ["alpha", "widgets"]);
    // Past the one that is seen, not past the one that is off.
    world
        .move_in(&admin, "globex", &step("widgets", "up"))
        .await;
    assert_eq!(world.order_for("globex").await, ["widgets", "alpha"]);
    world.switch(&admin, "globex", "beta", true).await;
    assert_eq!(
        world.order_for("globex").await,
        ["widgets", "alpha", "beta"]
    );

    let order = ["widgets/widgets_pay".to_owned()];
    let level = PolicyLevel::Host;
    let mut change = world.server.state.change().await.unwrap();
    slot_orders::set(&mut change, HOST, &level, SLOT, &order, ("test", 0))
        .await
        .unwrap();
    change.touch(HOST, portico_server::epochs::Subject::Host);
    change.commit().await.unwrap();
    // The host's order names one; the others follow it by priority. An organisation's own order goes before it.
    assert_eq!(
        world.order_for("initech").await,
        ["widgets", "beta", "alpha"]
    );
    assert_eq!(
        world.order_for("globex").await,
        ["widgets", "alpha", "beta"]
    );
}

#[tokio::test]
async fn point_17_only_admins_order_and_only_what_is_there() {
    let world = World::start().await;
    world.three_on().await;
    let (admin, member) = (world.admin_of("globex"), world.member_of("globex"));
    let what = step("alpha", "up");
    for (token, org, status) in [
        (&member, "globex", StatusCode::FORBIDDEN),
        (&admin, "initech", StatusCode::NOT_FOUND),
    ] {
        let refused = world.move_in(token, org, &what).await;
        assert_eq!(refused.status, status);
    }
    let path = "/api/v1/orgs/globex/slot-order";
    let signed_out = world.server.json(Method::POST, path, &[], &what).await;
    assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED);
    for (what, status, refusal) in [
        (step("beta", "up"), StatusCode::CONFLICT, "cannot_move"),
        (step("widgets", "down"), StatusCode::CONFLICT, "cannot_move"),
        (step("gamma", "up"), StatusCode::NOT_FOUND, "not_found"),
        (
            json!({ "slot": "storefront:nowhere", "plugin": "alpha", "extension": "alpha_pay", "step": "up" }),
            StatusCode::NOT_FOUND,
            "not_found",
        ),
    ] {
        let refused = world.move_in(&admin, "globex", &what).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (status, refusal),
            "{what}"
        );
    }
    assert_eq!(
        world.order_for("globex").await,
        ["beta", "alpha", "widgets"]
    );
}

#[tokio::test]
async fn point_17_without_javascript_the_form_answers_with_a_redirect_and_a_message() {
    let world = World::start().await;
    world.three_on().await;
    let cookie = world.sign_in(&world.admin_of("globex")).await;
    let fields = [
        ("org", "globex"),
        ("slot", SLOT),
        ("plugin", "alpha"),
        ("extension", "alpha_pay"),
        ("step", "up"),
        ("next", "/admin/inspector?slot=x"),
    ];
    let moved = world
        .server
        .form("/admin/inspector", &[("cookie", &cookie)], &fields)
        .await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    assert_eq!(moved.header("location"), "/admin/inspector?slot=x");
    assert!(moved.cookie("portico_flash").is_some(), "{moved:?}");
    assert_eq!(
        world.order_for("globex").await,
        ["alpha", "beta", "widgets"]
    );
}

#[test]
fn point_17_every_slot_says_for_how_many_it_has_room() {
    for slot in &slots::DEFS {
        assert!((1..=100).contains(&slot.max_items), "{}", slot.key);
    }
    assert!(SlotDef::get("storefront:nowhere").is_none());
}
