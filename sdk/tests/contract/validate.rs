//! Validation of declarations: every rule with its path, and that siblings survive.

use std::collections::BTreeMap;

use portico_sdk::extension::{Capabilities, Component, Extension, ExtensionKind, Sandbox};
use portico_sdk::schema::Level;
use portico_sdk::validate::{
    Algorithm, AssetContent, Context, Integrity, PluginDeclaration, Registered, Shipping,
    Validated, digest, parse_extensions, validate_plugin,
};
use portico_sdk::{Field, FieldKind, FormSchema, LocaleText, Rule, SelectOption, Severity};
use serde_json::{Value, json};

const SCRIPT: &[u8] = b"customElements.define('stoa-acme-pay-form', class extends HTMLElement {});";
const STYLE: &[u8] = b".stoa-acme-pay-form { color: red }";

fn extension(id: &str, kind: ExtensionKind) -> Extension {
    Extension {
        id: id.to_owned(),
        slot: "storefront:checkout:payment".to_owned(),
        kind,
        title: LocaleText::default(),
        priority: 0,
    }
}

fn form(schema: FormSchema) -> Extension {
    extension("form", ExtensionKind::Schema { schema })
}

fn field(kind: FieldKind) -> Field {
    Field::new("f", kind).label(LocaleText::en("F"))
}

fn fields(fields: impl Into<Vec<Field>>) -> Extension {
    form(FormSchema {
        fields: fields.into(),
        ..FormSchema::default()
    })
}

fn component() -> Component {
    Component {
        tag_name: "stoa-acme-pay-form".to_owned(),
        script_url: "/plugins/acme-pay/assets/form.js".to_owned(),
        ..Component::default()
    }
}

fn component_extension(component: Component) -> Extension {
    extension("component", ExtensionKind::Component { component })
}

fn sandbox(capabilities: Capabilities) -> Extension {
    let entry = "/plugins/acme-pay/assets/form.js".to_owned();
    extension(
        "sandbox",
        ExtensionKind::Sandbox {
            sandbox: Sandbox {
                entry,
                capabilities,
                ..Sandbox::default()
            },
        },
    )
}

fn plugin(extensions: impl Into<Vec<Extension>>) -> PluginDeclaration<'static> {
    PluginDeclaration {
        name: "acme-pay",
        extensions: extensions.into(),
        assets: BTreeMap::from([
            ("form.js", AssetContent::Bytes(SCRIPT)),
            ("form.css", AssetContent::Bytes(STYLE)),
            ("data.json", AssetContent::Bytes(b"{}")),
        ]),
        shipping: Shipping::CompiledIn,
    }
}

fn validate(extension: Extension) -> Validated {
    validate_plugin(&plugin([extension]), &Context::default())
}

/// Path and rule of each problem.
fn found(validated: &Validated) -> Vec<(&str, Rule)> {
    validated
        .problems
        .iter()
        .map(|problem| (problem.path.as_str(), problem.rule))
        .collect()
}

#[track_caller]
fn skipped(extension: Extension, problems: &[(&str, Rule)]) {
    let validated = validate(extension);
    assert_eq!(found(&validated), problems);
    assert!(validated.extensions.is_empty());
    for problem in &validated.problems {
        assert_eq!(
            (problem.plugin.as_str(), problem.severity()),
            ("acme-pay", Severity::Error)
        );
        assert!(
            problem.fix.ends_with('.') && problem.fix.len() > 15,
            "{problem}"
        );
    }
}

#[track_caller]
fn kept(extension: Extension, warnings: &[(&str, Rule)]) -> Extension {
    let mut validated = validate(extension);
    assert_eq!(found(&validated), warnings);
    assert!(
        validated
            .problems
            .iter()
            .all(|problem| problem.severity() == Severity::Warning)
    );
    validated.extensions.remove(0)
}

#[test]
fn parity_01_an_invalid_extension_is_skipped_and_its_siblings_survive() {
    let bad = Extension {
        slot: "checkout".to_owned(),
        id: "bad".to_owned(),
        ..fields([])
    };
    let late = Extension {
        id: "late".to_owned(),
        ..fields([])
    };
    let validated = validate_plugin(&plugin([fields([]), bad, late]), &Context::default());
    assert_eq!(
        validated
            .extensions
            .iter()
            .map(|extension| extension.id.as_str())
            .collect::<Vec<_>>(),
        ["form", "late"]
    );
    assert_eq!(
        validated.problems[0].to_string(),
        "acme-pay/bad slot: slot_key: Start the slot with storefront: or admin:, followed by a name."
    );
}

#[test]
fn parity_02_ids_and_slots() {
    for id in ["", "a b", "é", "a/b", "constructor", &"x".repeat(65)] {
        let position = if id.is_empty() {
            "extensions[0].id"
        } else {
            "id"
        };
        skipped(
            Extension {
                id: id.to_owned(),
                ..fields([])
            },
            &[(position, Rule::ExtensionId)],
        );
    }
    for id in ["myplugin_settings", "a.b-C_9", &"x".repeat(64)] {
        kept(
            Extension {
                id: id.to_owned(),
                ..fields([])
            },
            &[],
        );
    }
    for slot in [
        "",
        "checkout",
        "storefront",
        "storefront:",
        "admin::a",
        "admin:a:",
        "Admin:a",
        "admin:a b",
        "admin:ä",
        " admin:a",
    ] {
        skipped(
            Extension {
                slot: slot.to_owned(),
                ..fields([])
            },
            &[("slot", Rule::SlotKey)],
        );
    }
    let long = format!("admin:{}", "x".repeat(122));
    for slot in [
        "admin:sidebar",
        "storefront:a:b_c:d-e.f",
        "admin:productPage",
        &long,
    ] {
        kept(
            Extension {
                slot: slot.to_owned(),
                ..fields([])
            },
            &[],
        );
    }
    skipped(
        Extension {
            slot: format!("{long}x"),
            ..fields([])
        },
        &[("slot", Rule::SlotKey)],
    );
}

#[test]
fn parity_17_extension_ids_field_keys_and_tags_are_unique() {
    let validated = validate_plugin(&plugin([fields([]), fields([])]), &Context::default());
    assert_eq!(
        (validated.extensions.len(), found(&validated)),
        (1, vec![("id", Rule::DuplicateExtension)])
    );

    skipped(
        fields([field(FieldKind::Text), field(FieldKind::Toggle)]),
        &[("schema.fields[1].key", Rule::DuplicateField)],
    );

    let twice = |script: &str| {
        let second = Component {
            script_url: format!("/plugins/acme-pay/assets/{script}"),
            ..component()
        };
        let second = extension("second", ExtensionKind::Component { component: second });
        let mut plugin = plugin([component_extension(component()), second]);
        plugin.assets.insert("other.mjs", AssetContent::Bytes(b""));
        validate_plugin(&plugin, &Context::default())
    };
    // The same element in two slots is fine, two definitions of it are not.
    assert_eq!(twice("form.js").extensions.len(), 2);
    assert_eq!(twice("form.js").tags(), ["stoa-acme-pay-form"]);
    assert_eq!(
        found(&twice("other.mjs")),
        [("component.tag_name", Rule::DuplicateTag)]
    );
}

#[test]
fn an_unknown_slot_is_a_warning_with_the_nearest_name() {
    let context = Context {
        known_slots: portico_sdk::slot::slots::ALL.into(),
        ..Context::default()
    };
    let check = |slot: &str| {
        let extension = Extension {
            slot: slot.to_owned(),
            ..fields([])
        };
        validate_plugin(&plugin([extension]), &context)
    };
    assert!(check("admin:sidebar").problems.is_empty());
    let misspelt = check("storefront:checkout:paymnet");
    assert_eq!(found(&misspelt), [("slot", Rule::UnknownSlot)]);
    assert_eq!(misspelt.extensions.len(), 1);
    assert!(
        misspelt.problems[0]
            .fix
            .contains("Did you mean storefront:checkout:payment?"),
        "{}",
        misspelt.problems[0]
    );
    let unlike = check("admin:something-else-entirely");
    assert_eq!(found(&unlike), [("slot", Rule::UnknownSlot)]);
    assert!(!unlike.problems[0].fix.contains("Did you mean"));
}

#[test]
fn a_name_that_is_refused_leaves_nothing_of_the_plugin() {
    let check = |name: &'static str, context: &Context<'_>| {
        let validated = validate_plugin(
            &PluginDeclaration {
                name,
                ..plugin([fields([])])
            },
            context,
        );
        assert!(
            validated
                .problems
                .iter()
                .all(|problem| problem.extension.is_empty())
        );
        (
            validated.extensions.len(),
            validated
                .problems
                .into_iter()
                .map(|problem| (problem.path, problem.rule))
                .next(),
        )
    };
    let refused = |rule| (0, Some(("name".to_owned(), rule)));
    for name in [
        "",
        "Acme",
        "acme_pay",
        "9acme",
        "-acme",
        "acme-",
        "acme--pay",
        "acme/pay",
        "a23456789-123456789-123456789-123456789-1",
    ] {
        assert_eq!(
            check(name, &Context::default()),
            refused(Rule::PluginName),
            "{name}"
        );
    }
    let tags = ["stoa-acme-pay-form".to_owned()];
    let context = Context {
        registered: vec![Registered {
            name: "acme",
            tags: &tags,
        }],
        ..Context::default()
    };
    assert_eq!(check("acme", &context), refused(Rule::DuplicatePlugin));
    assert_eq!(check("acme-pay", &context), refused(Rule::CapturesTag));
    assert_eq!(check("acme-p", &context), (1, None));
}

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
fn threat_08_files_that_may_not_be_served_are_named() {
    let mut plugin = plugin([fields([])]);
    for path in ["logo.svg", "index.html", "../x.js"] {
        plugin.assets.insert(path, AssetContent::Bytes(b""));
    }
    let validated = validate_plugin(&plugin, &Context::default());
    assert_eq!(validated.extensions.len(), 1);
    assert_eq!(
        found(&validated),
        [
            ("assets[\"../x.js\"]", Rule::Traversal),
            ("assets[\"index.html\"]", Rule::AssetType),
            ("assets[\"logo.svg\"]", Rule::AssetType)
        ]
    );
}

#[test]
fn parity_15_and_threat_06_forms_load_from_and_post_to_own_routes_only() {
    let with = |submit: &str, load: &str| {
        form(FormSchema {
            submit_url: submit.to_owned(),
            load_url: load.to_owned(),
            ..FormSchema::default()
        })
    };
    let own = "/api/v1/admin/plugins/acme-pay/settings";
    kept(with("", ""), &[]);
    kept(with(own, own), &[]);
    kept(
        with("/api/v1/store/acme-pay/x", "/plugins/acme-pay/x?y=1"),
        &[],
    );
    for (url, rule) in [
        ("/\\evil/x", Rule::ForbiddenCharacter),
        ("/\t/evil/x", Rule::ForbiddenCharacter),
        (
            "/plugins/%2e%2e/api/v1/admin/users",
            Rule::ForbiddenEncoding,
        ),
        ("/api/v1/admin/users", Rule::ForeignPrefix),
        ("javascript:alert(1)", Rule::NotRelative),
    ] {
        skipped(with(url, own), &[("schema.submit_url", rule)]);
        skipped(with(own, url), &[("schema.load_url", rule)]);
        skipped(
            with(url, url),
            &[("schema.submit_url", rule), ("schema.load_url", rule)],
        );
    }
}

#[test]
fn field_keys_and_context_keys_are_names() {
    let keyed = |key: &str| {
        fields([Field {
            key: key.to_owned(),
            ..field(FieldKind::Text)
        }])
    };
    for key in [
        "",
        "1a",
        "_a",
        "a-b",
        "a.b",
        "a b",
        "é",
        "__proto__",
        "constructor",
        "prototype",
        "portico_rev",
        &"a".repeat(65),
    ] {
        skipped(keyed(key), &[("schema.fields[0].key", Rule::FieldKey)]);
    }
    for key in ["a", "apiKey", "api_key_2", "A", &"a".repeat(64)] {
        kept(keyed(key), &[]);
    }
    let context = |keys: &[&str]| {
        form(FormSchema {
            context: keys.iter().map(|key| (*key).to_owned()).collect(),
            ..FormSchema::default()
        })
    };
    kept(context(&["paymentMethodId", "provider"]), &[]);
    skipped(
        context(&["a", "a", "__proto__"]),
        &[
            ("schema.context[1]", Rule::FieldKey),
            ("schema.context[2]", Rule::FieldKey),
        ],
    );
}

#[test]
fn parity_23_no_field_is_called_like_the_context_that_goes_with_it() {
    let schema = |context: &[&str]| FormSchema {
        fields: vec![Field {
            key: "context".to_owned(),
            ..field(FieldKind::Text)
        }],
        context: context.iter().map(|key| (*key).to_owned()).collect(),
        ..FormSchema::default()
    };
    kept(form(schema(&[])), &[]);
    skipped(
        form(schema(&["orderId"])),
        &[("schema.fields[0].key", Rule::DuplicateField)],
    );
}

#[test]
fn a_field_without_label_and_odd_texts_are_warnings() {
    kept(
        fields([Field::new("f", FieldKind::Text)]),
        &[("schema.fields[0].label", Rule::LabelMissing)],
    );
    let odd = LocaleText::en("ok")
        .with("not a tag", "x")
        .with("de", "a\u{202e}b");
    let titled = Extension {
        title: odd.clone(),
        ..fields([])
    };
    kept(titled, &[("title", Rule::Text), ("title", Rule::Text)]);
    let schema = FormSchema {
        title: odd.clone(),
        description: LocaleText::en("two\nlines"),
        success_message: LocaleText::en("bell\u{7}"),
        fields: vec![Field {
            help_text: LocaleText::en("tab\t"),
            options: vec![SelectOption {
                value: "v".to_owned(),
                label: LocaleText::en("\u{2066}"),
            }],
            ..field(FieldKind::Select)
        }],
        ..FormSchema::default()
    };
    kept(
        form(schema),
        &[
            ("schema.title", Rule::Text),
            ("schema.title", Rule::Text),
            ("schema.success_message", Rule::Text),
            ("schema.fields[0].help_text", Rule::Text),
            ("schema.fields[0].options[0].label", Rule::Text),
        ],
    );
}

fn options(values: &[&str]) -> Vec<SelectOption> {
    values
        .iter()
        .map(|value| SelectOption {
            value: (*value).to_owned(),
            label: LocaleText::default(),
        })
        .collect()
}

#[test]
fn options_belong_to_selects_and_have_unique_values() {
    let select = |values: &[&str]| {
        fields([Field {
            options: options(values),
            ..field(FieldKind::Select)
        }])
    };
    kept(select(&["a"]), &[]);
    kept(select(&["", "a"]), &[]);
    skipped(
        select(&[]),
        &[("schema.fields[0].options", Rule::FieldShape)],
    );
    skipped(
        select(&["a", "b", "a"]),
        &[("schema.fields[0].options[2].value", Rule::FieldShape)],
    );
    for kind in FieldKind::ALL
        .into_iter()
        .filter(|kind| *kind != FieldKind::Select)
    {
        let with_options = Field {
            options: options(&["a"]),
            ..field(kind)
        };
        skipped(
            fields([with_options]),
            &[("schema.fields[0].options", Rule::FieldShape)],
        );
    }
    let many: Vec<String> = (0..1_001).map(|index| index.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    kept(select(&many[..1_000]), &[]);
    skipped(
        select(&many),
        &[("schema.fields[0].options", Rule::TooMany)],
    );
}

#[test]
fn bounds_belong_to_their_kinds_and_do_not_contradict_each_other() {
    let number = |min, max, step| {
        fields([Field {
            min,
            max,
            step,
            ..field(FieldKind::Number)
        }])
    };
    kept(number(Some(1.0), Some(1.0), Some(0.5)), &[]);
    skipped(
        number(Some(2.0), Some(1.0), None),
        &[("schema.fields[0].min", Rule::FieldShape)],
    );
    skipped(
        number(None, None, Some(0.0)),
        &[("schema.fields[0].step", Rule::FieldShape)],
    );
    skipped(
        number(None, None, Some(-1.0)),
        &[("schema.fields[0].step", Rule::FieldShape)],
    );
    skipped(
        number(Some(f64::NAN), None, None),
        &[("schema.fields[0].min", Rule::FieldShape)],
    );
    skipped(
        number(None, Some(f64::INFINITY), None),
        &[("schema.fields[0].max", Rule::FieldShape)],
    );
    for kind in [FieldKind::Text, FieldKind::Textarea, FieldKind::Password] {
        let text = |min_length, max_length| {
            fields([Field {
                min_length,
                max_length,
                ..field(kind)
            }])
        };
        kept(text(Some(2), Some(2)), &[]);
        kept(text(None, Some(65_536)), &[]);
        skipped(
            text(Some(3), Some(2)),
            &[("schema.fields[0].min_length", Rule::FieldShape)],
        );
        skipped(
            text(None, Some(65_537)),
            &[("schema.fields[0].max_length", Rule::FieldShape)],
        );
        let misplaced = Field {
            min: Some(1.0),
            step: Some(1.0),
            ..field(kind)
        };
        skipped(
            fields([misplaced]),
            &[
                ("schema.fields[0].min", Rule::FieldShape),
                ("schema.fields[0].step", Rule::FieldShape),
            ],
        );
    }
    for kind in [FieldKind::Number, FieldKind::Toggle] {
        let misplaced = Field {
            max_length: Some(1),
            ..field(kind)
        };
        skipped(
            fields([misplaced]),
            &[("schema.fields[0].max_length", Rule::FieldShape)],
        );
    }
}

#[test]
fn a_default_is_a_value_of_its_field_and_never_a_secret() {
    let with = |default: Value, field: Field| {
        fields([Field {
            default: Some(default),
            ..field
        }])
    };
    let at = [("schema.fields[0].default", Rule::FieldShape)];
    let select = Field {
        options: options(&["a"]),
        ..field(FieldKind::Select)
    };
    for (default, field) in [
        (json!("x"), field(FieldKind::Text)),
        (json!(""), field(FieldKind::Text).required()),
        (
            json!(5),
            Field {
                min: Some(5.0),
                ..field(FieldKind::Number)
            },
        ),
        (json!(false), field(FieldKind::Toggle).required()),
        (json!("a"), select.clone()),
        (
            json!("x"),
            Field {
                level: Level::Host,
                ..field(FieldKind::Text)
            },
        ),
    ] {
        kept(with(default, field), &[]);
    }
    for (default, field) in [
        (json!(1), field(FieldKind::Text)),
        (
            json!(4),
            Field {
                min: Some(5.0),
                ..field(FieldKind::Number)
            },
        ),
        (json!("on"), field(FieldKind::Toggle)),
        (json!("b"), select),
        (json!("geheim"), field(FieldKind::Password)),
        (json!(""), field(FieldKind::Password)),
        (Value::Null, field(FieldKind::Password)),
    ] {
        skipped(with(default, field), &at);
    }
}

#[test]
fn there_are_limits_to_how_much_is_declared() {
    let many: Vec<Field> = (0..201)
        .map(|index| Field {
            key: format!("f{index}"),
            ..field(FieldKind::Text)
        })
        .collect();
    kept(fields(&many[..200]), &[]);
    skipped(fields(many), &[("schema.fields", Rule::TooMany)]);
    let extensions: Vec<Extension> = (0..101)
        .map(|index| Extension {
            id: format!("e{index}"),
            ..fields([])
        })
        .collect();
    let validated = validate_plugin(&plugin(&extensions[..100]), &Context::default());
    assert_eq!(
        (validated.extensions.len(), validated.problems.len()),
        (100, 0)
    );
    let validated = validate_plugin(&plugin(extensions), &Context::default());
    assert_eq!(
        (validated.extensions.len(), found(&validated)),
        (100, vec![("extensions", Rule::TooMany)])
    );
}

#[test]
fn a_sandbox_asks_for_named_capabilities_and_plain_origins() {
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let good = Capabilities {
        props: names(&["productId"]),
        callbacks: names(&["onRate"]),
        host_components: names(&["Button"]),
        network: names(&["https://api.example.com/", "https://cdn.example.com:8443"]),
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

    let bad = Capabilities {
        props: names(&["a", "a"]),
        callbacks: names(&["__proto__"]),
        host_components: names(&["constructor", "my-button"]),
        network: names(&[
            "https://*.example.com",
            "https://10.0.0.1",
            "https://own.example",
            "https://a.example/v1",
        ]),
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
    kept(
        sandbox(Capabilities {
            props: many[..100].to_vec(),
            ..Capabilities::default()
        }),
        &[],
    );
    let many = Capabilities {
        props: many,
        ..Capabilities::default()
    };
    skipped(
        sandbox(many),
        &[("sandbox.capabilities.props", Rule::TooMany)],
    );
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

fn style_problem(css: &str) -> Option<String> {
    let extension = component_extension(Component {
        style_url: "/plugins/acme-pay/assets/form.css".to_owned(),
        ..component()
    });
    let mut plugin = plugin([extension]);
    plugin.assets.insert("form.css", AssetContent::Bytes(STYLE));
    let assets = plugin.assets.iter().map(|(path, content)| {
        (
            *path,
            if *path == "form.css" {
                AssetContent::Bytes(css.as_bytes())
            } else {
                *content
            },
        )
    });
    let assets = assets.collect();
    let plugin = PluginDeclaration {
        assets,
        extensions: plugin.extensions.clone(),
        name: "acme-pay",
        shipping: plugin.shipping,
    };
    let validated = validate_plugin(&plugin, &Context::default());
    assert_eq!(validated.extensions.len(), 1, "only a warning");
    validated.problems.into_iter().next().map(|problem| {
        assert_eq!(
            (problem.path.as_str(), problem.rule),
            ("component.style_url", Rule::StyleScope)
        );
        problem.fix
    })
}

#[test]
fn selectors_without_the_plugins_prefix_are_named() {
    for css in [
        "",
        ".stoa-acme-pay-form{}",
        "stoa-acme-pay-form > p, .stoa-acme-pay-list:is(a, b) { color: red; }",
        "@charset \"utf-8\"; .stoa-acme-pay-form { }",
        "@media print { .stoa-acme-pay-form { a: b } }",
        "@layer a, b; @layer a { .stoa-acme-pay-x {} }",
        "@keyframes spin { from { a: b } to { a: c } } @font-face { font-family: \"body{\" }",
        ".stoa-acme-pay-form { & p { } > a { } @media print { p { } } }",
        "@scope (.stoa-acme-pay-form) { p { } }",
        "/* body { } */ .stoa-acme-pay-form::before { content: \"} p {\"; }",
        ".stoa-acme-pay-form::before { content: '\\'} p {' } .stoa-acme-pay-x {}",
        ".stoa-acme-pay-form { background: url(/a/b.png) } /* open",
        ".stoa-acme-pay-form { a: b",
    ] {
        assert_eq!(style_problem(css), None, "{css}");
    }
    for (css, selector) in [
        ("body { }", "body"),
        ("p{}", "p"),
        (".stoa-acme-form { }", ".stoa-acme-form"),
        (".stoa-acme-pay-form, p { }", "p"),
        (":is(.a, .stoa-acme-pay-form) {} [a=\",\"] {}", "[a=\"\"]"),
        ("@media print { p { } }", "p"),
        ("@supports (a: b) { @container c { h1 { } } }", "h1"),
        ("@scope (main) { p { } }", "p"),
        ("@import url(x.css);", "@import url(x.css)"),
        (".stoa-acme-pay-form { } p { }", "p"),
        ("/* .stoa-acme-pay-form */ p { }", "p"),
        ("[title=\".stoa-acme-pay-\"] { }", "[title=\"\"]"),
        (".stoa-acme-pay-form { content: \"broken\n } p { }", "p"),
        ("} p { }", "p"),
    ] {
        let fix = style_problem(css);
        assert_eq!(
            fix.as_deref(),
            Some(format!("Start the selector {selector} with .stoa-acme-pay-….").as_str()),
            "{css}"
        );
    }
    let several = style_problem("a { } b { } c { }").unwrap();
    assert!(
        several.starts_with("Start the selector a (2 more like it) with"),
        "{several}"
    );
}

#[test]
fn extensions_are_read_one_by_one_from_json() {
    let good =
        json!({"id": "ok", "slot": "admin:sidebar", "type": "schema", "schema": {"fields": []}});
    let (extensions, problems) = parse_extensions(
        "acme-pay",
        &json!([
            good,
            {"id": "a", "slot": "admin:sidebar", "type": "iframe", "iframe": {}},
            {"id": "b", "slot": "admin:sidebar", "type": "component", "schema": {}},
            {"id": "c", "slot": "admin:sidebar", "type": "schema", "schema": {"fields": [{"key": "k", "type": "text"},
                {"key": "l", "type": "datetime"}, {"key": "m"}]}},
            {"id": "d", "slot": "admin:sidebar", "type": "schema", "schema": {"fields": [{"key": 1, "type": "text"}]}},
            {"type": "schema", "schema": {}},
            "text",
            {"id": "e", "slot": "admin:sidebar", "type": "sandbox", "sandbox": {"entry": "/x.js"}, "schema": {"fields": [{}]}},
        ]),
    );
    assert_eq!(
        extensions
            .iter()
            .map(|extension| extension.id.as_str())
            .collect::<Vec<_>>(),
        ["ok", "e"]
    );
    let found: Vec<_> = problems
        .iter()
        .map(|problem| {
            (
                problem.extension.as_str(),
                problem.path.as_str(),
                problem.rule,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("a", "type", Rule::ExtensionType),
            ("b", "component", Rule::ExtensionType),
            ("c", "schema.fields[1].type", Rule::FieldType),
            ("c", "schema.fields[2].type", Rule::FieldType),
            ("d", "", Rule::Shape),
            ("", "extensions[5].id", Rule::ExtensionId),
            ("", "extensions[5].slot", Rule::SlotKey),
            ("", "extensions[6].id", Rule::ExtensionId),
            ("", "extensions[6].slot", Rule::SlotKey),
            ("", "extensions[6].type", Rule::ExtensionType),
        ]
    );
    assert!(
        problems[2]
            .fix
            .contains("text, password, number, textarea, toggle, select")
    );
    let (none, problems) = parse_extensions("acme-pay", &json!({"id": "x"}));
    assert!(none.is_empty());
    assert_eq!(
        (problems[0].path.as_str(), problems[0].rule),
        ("extensions", Rule::Shape)
    );
}

#[test]
fn every_rule_has_its_own_code_which_is_its_name_on_the_wire() {
    let rules = [
        Rule::PluginName,
        Rule::DuplicatePlugin,
        Rule::CapturesTag,
        Rule::PluginFailed,
        Rule::ExtensionId,
        Rule::DuplicateExtension,
        Rule::SlotKey,
        Rule::FieldKey,
        Rule::DuplicateField,
        Rule::FieldShape,
        Rule::TagName,
        Rule::DuplicateTag,
        Rule::UrlMissing,
        Rule::NotRelative,
        Rule::ProtocolRelative,
        Rule::Absolute,
        Rule::Traversal,
        Rule::ForbiddenCharacter,
        Rule::ForbiddenEncoding,
        Rule::NotCanonical,
        Rule::ForeignPrefix,
        Rule::AssetMissing,
        Rule::IntegrityMalformed,
        Rule::IntegrityMismatch,
        Rule::ExternalScript,
        Rule::NetworkOrigin,
        Rule::StyleScope,
        Rule::AssetType,
        Rule::KindNotAllowed,
        Rule::Shape,
        Rule::ExtensionType,
        Rule::FieldType,
        Rule::Capability,
        Rule::TooMany,
        Rule::LabelMissing,
        Rule::Text,
        Rule::UnknownSlot,
    ];
    for rule in rules {
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.code());
    }
    let codes: std::collections::BTreeSet<&str> = rules.iter().map(|rule| rule.code()).collect();
    assert_eq!(codes.len(), rules.len());
}
