//! The inspector: every extension with what became of it, for those who may know.

use http::StatusCode;
use portico_app::backend::{ExtensionState, Inspection};
use portico_sdk::policy::{Mode, PolicyLevel, ReasonCode};
use portico_server::services::inspector::inspect;
use portico_server::storage::reports::{self, Counted, Tally};

use super::world::{HOST, World};

const PAGE: &str = "/admin/inspector";

impl World {
    async fn count(&self, plugin: &str, extension: &str, outcome: &str, reports: i64) {
        let counted = Counted {
            plugin: plugin.to_owned(),
            version: "1.0.0".to_owned(),
            extension: extension.to_owned(),
            outcome: outcome.to_owned(),
        };
        let now = portico_sdk::plugin::Clock::now_ms(&*self.server.clock);
        let tally = Tally {
            reports,
            timed: reports,
            load_ms_sum: 200 * reports,
            load_ms_max: 350,
            last_seen: now,
        };
        let day = now.div_euclid(24 * 60 * 60 * 1000);
        let on = &mut &self.server.state.db;
        reports::add(on, HOST, day, &counted, tally).await.unwrap();
    }

    async fn inspected(&self, org: &str) -> Inspection {
        let identity = portico_sdk::claims::Identity {
            uid: "org-admin".to_owned(),
            stripe_customer: None,
            orgs: [(org.to_owned(), portico_sdk::OrgRole::Admin)].into(),
            org: None,
        };
        let state = &self.server.state;
        let facts = portico_server::services::policy::HostFacts::of(state, HOST)
            .await
            .unwrap()
            .unwrap();
        let via = portico_server::session::Via::Bearer;
        let caller =
            portico_server::session::Caller::user(state, &facts, identity.into(), via, "en");
        inspect(state, &caller, Some(org)).await.unwrap()
    }
}

fn of(inspection: &Inspection, id: &str) -> portico_app::backend::InspectedExtension {
    let found = inspection.extensions.iter().find(|one| one.extension == id);
    found
        .unwrap_or_else(|| panic!("{id} in {inspection:?}"))
        .clone()
}

#[tokio::test]
async fn forms_15_each_extension_has_its_state_with_the_reason() {
    let world = World::start().await;
    world
        .policy(PolicyLevel::Host, "alpha", Mode::DefaultOn)
        .await;
    world
        .policy(PolicyLevel::Host, "gamma", Mode::Blocked)
        .await;
    world
        .policy(PolicyLevel::Host, "widgets", Mode::Forced)
        .await;
    world.count("alpha", "alpha_pay", "ready", 5).await;
    world.count("alpha", "alpha_pay", "timeout", 2).await;
    world.count("widgets", "widgets_pay", "crashed", 3).await;
    // What others make of a plugin that is off here stays with them.
    world.count("gamma", "gamma_chart", "crashed", 3).await;
    let inspection = world.inspected("globex").await;

    let pay = of(&inspection, "alpha_pay");
    assert_eq!(pay.state, ExtensionState::Rendered);
    assert_eq!(pay.reasons[0].code, ReasonCode::HostDefaultOn);
    assert_eq!((pay.health.ready, pay.health.errors()), (5, 2));
    assert_eq!(
        (pay.health.average_ms, pay.health.slowest_ms),
        (Some(200), Some(350))
    );
    assert!(pay.can_turn_off);

    let widgets = of(&inspection, "widgets_pay");
    assert_eq!(widgets.state, ExtensionState::Failed);
    assert_eq!(widgets.health.failures, [("crashed".to_owned(), 3)]);
    assert!(!widgets.can_turn_off, "the host decides");

    let beta = of(&inspection, "beta_pay");
    assert_eq!(beta.state, ExtensionState::Disabled);
    assert_eq!(beta.reasons[0].code, ReasonCode::NotEnabled);
    assert!(!beta.can_turn_off);

    let gamma = of(&inspection, "gamma_chart");
    assert_eq!(gamma.state, ExtensionState::Disabled);
    assert_eq!(gamma.reasons[0].code, ReasonCode::HostBlocked);
    assert_eq!(gamma.health.errors(), 0);
}

#[tokio::test]
async fn threat_42_the_inspector_shows_nothing_that_is_hidden_and_nothing_of_others() {
    let world = World::start().await;
    world
        .policy(PolicyLevel::Host, "gamma", Mode::Removed)
        .await;
    let level = PolicyLevel::Org("initech".to_owned());
    world.policy(level, "beta", Mode::Forced).await;
    let inspection = world.inspected("globex").await;
    let names: Vec<&str> = inspection
        .extensions
        .iter()
        .map(|one| one.plugin.as_str())
        .collect();
    assert!(!names.contains(&"gamma"), "{names:?}");
    let shown = format!("{inspection:?}");
    assert!(!shown.contains("initech"), "{shown}");

    let member = world.sign_in(&world.member_of("globex")).await;
    let refused = world.cookie(PAGE, &member).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.body.contains("alpha_pay"));
    assert_eq!(
        world.server.get(PAGE, &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn forms_15_the_page_says_it_all_and_turns_off_right_there() {
    let world = World::start().await;
    let admin = world.admin_of("globex");
    world.switch(&admin, "globex", "alpha", true).await;
    world.count("alpha", "alpha_pay", "timeout", 4).await;
    let cookie = world.sign_in(&admin).await;
    let page = world.cookie(PAGE, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for said in [
        "alpha_pay",
        "Failed",
        "Too slow",
        "Nobody has turned it on yet",
        "Turn off for",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let off = [("org", "globex"), ("to", "off"), ("next", PAGE)];
    let answer = world
        .server
        .form("/admin/plugins/alpha/switch", &[("cookie", &cookie)], &off)
        .await;
    assert_eq!(answer.header("location"), PAGE);
    assert_eq!(
        of(&world.inspected("globex").await, "alpha_pay").state,
        ExtensionState::Disabled
    );

    let filtered = world.cookie(&format!("{PAGE}?plugin=beta"), &cookie).await;
    assert!(filtered.body.contains("beta_pay") && !filtered.body.contains("alpha_pay"));
    let none = world.cookie(&format!("{PAGE}?state=failed"), &cookie).await;
    assert!(none.body.contains("No extension matches"), "{}", none.body);
}
