//! `portico plugin new | check | pack | install | remove | list`: from nothing to a plugin in service.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::portico::{Portico, stderr, text};

fn folder(portico: &Portico, name: &str) -> PathBuf {
    portico.dir.path().join(name)
}

/// A plugin made by `plugin new`, as built.
fn made(portico: &Portico, name: &str, template: &str) -> PathBuf {
    let dir = folder(portico, name);
    portico.ok(&[
        "plugin",
        "new",
        name,
        "--template",
        template,
        "--publisher",
        "Ada \"&\" Co",
        "--dir",
        text(&dir),
    ]);
    if template.starts_with("sandbox") {
        fs::create_dir_all(dir.join("assets")).unwrap();
        fs::write(dir.join("assets/main.js"), "postMessage(1)").unwrap();
    }
    dir
}

fn manifest(dir: &Path) -> Value {
    serde_json::from_slice(&fs::read(dir.join("plugin.json")).unwrap()).unwrap()
}

#[test]
fn every_template_passes_the_check_of_the_server_and_can_be_packed() {
    let portico = Portico::new();
    for template in ["schema", "component", "sandbox", "sandbox-react"] {
        let name = format!("my-{template}");
        let dir = made(&portico, &name, template);
        let manifest = manifest(&dir);
        assert_eq!(manifest["name"], name.as_str());
        assert_eq!(manifest["publisher"], "Ada \"&\" Co");
        assert!(dir.join(".gitignore").is_file());
        let mut check = vec!["plugin", "check", text(&dir)];
        if template == "component" {
            let refused = portico.run(&check);
            assert_eq!(refused.status.code(), Some(1));
            check.push("--allow-components");
        }
        let said = portico.ok(&check);
        assert!(
            said.contains(&format!("{name} 1.0.0 is fine (0 errors, 0 warnings).")),
            "{said}"
        );
        let archive = folder(&portico, &format!("{name}.tar.gz"));
        portico.ok(&["plugin", "pack", text(&dir), "--out", text(&archive)]);
        let of_archive = ["plugin", "check", text(&archive), "--allow-components"];
        assert!(portico.ok(&of_archive).contains("is fine"));
    }
    let vendored = folder(&portico, "my-sandbox/vendor/portico-plugin/package.json");
    let package: Value = serde_json::from_slice(&fs::read(vendored).unwrap()).unwrap();
    assert!(
        package.get("devDependencies").is_none(),
        "tests of the library are not for everybody"
    );
    assert_eq!(package["name"], "@portico/plugin");
}

#[test]
fn nothing_is_written_over_and_names_are_checked() {
    let portico = Portico::new();
    let dir = made(&portico, "mine", "schema");
    let again = portico.fails(&["plugin", "new", "mine", "--dir", text(&dir)]);
    assert!(again.contains("not empty"), "{again}");
    let name = portico.fails(&["plugin", "new", "My Notes"]);
    assert!(name.contains("lower-case"), "{name}");
    let nothing = portico.fails(&["plugin", "check", text(portico.dir.path())]);
    assert!(nothing.contains("portico plugin new"), "{nothing}");
}

#[test]
fn a_problem_names_rule_file_line_and_fix() {
    let portico = Portico::new();
    let dir = made(&portico, "mine", "sandbox");
    let path = dir.join("plugin.json");
    let broken = fs::read_to_string(&path)
        .unwrap()
        .replace("assets/main.js", "assets/mian.js");
    fs::write(&path, &broken).unwrap();
    let line = 1 + broken
        .lines()
        .position(|line| line.contains("mian.js"))
        .unwrap();
    fs::write(dir.join("assets/page.html"), "<p>").unwrap();

    let output = portico.run(&["plugin", "check", text(&dir)]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(
        said.contains(&format!(
            "plugin.json:{line}: error[asset_missing] extensions[0].sandbox.entry"
        )),
        "{said}"
    );
    assert!(
        said.contains("assets/page.html: error[asset_type]"),
        "{said}"
    );
    assert!(stderr(&output).contains("2 errors"));

    let output = portico.run(&["plugin", "check", text(&dir), "--json"]);
    let list: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list[1]["rule"], "asset_missing", "{list}");
    let not_packed = portico.fails(&[
        "plugin",
        "pack",
        text(&dir),
        "--out",
        text(&folder(&portico, "x.tar.gz")),
    ]);
    assert!(not_packed.contains("not packed: 2 errors"), "{not_packed}");
    assert!(!folder(&portico, "x.tar.gz").exists());
}

#[test]
fn a_package_is_installed_replaced_and_removed_from_the_command_line() {
    let portico = Portico::new();
    portico.ok(&["host", "create", "--id", "shop", "--name", "Shop"]);
    let dir = made(&portico, "my-notes", "sandbox");
    let install = ["plugin", "install", text(&dir), "--host", "shop"];
    assert!(
        portico
            .ok(&install)
            .contains("my-notes 1.0.0 is approved on shop.")
    );
    assert!(portico.ok(&install).contains("already"));
    let listed = portico.json(&["plugin", "list", "--json"]);
    let ours = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|plugin| plugin["name"] == "my-notes")
        .unwrap();
    assert!(ours["digest"].as_str().unwrap().starts_with("sha256-"));
    assert!(
        portico
            .ok(&["host", "plugins", "--host", "shop"])
            .contains("my-notes\tapproved")
    );
    portico.ok(&[
        "org", "set", "--host", "shop", "--org", "globex", "--plugin", "my-notes", "on",
    ]);

    fs::write(dir.join("assets/main.js"), "postMessage(2)").unwrap();
    let said = portico.fails(&install);
    assert!(said.contains("Raise the version"), "{said}");
    let mut manifest = manifest(&dir);
    manifest["version"] = json!("1.1.0");
    fs::write(dir.join("plugin.json"), manifest.to_string()).unwrap();
    assert!(portico.ok(&install).contains("in place of 1.0.0"));
    portico.ok(&["plugin", "remove", "my-notes"]);
    assert!(
        portico
            .fails(&["plugin", "remove", "my-notes"])
            .contains("plugin list")
    );
    let missing = portico.fails(&["plugin", "install", text(&dir), "--host", "nobody"]);
    assert!(missing.contains("there is no host nobody"), "{missing}");
}

#[test]
fn a_backup_brings_packages_back_with_their_files() {
    let portico = Portico::new();
    portico.ok(&["host", "create", "--id", "shop", "--name", "Shop"]);
    let dir = made(&portico, "my-notes", "sandbox");
    portico.ok(&["plugin", "install", text(&dir), "--host", "shop"]);
    let file = folder(&portico, "backup.jsonl");
    portico.ok(&["backup", text(&file)]);
    let other = Portico::new();
    fs::create_dir_all(other.data()).unwrap();
    fs::copy(
        portico.data().join("master.key"),
        other.data().join("master.key"),
    )
    .unwrap();
    other.ok(&["restore", text(&file)]);
    let of = |portico: &Portico| {
        let list = portico.json(&["plugin", "list", "--json"]);
        list.as_array()
            .unwrap()
            .iter()
            .find(|plugin| plugin["name"] == "my-notes")
            .cloned()
    };
    assert_eq!(of(&other), of(&portico));
    assert!(of(&other).is_some());
    assert!(
        other
            .ok(&["host", "plugins", "--host", "shop"])
            .contains("my-notes\tapproved")
    );
}
