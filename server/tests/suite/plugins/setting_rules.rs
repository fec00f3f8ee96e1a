//! What the example plugins themselves have against settings that fit their forms.

use http::StatusCode;
use portico_app::i18n::Locale;
use portico_sdk::claims::{OrgRole, OrgRoles};
use portico_sdk::policy::Mode;
use portico_server::services::settings::{Save, of_host};
use portico_server::session::ConsoleCaller;
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::databases;

const GLOBEX_ADMIN: &[(&str, OrgRole)] = &[("globex", OrgRoles::ADMIN)];

#[tokio::test]
async fn a_plugins_own_rule_refuses_a_setting_at_its_field_on_both_levels() {
    for test in databases().await {
        let plugins = vec![
            portico_plugin_webhook_notifier::plugin(),
            portico_plugin_link_list::plugin(),
        ];
        let world = World::over(test, plugins).await;
        for plugin in ["webhook-notifier", "link-list"] {
            world.host_policy(plugin, Mode::Forced).await;
        }
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        let secret = "0123456789abcdef";
        // What the form's own rules let through: a page that leads elsewhere once a browser has read it.
        let links = |path: &str| {
            json!({ "entries": [
                { "title": "Wiki", "target": "website", "url": "https://wiki.example" },
                { "title": "Orders", "target": "page", "path": path }
            ] })
        };
        for (plugin, bad, field, says, good) in [
            (
                "webhook-notifier",
                json!({ "url": "http://erp.example/hook", "secret": secret }),
                "url",
                "https://",
                json!({ "url": "https://erp.example/hook", "secret": secret }),
            ),
            (
                "link-list",
                links("/admin/../console"),
                "entries.1.path",
                "a path without detours",
                links("/admin/orders"),
            ),
        ] {
            let url = format!("/api/v1/admin/plugins/{plugin}/settings");
            let refused = world.post(&admin, &url, &bad).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{plugin}");
            assert_eq!(refused.code(), "invalid_fields");
            let message = refused.json()["error"]["fields"][field].clone();
            assert!(message.as_str().unwrap().contains(says), "{message}");
            let stored = world.get(&admin, &url).await.json();
            assert_eq!(
                stored["data"].get(field.split('.').next().unwrap()),
                None,
                "{plugin}: nothing is saved"
            );

            let state = &world.server.state;
            let of_host = async |values: &Value| {
                let host = of_host(state, &ConsoleCaller::Cli, HOST, plugin, Locale::De).await;
                let save = Save {
                    values: serde_json::from_value(values.clone()).unwrap(),
                    rev: None,
                };
                host.unwrap().save(state, save).await
            };
            let refused = of_host(&bad).await.unwrap_err();
            let error = portico_app::error::AppError::from(refused);
            assert_eq!(error.code, "invalid_fields", "{plugin}");
            let german = &error.fields[field];
            assert!(
                german.contains("Pfad ohne Umwege") || german.contains("Nehmen Sie"),
                "{german}"
            );

            of_host(&good).await.unwrap();
            let saved = world.post(&admin, &url, &good).await;
            assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        }
    }
}

#[tokio::test]
async fn rows_that_the_form_refuses_are_named_where_they_stand() {
    let world = World::over(
        crate::support::TestDb::sqlite().await,
        vec![portico_plugin_link_list::plugin()],
    )
    .await;
    world.host_policy("link-list", Mode::Forced).await;
    let admin = world.bearer("ada", GLOBEX_ADMIN);
    let url = "/api/v1/admin/plugins/link-list/settings";
    let rows = json!({ "entries": [
        { "title": "Wiki", "target": "website", "url": "https://wiki.example" },
        { "title": "Wiki", "target": "website", "url": "https://other.example" },
        { "title": "Plain", "target": "website", "url": "http://wiki.example" },
        { "title": "Away", "target": "page", "path": "//evil.example" }
    ] });
    let refused = world.post(&admin, url, &rows).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = refused.json()["error"]["fields"].clone();
    let named: Vec<&String> = fields.as_object().unwrap().keys().collect();
    assert_eq!(
        named,
        ["entries.1.title", "entries.2.url", "entries.3.path"]
    );
}

#[tokio::test]
async fn forms_9_a_test_gets_the_stored_secret_of_its_own_organisation_and_saves_nothing() {
    for test in databases().await {
        let world = World::over(test, vec![portico_plugin_acme_pay::plugin()]).await;
        world.host_policy("acme-pay", Mode::Forced).await;
        let admin = world.bearer("ada", GLOBEX_ADMIN);
        let url = "/api/v1/admin/plugins/acme-pay/settings";
        let saved = world
            .post(&admin, url, &json!({ "api_key": "sk_live_canary12345" }))
            .await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);

        // The draft is live and leaves the key as it is: it is there, so what is wrong is the mode itself.
        let draft = json!({ "mode": "live", "account_id": "acct_12345678" });
        let route = "/api/v1/admin/plugins/acme-pay/test";
        let wrong = async |admin: &str, draft: &Value| {
            let tested = world.post(admin, route, draft).await;
            assert!(!tested.body.contains("canary"), "{}", tested.body);
            let fields = tested.json()["error"]["fields"].clone();
            fields
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(wrong(&admin, &draft).await, ["mode"]);
        let mut typed = draft.clone();
        typed["api_key"] = json!("sk_test_typed1234");
        assert_eq!(wrong(&admin, &typed).await, ["api_key"]);
        let other = world.bearer("eve", &[("initech", OrgRoles::ADMIN)]);
        assert_eq!(wrong(&other, &draft).await, ["api_key"]);
        let stored = world.get(&admin, url).await.json();
        assert_eq!(stored["data"]["mode"], "test");
    }
}
