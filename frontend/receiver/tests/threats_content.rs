//! THREATS 9-11: addresses, code in attributes, elements that load or run.
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
fn threat_09_links_and_images_lead_to_few_schemes() {
    let refused = [
        "jaVa\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "blob:https://a/b",
        "file:///etc",
        "//evil.com",
        "/store",
        "https:evil.com",
        "https:/\\evil.com",
        "https://a\\@evil.com",
        "https://user@evil.com",
        "HTTPS://a.com",
        "https://",
        "https://a b",
        "view-source:https://a.com",
        "filesystem:https://a.com/x",
        "https://a.com/\n",
        "",
        "https://ä.com",
    ];
    for url in refused {
        assert_eq!(attribute("a", "href", url), "<a></a>", "{url:?}");
        assert_eq!(attribute("img", "src", url), "<img></img>", "{url:?}");
        assert_eq!(attribute("a", "HREF", url), "<a></a>", "{url:?}");
        let plugin = property("a", "href", url.into());
        assert_eq!(plugin.html(), "<a></a>", "{url:?}");
    }
    for url in [
        "https://example.com/a?b#c",
        "http://example.com:8080",
        "mailto:a@b.example",
        "tel:+49-30-1",
    ] {
        assert!(
            attribute("a", "href", url).contains(&format!("href=\"{url}\"")),
            "{url}"
        );
    }
    let png = "data:image/png;base64,iVBORw0KGgo=";
    assert_eq!(
        attribute("img", "src", png),
        format!("<img src=\"{png}\"></img>")
    );
    for (name, value) in [
        ("protocol", "javascript:"),
        ("host", "evil.com"),
        ("hash", "x"),
    ] {
        assert_eq!(property("a", name, value.into()).html(), "<a></a>");
    }
}

#[test]
fn threat_09_images_come_from_granted_origins_only() {
    let mut plugin = Plugin::new("image\thttps://img.example.com");
    plugin.show(element(
        "1",
        "img",
        &[("src", "https://img.example.com/a.png")],
        vec![],
    ));
    plugin.show(element(
        "2",
        "img",
        &[("src", "https://img.example.com.evil.com/a.png")],
        vec![],
    ));
    plugin.show(element(
        "3",
        "img",
        &[("src", "https://img.example.com@evil.com/a.png")],
        vec![],
    ));
    assert_eq!(
        plugin.html(),
        "<img src=\"https://img.example.com/a.png\"></img><img></img><img></img>"
    );
}

#[test]
fn threat_10_code_in_attributes_passes_in_no_channel_and_no_case() {
    let names = [
        "onclick",
        "ONCLICK",
        "OnLoad",
        "onfocusin",
        "srcdoc",
        "SrcDoc",
        "innerHTML",
        "outerHTML",
        "textContent",
        "formaction",
        "formAction",
        "action",
        "ping",
        "is",
        "xlink:href",
        "XLINK:HREF",
        "xml:base",
        "nonce",
        "part",
        "srcset",
        "poster",
        "background",
        "autofocus",
        "accesskey",
        "contenteditable",
        "__proto__x",
        "constructor",
        "prototype",
        "popovertarget",
        "slot",
    ];
    for name in names {
        for tag in ["div", "a", "img", "input", "button", "svg"] {
            let tag_only = shown(element("1", tag, &[], vec![]));
            assert_eq!(attribute(tag, name, "alert(1)"), tag_only, "{tag} {name}");
            assert_eq!(
                property(tag, name, "alert(1)".into()).html(),
                tag_only,
                "{tag} {name}"
            );
            let mut plugin = Plugin::new("");
            plugin.show(full(
                "1",
                tag,
                object([]),
                object([]),
                object([(name, function("f"))]),
                vec![],
            ));
            plugin.mutate(vec![
                list![3, "1", name, "alert(1)"],
                list![3, "1", name, function("f"), 1],
                list![3, "1", name, "x", 3],
            ]);
            assert_eq!(
                (plugin.html(), plugin.page.heard.len()),
                (tag_only, 0),
                "{tag} {name}"
            );
            assert_eq!(plugin.reason(), None);
        }
    }
    assert_eq!(
        attribute("div", "title", "alert(1)"),
        "<div title=\"alert(1)\"></div>"
    );
}

#[test]
fn threat_10_styles_are_parsed_and_set_property_by_property() {
    let html = attribute(
        "p",
        "style",
        "color: red; behavior: url(x); background: url(https://evil.com); --x: 1px; width: calc(1px + 2em) !important",
    );
    assert_eq!(
        html,
        "<p style=\"color: red; --x: 1px; width: calc(1px + 2em) !important\"></p>"
    );
}

#[test]
fn threat_11_elements_that_load_or_run_leave_an_empty_placeholder() {
    let names = [
        "script",
        "SCRIPT",
        "iframe",
        "object",
        "embed",
        "base",
        "meta",
        "link",
        "template",
        "form",
        "frame",
        "frameset",
        "applet",
        "audio",
        "video",
        "source",
        "track",
        "portal",
        "slot",
        "html",
        "head",
        "body",
        "title2",
        "math",
        "x-y",
        "area",
        "map",
        "dialog",
        "noscript",
        "xmp",
        "plaintext",
    ];
    for name in names {
        let mut plugin = Plugin::new("");
        plugin.show(element(
            "1",
            name,
            &[("id", "x")],
            vec![text("2", "alert(1)"), element("3", "b", &[], vec![])],
        ));
        assert_eq!(plugin.html(), "<!---->", "{name}");
        // Indices and ids stay the plugin's.
        plugin.mutate(vec![
            list![0, "~", text("4", "after"), 1],
            list![2, "2", "x"],
            list![0, "1", text("5", "y"), 2],
            list![1, "1", 0],
        ]);
        assert_eq!(
            (plugin.html().as_str(), plugin.reason()),
            ("<!---->after", None),
            "{name}"
        );
        plugin.mutate(vec![list![1, "~", 0]]);
        assert_eq!(plugin.html(), "after", "{name}");
    }
    assert_eq!(shown(element("1", "DIV", &[], vec![])), "<div></div>");
}
