//! What the collection at start keeps, skips and reports.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::plugin::{Clock as _, Plugin, PluginContext, PluginError, Scope, UiPlugin};
use portico_sdk::problem::{Problem, Rule};
use portico_server::clock::SystemClock;
use portico_server::crypto::{Cipher, MasterKey};
use portico_server::plugins::{
    GuardedHttp, HostDataSources, Registry, RegistryConfig, ServerContexts,
};
use portico_server::storage::Db;
use serde_json::json;

use crate::support::sample::Sample;
use crate::support::{TestDb, TestServer};

async fn collect(plugins: Vec<Arc<dyn Plugin>>) -> Registry {
    let contexts = ServerContexts {
        db: Db::connect("sqlite::memory:").await.unwrap(),
        cipher: Cipher::new(&MasterKey::generate().unwrap()).unwrap(),
        clock: Arc::new(SystemClock),
        http: GuardedHttp::new(&[]).unwrap(),
        host_data: HostDataSources::default(),
    };
    // A plugin that hangs is waited for in virtual time.
    tokio::time::pause();
    let registry = Registry::collect(plugins, &RegistryConfig::new("stoa"), &contexts).await;
    tokio::time::resume();
    registry
}

fn names(registry: &Registry) -> Vec<&str> {
    registry
        .plugins
        .iter()
        .map(|plugin| plugin.name.as_str())
        .collect()
}

fn ids<'a>(registry: &'a Registry, plugin: &str) -> Vec<&'a str> {
    registry
        .get(plugin)
        .unwrap()
        .extensions
        .iter()
        .map(|extension| extension.id.as_str())
        .collect()
}

fn rules(registry: &Registry) -> Vec<(&str, &str, Rule)> {
    registry
        .problems
        .iter()
        .map(
            |Problem {
                 plugin,
                 extension,
                 rule,
                 ..
             }| (plugin.as_str(), extension.as_str(), *rule),
        )
        .collect()
}

/// Does something wrong in exactly one place.
struct Broken {
    at: &'static str,
}

#[async_trait]
impl Plugin for Broken {
    fn name(&self) -> &str {
        assert!(self.at != "name", "no name");
        self.at
    }
    fn version(&self) -> &'static str {
        assert!(self.at != "version", "no version");
        "1.0.0"
    }
    fn description(&self) -> &'static str {
        ""
    }
    async fn init(&self, _: PluginContext) -> Result<(), PluginError> {
        match self.at {
            "init-panics" => panic!("no luck"),
            "init-fails" => Err(PluginError::Internal("no luck".to_owned())),
            "init-hangs" => std::future::pending().await,
            _ => Ok(()),
        }
    }
    async fn shutdown(&self) {
        panic!("not even now");
    }
    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Broken {
    fn ui_extensions(&self) -> Vec<Extension> {
        assert!(self.at != "extensions", "no extensions");
        Vec::new()
    }
    fn assets(&self) -> Vec<portico_sdk::plugin::Asset> {
        assert!(self.at != "assets", "no assets");
        Vec::new()
    }
    fn routes(&self) -> portico_sdk::plugin::PluginRoutes {
        assert!(self.at != "routes", "no routes");
        portico_sdk::plugin::PluginRoutes::default()
    }
}

#[tokio::test]
async fn parity_01_an_invalid_extension_is_skipped_with_a_located_problem_and_its_siblings_survive()
{
    let plugin = Sample::new("acme")
        .form("first")
        .extension(json!({
            "id": "bad", "slot": "admin:sidebar", "type": "schema",
            "schema": { "fields": [], "submit_url": "https://evil.example/" }
        }))
        .form("last");
    let registry = collect(vec![plugin.build()]).await;
    assert_eq!(ids(&registry, "acme"), ["first", "last"]);
    let [problem] = &registry.problems[..] else {
        panic!("{:?}", registry.problems)
    };
    assert_eq!(problem.extension, "bad");
    assert_eq!(problem.path, "schema.submit_url");
    assert_eq!(problem.rule, Rule::Absolute);
    assert!(!problem.fix.is_empty());
}

#[tokio::test]
async fn a_slot_that_no_page_has_is_warned_about_with_the_nearest_name_and_costs_nothing() {
    let form = |id: &str, slot: &str| {
        json!({
            "id": id, "slot": slot, "type": "schema",
            "schema": { "fields": [{ "key": "mode", "type": "text", "label": { "en": "Mode" } }] }
        })
    };
    let plugin = Sample::new("acme")
        .extension(form("misspelt", "admin:dashbord:widget"))
        .extension(form("right", "admin:dashboard:widget"));
    let registry = collect(vec![plugin.build()]).await;
    assert_eq!(rules(&registry), [("acme", "misspelt", Rule::UnknownSlot)]);
    assert!(registry.problems[0].fix.contains("admin:dashboard:widget"));
    assert_eq!(ids(&registry, "acme"), ["misspelt", "right"]);
}

#[tokio::test]
async fn parity_18_a_plugin_that_panics_fails_or_hangs_is_skipped_and_the_others_serve() {
    let places = [
        "name",
        "version",
        "extensions",
        "assets",
        "routes",
        "init-panics",
        "init-fails",
        "init-hangs",
    ];
    let mut plugins: Vec<Arc<dyn Plugin>> = vec![Sample::new("first").build()];
    for at in places {
        plugins.push(Arc::new(Broken { at }));
    }
    plugins.push(Sample::new("last").build());
    let registry = collect(plugins).await;
    assert_eq!(names(&registry), ["first", "last"]);
    let failed: Vec<&str> = registry
        .problems
        .iter()
        .map(|problem| problem.plugin.as_str())
        .collect();
    assert_eq!(
        failed,
        [
            "#2",
            "version",
            "extensions",
            "assets",
            "routes",
            "init-panics",
            "init-fails",
            "init-hangs"
        ]
    );
    assert!(
        registry
            .problems
            .iter()
            .all(|problem| problem.rule == Rule::PluginFailed)
    );
    assert!(registry.problems[5].fix.contains("no luck"));
    assert!(registry.problems[7].fix.contains("10 s"));
}

#[tokio::test]
async fn parity_18_a_plugin_that_panics_in_shutdown_holds_nothing_up() {
    let registry = collect(vec![Arc::new(Broken { at: "fine" })]).await;
    assert_eq!(names(&registry), ["fine"]);
    tokio::time::timeout(Duration::from_secs(5), registry.shutdown())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_plugin_gets_what_it_works_with_before_it_serves() {
    let (seen, context) = std::sync::mpsc::channel();
    let plugin = Sample::new("acme").init(move |context| {
        seen.send(context)
            .map_err(|error| PluginError::Internal(error.to_string()))
    });
    let server = TestServer::with_plugins(TestDb::sqlite().await, vec![plugin.build()]).await;
    let context = context.try_recv().unwrap();
    assert_eq!(context.clock.now_ms(), server.clock.now_ms());
    let scope = Scope {
        host: "nowhere".to_owned(),
        org: None,
    };
    assert_eq!(context.kv.get(&scope, "k").await.unwrap(), None);
    assert!(context.settings.get(&scope).await.unwrap().is_empty());
    let data = context.host_data.read(&scope, "unknown", &json!({})).await;
    assert!(matches!(data, Err(PluginError::NotFound)));
}

#[tokio::test]
async fn of_two_plugins_with_one_name_the_first_stays() {
    let registry = collect(vec![
        Sample::new("acme").form("first").build(),
        Sample::new("acme").form("second").build(),
        Sample::new("Not A Name").build(),
    ])
    .await;
    assert_eq!(names(&registry), ["acme"]);
    assert_eq!(ids(&registry, "acme"), ["first"]);
    assert_eq!(
        rules(&registry),
        [
            ("acme", "", Rule::DuplicatePlugin),
            ("Not A Name", "", Rule::PluginName)
        ]
    );
}

#[tokio::test]
async fn parity_17_a_plugin_that_would_capture_the_tag_of_another_is_refused() {
    let component = |tag: &str| {
        json!({ "id": "c", "slot": "storefront:checkout:payment", "type": "component",
                "component": { "tag_name": tag, "script_url": "/plugins/acme/assets/a.js" } })
    };
    let registry = collect(vec![
        Sample::new("acme")
            .asset("a.js", b"1")
            .extension(component("stoa-acme-pay-form"))
            .build(),
        Sample::new("acme-pay").build(),
    ])
    .await;
    assert_eq!(names(&registry), ["acme"]);
    assert_eq!(rules(&registry), [("acme-pay", "", Rule::CapturesTag)]);
}

#[tokio::test]
async fn parity_17_of_two_plugins_with_one_extension_id_the_later_loses_that_extension() {
    let registry = collect(vec![
        Sample::new("acme")
            .form("settings")
            .form("acme_own")
            .build(),
        Sample::new("globex")
            .form("settings")
            .form("globex_own")
            .build(),
    ])
    .await;
    assert_eq!(ids(&registry, "acme"), ["settings", "acme_own"]);
    assert_eq!(ids(&registry, "globex"), ["globex_own"]);
    assert_eq!(
        rules(&registry),
        [("globex", "settings", Rule::DuplicateExtension)]
    );
    assert!(
        registry.problems[0].fix.contains("acme"),
        "{}",
        registry.problems[0].fix
    );
}

#[tokio::test]
async fn threat_33_component_urls_carry_the_digest_of_the_bytes_and_their_integrity() {
    let registry = collect(vec![
        Sample::new("acme")
            .asset("a.js", b"export {}")
            .asset("a.css", b".stoa-acme-c { color: red }")
            .extension(json!({
                "id": "c", "slot": "storefront:checkout:payment", "type": "component",
                "component": { "tag_name": "stoa-acme-c", "script_url": "/plugins/acme/assets/a.js",
                               "style_url": "/plugins/acme/assets/a.css" }
            }))
            .build(),
    ])
    .await;
    assert_eq!(registry.problems, []);
    let plugin = registry.get("acme").unwrap();
    let ExtensionKind::Component { component } = &plugin.extensions[0].kind else {
        panic!("a component")
    };
    let script = &plugin.assets["a.js"];
    assert_eq!(
        component.script_url,
        format!("/plugins/acme/assets/~{}/a.js", script.digest)
    );
    assert_eq!(component.integrity, script.integrity);
    let style = &plugin.assets["a.css"];
    assert_eq!(
        component.style_url,
        format!("/plugins/acme/assets/~{}/a.css", style.digest)
    );
    assert_eq!(component.style_integrity, style.integrity);
}

#[tokio::test]
async fn parity_12_a_declared_integrity_must_match_the_bytes() {
    let registry = collect(vec![
        Sample::new("acme")
            .asset("a.js", b"export {}")
            .extension(json!({
                "id": "c", "slot": "storefront:checkout:payment", "type": "component",
                "component": { "tag_name": "stoa-acme-c", "script_url": "/plugins/acme/assets/a.js",
                               "integrity": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }
            }))
            .build(),
    ])
    .await;
    assert_eq!(ids(&registry, "acme"), [""; 0]);
    assert_eq!(rules(&registry), [("acme", "c", Rule::IntegrityMismatch)]);
}

#[tokio::test]
async fn the_first_form_that_saves_to_the_settings_declares_them() {
    let form = |id: &str, submit_url: &str| {
        json!({ "id": id, "slot": "admin:sidebar", "type": "schema",
                "schema": { "fields": [{ "key": id, "type": "text", "label": { "en": "x" } }], "submit_url": submit_url } })
    };
    let url = "/api/v1/admin/plugins/acme/settings";
    let registry = collect(vec![
        Sample::new("acme")
            .extension(form("other", "/api/v1/admin/plugins/acme/reindex"))
            .extension(form("one", url))
            .extension(form("two", url))
            .build(),
        Sample::new("plain").build(),
    ])
    .await;
    assert_eq!(
        registry
            .get("acme")
            .unwrap()
            .settings
            .as_ref()
            .unwrap()
            .fields[0]
            .key,
        "one"
    );
    assert!(registry.get("plain").unwrap().settings.is_none());
}

#[tokio::test]
async fn the_build_changes_with_what_the_plugins_serve() {
    let one = collect(vec![Sample::new("acme").asset("a.js", b"1").build()]).await;
    let same = collect(vec![Sample::new("acme").asset("a.js", b"1").build()]).await;
    let other = collect(vec![Sample::new("acme").asset("a.js", b"2").build()]).await;
    assert_eq!(one.build, same.build);
    assert_ne!(one.build, other.build);
}

#[tokio::test]
async fn i18n_readers_whose_language_is_missing_get_the_plugins_own() {
    let form = |id: &str| {
        json!({
        "id": id, "slot": "admin:sidebar", "type": "schema",
        "title": { "de": "Notiz", "en": "Note", "fr": "Mot" },
        "schema": { "fields": [{
            "key": "rows", "type": "list", "label": { "en": "Rows" },
            "fields": [{
                "key": "kind", "type": "select", "label": { "en": "Kind", "fr": "Genre" },
                "options": [{ "value": "a", "label": { "en": "One", "fr": "Un" } }]
            }]
        }] }
        })
    };
    let registry = collect(vec![
        Sample::new("french")
            .speaks("fr-CA")
            .extension(form("french"))
            .build(),
        Sample::new("english").extension(form("english")).build(),
        Sample::new("odd")
            .speaks("fr_CA!")
            .extension(form("odd"))
            .build(),
    ])
    .await;
    let said = |plugin: &str, locale: &str| {
        let extension = &registry.get(plugin).unwrap().extensions[0];
        let ExtensionKind::Schema { schema } = &extension.kind else {
            panic!("a form");
        };
        let rows = &schema.fields[0];
        let kind = &rows.fields[0];
        [
            &extension.title,
            &rows.label,
            &kind.label,
            &kind.options[0].label,
        ]
        .map(|text| text.text(locale).to_owned())
    };
    assert_eq!(said("french", "it"), ["Mot", "Rows", "Genre", "Un"]);
    assert_eq!(said("french", "de-AT"), ["Notiz", "Rows", "Genre", "Un"]);
    assert_eq!(said("french", "en-GB"), ["Note", "Rows", "Kind", "One"]);
    for plugin in ["english", "odd"] {
        assert_eq!(
            said(plugin, "it"),
            ["Note", "Rows", "Kind", "One"],
            "{plugin}"
        );
    }
    let problems: Vec<_> = registry
        .problems
        .iter()
        .map(|problem| (problem.plugin.as_str(), problem.path.as_str()))
        .collect();
    assert_eq!(problems, [("odd", "listing.default_language")]);
}
