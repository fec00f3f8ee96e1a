//! The frame's document: our relay and nothing else, under a policy of its own (THREATS 19-25, b, c).

use std::sync::LazyLock;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portico_sdk::url_rule::network_origin;

use super::grant::Grant;

/// What stands before a grant in the address of a frame.
pub const PATH: &str = "/sandbox/";

/// The trusted script between page and worker.
const RELAY: &str = include_str!("../../../frontend/sandbox/relay.js");

static RELAY_HASH: LazyLock<String> = LazyLock::new(|| {
    let hash = digest::digest(&digest::SHA256, RELAY.as_bytes());
    format!("sha256-{}", STANDARD.encode(hash))
});

/// The document. It is the same for every plugin; what differs is its policy.
pub fn page() -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Portico</title></head>\
         <body><script>{RELAY}</script></body></html>"
    )
}

/// The document's Content-Security-Policy. The script is named by its hash, because a nonce lets markup send data away (THREATS
/// 21), and never by `'self'`, which in an opaque document means the host (THREATS 22). Origins are parsed and written anew.
pub fn policy(grant: &Grant) -> String {
    let network: Vec<String> = grant
        .network
        .iter()
        .filter_map(|origin| network_origin(origin).ok())
        .collect();
    let or_none = |list: String| {
        if list.is_empty() {
            "'none'".to_owned()
        } else {
            list
        }
    };
    [
        "sandbox allow-scripts".to_owned(),
        "default-src 'none'".to_owned(),
        format!("script-src '{}'", *RELAY_HASH),
        "worker-src blob:".to_owned(),
        format!("connect-src {}", or_none(network.join(" "))),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
        format!("frame-ancestors {}", or_none(grant.ancestors.join(" "))),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(network: &[&str], ancestors: &[&str]) -> Grant {
        Grant {
            host: "h".to_owned(),
            org: None,
            plugin: "p".to_owned(),
            digest: String::new(),
            network: network.iter().map(|&origin| origin.to_owned()).collect(),
            ancestors: ancestors.iter().map(|&origin| origin.to_owned()).collect(),
            expires: 0,
        }
    }

    #[test]
    fn threat_21_and_22_the_relay_is_allowed_by_its_hash_and_nothing_else_is() {
        let policy = policy(&grant(&[], &["https://shop.example"]));
        assert!(
            policy.contains(&format!("script-src '{}'", *RELAY_HASH)),
            "{policy}"
        );
        for never in ["'self'", "nonce", "unsafe", "*"] {
            assert!(!policy.contains(never), "{policy}");
        }
        assert!(page().contains(&format!("<script>{RELAY}</script>")));
        assert_eq!(RELAY.matches("</script").count(), 0);
    }

    #[test]
    fn threat_34_what_a_plugin_asks_for_cannot_add_a_directive() {
        let evil = [
            "https://a.example; script-src *",
            "*",
            "https://*.example",
            "data:",
            "http://a.example",
        ];
        assert_eq!(
            policy(&grant(&evil, &["https://shop.example"])),
            policy(&grant(&[], &["https://shop.example"]))
        );
        let good = policy(&grant(&["https://api.example.com"], &[]));
        assert!(
            good.contains("connect-src https://api.example.com;"),
            "{good}"
        );
        assert!(good.contains("frame-ancestors 'none'"), "{good}");
    }
}
