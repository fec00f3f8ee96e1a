//! What `plugin.json` may say, and how each mistake is told.

use portico_sdk::extension::{Capabilities, ExtensionKind};
use portico_sdk::package::{
    MAX_MANIFEST_BYTES, MAX_NAME, MAX_SUMMARY, PackageManifest, parse_manifest,
};
use portico_sdk::problem::Rule;
use portico_sdk::settings::settings_url;
use serde_json::{Value, json};

fn good() -> Value {
    json!({
        "name": "my-notes", "version": "1.2.0-beta.1", "title": {"en": "Notes"}, "portico": ">=0.1.0",
        "capabilities": {"props": ["range"], "user": true},
        "extensions": [
            {"id": "a", "slot": "admin:sidebar", "type": "sandbox", "sandbox": {"entry": "assets/main.js"}},
            {"id": "b", "slot": "admin:sidebar", "type": "sandbox",
             "sandbox": {"entry": "/plugins/other/assets/main.js", "capabilities": {"props": ["path"]}}}
        ]
    })
}

fn parsed(manifest: &Value) -> (PackageManifest, Vec<(String, Rule)>) {
    let parsed = parse_manifest(manifest.to_string().as_bytes()).unwrap();
    let problems = parsed.problems.into_iter();
    (
        parsed.manifest,
        problems
            .map(|problem| (problem.path, problem.rule))
            .collect(),
    )
}

/// What is wrong with the good one when one key is another.
fn with(key: &str, value: Value) -> Vec<(String, Rule)> {
    let mut manifest = good();
    manifest[key] = value;
    parsed(&manifest).1
}

#[test]
fn files_get_their_addresses_and_capabilities_of_the_package_are_those_of_sandboxes_without_own_ones()
 {
    let (manifest, problems) = parsed(&good());
    assert_eq!(problems, []);
    let sandboxes: Vec<_> = manifest
        .extensions()
        .into_iter()
        .filter_map(|extension| match extension.kind {
            ExtensionKind::Sandbox { sandbox } => Some(sandbox),
            _ => None,
        })
        .collect();
    assert_eq!(sandboxes[0].entry, "/plugins/my-notes/assets/main.js");
    let of_package = Capabilities {
        props: vec!["range".to_owned()],
        user: true,
        ..Capabilities::default()
    };
    assert_eq!(sandboxes[0].capabilities, of_package);
    // What is no file of the package stays, and is judged as it is.
    assert_eq!(sandboxes[1].entry, "/plugins/other/assets/main.js");
    assert_eq!(sandboxes[1].capabilities.props, ["path"]);
    assert!(
        !sandboxes[1].capabilities.user,
        "all or nothing: the two are not mixed"
    );
}

#[test]
fn settings_become_the_form_over_them() {
    let mut manifest = good();
    manifest["settings"] = json!({"fields": [{"key": "limit", "type": "number"}]});
    let extensions = parsed(&manifest).0.extensions();
    let form = extensions.last().unwrap();
    assert_eq!(
        (form.id.as_str(), form.slot.as_str()),
        ("my_notes_settings", "admin:plugin:settings")
    );
    let ExtensionKind::Schema { schema } = &form.kind else {
        panic!("{form:?}")
    };
    assert_eq!(schema.submit_url, settings_url("my-notes"));
    let addressed = json!({"fields": [], "submit_url": "/x"});
    assert_eq!(
        with("settings", addressed),
        [("settings".to_owned(), Rule::Shape)]
    );
}

#[test]
fn each_mistake_of_the_head_has_its_place() {
    let at = |path: &str, rule| vec![(path.to_owned(), rule)];
    for version in ["1.0", "01.0.0", "v1.0.0", "", "1.0.0-"] {
        assert_eq!(
            with("version", json!(version)),
            at("version", Rule::Shape),
            "{version}"
        );
    }
    assert_eq!(with("title", json!({})), at("title", Rule::Shape));
    assert_eq!(
        with("default_language", json!("english, please")),
        at("default_language", Rule::Shape)
    );
    assert_eq!(
        with("support_url", json!("javascript:alert(1)")),
        at("support_url", Rule::Shape)
    );
    assert_eq!(with("extensions", json!([])), at("extensions", Rule::Shape));
    assert_eq!(
        with("titel", json!({"en": "x"})),
        at("titel", Rule::Shape),
        "a slip of the pen"
    );
}

#[test]
fn a_package_for_other_versions_of_portico_is_refused() {
    for range in ["", ">=0.1.0", "^0.1", "*", ">=0.0.9, <99"] {
        assert_eq!(with("portico", json!(range)), [], "{range}");
    }
    for range in [">=99", "<0.1.0", "=0.0.1"] {
        assert_eq!(
            with("portico", json!(range)),
            [("portico".to_owned(), Rule::Incompatible)],
            "{range}"
        );
    }
    assert_eq!(
        with("portico", json!("newest")),
        [("portico".to_owned(), Rule::Shape)]
    );
}

#[test]
fn threat_41_texts_of_strangers_are_short_and_read_as_they_are_written() {
    let long = |most: usize| "x".repeat(most + 1);
    for (path, text, most) in [
        ("title", "title", MAX_NAME),
        ("summary", "summary", MAX_SUMMARY),
    ] {
        assert_eq!(with(text, json!({"en": "x".repeat(most)})), []);
        assert_eq!(
            with(text, json!({"de": long(most)})),
            [(path.to_owned(), Rule::TooMany)]
        );
    }
    assert_eq!(
        with("publisher", json!(long(MAX_NAME))),
        [("publisher".to_owned(), Rule::TooMany)]
    );
    let turned = "Verified \u{202e}yb";
    for (key, value) in [
        ("title", json!({"en": turned})),
        ("about", json!({"en": turned})),
        ("publisher", json!(turned)),
        ("keywords", json!([turned])),
    ] {
        assert_eq!(with(key, value), [(key.to_owned(), Rule::Text)], "{key}");
    }
}

#[test]
fn what_is_no_description_of_a_package_is_refused_at_once() {
    let refused = |json: &[u8]| parse_manifest(json).unwrap_err().rule;
    assert_eq!(refused(b""), Rule::Shape);
    assert_eq!(refused(b"[]"), Rule::Shape);
    assert_eq!(refused(b"{\"name\": \"My Notes\"}"), Rule::PluginName);
    assert_eq!(refused(b"{\"name\": \"a\", \"version\": 1}"), Rule::Shape);
    assert_eq!(refused(&vec![b' '; MAX_MANIFEST_BYTES + 1]), Rule::TooMany);
}
