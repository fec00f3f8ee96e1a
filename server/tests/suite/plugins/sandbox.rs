//! Sandboxed extensions on the server: their bundle, the grant in the address of their frame, the policies of page and frame.

use http::StatusCode;
use portico_sdk::claims::OrgRole;
use portico_sdk::extension::{ExtensionKind, Sandbox};
use portico_sdk::policy::Mode;
use portico_sdk::problem::Rule;
use serde_json::json;

use super::world::World;
use crate::support::Answer;
use crate::support::sample::Sample;

const MANIFEST: &str = "/api/v1/admin/plugin-manifest";
const HOUR_MS: i64 = 60 * 60 * 1000;

fn boxed(network: &[&str]) -> Sample {
    Sample::new("boxed")
        .asset("main.js", b"postMessage(1)")
        .extension(json!({
            "id": "chart", "slot": "admin:sidebar", "type": "sandbox",
            "sandbox": {
                "entry": "/plugins/boxed/assets/main.js", "frame_url": "/sandbox/mine",
                "capabilities": { "props": ["path"], "network": network }
            }
        }))
}

async fn world(network: &[&str]) -> (World, String) {
    let world = World::new(vec![boxed(network).build()]).await;
    world.org_policy("globex", "boxed", Mode::Forced).await;
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    (world, admin)
}

fn sandbox_of(manifest: &Answer) -> Sandbox {
    let item = manifest.json()["data"]["extensions"][0].clone();
    let kind: ExtensionKind = serde_json::from_value(item).unwrap();
    let ExtensionKind::Sandbox { sandbox } = kind else {
        panic!("no sandbox: {}", manifest.body);
    };
    sandbox
}

#[tokio::test]
async fn a_manifest_names_the_bundle_by_its_digest_and_a_frame_with_a_grant() {
    let (world, admin) = world(&[]).await;
    let sandbox = sandbox_of(&world.get(&admin, MANIFEST).await);
    assert!(sandbox.entry.starts_with("/plugins/boxed/assets/~"));
    assert!(sandbox.digest.starts_with("sha384-"));
    let bundle = world.server.get(&sandbox.entry, &[]).await;
    assert_eq!(bundle.body, "postMessage(1)");
    assert_eq!(
        bundle.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    // What the plugin itself declared as its frame counts for nothing.
    assert_ne!(sandbox.frame_url, "/sandbox/mine");
    let frame = world.server.get(&sandbox.frame_url, &[]).await;
    assert_eq!(frame.status, StatusCode::OK, "{}", frame.body);
}

#[tokio::test]
async fn threat_b_and_c_the_frames_policy_comes_from_the_grant_alone() {
    let (world, admin) = world(&["https://api.example.com"]).await;
    let sandbox = sandbox_of(&world.get(&admin, MANIFEST).await);
    let frame = world.server.get(&sandbox.frame_url, &[]).await;
    let policy = frame.header("content-security-policy");
    for part in [
        "sandbox allow-scripts;",
        "default-src 'none'",
        "worker-src blob:",
        "connect-src https://api.example.com;",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(policy.contains("frame-ancestors http"), "{policy}");
    assert!(!policy.contains("allow-same-origin"), "PARITY 45: {policy}");
    assert_eq!(frame.header("referrer-policy"), "no-referrer");
    assert!(frame.header("set-cookie").is_empty());
}

#[tokio::test]
async fn threat_c_a_frame_without_a_good_grant_is_refused() {
    let (world, admin) = world(&[]).await;
    let sandbox = sandbox_of(&world.get(&admin, MANIFEST).await);
    let last = sandbox.frame_url.pop_to_other();
    for forged in ["/sandbox/x", "/sandbox/e30.e30", &last] {
        let frame = world.server.get(forged, &[]).await;
        assert_eq!(frame.status, StatusCode::NOT_FOUND, "{forged}");
    }
    world.server.clock.advance_ms(13 * HOUR_MS);
    let expired = world.server.get(&sandbox.frame_url, &[]).await;
    assert_eq!(expired.status, StatusCode::GONE, "{}", expired.body);
}

/// The address with its last character changed.
trait Other {
    fn pop_to_other(&self) -> String;
}

impl Other for String {
    fn pop_to_other(&self) -> String {
        let mut other = self.clone();
        let last = other.pop();
        other.push(if last == Some('A') { 'Q' } else { 'A' });
        other
    }
}

#[tokio::test]
async fn the_addresses_of_frames_are_made_anew_before_they_expire() {
    let (world, admin) = world(&[]).await;
    let first = world.get(&admin, MANIFEST).await;
    let again = world.get(&admin, MANIFEST).await;
    assert_eq!(first.body, again.body);
    assert_eq!(first.header("etag"), again.header("etag"));
    // Up to the end of their hours nobody gets an address that ends within the next six.
    for _ in 0..3 {
        world.server.clock.advance_ms(5 * HOUR_MS);
        let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
        let later = world.get(&admin, MANIFEST).await;
        let url = sandbox_of(&later).frame_url;
        world.server.clock.advance_ms(6 * HOUR_MS - 1);
        assert_eq!(world.server.get(&url, &[]).await.status, StatusCode::OK);
        world.server.clock.advance_ms(1 - 6 * HOUR_MS);
        assert_ne!(later.header("etag"), "", "{}", later.body);
    }
    let admin = world.bearer("ada", &[("globex", OrgRole::Admin)]);
    let last = world.get(&admin, MANIFEST).await;
    assert_ne!(first.header("etag"), last.header("etag"));
    assert_ne!(sandbox_of(&first).frame_url, sandbox_of(&last).frame_url);
}

#[tokio::test]
async fn threat_d_a_page_may_hold_exactly_the_frames_of_its_own_extensions() {
    let (world, admin) = world(&[]).await;
    let url = sandbox_of(&world.get(&admin, MANIFEST).await).frame_url;
    let page = world.get(&admin, "/admin").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let policy = page.header("content-security-policy");
    let frames = policy
        .split("; ")
        .find(|part| part.starts_with("frame-src"))
        .unwrap();
    assert!(
        frames.ends_with(&url) && frames.split(' ').count() == 2,
        "{frames}"
    );
    let elsewhere = world.get(&admin, "/store").await;
    let policy = elsewhere.header("content-security-policy");
    assert!(policy.contains("frame-src 'none'"), "{policy}");
}

#[tokio::test]
async fn threat_k_a_network_origin_that_is_not_a_plain_https_one_skips_the_extension() {
    for origin in [
        "http://api.example.com",
        "https://*.example.com",
        "https://10.0.0.1",
        "https://a.example/x",
    ] {
        let world = World::new(vec![boxed(&[origin]).build()]).await;
        let rules: Vec<Rule> = world
            .server
            .state
            .registry
            .now()
            .problems
            .iter()
            .map(|problem| problem.rule)
            .collect();
        assert_eq!(rules, [Rule::NetworkOrigin], "{origin}");
    }
}
