//! What holds for every command.

use super::portico::{Portico, stderr};

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
        &[][..],
        &["serve"],
        &["host"],
        &["org"],
        &["migrate"],
        &["admin", "create"],
        &["host", "create"],
        &["host", "rotate"],
        &["host", "approve"],
        &["host", "set"],
        &["host", "origin"],
        &["org", "set"],
        &["openapi"],
        &["plugin"],
        &["plugin", "schema"],
        &["plugin", "form"],
        &["signing-key"],
        &["signing-key", "rotate"],
        &["token"],
        &["doctor"],
        &["backup"],
        &["restore"],
    ] {
        let help = portico.ok(&[args, &["--help"]].concat());
        assert!(help.contains("Examples:"), "{args:?}");
    }
}
