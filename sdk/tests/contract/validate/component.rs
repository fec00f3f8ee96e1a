//! Web components: tags, scripts, integrity, external scripts.

use std::collections::BTreeMap;

use portico_sdk::Rule;
use portico_sdk::extension::{Capabilities, Component, Extension, ExtensionKind};
use portico_sdk::validate::{
    Algorithm, AssetContent, Context, Integrity, PluginDeclaration, Registered, Shipping, digest,
    validate_plugin,
};

use super::{
    SCRIPT, STYLE, component, component_extension, fields, found, kept, plugin, sandbox, skipped,
};

#[test]
fn threat_30_tags_have_the_prefix_of_their_plugin_and_of_no_longer_name() {
    let tagged = |tag: &str| {
        component_extension(Component {
            tag_name: tag.to_owned(),
            ..component()
        })
    };
    for tag in [
        "",
        "form",
        "acme-pay-form",
        "stoa-acme-form",
        "stoa-acme-pay",
        "stoa-acme-pay-",
        "stoa-acme-pay-Form",
        "stoa-acme-pay-fo_rm",
        "stoa-acme-pay--form",
        "STOA-acme-pay-form",
        "my-acme-pay-form",
        "stoa-acme-pay-förm",
    ] {
        skipped(tagged(tag), &[("component.tag_name", Rule::TagName)]);
    }
    kept(tagged("stoa-acme-pay-form-2"), &[]);
    let registered = vec![Registered {
        name: "acme-pay-form",
        tags: &[],
        extension_ids: &[],
    }];
    let context = Context {
        registered,
        ..Context::default()
    };
    let validated = validate_plugin(
        &plugin([
            tagged("stoa-acme-pay-form-x"),
            tagged("stoa-acme-pay-other"),
        ]),
        &context,
    );
    assert_eq!(found(&validated)[0], ("component.tag_name", Rule::TagName));
    let other_prefix = Context {
        tag_prefix: "shop",
        ..Context::default()
    };
    let ours = tagged("shop-acme-pay-form");
    assert_eq!(
        validate_plugin(&plugin([ours]), &other_prefix)
            .extensions
            .len(),
        1
    );
    let theirs = tagged("stoa-acme-pay-form");
    assert_eq!(
        found(&validate_plugin(&plugin([theirs]), &other_prefix)),
        [("component.tag_name", Rule::TagName)]
    );
}

#[test]
fn parity_13_and_threat_05_scripts_and_styles_are_existing_own_assets_of_their_type() {
    let script = |url: &str| {
        component_extension(Component {
            script_url: url.to_owned(),
            ..component()
        })
    };
    for (url, rule) in [
        ("", Rule::UrlMissing),
        ("/plugins/acme-pay/assets/", Rule::NotCanonical),
        ("/uploads/x.js", Rule::ForeignPrefix),
        ("/plugins/other/assets/form.js", Rule::ForeignPrefix),
        ("https://cdn.example/x.js", Rule::Absolute),
        ("//cdn.example/x.js", Rule::ProtocolRelative),
        ("/plugins/acme-pay/assets/../x.js", Rule::Traversal),
        ("/plugins/acme-pay/assets/form.js?v=1", Rule::NotCanonical),
        ("/plugins/acme-pay/assets/form.css", Rule::AssetType),
        ("/plugins/acme-pay/assets/data.json", Rule::AssetType),
        ("/plugins/acme-pay/assets/missing.js", Rule::AssetMissing),
    ] {
        skipped(script(url), &[("component.script_url", rule)]);
    }
    let style = |url: &str| {
        component_extension(Component {
            style_url: url.to_owned(),
            ..component()
        })
    };
    for (url, rule) in [
        ("style.css", Rule::NotRelative),
        ("/plugins/acme-pay/assets/form.js", Rule::AssetType),
        ("/plugins/acme-pay/assets/missing.css", Rule::AssetMissing),
    ] {
        skipped(style(url), &[("component.style_url", rule)]);
    }
    kept(style("/plugins/acme-pay/assets/form.css"), &[]);
}

#[test]
fn threat_32_integrity_is_computed_compared_and_never_missing() {
    let with = |integrity: &str| {
        component_extension(Component {
            integrity: integrity.to_owned(),
            ..component()
        })
    };
    let integrity = |extension: Extension| match extension.kind {
        ExtensionKind::Component { component } => component.integrity,
        _ => panic!("a component"),
    };
    let computed = integrity(kept(with(""), &[]));
    assert_eq!(computed, digest(Algorithm::Sha384, SCRIPT).to_string());
    assert!(computed.starts_with("sha384-") && computed.len() == 71);
    for algorithm in [Algorithm::Sha256, Algorithm::Sha384, Algorithm::Sha512] {
        let right = digest(algorithm, SCRIPT).to_string();
        assert_eq!(integrity(kept(with(&right), &[])), right);
        let wrong = digest(algorithm, STYLE).to_string();
        skipped(
            with(&wrong),
            &[("component.integrity", Rule::IntegrityMismatch)],
        );
    }
    let sha256 = digest(Algorithm::Sha256, b"").to_string();
    assert_eq!(
        sha256,
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
    for malformed in [
        "sha256-...",
        "sha256",
        "sha384",
        "-",
        "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
        "md5-1B2M2Y8AsgTpgAmY7PhCfg==",
        &sha256.to_uppercase(),
        &format!("{sha256} {sha256}"),
        &format!(" {sha256}"),
        &format!("{sha256}?x"),
        &sha256.replace('=', ""),
        &sha256.replace('=', "A"),
        &sha256.replace('+', "-"),
        &sha256.replace('+', "*"),
        // Stray bits: another spelling of the same digest.
        &sha256.replace("U=", "V="),
        &sha256.replace("sha256", "sha384"),
        &format!("sha512-{}", "A".repeat(88)),
        &format!("sha512-{}B==", "A".repeat(85)),
        &format!("sha384-{}", "A".repeat(63)),
    ] {
        skipped(
            with(malformed),
            &[("component.integrity", Rule::IntegrityMalformed)],
        );
        assert_eq!(Integrity::parse(malformed), Err(Rule::IntegrityMalformed));
    }
    for well_formed in [
        format!("sha512-{}Q==", "A".repeat(85)),
        format!("sha384-{}", "/".repeat(64)),
    ] {
        assert_eq!(
            Integrity::parse(&well_formed).unwrap().to_string(),
            well_formed
        );
    }
}

#[test]
fn the_integrity_of_a_style_is_filled_in_and_compared_as_well() {
    let with = |style_url: &str, style_integrity: &str| {
        component_extension(Component {
            style_url: style_url.to_owned(),
            style_integrity: style_integrity.to_owned(),
            ..component()
        })
    };
    let url = "/plugins/acme-pay/assets/form.css";
    let ExtensionKind::Component { component } = kept(with(url, ""), &[]).kind else {
        panic!("a component")
    };
    assert_eq!(
        component.style_integrity,
        digest(Algorithm::Sha384, STYLE).to_string()
    );
    skipped(
        with(url, &component.integrity),
        &[("component.style_integrity", Rule::IntegrityMismatch)],
    );
    // Without a style there is nothing it could be about.
    let ExtensionKind::Component { component } = kept(with("", "sha384-x"), &[]).kind else {
        panic!("a component")
    };
    assert_eq!(component.style_integrity, "");
}

#[test]
fn an_asset_that_is_known_by_its_digest_only_is_compared_with_it() {
    let known = digest(Algorithm::Sha384, SCRIPT).to_string();
    let check = |declared: &str, known: &str| {
        let declared = component_extension(Component {
            integrity: declared.to_owned(),
            ..component()
        });
        let mut plugin = plugin([declared]);
        plugin.assets.insert("form.js", AssetContent::Digest(known));
        let validated = validate_plugin(
            &PluginDeclaration {
                assets: BTreeMap::from([("form.js", AssetContent::Digest(known))]),
                ..plugin
            },
            &Context::default(),
        );
        match validated
            .extensions
            .first()
            .map(|extension| &extension.kind)
        {
            Some(ExtensionKind::Component { component }) => Ok(component.integrity.clone()),
            _ => Err(validated.problems[0].rule),
        }
    };
    assert_eq!(check("", &known), Ok(known.clone()));
    assert_eq!(check(&known, &known), Ok(known.clone()));
    assert_eq!(
        check(&digest(Algorithm::Sha384, STYLE).to_string(), &known),
        Err(Rule::IntegrityMismatch)
    );
    // Of another algorithm nothing is known: what is served is what is known.
    assert_eq!(
        check(&digest(Algorithm::Sha256, STYLE).to_string(), &known),
        Ok(known.clone())
    );
    assert_eq!(check("", "sha384-broken"), Err(Rule::IntegrityMalformed));
    assert_eq!(check("broken", &known), Err(Rule::IntegrityMalformed));
}

#[test]
fn parity_16_external_scripts_are_addresses_and_nothing_more() {
    let with = |scripts: &[&str]| {
        let external_scripts = scripts.iter().map(|text| (*text).to_owned()).collect();
        component_extension(Component {
            external_scripts,
            ..component()
        })
    };
    kept(
        with(&["https://js.example.com/v3/", "https://api.example.com"]),
        &[],
    );
    skipped(
        with(&[
            "https://a.example",
            "https://a.example; script-src *",
            "http://a.example",
            "*",
        ]),
        &[
            ("component.external_scripts[1]", Rule::ExternalScript),
            ("component.external_scripts[2]", Rule::ExternalScript),
            ("component.external_scripts[3]", Rule::ExternalScript),
        ],
    );
    kept(with(&["https://a.example"; 20]), &[]);
    skipped(
        with(&["https://a.example"; 21]),
        &[("component.external_scripts", Rule::TooMany)],
    );
}

#[test]
fn an_uploaded_component_needs_the_hosts_permission() {
    let check = |shipping, extension| {
        let validated = validate_plugin(
            &PluginDeclaration {
                shipping,
                ..plugin([extension])
            },
            &Context::default(),
        );
        found(&validated).first().map(|(_, rule)| *rule)
    };
    let denied = Shipping::Package {
        components_allowed: false,
    };
    assert_eq!(
        check(denied, component_extension(component())),
        Some(Rule::KindNotAllowed)
    );
    assert_eq!(
        check(
            Shipping::Package {
                components_allowed: true
            },
            component_extension(component())
        ),
        None
    );
    assert_eq!(check(denied, fields([])), None);
    assert_eq!(check(denied, sandbox(Capabilities::default())), None);
}

#[test]
fn forms_12_a_component_asks_for_at_most_2000_pixels() {
    let with = |min_height: Option<u32>| {
        component_extension(Component {
            min_height,
            ..component()
        })
    };
    for asked in [None, Some(0), Some(320), Some(2000)] {
        let ExtensionKind::Component { component } = kept(with(asked), &[]).kind else {
            panic!("a component")
        };
        assert_eq!(component.min_height, asked);
    }
    for asked in [2001, u32::MAX] {
        skipped(
            with(Some(asked)),
            &[("component.min_height", Rule::MinHeight)],
        );
        let narrow = component_extension(Component {
            min_height_narrow: Some(asked),
            ..component()
        });
        skipped(narrow, &[("component.min_height_narrow", Rule::MinHeight)]);
    }
    let json = |min_height| serde_json::to_value(with(min_height)).unwrap();
    assert_eq!(json(Some(320))["component"]["min_height"], 320);
    assert!(json(None)["component"].get("min_height").is_none());
}
