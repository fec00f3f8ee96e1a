//! Names, ids, slots, files, limits, and reading from JSON.

use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::validate::{
    AssetContent, Context, PluginDeclaration, Registered, parse_extensions, validate_plugin,
};
use portico_sdk::{Field, FieldKind, FormSchema, Rule};
use serde_json::json;

use super::{
    component, component_extension, extension, field, fields, found, kept, plugin, skipped,
};

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
fn parity_17_an_extension_id_of_another_plugin_is_refused() {
    let ids = ["settings".to_owned(), "taken".to_owned()];
    let context = Context {
        registered: vec![Registered {
            name: "other",
            tags: &[],
            extension_ids: &ids,
        }],
        ..Context::default()
    };
    let form = |id: &str| {
        extension(
            id,
            ExtensionKind::Schema {
                schema: FormSchema::default(),
            },
        )
    };
    let validated = validate_plugin(&plugin([form("taken"), form("free")]), &context);
    assert_eq!(validated.extension_ids(), ["free"]);
    assert_eq!(found(&validated), [("id", Rule::DuplicateExtension)]);
    assert!(validated.problems[0].fix.contains("other"));
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
            extension_ids: &[],
        }],
        ..Context::default()
    };
    assert_eq!(check("acme", &context), refused(Rule::DuplicatePlugin));
    assert_eq!(check("acme-pay", &context), refused(Rule::CapturesTag));
    assert_eq!(check("acme-p", &context), (1, None));
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
