//! What `portico serve` says when it starts.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use super::portico::{Portico, site, text};

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a server and reads what it says up to the line about the console.
fn starts(portico: &Portico, args: &[&str]) -> (Running, Vec<String>) {
    let args = [&["serve", "--addr", "127.0.0.1:0"], args].concat();
    let mut child = portico
        .command(&args)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let running = Running(child);
    let mut said = Vec::new();
    for line in output.lines() {
        let line = line.unwrap();
        let is_last = line.trim_start().starts_with("console");
        said.push(line);
        if is_last {
            break;
        }
    }
    (running, said)
}

#[test]
fn the_first_start_prints_a_link_to_the_set_up_and_later_ones_do_not() {
    let site = site();
    let portico = Portico::new().with("PORTICO_SITE_ROOT", text(site.path()));
    let (first, said) = starts(&portico, &[]);
    let link = said.last().unwrap();
    assert!(link.contains("/console/set-up?token=pset_"), "{said:?}");
    drop(first);
    let (again, said) = starts(&portico, &["--demo"]);
    assert!(said.iter().any(|line| line.contains("/shop")), "{said:?}");
    let other = said.last().unwrap();
    assert!(other.contains("/console/set-up?token=pset_") && other != link);
    drop(again);
    let create = ["admin", "create", "--email", "a@example.com", "--name", "A"];
    portico.ok(&create);
    let (_running, said) = starts(&portico, &[]);
    assert!(!said.last().unwrap().contains("token="), "{said:?}");
}

#[test]
fn the_demo_does_not_start_on_a_public_address() {
    let portico = Portico::new();
    let public = [
        "serve",
        "--demo",
        "--public-url",
        "https://plugins.example.com",
    ];
    let refused = portico.fails(&public);
    assert!(refused.contains("--demo-public"), "{refused}");
    assert!(!portico.dir.path().join("data").exists(), "nothing is made");
}
