//! `portico host` and `portico token`.

use portico_sdk::claims::OrgRole;
use portico_sdk::jwt::{HostSecret, Key, KeyMaterial, verify};
use portico_sdk::plugin::Clock as _;
use portico_server::clock::SystemClock;
use serde_json::Value;

use super::portico::Portico;

#[test]
fn a_host_is_registered_and_its_token_is_good_from_an_empty_directory() {
    let portico = Portico::new();
    let made = portico.json(&["host", "create", "--id", "zoo-7", "--name", "Zoo", "--json"]);
    assert_eq!(made["host"], "zoo-7");
    let secret = HostSecret::parse(made["secret"].as_str().unwrap()).unwrap();
    assert_eq!(made["key_id"], secret.key_id());
    assert_eq!(made.as_object().unwrap().len(), 3);

    let printed = portico.ok(&[
        "token",
        "--host",
        "zoo-7",
        "--uid",
        "keeper",
        "--org",
        "cats=ADMIN",
        "--org",
        "dogs=MEMBER",
        "--active-org",
        "cats",
        "--expires-in",
        "10m",
    ]);
    let token = printed.trim_end();
    assert!(
        !token.contains(char::is_whitespace),
        "nothing but the token"
    );
    let keys = [Key {
        id: secret.key_id().to_owned(),
        material: KeyMaterial::Secret(secret),
    }];
    let now = SystemClock.now_ms();
    let verified = verify(token, "zoo-7", &keys, now).unwrap();
    assert_eq!(verified.identity.uid, "keeper");
    assert_eq!(verified.identity.role("cats"), Some(OrgRole::Admin));
    assert_eq!(verified.identity.org.as_deref(), Some("cats"));
    assert!((verified.expires_at - now - 600_000).abs() < 60_000);

    assert_eq!(portico.ok(&["host", "list"]), "zoo-7\tZoo\n");
}

#[test]
fn refusals_go_to_standard_error_with_a_failing_exit_code() {
    let portico = Portico::new();
    let create = ["host", "create", "--id", "zoo", "--name", "Zoo"];
    portico.ok(&create);
    assert!(portico.fails(&create).contains("zoo"));
    assert!(
        portico
            .fails(&["host", "create", "--id", "Not An Id", "--name", "x"])
            .contains("lower-case letters")
    );
    assert!(
        portico
            .fails(&["token", "--host", "nobody", "--uid", "x"])
            .contains("nobody")
    );
    assert!(
        portico
            .fails(&["token", "--host", "zoo", "--uid", "x", "--expires-in", "2d"])
            .contains("exp")
    );
    assert!(
        portico
            .fails(&[
                "host",
                "origin",
                "add",
                "--host",
                "zoo",
                "http://zoo.example"
            ])
            .contains("https://")
    );
    assert!(
        portico
            .fails(&["host", "approve", "no-such-plugin", "--host", "zoo"])
            .contains("no-such-plugin")
    );
    // A mistake in the command itself is clap's exit code 2.
    let wrong = portico.run(&["token", "--host", "zoo", "--uid", "x", "--org", "cats=BOSS"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty());
}

#[test]
fn a_command_about_a_host_that_is_not_there_says_so_and_how_to_list_hosts() {
    let portico = Portico::new();
    portico.ok(&["host", "create", "--id", "zoo", "--name", "Zoo"]);
    let jwk = portico.dir.path().join("key.json");
    std::fs::write(&jwk, "{}").unwrap();
    let jwk = jwk.to_str().unwrap();
    for command in [
        vec!["host", "keys"],
        vec!["host", "rotate"],
        vec!["host", "revoke", "k3y"],
        vec!["host", "add-public-key", jwk],
        vec!["host", "approve", "--all"],
        vec!["host", "unapprove", "sales-chart"],
        vec!["host", "plugins"],
        vec!["host", "policy", "sales-chart", "forced"],
        vec!["host", "set", "--name", "X"],
        vec!["host", "origin", "add", "https://a.example"],
        vec!["host", "origin", "remove", "https://a.example"],
        vec!["host", "origin", "list"],
        vec!["org", "set", "on", "--org", "o", "--plugin", "sales-chart"],
    ] {
        let said = portico.fails(&[&command[..], &["--host", "nope"]].concat());
        assert!(said.contains("no host nope"), "{command:?}: {said}");
        assert!(said.contains("portico host list"), "{command:?}: {said}");
    }
    // At a host that is there, what is missing is named.
    for (command, missing) in [
        (vec!["host", "revoke", "k3y"], "k3y"),
        (vec!["host", "unapprove", "sales-chart"], "sales-chart"),
        (
            vec!["host", "origin", "remove", "https://a.example"],
            "https://a.example",
        ),
    ] {
        let said = portico.fails(&[&command[..], &["--host", "zoo"]].concat());
        assert!(said.contains(missing) && said.contains("zoo"), "{said}");
    }
}

#[test]
fn keys_rotate_with_overlap_and_are_revoked() {
    let portico = Portico::new();
    let first = portico.json(&["host", "create", "--id", "zoo", "--name", "Zoo", "--json"]);
    let second = portico.json(&["host", "rotate", "--host", "zoo", "--json"]);
    assert_ne!(first["secret"], second["secret"]);
    let states = |portico: &Portico| -> Vec<(String, String)> {
        let keys = portico.json(&["host", "keys", "--host", "zoo", "--json"]);
        let mut states: Vec<(String, String)> = keys
            .as_array()
            .unwrap()
            .iter()
            .map(|key| {
                let text = |name: &str| key[name].as_str().unwrap().to_owned();
                (text("id"), text("state"))
            })
            .collect();
        states.sort();
        states
    };
    let expect = |mut pairs: Vec<(&Value, &str)>| -> Vec<(String, String)> {
        pairs.sort_by_key(|(id, _)| id.as_str());
        pairs
            .into_iter()
            .map(|(id, state)| (id.as_str().unwrap().to_owned(), state.to_owned()))
            .collect()
    };
    let (old, new) = (&first["key_id"], &second["key_id"]);
    assert_eq!(
        states(&portico),
        expect(vec![(old, "retiring"), (new, "active")])
    );
    portico.ok(&["host", "revoke", "--host", "zoo", new.as_str().unwrap()]);
    assert_eq!(
        states(&portico),
        expect(vec![(old, "retiring"), (new, "revoked")])
    );
    // Without an active secret there is nothing to sign with.
    portico.fails(&["token", "--host", "zoo", "--uid", "x"]);
}

#[test]
fn settings_origins_and_plugins_are_changed_by_command() {
    let portico = Portico::new();
    portico.ok(&["host", "create", "--id", "zoo", "--name", "Zoo"]);
    let host = portico.json(&[
        "host",
        "set",
        "--host",
        "zoo",
        "--name",
        "New Zoo",
        "--site-url",
        "https://zoo.example",
        "--user-installs",
        "off",
        "--purchases",
        "on",
        "--accent",
        "#2563EB",
    ]);
    assert_eq!(host["name"], "New Zoo");
    assert_eq!(host["site_url"], "https://zoo.example/");
    assert_eq!(host["user_installs"], false);
    assert_eq!(host["org_plugins"], true);
    assert_eq!(host["accent"], "#2563eb");
    portico.fails(&["host", "set", "--host", "zoo", "--accent", "red"]);

    let add = [
        "host",
        "origin",
        "add",
        "--host",
        "zoo",
        "https://Zoo.example/",
    ];
    assert_eq!(portico.ok(&add), "https://zoo.example\n");
    portico.ok(&add);
    let list = ["host", "origin", "list", "--host", "zoo"];
    assert_eq!(portico.ok(&list), "https://zoo.example\n");
    portico.ok(&[
        "host",
        "origin",
        "remove",
        "--host",
        "zoo",
        "https://zoo.example",
    ]);
    assert_eq!(portico.ok(&list), "");

    portico.ok(&["host", "approve", "sales-chart", "--host", "zoo"]);
    portico.ok(&[
        "host",
        "policy",
        "sales-chart",
        "forced",
        "--host",
        "zoo",
        "--note",
        "Q4",
    ]);
    let refused = portico.fails(&["host", "policy", "acme-pay", "forced", "--host", "zoo"]);
    assert!(refused.contains("Approve it first"));
    let plugins = portico.ok(&["host", "plugins", "--host", "zoo"]);
    assert!(
        plugins.contains("sales-chart\tapproved\tforced\n"),
        "{plugins}"
    );
    assert!(plugins.contains("acme-pay\t-\tinherit\n"), "{plugins}");
    portico.ok(&["host", "unapprove", "sales-chart", "--host", "zoo"]);
    portico.ok(&["host", "approve", "--all", "--host", "zoo"]);
}
