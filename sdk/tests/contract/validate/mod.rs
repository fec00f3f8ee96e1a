//! Validation of declarations: every rule with its path, and that siblings survive.

mod component;
mod extensions;
mod fields;
mod nested;
mod sandbox;
mod style;

use std::collections::BTreeMap;

use portico_sdk::extension::{Capabilities, Component, Extension, ExtensionKind, Sandbox};
use portico_sdk::validate::{
    AssetContent, Context, PluginDeclaration, Shipping, Validated, validate_plugin,
};
use portico_sdk::{Field, FieldKind, FormSchema, LocaleText, Rule, Severity};

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
