//! Sandboxed plugins that pages had to end (THREATS m): what is recorded, whom it turns them off for, and the way back.

use http::{Method, StatusCode};
use portico_sdk::OrgRoles;
use portico_sdk::claims::OrgRole;
use portico_sdk::plugin::{Clock as _, Scope};
use portico_sdk::policy::Mode;
use portico_server::epochs::Subject;
use portico_server::services::suspensions::{STOPS, WINDOW_MS};
use portico_server::services::{events, health};
use portico_server::storage::{audit, suspensions};
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::sample::Sample;
use crate::support::{Answer, databases};

const MANIFEST: &str = "/api/v1/store/plugin-manifest";
const ADMIN_MANIFEST: &str = "/api/v1/admin/plugin-manifest";
const REPORTS: &str = "/api/v1/store/extension-reports";
const LIFT: &str = "/api/v1/me/suspensions/loop";
const GLOBEX: &[(&str, OrgRole)] = &[("globex", OrgRoles::MEMBER)];
const ADMIN: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN)];
/// Of every sample.
const VERSION: &str = "1.2.3";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A sandbox in the storefront and in the admin panel, and a form.
fn looping() -> Sample {
    let of = |id: &str, slot: &str| {
        json!({
            "id": id, "slot": slot, "type": "sandbox",
            "sandbox": { "entry": "/plugins/loop/assets/main.js", "capabilities": { "props": ["path"] } }
        })
    };
    Sample::new("loop")
        .asset("main.js", b"for (;;);")
        .extension(of("loop_shop", "storefront:checkout:after_order"))
        .extension(of("loop_panel", "admin:sidebar"))
}

fn form() -> Sample {
    Sample::new("form").extension(json!({
        "id": "form_shop", "slot": "storefront:checkout:after_order", "type": "schema",
        "schema": { "fields": [{ "key": "mode", "type": "text", "label": { "en": "Mode" } }] }
    }))
}

/// `loop` is on in `globex`, `form` for everybody.
async fn world_on(database: crate::support::TestDb) -> World {
    let plugins = vec![looping().build(), form().build()];
    let world = World::over(database, plugins).await;
    world.org_policy("globex", "loop", Mode::Forced).await;
    world.host_policy("form", Mode::Forced).await;
    world
}

fn stopped(plugin: &str, version: &str) -> Value {
    json!({ "plugin": plugin, "extension": format!("{plugin}_shop"), "version": version, "outcome": "stopped", "stop": "unresponsive" })
}

impl World {
    async fn report_all(&self, bearer: &str, reports: &[Value]) -> Vec<String> {
        let body = json!({ "reports": reports });
        let answer = self.post(bearer, REPORTS, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_value(answer.json()["data"]["suspended"].clone()).unwrap()
    }

    /// One page view in which `loop` had to be ended; what is suspended by that.
    async fn end(&self, bearer: &str) -> Vec<String> {
        self.report_all(bearer, &[stopped("loop", VERSION)]).await
    }

    async fn end_often(&self, uid: &str) {
        let bearer = self.bearer(uid, GLOBEX);
        for _ in 0..STOPS {
            self.end(&bearer).await;
        }
    }

    async fn plugins(&self, bearer: &str, manifest: &str) -> Vec<String> {
        let answer = self.get(bearer, manifest).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let items = answer.json()["data"]["extensions"].clone();
        let items = items.as_array().unwrap().iter();
        items
            .map(|item| item["plugin"].as_str().unwrap().to_owned())
            .collect()
    }

    async fn app(&self, bearer: &str) -> Value {
        self.get(bearer, "/api/v1/apps/loop").await.json()["data"].clone()
    }

    async fn lift(&self, bearer: &str) -> Answer {
        let headers = [("authorization", bearer)];
        self.server
            .json(Method::DELETE, LIFT, &headers, &Value::Null)
            .await
    }

    /// What the audit log of the host has of plugins that were ended, the oldest first: `actor via action org after`.
    async fn logged(&self) -> Vec<String> {
        let on = &mut &self.server.state.db;
        let rows = audit::page(on, HOST, None, None, 100).await.unwrap();
        let ours = ["plugin.stop", "plugin.suspend", "plugin.resume"];
        rows.into_iter()
            .rev()
            .filter(|row| ours.contains(&row.action.as_str()))
            .map(|row| {
                assert_eq!(row.subject, "loop");
                let what = format!("{} {} {}", row.before_json, row.action, row.after_json);
                format!("{}|{}|{}|{what}", row.actor, row.via, row.org_id)
            })
            .collect()
    }
}

fn codes(app: &Value) -> Vec<&str> {
    let reasons = app["reasons"].as_array().unwrap().iter();
    reasons
        .map(|reason| reason["code"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn threat_m_what_is_ended_three_times_in_ten_minutes_is_off_for_that_user_until_turned_on_again()
 {
    for database in databases().await {
        let engine = database.db.engine();
        let world = world_on(database).await;
        let (ada, bob) = (world.bearer("ada", ADMIN), world.bearer("bob", GLOBEX));
        assert_eq!(world.end(&ada).await, Vec::<String>::new());
        assert_eq!(world.end(&ada).await, Vec::<String>::new());
        assert_eq!(world.plugins(&ada, MANIFEST).await, ["form", "loop"]);
        assert_eq!(world.end(&ada).await, ["loop"], "{engine:?}");
        assert_eq!(world.plugins(&ada, MANIFEST).await, ["form"]);
        assert!(world.plugins(&ada, ADMIN_MANIFEST).await.is_empty());
        // Nobody else's.
        assert_eq!(world.plugins(&bob, MANIFEST).await, ["form", "loop"]);

        let app = world.app(&ada).await;
        assert_eq!(app["state"], "suspended");
        assert_eq!(app["actions"]["turn_on_again"], true);
        assert_eq!(
            codes(&app),
            ["suspended_for_user", "org_forced", "approved"]
        );
        let now = world.server.clock.now_ms();
        assert_eq!(app["reasons"][0]["at"], now);

        // What is not in the manifest cannot be ended any more.
        assert!(world.end(&ada).await.is_empty());
        let stop = r#"ada|browser|globex|null plugin.stop {"extension":"loop_shop","reason":"unresponsive","version":"1.2.3"}"#;
        let off = r#"|server|globex|null plugin.suspend {"user":"ada","version":"1.2.3"}"#;
        assert_eq!(world.logged().await, [stop, stop, stop, off], "{engine:?}");

        let lifted = world.lift(&ada).await;
        assert_eq!(lifted.status, StatusCode::OK, "{}", lifted.body);
        assert_eq!(lifted.json()["data"]["state"], "on_for_org");
        assert_eq!(world.plugins(&ada, MANIFEST).await, ["form", "loop"]);
        assert_eq!(world.plugins(&ada, ADMIN_MANIFEST).await, ["loop"]);
        let on = r#"ada|user|globex|{"user":"ada"} plugin.resume null"#;
        assert_eq!(world.logged().await, [stop, stop, stop, off, on]);
        // Lifting again changes nothing, and counting begins anew.
        assert_eq!(world.lift(&ada).await.status, StatusCode::OK);
        assert!(world.end(&ada).await.is_empty());
        assert_eq!(
            world.plugins(&ada, MANIFEST).await,
            ["form", "loop"],
            "{engine:?}"
        );
        assert!(audit_is_whole(&world).await, "{engine:?}");
    }
}

async fn audit_is_whole(world: &World) -> bool {
    let rows = audit::chain(&mut &world.server.state.db, 1, 1_000).await;
    let rows = rows.unwrap();
    let mut before = String::new();
    rows.iter().all(|row| {
        let fits = row.prev_hash == before && row.hash == row.expected_hash();
        before.clone_from(&row.hash);
        fits
    })
}

#[tokio::test]
async fn threat_m_ends_count_within_ten_minutes_and_of_one_version() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    let bob = world.bearer("bob", GLOBEX);
    world.end(&bob).await;
    world.server.clock.advance_ms(WINDOW_MS / 2);
    world.end(&bob).await;
    world.server.clock.advance_ms(WINDOW_MS / 2);
    assert!(world.end(&bob).await.is_empty(), "the first is too old");
    world.server.clock.advance_ms(WINDOW_MS / 2 - 1);
    assert_eq!(world.end(&bob).await, ["loop"]);

    // It is of that version: what the next one does counts for itself.
    let (db, now) = (&world.server.state.db, world.server.clock.now_ms());
    let before = suspensions::Version {
        host: HOST,
        plugin: "loop",
        version: "1.2.2",
    };
    let mut change = world.server.state.change().await.unwrap();
    suspensions::suspend_for_user(&mut change, before, "globex", "bob", now)
        .await
        .unwrap();
    for _ in 0..STOPS {
        suspensions::add_stop(&mut change, before, "eve", now)
            .await
            .unwrap();
    }
    change.touch(HOST, Subject::User("bob".to_owned()));
    change.commit().await.unwrap();
    assert_eq!(world.plugins(&bob, MANIFEST).await, ["form", "loop"]);
    let own = suspensions::of_user(&mut &*db, HOST, "bob").await.unwrap();
    assert_eq!(own.len(), 1, "the later one took the place of the other");
    let eve = world.bearer("eve", GLOBEX);
    assert!(world.end(&eve).await.is_empty());
}

#[tokio::test]
async fn threat_m_nobody_turns_anything_off_for_others_or_of_what_they_do_not_see() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    let (max, bob) = (world.bearer("max", &[]), world.bearer("bob", GLOBEX));
    for _ in 0..10 {
        // An outsider of the organisation, and nobody at all.
        assert!(world.end(&max).await.is_empty());
        assert!(world.end("").await.is_empty());
        // A form cannot be ended, and another version is not there.
        let reports = [stopped("form", VERSION), stopped("loop", "9.9.9")];
        assert!(world.report_all(&bob, &reports).await.is_empty());
        // What went wrong in other ways is no end.
        let mut crashed = stopped("loop", VERSION);
        crashed["outcome"] = json!("crashed");
        assert!(world.report_all(&bob, &[crashed]).await.is_empty());
    }
    assert_eq!(world.plugins(&bob, MANIFEST).await, ["form", "loop"]);
    assert_eq!(world.logged().await, Vec::<String>::new());
    // What one request says is one end: a page that freezes ends every place of a plugin at once.
    let many = vec![stopped("loop", VERSION); 20];
    assert!(world.report_all(&bob, &many).await.is_empty());
    assert_eq!(world.logged().await.len(), 1);
    world.report_all(&bob, &many).await;
    assert_eq!(world.report_all(&bob, &many).await, ["loop"]);
    assert_eq!(world.logged().await.len(), 4);
    // Nobody lifts another's.
    assert_eq!(world.lift(&max).await.status, StatusCode::OK);
    let ada = world.bearer("ada", ADMIN);
    assert_eq!(world.lift(&ada).await.status, StatusCode::OK);
    assert_eq!(world.plugins(&bob, MANIFEST).await, ["form"]);
    let anonymous = world.lift("").await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn threat_m_an_organisation_is_rid_of_it_by_the_word_of_three_users_and_its_admin_turns_it_on_again()
 {
    for database in databases().await {
        let engine = database.db.engine();
        let world = world_on(database).await;
        let (eve, ada) = (world.bearer("eve", GLOBEX), world.bearer("ada", ADMIN));
        world.end_often("u1").await;
        world.end_often("u2").await;
        assert_eq!(world.plugins(&eve, MANIFEST).await, ["form", "loop"]);
        // However often one of them turns it on and ends it again.
        let u2 = world.bearer("u2", GLOBEX);
        world.lift(&u2).await;
        world.end_often("u2").await;
        assert_eq!(
            world.plugins(&eve, MANIFEST).await,
            ["form", "loop"],
            "{engine:?}"
        );
        world.end_often("u3").await;
        assert_eq!(world.plugins(&eve, MANIFEST).await, ["form"], "{engine:?}");
        assert!(world.plugins(&ada, ADMIN_MANIFEST).await.is_empty());
        let app = world.app(&eve).await;
        assert_eq!(
            (&app["state"], &app["org"]),
            (&json!("suspended"), &json!("globex"))
        );
        assert_eq!(app["actions"]["turn_on_again"], false);
        assert_eq!(codes(&app), ["suspended_for_org", "org_forced", "approved"]);
        let last = r#"|server|globex|null plugin.suspend {"users":3,"version":"1.2.3"}"#;
        assert_eq!(world.logged().await.last().unwrap(), last);
        // A user's own way back does not lead past it.
        let u3 = world.bearer("u3", GLOBEX);
        assert_eq!(world.lift(&u3).await.json()["data"]["state"], "suspended");

        let path = "/api/v1/orgs/globex/plugins/loop";
        let listed = world.get(&ada, "/api/v1/orgs/globex/plugins").await.json();
        let of_loop = |listed: &Value| {
            let all = listed["data"].as_array().unwrap();
            all.iter()
                .find(|plugin| plugin["name"] == "loop")
                .unwrap()
                .clone()
        };
        assert_eq!(of_loop(&listed)["enabled"], false);
        assert!(of_loop(&listed)["suspended_at"].is_i64());
        let headers = [("authorization", ada.as_str())];
        let on = json!({ "enabled": true });
        let set = world.server.json(Method::PUT, path, &headers, &on).await;
        assert_eq!(set.json()["data"]["enabled"], true, "{}", set.body);
        assert!(set.json()["data"]["suspended_at"].is_null());
        for uid in ["eve", "u1", "u2", "u3"] {
            let bearer = world.bearer(uid, GLOBEX);
            let shown = world.plugins(&bearer, MANIFEST).await;
            assert_eq!(shown, ["form", "loop"], "{engine:?} {uid}");
        }
        let last = r#"ada|user|globex|{"users":3} plugin.resume null"#;
        assert_eq!(world.logged().await.last().unwrap(), last);
    }
}

#[tokio::test]
async fn threat_m_after_an_admins_decision_everybody_begins_anew() {
    for database in databases().await {
        let engine = database.db.engine();
        let world = world_on(database).await;
        let (eve, ada) = (world.bearer("eve", GLOBEX), world.bearer("ada", ADMIN));
        for uid in ["u1", "u2", "u3"] {
            world.end_often(uid).await;
        }
        let path = "/api/v1/orgs/globex/plugins/loop";
        let headers = [("authorization", ada.as_str())];
        let decide = async |method, body: Value| {
            let answer = world.server.json(method, path, &headers, &body).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            answer.json()["data"]["suspended_at"].clone()
        };
        // Off, and back to what was: no suspension is left to come back.
        assert!(
            decide(Method::PUT, json!({ "enabled": false }))
                .await
                .is_null()
        );
        assert!(
            decide(Method::PUT, json!({ "enabled": true }))
                .await
                .is_null()
        );
        for uid in ["u1", "u2", "u3"] {
            let bearer = world.bearer(uid, GLOBEX);
            assert!(world.end(&bearer).await.is_empty(), "{engine:?} {uid}");
        }
        assert_eq!(world.plugins(&eve, MANIFEST).await, ["form", "loop"]);

        // Who turns it on for himself counts for the others all the same.
        for uid in ["u4", "u5", "u6"] {
            world.end_often(uid).await;
            let bearer = world.bearer(uid, GLOBEX);
            world.lift(&bearer).await;
        }
        assert_eq!(world.plugins(&eve, MANIFEST).await, ["form"], "{engine:?}");
        world.server.clock.advance_ms(31 * DAY_MS);
        health::forget(&world.server.state).await.unwrap();
        let on = &mut &world.server.state.db;
        let version = suspensions::Version {
            host: HOST,
            plugin: "loop",
            version: VERSION,
        };
        let counted = suspensions::suspended_users(on, version, "globex", 0).await;
        assert_eq!(counted.unwrap(), 0, "{engine:?}");
        assert_eq!(
            suspensions::of_orgs(on, HOST, &["globex"])
                .await
                .unwrap()
                .len(),
            1
        );
    }
}

#[tokio::test]
async fn threat_m_turning_it_on_again_and_again_takes_patience() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    let bob = world.bearer("bob", GLOBEX);
    for _ in 0..10 {
        world.end_often("bob").await;
        assert_eq!(world.lift(&bob).await.status, StatusCode::OK);
    }
    world.end_often("bob").await;
    let refused = world.lift(&bob).await;
    assert_eq!(
        refused.status,
        StatusCode::TOO_MANY_REQUESTS,
        "{}",
        refused.body
    );
    assert_eq!(world.plugins(&bob, MANIFEST).await, ["form"]);
    world.server.clock.advance_ms(WINDOW_MS);
    assert_eq!(world.lift(&bob).await.status, StatusCode::OK);
    assert_eq!(world.plugins(&bob, MANIFEST).await, ["form", "loop"]);
}

#[tokio::test]
async fn threat_m_what_a_plugin_does_on_the_server_goes_on() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    for uid in ["u1", "u2", "u3"] {
        world.end_often(uid).await;
    }
    let eve = world.bearer("eve", GLOBEX);
    assert_eq!(world.plugins(&eve, MANIFEST).await, ["form"]);
    let scope = Scope {
        host: HOST.to_owned(),
        org: Some("globex".to_owned()),
    };
    let registry = world.server.state.registry.now();
    let on = &mut &world.server.state.db;
    let told = events::plugins_on(on, &registry.facts(), &scope).await;
    assert!(told.unwrap().contains("loop"));
}

#[tokio::test]
async fn threat_m_of_many_readers_it_takes_a_hundredth() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    let on = &mut &world.server.state.db;
    let now = world.server.clock.now_ms();
    for n in 0..400 {
        let reader = format!("reader{n}");
        suspensions::note_reader(on, HOST, "globex", &reader, now / DAY_MS)
            .await
            .unwrap();
    }
    let eve = world.bearer("eve", GLOBEX);
    for uid in ["u1", "u2", "u3", "u4"] {
        world.end_often(uid).await;
        assert_eq!(world.plugins(&eve, MANIFEST).await, ["form", "loop"]);
    }
    // 405 readers are there by now: four are less than a hundredth.
    world.end_often("u5").await;
    assert_eq!(world.plugins(&eve, MANIFEST).await, ["form"]);

    // Who has not been seen for a month is no reader any more, and old ends are forgotten.
    assert_eq!(suspensions::readers(on, HOST, "globex").await.unwrap(), 405);
    world.server.clock.advance_ms(31 * DAY_MS);
    health::forget(&world.server.state).await.unwrap();
    assert_eq!(suspensions::readers(on, HOST, "globex").await.unwrap(), 0);
}

#[tokio::test]
async fn threat_m_admins_see_for_how_many_it_is_off() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    world.end_often("u1").await;
    world.end_often("u2").await;
    let headers = [("authorization", world.bearer("ada", ADMIN))];
    let headers = headers
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let page = world.server.get("/admin/inspector", &headers).await;
    assert!(
        page.body
            .contains("off for 2 users whose pages had to stop it again and again"),
        "{}",
        page.body
    );
    let log = world.server.get("/admin/audit", &headers).await;
    for words in [
        "A page stopped a plugin",
        "it did not answer",
        "A plugin is off after it was stopped again and again",
    ] {
        assert!(log.body.contains(words), "{words}: {}", log.body);
    }
}

#[tokio::test]
async fn threat_m_without_javascript_a_form_in_the_store_turns_it_on_again() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    world.end_often("bob").await;
    let bearer = world.bearer("bob", GLOBEX);
    let headers = [("authorization", bearer.as_str())];
    let page = world.server.get("/store/loop", &headers).await;
    assert!(
        page.body.contains("action=\"/store/loop/turn-on-again\""),
        "{}",
        page.body
    );
    assert!(
        page.body
            .contains("Your pages had to stop it three times within ten minutes")
    );
    let installed = world.server.get("/installed", &headers).await;
    assert!(
        installed
            .body
            .contains("action=\"/store/loop/turn-on-again\"")
    );
    let posted = world
        .server
        .form(
            "/store/loop/turn-on-again",
            &headers,
            &[("next", "/store/loop")],
        )
        .await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    assert_eq!(posted.header("location"), "/store/loop");
    assert_eq!(world.plugins(&bearer, MANIFEST).await, ["form", "loop"]);
}

#[tokio::test]
async fn threat_m_who_installs_what_was_ended_has_it_on_again() {
    let world = world_on(crate::support::TestDb::sqlite().await).await;
    let max = world.bearer("max", &[]);
    let headers = [("authorization", max.as_str())];
    let install = "/api/v1/me/installs/loop";
    let of = |method| world.server.json(method, install, &headers, &Value::Null);
    of(Method::PUT).await;
    for _ in 0..STOPS {
        world.end(&max).await;
    }
    let app = world.app(&max).await;
    assert_eq!(
        codes(&app),
        ["suspended_for_user", "own_install", "approved"]
    );
    // It is installed already, which is fine, and changes nothing.
    let again = of(Method::PUT).await;
    assert_eq!(again.json()["data"]["state"], "suspended", "{}", again.body);
    of(Method::DELETE).await;
    let installed = of(Method::PUT).await;
    assert_eq!(
        installed.json()["data"]["state"],
        "installed",
        "{}",
        installed.body
    );
    assert_eq!(world.plugins(&max, MANIFEST).await, ["form", "loop"]);

    // What an organisation turned on needs no install; it is off all the same.
    world.end_often("bob").await;
    let bob = world.bearer("bob", GLOBEX);
    let headers = [("authorization", bob.as_str())];
    let refused = world
        .server
        .json(Method::PUT, install, &headers, &Value::Null);
    let refused = refused.await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert_eq!(refused.json()["error"]["code"], "suspended");
}
