//! The scope of selectors.

use portico_sdk::Rule;
use portico_sdk::extension::Component;
use portico_sdk::validate::{AssetContent, Context, PluginDeclaration, validate_plugin};

use super::{STYLE, component, component_extension, plugin};

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
