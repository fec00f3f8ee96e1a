//! `portico migrate`, `doctor`, `backup` and `restore`.

use super::portico::{Portico, site, text};

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
    let site = site();
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
