//! Holds what a plugin declares against the contract (the server's own validation) and against what the examples promise
//! beyond it: texts in two languages, scripts without markup, styles under the element's class.

use std::collections::BTreeMap;

use portico_sdk::asset;
use portico_sdk::extension::ExtensionKind;
use portico_sdk::i18n::LocaleText;
use portico_sdk::plugin::Plugin;
use portico_sdk::schema::{Field, FormSchema};
use portico_sdk::slot::slots;
use portico_sdk::validate::{AssetContent, Context, PluginDeclaration, Shipping, validate_plugin};

/// Panics with what the server's own validation finds wrong.
pub fn check_contract(plugin: &dyn Plugin) {
    let Some(ui) = plugin.ui() else { return };
    let assets = ui.assets();
    let declaration = PluginDeclaration {
        name: plugin.name(),
        extensions: ui.ui_extensions(),
        assets: assets
            .iter()
            .map(|asset| (&*asset.path, AssetContent::Bytes(&asset.bytes)))
            .collect(),
        shipping: Shipping::CompiledIn,
    };
    let context = Context {
        known_slots: slots::ALL.to_vec(),
        ..Context::default()
    };
    let problems = validate_plugin(&declaration, &context).problems;
    assert!(problems.is_empty(), "{}: {problems:#?}", plugin.name());
}

/// Panics with a sentence about the first thing that is wrong, also of what only the examples promise.
pub fn check_declaration(plugin: &dyn Plugin) {
    check_contract(plugin);
    let name = plugin.name();
    let parts = plugin.version().split('.').count();
    assert_eq!(parts, 3, "semantic version of {name}");
    let listing = plugin.listing();
    bilingual(&listing.title, "listing.title");
    bilingual(&listing.summary, "listing.summary");
    bilingual(&listing.about, "listing.about");
    for text in [&listing.publisher, &listing.icon, &listing.tile] {
        assert!(!text.is_empty(), "{name}: publisher, icon and tile are set");
    }
    assert!(!listing.categories.is_empty(), "{name} has a category");

    let Some(ui) = plugin.ui() else { return };
    let assets = ui.assets();
    let texts: BTreeMap<_, _> = assets
        .iter()
        .map(|asset| (&*asset.path, String::from_utf8_lossy(&asset.bytes)))
        .collect();
    for extension in ui.ui_extensions() {
        bilingual(&extension.title, &extension.id);
        match &extension.kind {
            ExtensionKind::Schema { schema } => check_form(&extension.id, schema),
            ExtensionKind::Component { component } => {
                let text = |url: &str| {
                    let prefix = format!("/plugins/{name}/assets/");
                    let path = url.strip_prefix(&prefix).unwrap_or_default();
                    texts.get(path).expect("the server's validation found it")
                };
                check_script(text(&component.script_url));
                check_style(&component.tag_name, text(&component.style_url));
            }
            ExtensionKind::Sandbox { .. } => {}
        }
    }
    for path in texts.keys() {
        assert!(asset::content_type(path).is_some(), "{path} may be served");
    }
}

fn bilingual(text: &LocaleText, what: &str) {
    for lang in ["en", "de"] {
        let there = text.0.get(lang).is_some_and(|text| !text.trim().is_empty());
        assert!(there, "{what} lacks {lang}");
    }
}

fn check_form(id: &str, form: &FormSchema) {
    bilingual(&form.title, &format!("{id}.title"));
    bilingual(&form.submit_label, &format!("{id}.submit_label"));
    bilingual(&form.success_message, &format!("{id}.success_message"));
    if !form.test_url.is_empty() {
        bilingual(&form.test_label, &format!("{id}.test_label"));
    }
    for group in &form.groups {
        bilingual(&group.title, &format!("{id}.{}", group.key));
    }
    for field in &form.fields {
        check_field(&format!("{id}.{}", field.key), field);
    }
}

fn check_field(what: &str, field: &Field) {
    bilingual(&field.label, what);
    // Posted values carry the context under this key.
    assert!(field.key != "context", "{what} is reserved");
    for text in [
        &field.help_text,
        &field.placeholder,
        &field.add_label,
        &field.pattern_message,
    ] {
        if !text.0.is_empty() {
            bilingual(text, what);
        }
    }
    // Only the author knows what a pattern means.
    if !field.pattern.is_empty() {
        bilingual(&field.pattern_message, &format!("{what}.pattern"));
    }
    for option in &field.options {
        bilingual(&option.label, &format!("{what}.{}", option.value));
    }
    for member in &field.fields {
        check_field(&format!("{what}.{}", member.key), member);
    }
}

/// A component builds its DOM from elements and texts, brings no module syntax, and defines its tag once.
fn check_script(script: &str) {
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "console.",
        "localStorage",
        ".style.",
        "\nimport ",
        "\nexport ",
    ] {
        assert!(!script.contains(forbidden), "script contains {forbidden:?}");
    }
    assert!(script.contains("customElements.get("), "define is guarded");
    assert!(script.contains("disconnectedCallback"), "it cleans up");
}

/// Every selector begins with the class the host puts on the element, so that nothing else on the page is touched.
fn check_style(tag: &str, style: &str) {
    let class = format!(".{tag}");
    let plain: String = style
        .split("/*")
        .enumerate()
        .map(|(at, part)| match at {
            0 => part,
            _ => part.split_once("*/").map_or("", |(_, rest)| rest),
        })
        .collect();
    for head in plain.rsplit('{').skip(1) {
        let prelude = head
            .rsplit(['}', ';', '{'])
            .next()
            .unwrap_or_default()
            .trim();
        if prelude.starts_with('@') {
            continue;
        }
        for selector in prelude.split(",\n").map(str::trim) {
            let rest = selector.strip_prefix(&class);
            let own = rest.is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            });
            assert!(own, "selector {selector:?} does not start with {class}");
        }
    }
}
