//! The order of the extensions in a slot: admin → priority → plugin → id, and what finds no room.

use std::time::Duration;

use http::{Method, StatusCode};
use portico_app::backend::OrderStep;
use portico_app::error::AppError;
use portico_sdk::policy::{Mode, PolicyLevel};
use portico_sdk::slot::{SlotDef, slots};
use portico_server::services::slot_order::{self, SlotMove};
use portico_server::session::ConsoleCaller;
use portico_server::storage::{audit, slot_orders};
use serde_json::{Value, json};

use super::manifest::STORE;
use super::world::{HOST, World, body, code, plugins_of};
use crate::support::{Answer, databases};

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
async fn forms_17_an_admin_orders_a_slot_for_the_own_organisation_at_the_next_request() {
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
async fn forms_17_what_is_off_keeps_its_place_and_what_is_new_comes_last() {
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
async fn forms_17_of_two_moves_at_a_time_none_is_lost() {
    for test in databases().await {
        let world = World::over(test).await;
        world.three_on().await;
        let admin = world.admin_of("globex");
        // beta, alpha, widgets: both moves are good in either order.
        let (up, down) = (step("widgets", "up"), step("beta", "down"));
        let mut change = world.server.state.db.begin().await.unwrap();
        audit::hold(&mut change).await.unwrap();
        let mut both = std::pin::pin!(async {
            tokio::join!(
                world.move_in(&admin, "globex", &up),
                world.move_in(&admin, "globex", &down)
            )
        });
        // Both have begun before one is through.
        let early = tokio::time::timeout(Duration::from_secs(1), &mut both).await;
        assert!(early.is_err(), "they should have waited");
        change.commit().await.unwrap();
        let (up, down) = both.await;
        for moved in [up, down] {
            assert_eq!(moved.status, StatusCode::NO_CONTENT, "{}", moved.body);
        }
        // One after the other, whichever came first.
        let order = world.order_for("globex").await.join(" ");
        assert!(
            ["widgets beta alpha", "alpha widgets beta"].contains(&order.as_str()),
            "{order}"
        );
        let audit = world.bearer("/api/v1/orgs/globex/audit", &admin).await;
        let log = body(&audit)["data"].clone();
        assert_eq!(log[0]["before"], log[1]["after"], "{log}");
    }
}

#[tokio::test]
async fn threat_42_the_audit_log_of_an_order_names_no_plugin_that_the_organisation_may_not_know_of()
{
    let world = World::start().await;
    world.three_on().await;
    let admin = world.admin_of("globex");
    // It was there once, and keeps its place in the row.
    world.move_in(&admin, "globex", &step("alpha", "up")).await;
    world
        .policy(PolicyLevel::Host, "widgets", Mode::Removed)
        .await;
    let moved = world.move_in(&admin, "globex", &step("beta", "up")).await;
    assert_eq!(moved.status, StatusCode::NO_CONTENT, "{}", moved.body);
    let audit = world
        .bearer("/api/v1/orgs/globex/audit?limit=1", &admin)
        .await;
    let newest = &body(&audit)["data"][0];
    assert_eq!(newest["action"], "slot_order.set");
    assert_eq!(
        newest["after"]["order"],
        json!(["beta/beta_pay", "alpha/alpha_pay"])
    );
    assert!(!audit.body.contains("widgets"), "{}", audit.body);
    world
        .policy(PolicyLevel::Host, "widgets", Mode::DefaultOn)
        .await;
    assert_eq!(
        world.order_for("globex").await,
        ["beta", "alpha", "widgets"]
    );
}

#[tokio::test]
async fn forms_17_to_reset_what_nobody_ordered_changes_nothing() {
    let world = World::start().await;
    world.three_on().await;
    let admin = world.admin_of("globex");
    let seen = world.bearer(STORE, &admin).await;
    let reset = json!({ "slot": SLOT, "step": "reset" });
    let answer = world.move_in(&admin, "globex", &reset).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
    let of_host = SlotMove {
        slot: SLOT.to_owned(),
        plugin: String::new(),
        extension: String::new(),
        step: OrderStep::Reset,
    };
    slot_order::of_host(&world.server.state, &ConsoleCaller::Cli, HOST, &of_host)
        .await
        .unwrap();
    let rows = audit::page(&mut &world.server.state.db, HOST, None, None, 100).await;
    let rows = rows.unwrap();
    let orders = rows.iter().filter(|row| row.action == "slot_order.set");
    assert_eq!(orders.count(), 0);
    // No epoch was raised: what was made before is still good.
    let again = world.bearer(STORE, &admin).await;
    assert_eq!(again.header("etag"), seen.header("etag"));
}

#[tokio::test]
async fn forms_17_the_host_orders_for_everybody_but_those_with_an_order_of_their_own() {
    for test in databases().await {
        let world = World::over(test).await;
        world.three_on().await;
        let admin = world.admin_of("globex");
        world.move_in(&admin, "globex", &step("alpha", "up")).await;
        let state = &world.server.state;
        let move_it = async |plugin: &str, to: OrderStep| {
            let what = SlotMove {
                slot: SLOT.to_owned(),
                plugin: plugin.to_owned(),
                extension: format!("{plugin}_pay"),
                step: to,
            };
            slot_order::of_host(state, &ConsoleCaller::Cli, HOST, &what)
                .await
                .map_err(|error| AppError::from(error).code)
        };
        assert_eq!(move_it("widgets", OrderStep::Up).await, Ok(()));
        assert_eq!(
            world.order_for("initech").await,
            ["beta", "widgets", "alpha"]
        );
        assert_eq!(
            world.order_for("globex").await,
            ["alpha", "beta", "widgets"]
        );
        assert_eq!(
            move_it("beta", OrderStep::Up).await,
            Err("cannot_move".to_owned())
        );
        assert_eq!(
            move_it("gamma", OrderStep::Up).await,
            Err("not_found".to_owned())
        );
        assert_eq!(move_it("widgets", OrderStep::Reset).await, Ok(()));
        assert_eq!(
            world.order_for("initech").await,
            ["beta", "alpha", "widgets"]
        );
    }
}

#[tokio::test]
async fn forms_17_only_admins_order_and_only_what_is_there() {
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
async fn forms_17_without_javascript_the_form_answers_with_a_redirect_and_a_message() {
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
fn forms_17_every_slot_says_for_how_many_it_has_room() {
    for slot in &slots::DEFS {
        assert!((1..=100).contains(&slot.max_items), "{}", slot.key);
    }
    assert!(SlotDef::get("storefront:nowhere").is_none());
}
