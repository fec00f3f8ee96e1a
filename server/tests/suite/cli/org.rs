//! `portico org` and `portico openapi`.

use serde_json::Value;

use super::portico::{Portico, stderr};

fn set<'a>(org: &'a str, plugin: &'a str, to: &'a str) -> [&'a str; 9] {
    [
        "org", "set", "--host", "zoo", "--org", org, "--plugin", plugin, to,
    ]
}

/// A host that approved one plugin.
fn zoo() -> Portico {
    let portico = Portico::new();
    portico.ok(&["host", "create", "--id", "zoo", "--name", "Zoo"]);
    portico.ok(&["host", "approve", "sales-chart", "--host", "zoo"]);
    portico
}

#[test]
fn an_organisations_decision_is_made_and_taken_back() {
    let portico = zoo();
    for (to, said) in [
        ("on", "sales-chart: on for cats\n"),
        ("off", "sales-chart: off for cats\n"),
        ("inherit", "sales-chart: inherit for cats\n"),
    ] {
        assert_eq!(portico.ok(&set("cats", "sales-chart", to)), said);
    }
    let named = [&set("cats", "sales-chart", "on")[..], &["--actor", "ada"]].concat();
    portico.ok(&named);
    let file = portico.dir.path().join("backup.jsonl");
    portico.ok(&["backup", file.to_str().unwrap()]);
    let rows = std::fs::read_to_string(file).unwrap();
    let decided = |line: &&str| line.contains("org_plugin.set");
    let decided: Vec<&str> = rows.lines().filter(decided).collect();
    assert_eq!(decided.len(), 4, "each is in the audit log");
    assert!(decided[0].contains("\"cli\"") && decided[3].contains("\"ada\""));
}

#[test]
fn what_an_admin_may_not_do_the_command_does_not_do() {
    let portico = zoo();
    let fails = |args: &[&str]| portico.fails(args);
    assert!(fails(&set("cats", "acme-pay", "on")).contains("not approved"));
    assert!(fails(&set("cats", "no-such-plugin", "on")).contains("no-such-plugin"));
    assert!(fails(&set("", "sales-chart", "on")).contains("1 to 255"));
    let nowhere = [
        "org",
        "set",
        "--host",
        "nowhere",
        "--org",
        "cats",
        "--plugin",
        "sales-chart",
        "on",
    ];
    fails(&nowhere);
    portico.ok(&["host", "policy", "sales-chart", "blocked", "--host", "zoo"]);
    assert!(fails(&set("cats", "sales-chart", "on")).contains("The host decides"));
    let wrong = portico.run(&set("cats", "sales-chart", "maybe"));
    assert_eq!(wrong.status.code(), Some(2), "{}", stderr(&wrong));
}

#[test]
fn the_description_of_the_api_is_printed_without_a_server_or_data() {
    let portico = Portico::new();
    let document: Value = portico.json(&["openapi"]);
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/api/v1/me",
        "/api/v1/hosts/{host}/keys",
        "/api/v1/hosts/{host}/plugins/{plugin}/settings",
        "/api/v1/hosts/{host}/admin-session",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    assert!(!portico.data().exists(), "nothing is made");
}
