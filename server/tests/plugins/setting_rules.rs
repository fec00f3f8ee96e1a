//! What the example plugins themselves have against settings that fit their forms.

use http::StatusCode;
use portico_app::i18n::Locale;
use portico_sdk::claims::{OrgRole, OrgRoles};
use portico_sdk::policy::Mode;
use portico_server::services::settings::{Save, of_host};
use portico_server::session::ConsoleCaller;
use serde_json::{Value, json};

use crate::support::databases;
use crate::world::{HOST, World};

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
                json!({ "links": "Wiki | https://wiki.example\nBad | javascript:alert(1)" }),
                "links",
                "Line 2",
                json!({ "links": "Wiki | https://wiki.example" }),
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
                stored["data"].get(field),
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
                german.contains("Zeile 2") || german.contains("Nehmen Sie"),
                "{german}"
            );

            of_host(&good).await.unwrap();
            let saved = world.post(&admin, &url, &good).await;
            assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        }
    }
}
