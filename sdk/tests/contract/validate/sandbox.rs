//! Sandboxes and their capabilities.

use portico_sdk::Rule;
use portico_sdk::extension::{Capabilities, ExtensionKind, Sandbox};
use portico_sdk::validate::{Algorithm, Context, digest, validate_plugin};

use super::{SCRIPT, STYLE, extension, found, kept, plugin, sandbox, skipped};

#[test]
fn a_sandbox_asks_for_named_capabilities_and_plain_origins() {
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let good = Capabilities {
        props: names(&["currency"]),
        callbacks: names(&["emit", "listShared"]),
        host_components: names(&["Button"]),
        network: names(&["https://api.example.com/", "https://cdn.example.com:8443"]),
        user: true,
    };
    let ExtensionKind::Sandbox { sandbox: checked } = kept(sandbox(good), &[]).kind else {
        panic!("a sandbox")
    };
    assert_eq!(
        checked.capabilities.network,
        ["https://api.example.com", "https://cdn.example.com:8443"]
    );
    assert_eq!(
        checked.digest,
        digest(Algorithm::Sha384, SCRIPT).to_string()
    );
    assert!(checked.capabilities.user);

    let bad = Capabilities {
        props: names(&["amount", "amount"]),
        callbacks: names(&["__proto__"]),
        host_components: names(&["constructor", "my-button"]),
        network: names(&[
            "https://*.example.com",
            "https://10.0.0.1",
            "https://own.example",
            "https://a.example/v1",
        ]),
        user: true,
    };
    let context = Context {
        own_origins: vec!["https://own.example"],
        ..Context::default()
    };
    let validated = validate_plugin(&plugin([sandbox(bad)]), &context);
    assert!(validated.extensions.is_empty());
    assert_eq!(
        found(&validated),
        [
            ("sandbox.capabilities.props[1]", Rule::Capability),
            ("sandbox.capabilities.callbacks[0]", Rule::Capability),
            ("sandbox.capabilities.host_components[0]", Rule::Capability),
            ("sandbox.capabilities.host_components[1]", Rule::Capability),
            ("sandbox.capabilities.network[0]", Rule::NetworkOrigin),
            ("sandbox.capabilities.network[1]", Rule::NetworkOrigin),
            ("sandbox.capabilities.network[2]", Rule::NetworkOrigin),
            ("sandbox.capabilities.network[3]", Rule::NetworkOrigin),
        ]
    );
    let many: Vec<String> = (0..101).map(|index| format!("p{index}")).collect();
    let elsewhere = |props: &[String]| {
        let mut extension = sandbox(Capabilities {
            props: props.to_vec(),
            ..Capabilities::default()
        });
        // Of slots of a host's own it is not known what they pass.
        extension.slot = "storefront:product:reviews".to_owned();
        extension
    };
    kept(elsewhere(&many[..100]), &[]);
    skipped(
        elsewhere(&many),
        &[("sandbox.capabilities.props", Rule::TooMany)],
    );
}

#[test]
fn what_a_slot_of_ours_does_not_pass_is_warned_about_with_the_nearest_name() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let asked = Capabilities {
        props: names(&["currency", "ammount"]),
        callbacks: names(&["onRate"]),
        host_components: names(&["button", "Money"]),
        ..Capabilities::default()
    };
    let validated = validate_plugin(&plugin([sandbox(asked.clone())]), &Context::default());
    assert_eq!(validated.extensions.len(), 1, "other websites may pass it");
    assert_eq!(
        found(&validated),
        [
            ("sandbox.capabilities.props[1]", Rule::NotOffered),
            ("sandbox.capabilities.callbacks[0]", Rule::NotOffered),
            ("sandbox.capabilities.host_components[0]", Rule::NotOffered),
        ]
    );
    let fixes: Vec<&str> = validated.problems.iter().map(|it| &*it.fix).collect();
    assert!(fixes[0].ends_with("Did you mean amount?"), "{}", fixes[0]);
    assert!(!fixes[1].contains("Did you mean"), "{}", fixes[1]);
    assert!(fixes[2].ends_with("Did you mean Button?"), "{}", fixes[2]);

    let mut elsewhere = sandbox(asked);
    elsewhere.slot = "storefront:product:reviews".to_owned();
    assert_eq!(kept(elsewhere, &[]).id, "sandbox");
}

#[test]
fn a_sandbox_is_an_existing_bundle_and_brings_no_frame_of_its_own() {
    let with = |entry: &str, digest: &str, frame_url: &str| {
        let sandbox = Sandbox {
            entry: entry.to_owned(),
            digest: digest.to_owned(),
            frame_url: frame_url.to_owned(),
            ..Sandbox::default()
        };
        extension("sandbox", ExtensionKind::Sandbox { sandbox })
    };
    let own = "/plugins/acme-pay/assets/form.js";
    skipped(with("", "", ""), &[("sandbox.entry", Rule::UrlMissing)]);
    skipped(
        with("/plugins/acme-pay/assets/none.js", "", ""),
        &[("sandbox.entry", Rule::AssetMissing)],
    );
    skipped(
        with(own, "sha384-x", ""),
        &[("sandbox.digest", Rule::IntegrityMalformed)],
    );
    let other = digest(Algorithm::Sha384, STYLE).to_string();
    skipped(
        with(own, &other, ""),
        &[("sandbox.digest", Rule::IntegrityMismatch)],
    );
    let ExtensionKind::Sandbox { sandbox } = kept(with(own, "", "https://evil.example"), &[]).kind
    else {
        panic!("a sandbox")
    };
    assert_eq!(sandbox.frame_url, "");
}
