//! THREATS 12-18: SVG, values, ids, styles, links and inputs.
//! Each with what must pass beside what must not.

mod support;

use support::{Plugin, V, element, full, function, object, shown, text};

fn attribute(name: &str, attribute: &str, value: &str) -> String {
    shown(element("1", name, &[(attribute, value)], vec![]))
}

fn property(name: &str, property: &str, value: V) -> Plugin {
    let mut plugin = Plugin::new("");
    plugin.show(full(
        "1",
        name,
        object([]),
        object([(property, value)]),
        object([]),
        vec![],
    ));
    plugin
}

#[test]
fn threat_12_svg_draws_and_does_nothing_else() {
    for name in [
        "animate",
        "set",
        "animateTransform",
        "foreignObject",
        "use",
        "image",
        "feImage",
        "annotation-xml",
        "mglyph",
        "filter",
        "mask",
        "pattern",
        "marker",
        "clipPath",
        "switch",
    ] {
        let html = shown(element(
            "1",
            "svg",
            &[],
            vec![element(
                "2",
                name,
                &[("attributeName", "href"), ("to", "javascript:alert(1)")],
                vec![],
            )],
        ));
        assert_eq!(html, "<svg:svg><!----></svg:svg>", "{name}");
    }
    for value in [
        "url(https://evil.com)",
        "url(//evil.com#x)",
        "url(#a) url(https://evil.com)",
        "image-set('x')",
        "URL(#x)",
    ] {
        assert_eq!(
            attribute("path", "fill", value),
            "<svg:path></svg:path>",
            "{value}"
        );
    }
    let gradient = element(
        "1",
        "svg",
        &[("viewbox", "0 0 9 9")],
        vec![
            element("2", "lineargradient", &[("id", "g")], vec![]),
            element(
                "3",
                "path",
                &[
                    ("fill", "url(#g)"),
                    ("stroke", "rgb(1 2 3)"),
                    ("d", "M0 0L1-1"),
                ],
                vec![],
            ),
        ],
    );
    assert_eq!(
        shown(gradient),
        "<svg:svg viewBox=\"0 0 9 9\"><svg:linearGradient id=\"p1-g\"></svg:linearGradient><svg:path d=\"M0 0L1-1\" fill=\"url(#p1-g)\" stroke=\"rgb(1 2 3)\"></svg:path></svg:svg>"
    );
}

#[test]
fn threat_13_values_are_primitives() {
    let tricky = object([
        ("toString", function("f")),
        ("href", "https://a.com".into()),
    ]);
    for value in [
        tricky,
        list!["https://a.com"],
        V::Map(vec![]),
        V::Date(0.0),
        V::RegExp("a".into(), String::new()),
        function("f"),
        V::Error("a".into(), "b".into(), Box::new(V::Null)),
    ] {
        let mut plugin = Plugin::new("");
        plugin.show(full(
            "1",
            "a",
            object([("href", value.clone()), ("title", value.clone())]),
            object([("href", value.clone()), ("className", value)]),
            object([]),
            vec![],
        ));
        assert_eq!((plugin.html().as_str(), plugin.reason()), ("<a></a>", None));
    }
    assert_eq!(
        property("input", "tabIndex", 2.into()).html(),
        "<input autocomplete=\"off\" tabindex=\"2\"></input>"
    );
}

#[test]
fn threat_14_ids_and_what_refers_to_them_get_a_prefix() {
    let html = shown(element(
        "1",
        "input",
        &[
            ("id", "createElement"),
            ("NAME", "body"),
            ("aria-labelledby", "a  b"),
            ("xml:id", "x"),
        ],
        vec![],
    ));
    assert_eq!(
        html,
        "<input aria-labelledby=\"p1-a p1-b\" autocomplete=\"off\" id=\"p1-createElement\" name=\"p1-body\"></input>"
    );
    assert_eq!(
        attribute("label", "for", "a"),
        "<label for=\"p1-a\"></label>"
    );
    assert_eq!(
        property("label", "htmlFor", "a".into()).html(),
        "<label for=\"p1-a\"></label>"
    );
    // A plugin that asks for the prefix may write it itself.
    assert_eq!(attribute("p", "id", "p1-a"), "<p id=\"p1-a\"></p>");
    for id in ["", "a b", "a\u{0}", "a\u{a0}b"] {
        assert_eq!(attribute("p", "id", id), "<p></p>", "{id:?}");
    }
}

#[test]
fn threat_15_style_sheets_load_nothing_and_tell_nothing() {
    let sheet = |css: &str| {
        let mut plugin = Plugin::new("");
        plugin.show(element("1", "style", &[], vec![text("2", css)]));
        assert_eq!((plugin.html().as_str(), plugin.reason()), ("<!---->", None));
        plugin
            .page
            .nodes
            .values()
            .find_map(|node| node.sheet.clone())
            .unwrap_or_default()
    };
    let nothing = [
        "p{background:url(https://evil.com)}",
        "p{background:URL('x')}",
        "p{background:\\75rl(x)}",
        "p{background:u\\rl(x)}",
        "p{background:image-set('x' 1x)}",
        "p{background:-webkit-image-set(url(x) 1x)}",
        "@import 'https://evil.com';",
        "@import url(x);",
        "@font-face{font-family:a;src:url(x)}",
        "@charset 'x';",
        "@namespace svg url(x);",
        "p{behavior:url(x)}",
        "input[value^=a]{color:red}",
        "p{content:attr(value)}",
        "p{color:attr(data-x)}",
        ":host{color:red}",
        ":root{color:red}",
        "::slotted(p){color:red}",
        ":host-context(p){color:red}",
        "a:visited{color:red}",
        "p:has(a){color:red}",
        "p{src:x}",
        "@property --x{syntax:'*'}",
        "@layer a{p{color:red}}",
        "@supports (color:red){p{color:red}}",
        "p{-moz-binding:url(x)}",
        "p{color:red;",
        "p{background:element(#x)}",
        "p{background:cross-fade(url(x),red)}",
        "p{cursor:url(x),auto}",
        "p{filter:url(x)}",
        "p{list-style:url(x)}",
        "\\@import 'x';",
        "p:not([a]){color:red}",
        "a|b{color:red}",
        "&{color:red}",
        "p{background:src('x')}",
    ];
    for css in nothing {
        let written = sheet(css);
        assert!(
            written.is_empty() || written == "p{color:red}" && css == "p{color:red;",
            "{css}: {written}"
        );
    }
    assert_eq!(
        sheet("p{color:red}</style><script>alert(1)</script>b{color:blue}"),
        "p{color:red}"
    );
    assert_eq!(
        sheet(
            "p { color: RED; } .a > .b, #c ~ d:nth-child(2n + 1)::before { content: 'a\\'\\\"\\41 }'; margin: -1px auto }"
        ),
        "p{color:RED}.a>.b,#p1-c~d:nth-child(2n + 1)::before{content:\"a'\\\"A}\";margin:-1px auto}"
    );
    assert_eq!(
        sheet(
            "@media (min-width: 300px) and (prefers-color-scheme: dark) { p { color: red } q[x] { color: blue } } b { top: 0 }"
        ),
        "@media (min-width: 300px) and (prefers-color-scheme: dark){p{color:red}}b{top:0}"
    );
    assert_eq!(
        sheet(
            "@keyframes spin { from { rotate: 0deg } 50.5%, to { rotate: 360deg; background: url(x) } } p { animation: spin 1s linear infinite }"
        ),
        "@keyframes spin{from{rotate:0deg}50.5%,to{rotate:360deg}}p{animation:spin 1s linear infinite}"
    );
}

#[test]
fn threat_16_nothing_covers_the_page_or_hides_what_is_clicked() {
    for style in [
        "position: fixed",
        "position: sticky",
        "position: var(--x)",
        "POSITION: FIXED",
        "position: fi/**/xed",
        "z-index: 9",
        "width: 10000px",
        "width: 1e9px",
        "height: 99999vh",
        "pointer-events: none",
        "opacity: var(--o)",
        "opacity: calc(0)",
        "inset: -99999px",
        "cursor: none",
        "font-size: 1000em",
        "contain: none",
    ] {
        assert_eq!(attribute("p", "style", style), "<p></p>", "{style}");
    }
    let kept = [
        ("opacity: 0", "0.1"),
        ("opacity: 0%", "0.1"),
        ("opacity: 0.05", "0.1"),
        ("opacity: .09", "0.1"),
        ("opacity: -1", "0.1"),
        ("opacity: 9%", "0.1"),
        ("opacity: +0", "0.1"),
        ("opacity: 0.5", "0.5"),
        ("opacity: 1", "1"),
        ("opacity: 50%", "50%"),
        ("opacity: .1", ".1"),
        ("opacity: 10%", "10%"),
    ];
    for (style, value) in kept {
        assert_eq!(
            attribute("p", "style", style),
            format!("<p style=\"opacity: {value}\"></p>"),
            "{style}"
        );
    }
    assert_eq!(
        attribute("p", "style", "position: absolute; width: 9999px"),
        "<p style=\"position: absolute; width: 9999px\"></p>"
    );
}

#[test]
fn threat_17_links_open_elsewhere_and_know_nothing() {
    let html = shown(element(
        "1",
        "a",
        &[
            ("target", "_top"),
            ("rel", "opener"),
            ("href", "https://a.example/"),
            ("ping", "x"),
            ("download", "x"),
        ],
        vec![],
    ));
    assert_eq!(
        html,
        "<a href=\"https://a.example/\" rel=\"noopener noreferrer\" target=\"_blank\"></a>"
    );
    let mut plugin = Plugin::new("");
    plugin.show(element("1", "a", &[("href", "https://a.example/")], vec![]));
    plugin.mutate(vec![
        list![3, "1", "target", "_self"],
        list![3, "1", "target", V::Null],
        list![3, "1", "rel", V::Null, 2],
        list![3, "1", "target", "_top", 1],
    ]);
    assert_eq!(
        plugin.html(),
        "<a href=\"https://a.example/\" rel=\"noopener noreferrer\" target=\"_blank\"></a>"
    );
}

#[test]
fn threat_18_secrets_and_files_are_not_asked_for() {
    for kind in [
        "password",
        "PASSWORD",
        "file",
        "submit",
        "image",
        "reset",
        "passw\u{f6}rd",
        "",
    ] {
        assert_eq!(
            attribute("input", "type", kind),
            "<input autocomplete=\"off\"></input>",
            "{kind}"
        );
        assert_eq!(
            property("input", "type", kind.into()).html(),
            "<input autocomplete=\"off\"></input>",
            "{kind}"
        );
    }
    for autocomplete in [
        "cc-number",
        "CC-CSC",
        "section-a cc-name",
        "shipping cc-exp",
        "current-password",
        "new-password",
        "one-time-code",
        "username webauthn",
    ] {
        assert_eq!(
            attribute("input", "autocomplete", autocomplete),
            "<input autocomplete=\"off\"></input>",
            "{autocomplete}"
        );
    }
    assert_eq!(
        attribute("input", "type", "Email"),
        "<input autocomplete=\"off\" type=\"email\"></input>"
    );
    assert_eq!(
        attribute("input", "autocomplete", "given-name"),
        "<input autocomplete=\"given-name\"></input>"
    );
    assert_eq!(
        attribute("button", "type", "submit"),
        "<button type=\"button\"></button>"
    );
}
