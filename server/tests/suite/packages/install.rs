//! Packages in service: installed, approved by their contents, replaced, removed, and seen by every process.

use std::sync::Arc;

use http::StatusCode;
use portico_sdk::claims::OrgRole;
use portico_sdk::policy::Mode;
use portico_sdk::problem::Rule;
use portico_server::error::ServiceError;
use portico_server::packages::Files;
use portico_server::services::console::audit as console_audit;
use portico_server::services::console::packages::{self, Install, Installed, NotInstalled};
use portico_server::services::console::{origins, plugins};
use portico_server::services::hosts::{self, NewHost};
use portico_server::session::ConsoleCaller;
use portico_server::storage::api_tokens::ApiTokenRow;
use serde_json::json;

use super::make::{files, manifest};
use crate::plugins::world::{HOST, World};
use crate::support::databases;
use crate::support::sample::Sample;

const CLI: ConsoleCaller = ConsoleCaller::Cli;
const MANIFEST: &str = "/api/v1/admin/plugin-manifest";

async fn install(world: &World, files: &Files, how: Install) -> Result<Installed, NotInstalled> {
    packages::install(&world.server.state, &CLI, HOST, files, how).await
}

async fn installed(world: &World, files: &Files) -> Installed {
    install(world, files, Install::default()).await.unwrap()
}

fn code(error: NotInstalled) -> String {
    match error {
        NotInstalled::Problems(problems) => problems[0].rule.code().to_owned(),
        NotInstalled::Refused(ServiceError::Refused(error)) => error.code,
        NotInstalled::Refused(error) => panic!("{error}"),
    }
}

/// The plugins in the sidebar of an admin, with their versions.
async fn sidebar(world: &World) -> Vec<(String, String)> {
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let manifest = world.get(&admin, MANIFEST).await;
    assert_eq!(manifest.status, StatusCode::OK, "{}", manifest.body);
    let extensions = manifest.json()["data"]["extensions"].clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let items = extensions.as_array().unwrap().iter();
    items
        .map(|item| (text(&item["plugin"]), text(&item["version"])))
        .collect()
}

#[tokio::test]
async fn a_package_is_in_service_at_once_and_what_it_ships_is_served_by_its_digest() {
    for database in databases().await {
        let world = World::over(database, vec![Sample::new("acme").build()]).await;
        let files = files(&manifest("my-notes", "1.0.0"), "postMessage(1)");
        let done = installed(&world, &files).await;
        assert!(!done.unchanged && done.replaced.is_none());
        assert_eq!(
            sidebar(&world).await,
            [],
            "approved, but nobody turned it on"
        );
        let listed = plugins::list(&world.server.state, &CLI, HOST, "en").await;
        let asks = |name: &str| {
            let plugins = listed.as_ref().unwrap().iter();
            plugins
                .filter(|plugin| plugin.name == name)
                .flat_map(|plugin| plugin.asks.clone())
                .map(|asked| (asked.slot, asked.capabilities.props))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            asks("my-notes"),
            [("admin:sidebar".to_owned(), vec!["path".to_owned()])]
        );
        assert_eq!(asks("acme"), [], "it has no sandbox");
        world.org_policy("globex", "my-notes", Mode::Forced).await;
        assert_eq!(
            sidebar(&world).await,
            [("my-notes".to_owned(), "1.0.0".to_owned())]
        );

        let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
        let manifest = world.get(&admin, MANIFEST).await.json();
        let sandbox = manifest["data"]["extensions"][0]["sandbox"].clone();
        let entry = sandbox["entry"].as_str().unwrap();
        assert!(entry.starts_with("/plugins/my-notes/assets/~"), "{entry}");
        let script = world.server.get(entry, &[]).await;
        assert_eq!(script.body, "postMessage(1)");
        assert!(script.header("cache-control").contains("immutable"));
        assert!(
            sandbox["frame_url"]
                .as_str()
                .unwrap()
                .starts_with("/sandbox/")
        );
        let store = world.get(&admin, "/api/v1/apps?q=notes").await.json();
        assert_eq!(
            store["data"][0]["name"], "my-notes",
            "the store finds it, too"
        );

        let again = installed(&world, &files).await;
        assert!(
            again.unchanged,
            "the same contents once more change nothing"
        );
        assert_eq!(again.digest, done.digest);
    }
}

#[tokio::test]
async fn threat_33_an_approval_is_of_contents_and_others_need_another() {
    for database in databases().await {
        let world = World::over(database, Vec::new()).await;
        let state = &world.server.state;
        let other = NewHost {
            id: "other",
            name: "Other",
        };
        hosts::create(&mut &state.db, &state.cipher, 1, other, "test")
            .await
            .unwrap();
        let first = files(&manifest("my-notes", "1.0.0"), "1");
        installed(&world, &first).await;
        let listed = plugins::list(state, &CLI, "other", "en").await.unwrap();
        let seen = listed.iter().find(|plugin| plugin.name == "my-notes");
        let seen = seen.unwrap().contents.clone();
        for other in [String::new(), format!("{seen}x")] {
            let answer = plugins::approve(state, &CLI, "other", "my-notes", Some(&other)).await;
            let refused = answer.unwrap_err().to_string();
            assert!(refused.contains("Another version"), "{other}: {refused}");
        }
        plugins::approve(state, &CLI, "other", "my-notes", Some(&seen))
            .await
            .unwrap();
        world.org_policy("globex", "my-notes", Mode::Forced).await;

        let changed = files(&manifest("my-notes", "1.0.0"), "2");
        let error = install(&world, &changed, Install::default())
            .await
            .unwrap_err();
        assert_eq!(code(error), "version_exists", "a version never changes");

        let second = files(&manifest("my-notes", "1.1.0"), "2");
        let error = install(&world, &second, Install::default())
            .await
            .unwrap_err();
        assert_eq!(code(error), "approved_elsewhere");
        assert_eq!(
            sidebar(&world).await,
            [("my-notes".to_owned(), "1.0.0".to_owned())],
            "nothing has changed"
        );

        let how = Install {
            replace: true,
            ..Install::default()
        };
        let done = install(&world, &second, how).await.unwrap();
        assert_eq!(done.replaced.as_deref(), Some("1.0.0"));
        assert_eq!(done.unapproved, ["other"]);
        assert_eq!(
            sidebar(&world).await,
            [("my-notes".to_owned(), "1.1.0".to_owned())]
        );
        let approved = |host: &'static str| async move {
            let list = plugins::list(state, &CLI, host, "en").await.unwrap();
            list.iter()
                .any(|plugin| plugin.name == "my-notes" && plugin.approved)
        };
        assert!(approved(HOST).await);
        let log = console_audit::page(state, &CLI, "other", None, 1)
            .await
            .unwrap();
        assert_eq!(
            log.entries[0].action, "package.replace",
            "and its log says why it is gone"
        );
        assert!(
            !approved("other").await,
            "its approval was of other contents"
        );
        plugins::approve(state, &CLI, "other", "my-notes", None)
            .await
            .unwrap();
        assert!(approved("other").await);
    }
}

#[tokio::test]
async fn a_package_that_breaks_a_rule_is_refused_whole_and_nothing_is_kept() {
    let world = World::new(vec![Sample::new("acme").build()]).await;
    let good = manifest("my-notes", "1.0.0");
    let mut missing = good.clone();
    missing["extensions"][0]["sandbox"]["entry"] = json!("assets/other.js");
    let mut component = good.clone();
    component["extensions"] = json!([{
        "id": "c", "slot": "admin:sidebar", "type": "component",
        "component": {"tag_name": "stoa-my-notes-c", "script_url": "assets/main.js"}
    }]);
    let mut misspelt = good.clone();
    misspelt["titel"] = json!({"en": "x"});
    for (wrong, rule) in [
        (missing, Rule::AssetMissing),
        (component, Rule::KindNotAllowed),
        (misspelt, Rule::Shape),
        (manifest("acme", "1.0.0"), Rule::DuplicatePlugin),
        (manifest("my-notes", "1.0"), Rule::Shape),
    ] {
        let error = install(&world, &files(&wrong, "1"), Install::default())
            .await
            .unwrap_err();
        let NotInstalled::Problems(problems) = error else {
            panic!("{error:?}");
        };
        assert!(
            problems.iter().any(|problem| problem.rule == rule),
            "{problems:?}"
        );
    }
    let db = &world.server.state.db;
    let on = &mut &*db;
    let stored = portico_server::storage::packages::version(on, "my-notes", "1.0.0").await;
    assert_eq!(stored.unwrap(), None);
}

#[tokio::test]
async fn a_removed_package_is_gone_and_comes_back_with_what_was_decided() {
    let world = World::new(Vec::new()).await;
    let state = &world.server.state;
    let files = files(&manifest("my-notes", "1.0.0"), "1");
    installed(&world, &files).await;
    world.org_policy("globex", "my-notes", Mode::Forced).await;
    assert_eq!(sidebar(&world).await.len(), 1);
    packages::remove(state, &CLI, "my-notes").await.unwrap();
    assert_eq!(sidebar(&world).await, []);
    assert_eq!(
        world
            .server
            .get("/plugins/my-notes/assets/main.js", &[])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    let again = packages::remove(state, &CLI, "my-notes").await;
    assert!(matches!(again, Err(ServiceError::Refused(error)) if error.status == 404));
    installed(&world, &files).await;
    assert_eq!(
        sidebar(&world).await.len(),
        1,
        "what globex decided is still there"
    );
}

#[tokio::test]
async fn the_settings_of_a_package_are_a_form_like_any_other() {
    let world = World::new(Vec::new()).await;
    let mut manifest = manifest("my-notes", "1.0.0");
    manifest["settings"] = json!({"fields": [{"key": "limit", "type": "number", "label": {"en": "Limit"}, "min": 1.0}]});
    installed(&world, &files(&manifest, "1")).await;
    world.org_policy("globex", "my-notes", Mode::Forced).await;
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let path = "/api/v1/admin/plugins/my-notes/settings";
    let saved = world.post(&admin, path, &json!({"limit": 5})).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let wrong = world.post(&admin, path, &json!({"limit": 0})).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.get(&admin, path).await.json()["data"]["limit"], 5);
}

#[tokio::test]
async fn threat_k_no_sandbox_reaches_the_host_or_the_server_itself() {
    let world = World::new(Vec::new()).await;
    let state = &world.server.state;
    origins::add(state, &CLI, HOST, "https://shop.example")
        .await
        .unwrap();
    let asking = |origin: &str| {
        let mut manifest = manifest("my-notes", "1.0.0");
        manifest["extensions"][0]["sandbox"]["capabilities"]["network"] = json!([origin]);
        files(&manifest, "1")
    };
    let error = install(&world, &asking("https://shop.example"), Install::default()).await;
    assert_eq!(code(error.unwrap_err()), "network_origin");
    let done = install(&world, &asking("https://api.example"), Install::default())
        .await
        .unwrap();
    let [(extension, asked)] = &done.capabilities[..] else {
        panic!("{done:?}")
    };
    assert_eq!(
        (extension.as_str(), asked.network.as_slice()),
        ("my_notes", &["https://api.example".to_owned()][..])
    );
}

#[tokio::test]
async fn only_an_operator_puts_packages_into_service_or_takes_them_out() {
    let world = World::new(Vec::new()).await;
    let state = &world.server.state;
    // Of a program of the host's own developers.
    let caller = ConsoleCaller::Token(Arc::new(ApiTokenRow {
        id: "t1".to_owned(),
        host_id: HOST.to_owned(),
        name: "deploy".to_owned(),
        token_hash: String::new(),
        created_by: "dev".to_owned(),
        account_id: None,
        created_at: 1,
        last_used_at: None,
        revoked_at: None,
    }));
    let files = files(&manifest("my-notes", "1.0.0"), "1");
    let refused = packages::install(state, &caller, HOST, &files, Install::default()).await;
    assert_eq!(code(refused.unwrap_err()), "operator_required");
    let removed = packages::remove(state, &caller, "my-notes")
        .await
        .unwrap_err();
    assert!(matches!(removed, ServiceError::Refused(error) if error.code == "operator_required"));
}
