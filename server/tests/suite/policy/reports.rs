//! What browsers report about extensions: counted for what the caller really sees, and nothing else.

use http::{Method, StatusCode};
use portico_app::slot::{ExtensionReport, ExtensionReports, Outcome};
use portico_sdk::policy::{Mode, PolicyLevel};
use portico_server::services::health;
use portico_server::storage::reports::{self, Counted, Tally};
use serde_json::{Value, json};

use super::manifest::{ADMIN, STORE};
use super::world::{HOST, OTHER_HOST, World, body, code, plugins_of};
use crate::support::{Answer, databases};

const STORE_REPORTS: &str = "/api/v1/store/extension-reports";
const ADMIN_REPORTS: &str = "/api/v1/admin/extension-reports";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl World {
    async fn report(&self, path: &str, token: Option<&str>, reports: &Value) -> Answer {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let headers: Vec<(&str, &str)> = bearer
            .iter()
            .map(|bearer| ("authorization", bearer.as_str()))
            .collect();
        let body = json!({ "reports": reports });
        self.server.json(Method::POST, path, &headers, &body).await
    }

    /// Everything counted on a host: `plugin/extension@version outcome` and how often.
    async fn counted(&self, host: &str) -> Vec<(String, i64)> {
        let counts = reports::since(&mut &self.server.state.db, host, 0).await;
        counts
            .unwrap()
            .into_iter()
            .map(|(of, tally)| {
                let name = format!(
                    "{}/{}@{} {}",
                    of.plugin, of.extension, of.version, of.outcome
                );
                (name, tally.reports)
            })
            .collect()
    }

    async fn on_for_everyone(&self, plugin: &str) {
        self.policy(PolicyLevel::Host, plugin, Mode::Forced).await;
    }
}

fn of(plugin: &str, extension: &str, version: &str, outcome: &str) -> Value {
    json!({ "plugin": plugin, "extension": extension, "version": version, "outcome": outcome, "load_ms": 120 })
}

#[tokio::test]
async fn forms_11_only_what_the_callers_manifest_has_in_that_version_is_counted() {
    let world = World::start().await;
    world.on_for_everyone("alpha").await;
    let anonymous = world.server.get(STORE, &[]).await;
    assert_eq!(plugins_of(&anonymous), ["alpha"]);
    let sent = json!([
        of("alpha", "alpha_pay", "1.0.0", "ready"),
        of("alpha", "alpha_pay", "1.0.0", "timeout"),
        of("alpha", "alpha_pay", "1.0.0", "timeout"),
        // Another version, an extension that does not exist, one of the other surface, a plugin that is off, none at all.
        of("alpha", "alpha_pay", "9.9.9", "crashed"),
        of("alpha", "made_up", "1.0.0", "crashed"),
        of("alpha", "alpha_set", "1.0.0", "crashed"),
        of("beta", "beta_pay", "1.0.0", "crashed"),
        of("nobody", "x", "1.0.0", "crashed"),
    ]);
    let answer = world.report(STORE_REPORTS, None, &sent).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(body(&answer), json!({ "data": { "suspended": [] } }));
    let expected = [
        ("alpha/alpha_pay@1.0.0 ready".to_owned(), 1_i64),
        ("alpha/alpha_pay@1.0.0 timeout".to_owned(), 2_i64),
    ];
    assert_eq!(world.counted(HOST).await, expected);
    assert!(world.counted(OTHER_HOST).await.is_empty());
}

#[tokio::test]
async fn forms_11_the_admin_surface_is_reported_by_admins_only() {
    let world = World::start().await;
    world.on_for_everyone("alpha").await;
    let sent = json!([of("alpha", "alpha_set", "1.0.0", "integrity")]);
    let refused = world.report(ADMIN_REPORTS, None, &sent).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let member = world.member_of("globex");
    let refused = world.report(ADMIN_REPORTS, Some(&member), &sent).await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (StatusCode::FORBIDDEN, "admin_required")
    );
    assert!(world.counted(HOST).await.is_empty());

    let admin = world.admin_of("globex");
    assert_eq!(plugins_of(&world.bearer(ADMIN, &admin).await), ["alpha"]);
    let taken = world.report(ADMIN_REPORTS, Some(&admin), &sent).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    let expected = [("alpha/alpha_set@1.0.0 integrity".to_owned(), 1_i64)];
    assert_eq!(world.counted(HOST).await, expected);
}

#[tokio::test]
async fn forms_11_a_report_is_small_of_the_right_form_and_comes_from_our_own_pages() {
    let world = World::start().await;
    world.on_for_everyone("alpha").await;
    let one = of("alpha", "alpha_pay", "1.0.0", "ready");
    let many = Value::Array(vec![one.clone(); 21]);
    let refused = world.report(STORE_REPORTS, None, &many).await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (StatusCode::BAD_REQUEST, "too_many_reports")
    );
    let unknown = of("alpha", "alpha_pay", "1.0.0", "delighted");
    for broken in [json!([unknown]), json!([{ "plugin": "alpha" }]), json!("x")] {
        let refused = world.report(STORE_REPORTS, None, &broken).await;
        assert!(refused.status.is_client_error(), "{refused:?}");
        assert_eq!(code(&refused), "bad_request");
    }
    let long = of("alpha", &"x".repeat(20_000), "1.0.0", "ready");
    let refused = world.report(STORE_REPORTS, None, &json!([long])).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A page of another site cannot report in a visitor's name.
    let body = json!({ "reports": [one] });
    let elsewhere = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let refused = world
        .server
        .json(Method::POST, STORE_REPORTS, &elsewhere, &body)
        .await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (StatusCode::FORBIDDEN, "origin_not_allowed")
    );
    assert!(world.counted(HOST).await.is_empty());
}

#[tokio::test]
async fn threat_44_nobody_can_flood_the_counts() {
    let world = World::start().await;
    world.on_for_everyone("alpha").await;
    let sent = json!([of("alpha", "alpha_pay", "1.0.0", "crashed")]);
    let mut refused = None;
    for _ in 0..100 {
        let answer = world.report(STORE_REPORTS, None, &sent).await;
        if answer.status != StatusCode::OK {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a hundred reports at once are too many");
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
    );
    assert!(refused.headers.contains_key("retry-after"));
    let counted = world.counted(HOST).await;
    assert!(counted[0].1 <= 60, "{counted:?}");
}

#[tokio::test]
async fn threat_44_of_one_request_no_more_counts_than_a_page_view_sends() {
    let world = World::start().await;
    world.on_for_everyone("alpha").await;
    let one = |outcome| of("alpha", "alpha_pay", "1.0.0", outcome);
    let mut sent = vec![one("crashed"); 17];
    sent.extend(vec![one("ready"); 3]);
    let answer = world.report(STORE_REPORTS, None, &Value::Array(sent)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let expected = [
        ("alpha/alpha_pay@1.0.0 crashed".to_owned(), 5_i64),
        ("alpha/alpha_pay@1.0.0 ready".to_owned(), 1_i64),
    ];
    assert_eq!(world.counted(HOST).await, expected);
}

#[tokio::test]
async fn forms_11_counts_add_up_by_day_and_are_kept_for_thirty_days() {
    for test in databases().await {
        let engine = test.engine();
        let world = World::over(test).await;
        world.on_for_everyone("alpha").await;
        let sent = |load_ms| ExtensionReports {
            reports: vec![ExtensionReport {
                plugin: "alpha".to_owned(),
                extension: "alpha_pay".to_owned(),
                version: "1.0.0".to_owned(),
                outcome: Outcome::Ready,
                load_ms: Some(load_ms),
                stop: None,
            }],
        };
        let state = &world.server.state;
        for load_ms in [100, 300] {
            let body = serde_json::to_value(sent(load_ms)).unwrap();
            let answer = world
                .server
                .json(Method::POST, STORE_REPORTS, &[], &body)
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{engine:?} {}", answer.body);
        }
        let now = portico_sdk::plugin::Clock::now_ms(&*world.server.clock);
        let counted = Counted {
            plugin: "alpha".to_owned(),
            version: "1.0.0".to_owned(),
            extension: "alpha_pay".to_owned(),
            outcome: "ready".to_owned(),
        };
        let tally = Tally {
            reports: 2,
            timed: 2,
            load_ms_sum: 400,
            load_ms_max: 300,
            last_seen: now,
        };
        let on = &mut &state.db;
        let today = now.div_euclid(DAY_MS);
        let found = reports::since(on, HOST, today).await.unwrap();
        assert_eq!(found, [(counted.clone(), tally)], "{engine:?}");

        world.server.clock.advance_ms(29 * DAY_MS);
        health::forget(state).await.unwrap();
        assert_eq!(reports::since(on, HOST, today).await.unwrap().len(), 1);
        assert!(
            reports::since(on, HOST, today + 1)
                .await
                .unwrap()
                .is_empty()
        );
        world.server.clock.advance_ms(DAY_MS);
        health::forget(state).await.unwrap();
        assert!(
            reports::since(on, HOST, 0).await.unwrap().is_empty(),
            "{engine:?}"
        );
    }
}
