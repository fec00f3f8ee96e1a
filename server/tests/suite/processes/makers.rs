//! Who makes tokens: Rust, our npm package, npm's `jose` and Python's `PyJWT`, each by its own means.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use portico_sdk::OrgRole;
use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt};
use serde_json::json;

use super::process::Host;

/// A user as a host knows it.
#[derive(Debug, Clone)]
pub struct User {
    pub uid: String,
    pub orgs: Vec<(String, OrgRole)>,
}

impl User {
    /// With this id at the host.
    pub fn named(self, uid: &str) -> Self {
        Self {
            uid: uid.to_owned(),
            ..self
        }
    }

    /// In one organisation.
    pub fn of(org: &str, role: OrgRole) -> Self {
        Self {
            uid: "user".to_owned(),
            orgs: vec![(org.to_owned(), role)],
        }
    }
}

/// A way to make tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    Rust,
    PorticoServer,
    Jose,
    PyJwt,
}

impl Maker {
    pub const ALL: [Self; 4] = [Self::Rust, Self::PorticoServer, Self::Jose, Self::PyJwt];

    /// A token of the host for the user.
    pub fn token(self, host: &Host, user: &User) -> String {
        match self {
            Self::Rust => rust_token(host, user),
            Self::PorticoServer => node("portico.js", host, user),
            Self::Jose => node("jose.js", host, user),
            Self::PyJwt => python(host, user),
        }
    }
}

/// A token made by the Rust SDK.
pub fn rust_token(host: &Host, user: &User) -> String {
    let secret = HostSecret::parse(&host.secret).unwrap();
    let claims = NewClaims {
        uid: &user.uid,
        orgs: user
            .orgs
            .iter()
            .map(|(org, role)| (org.as_str(), *role))
            .collect(),
        ..NewClaims::default()
    };
    make_jwt(&secret, &claims).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn node(script: &str, host: &Host, user: &User) -> String {
    let package = root().join("sdk/js/server");
    assert!(
        package.join("node_modules/jose").is_dir(),
        "jose is not installed: run `make setup`"
    );
    let mut command = Command::new("node");
    command.arg(package.join("test/make").join(script));
    run(
        command,
        "Node.js is needed: apt-get install nodejs npm",
        host,
        user,
    )
}

fn python(host: &Host, user: &User) -> String {
    let packages = root().join(".tools/python");
    assert!(
        packages.join("jwt").is_dir(),
        "PyJWT is not installed: run `make setup`"
    );
    let mut command = Command::new("python3");
    command
        .arg(root().join("server/tests/suite/processes/pyjwt_token.py"))
        .env("PYTHONPATH", packages);
    run(
        command,
        "Python is needed: apt-get install python3",
        host,
        user,
    )
}

/// Tells a script on its standard input what to sign; its standard output is the token.
fn run(mut command: Command, missing: &str, host: &Host, user: &User) -> String {
    let orgs: serde_json::Map<String, serde_json::Value> = user
        .orgs
        .iter()
        .map(|(org, role)| (org.clone(), json!(role)))
        .collect();
    let order = json!({
        "secret": host.secret, "key_id": host.key_id, "uid": user.uid, "orgs": orgs,
    });
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{missing} ({error})"));
    let mut input = child.stdin.take().unwrap();
    input.write_all(order.to_string().as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {problem}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
