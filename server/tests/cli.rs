//! The command line, as the built binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "test code that clippy does not recognise as such"
)]

mod support;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use portico_sdk::claims::OrgRole;
use portico_sdk::jwt::{HostSecret, Key, KeyMaterial, verify};
use portico_sdk::plugin::Clock as _;
use portico_server::clock::SystemClock;
use serde_json::Value;
use tempfile::TempDir;

/// A data directory of the test's own.
struct Portico {
    dir: TempDir,
    env: Vec<(String, String)>,
}

impl Portico {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            env: Vec::new(),
        }
    }

    fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.push((name.to_owned(), value.into()));
        self
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        // Only what the test says: a developer's own settings must not reach it.
        for (name, _) in std::env::vars() {
            if name.starts_with("PORTICO_") {
                command.env_remove(name);
            }
        }
        command
            .args(args)
            .env("PORTICO_DATA_DIR", self.dir.path().join("data"))
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Standard output of a command that must succeed.
    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Standard error of a command that must fail with exit code 1 and print no result.
    fn fails(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        stderr(&output)
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(args)).unwrap()
    }

    fn feed(&self, args: &[&str], input: &str) -> Output {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

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

#[test]
fn a_console_account_is_made_with_a_password_from_standard_input() {
    let portico = Portico::new();
    let create = [
        "admin",
        "create",
        "--email",
        "Ada@Example.com",
        "--name",
        "Ada",
        "--password-stdin",
    ];
    let made = portico.feed(&create, "correct horse battery\n");
    assert!(made.status.success(), "{}", stderr(&made));
    let printed = String::from_utf8_lossy(&made.stdout).into_owned() + &stderr(&made);
    assert!(printed.contains("ada@example.com"));
    assert!(!printed.contains("correct horse battery"), "threat 46");
    let again = portico.feed(&create, "correct horse battery\n");
    assert_eq!(again.status.code(), Some(1));
    let short = portico.feed(
        &[
            "admin",
            "create",
            "--email",
            "b@example.com",
            "--name",
            "B",
            "--password-stdin",
        ],
        "short\n",
    );
    assert!(stderr(&short).contains("12 characters"));
    let reset = portico.ok(&["admin", "reset-password", "--email", "ada@example.com"]);
    assert!(
        reset.contains("Password: "),
        "a password is made when none is given"
    );
}

#[test]
fn migrate_says_whether_the_database_is_up_to_date() {
    let portico = Portico::new();
    assert!(
        portico
            .fails(&["migrate", "--status"])
            .contains("portico migrate")
    );
    assert!(!portico.data().exists(), "looking changes nothing");
    portico.ok(&["migrate"]);
    assert!(
        portico
            .ok(&["migrate", "--status"])
            .contains("migrations have run")
    );
}

#[test]
fn doctor_names_what_is_wrong() {
    let site = tempfile::tempdir().unwrap();
    std::fs::create_dir(site.path().join("pkg")).unwrap();
    for name in ["portico.js", "portico.wasm", "portico.css"] {
        std::fs::write(site.path().join("pkg").join(name), "").unwrap();
    }
    let portico = Portico::new().with("PORTICO_SITE_ROOT", text(site.path()));
    assert!(portico.fails(&["doctor"]).contains("failed"));
    portico.ok(&["migrate"]);
    let report = portico.ok(&["doctor"]);
    for name in [
        "database",
        "schema",
        "master key",
        "clock",
        "public url",
        "site",
    ] {
        assert!(
            report.contains(&format!("ok    {name}")),
            "{name} in {report}"
        );
    }
    let report = portico.run(&["doctor", "--public-url", "http://shop.example.com"]);
    assert_eq!(report.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&report.stdout).contains("FAIL  public url"));
    std::fs::remove_file(portico.data().join("master.key")).unwrap();
    assert!(String::from_utf8_lossy(&portico.run(&["doctor"]).stdout).contains("FAIL  master key"));
}

#[test]
fn a_backup_restores_with_its_key_and_not_without() {
    let old = Portico::new();
    old.ok(&["host", "create", "--id", "zoo", "--name", "Zoo"]);
    let file = old.dir.path().join("backup.jsonl");
    old.ok(&["backup", text(&file)]);
    assert!(old.fails(&["backup", text(&file)]).contains("exists"));
    let secret_free = std::fs::read_to_string(&file).unwrap();
    let key = std::fs::read_to_string(old.data().join("master.key")).unwrap();
    assert!(
        !secret_free.contains("psk_") && !secret_free.contains(key.trim()),
        "threat 46"
    );

    let keyless = Portico::new();
    assert!(
        keyless
            .fails(&["restore", text(&file)])
            .contains("master key")
    );
    assert!(
        !keyless.data().join("master.key").exists(),
        "no new key for old secrets"
    );

    let new = Portico::new().with("PORTICO_MASTER_KEY", key.trim());
    new.ok(&["restore", text(&file)]);
    assert!(new.fails(&["restore", text(&file)]).contains("--force"));
    new.ok(&["restore", "--force", text(&file)]);
    new.ok(&["token", "--host", "zoo", "--uid", "x"]);
}

#[test]
fn threat_46_no_command_prints_the_master_key_or_a_database_password() {
    let key = "a".repeat(42) + "A";
    let portico = Portico::new()
        .with("PORTICO_MASTER_KEY", &key)
        .with(
            "PORTICO_DATABASE_URL",
            "postgres://me:hunter2@127.0.0.1:1/x",
        )
        .with("PORTICO_LOG", "debug");
    for args in [
        &["doctor"][..],
        &["migrate"],
        &["host", "list"],
        &["--help"],
        &["doctor", "--help"],
    ] {
        let output = portico.run(args);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output);
        assert!(
            !printed.contains(&key) && !printed.contains("hunter2"),
            "{args:?}: {printed}"
        );
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let portico = Portico::new();
    for args in [
        &["serve"][..],
        &["migrate"],
        &["admin", "create"],
        &["host", "create"],
        &["host", "rotate"],
        &["host", "approve"],
        &["host", "set"],
        &["host", "origin"],
        &["token"],
        &["doctor"],
        &["backup"],
        &["restore"],
    ] {
        let help = portico.ok(&[args, &["--help"]].concat());
        assert!(help.contains("Examples:"), "{args:?}");
    }
}
