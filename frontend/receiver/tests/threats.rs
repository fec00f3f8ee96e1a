//! THREATS 9-18, 27 and 28, each with what must pass beside what must not.

mod support;

use support::page::Effect;
use support::{Plugin, V, element, full, function, object, shown, text};

fn attribute(name: &str, attribute: &str, value: &str) -> String {
    shown(element("1", name, &[(attribute, value)], vec![]))
}

fn property(name: &str, property: &str, value: V) -> Plugin {
    let mut plugin = Plugin::new("");
    plugin.show(full("1", name, object([]), object([(property, value)]), object([]), vec![]));
    plugin
}

#[test]
fn threat_09_links_and_images_lead_to_few_schemes() {
    let refused = [
        "jaVa\tscript:alert(1)", "\x01javascript:alert(1)", "javascript:alert(1)", " javascript:alert(1)", "vbscript:x",
        "data:text/html,x", "data:image/svg+xml;base64,PHN2Zz4=", "blob:https://a/b", "file:///etc", "//evil.com", "/store",
        "https:evil.com", "https:/\\evil.com", "https://a\\@evil.com", "https://user@evil.com", "HTTPS://a.com", "https://", "https://a b",
        "view-source:https://a.com", "filesystem:https://a.com/x", "https://a.com/\n", "", "https://ä.com",
    ];
    for url in refused {
        assert_eq!(attribute("a", "href", url), "<a></a>", "{url:?}");
        assert_eq!(attribute("img", "src", url), "<img></img>", "{url:?}");
        assert_eq!(attribute("a", "HREF", url), "<a></a>", "{url:?}");
        let plugin = property("a", "href", url.into());
        assert_eq!(plugin.html(), "<a></a>", "{url:?}");
    }
    for url in ["https://example.com/a?b#c", "http://example.com:8080", "mailto:a@b.example", "tel:+49-30-1"] {
        assert!(attribute("a", "href", url).contains(&format!("href=\"{url}\"")), "{url}");
    }
    let png = "data:image/png;base64,iVBORw0KGgo=";
    assert_eq!(attribute("img", "src", png), format!("<img src=\"{png}\"></img>"));
    for (name, value) in [("protocol", "javascript:"), ("host", "evil.com"), ("hash", "x")] {
        assert_eq!(property("a", name, value.into()).html(), "<a></a>");
    }
}

#[test]
fn threat_09_images_come_from_granted_origins_only() {
    let mut plugin = Plugin::new("image\thttps://img.example.com");
    plugin.show(element("1", "img", &[("src", "https://img.example.com/a.png")], vec![]));
    plugin.show(element("2", "img", &[("src", "https://img.example.com.evil.com/a.png")], vec![]));
    plugin.show(element("3", "img", &[("src", "https://img.example.com@evil.com/a.png")], vec![]));
    assert_eq!(plugin.html(), "<img src=\"https://img.example.com/a.png\"></img><img></img><img></img>");
}

#[test]
fn threat_10_code_in_attributes_passes_in_no_channel_and_no_case() {
    let names = [
        "onclick", "ONCLICK", "OnLoad", "onfocusin", "srcdoc", "SrcDoc", "innerHTML", "outerHTML", "textContent", "formaction", "formAction",
        "action", "ping", "is", "xlink:href", "XLINK:HREF", "xml:base", "nonce", "part", "srcset", "poster", "background", "autofocus",
        "accesskey", "contenteditable", "__proto__x", "constructor", "prototype", "popovertarget", "slot",
    ];
    for name in names {
        for tag in ["div", "a", "img", "input", "button", "svg"] {
            let tag_only = shown(element("1", tag, &[], vec![]));
            assert_eq!(attribute(tag, name, "alert(1)"), tag_only, "{tag} {name}");
            assert_eq!(property(tag, name, "alert(1)".into()).html(), tag_only, "{tag} {name}");
            let mut plugin = Plugin::new("");
            plugin.show(full("1", tag, object([]), object([]), object([(name, function("f"))]), vec![]));
            plugin.mutate(vec![list![3, "1", name, "alert(1)"], list![3, "1", name, function("f"), 1], list![3, "1", name, "x", 3]]);
            assert_eq!((plugin.html(), plugin.page.heard.len()), (tag_only, 0), "{tag} {name}");
            assert_eq!(plugin.reason(), None);
        }
    }
    assert_eq!(attribute("div", "title", "alert(1)"), "<div title=\"alert(1)\"></div>");
}

#[test]
fn threat_10_styles_are_parsed_and_set_property_by_property() {
    let html = attribute("p", "style", "color: red; behavior: url(x); background: url(https://evil.com); --x: 1px; width: calc(1px + 2em) !important");
    assert_eq!(html, "<p style=\"color: red; --x: 1px; width: calc(1px + 2em) !important\"></p>");
}

#[test]
fn threat_11_elements_that_load_or_run_leave_an_empty_placeholder() {
    let names = [
        "script", "SCRIPT", "iframe", "object", "embed", "base", "meta", "link", "template", "form", "frame", "frameset", "applet", "audio",
        "video", "source", "track", "portal", "slot", "html", "head", "body", "title2", "math", "x-y", "area", "map", "dialog", "noscript", "xmp", "plaintext",
    ];
    for name in names {
        let mut plugin = Plugin::new("");
        plugin.show(element("1", name, &[("id", "x")], vec![text("2", "alert(1)"), element("3", "b", &[], vec![])]));
        assert_eq!(plugin.html(), "<!---->", "{name}");
        // Indices and ids stay the plugin's.
        plugin.mutate(vec![list![0, "~", text("4", "after"), 1], list![2, "2", "x"], list![0, "1", text("5", "y"), 2], list![1, "1", 0]]);
        assert_eq!((plugin.html().as_str(), plugin.reason()), ("<!---->after", None), "{name}");
        plugin.mutate(vec![list![1, "~", 0]]);
        assert_eq!(plugin.html(), "after", "{name}");
    }
    assert_eq!(shown(element("1", "DIV", &[], vec![])), "<div></div>");
}

#[test]
fn threat_12_svg_draws_and_does_nothing_else() {
    for name in ["animate", "set", "animateTransform", "foreignObject", "use", "image", "feImage", "annotation-xml", "mglyph", "filter", "mask", "pattern", "marker", "clipPath", "switch"] {
        let html = shown(element("1", "svg", &[], vec![element("2", name, &[("attributeName", "href"), ("to", "javascript:alert(1)")], vec![])]));
        assert_eq!(html, "<svg:svg><!----></svg:svg>", "{name}");
    }
    for value in ["url(https://evil.com)", "url(//evil.com#x)", "url(#a) url(https://evil.com)", "image-set('x')", "URL(#x)"] {
        assert_eq!(attribute("path", "fill", value), "<svg:path></svg:path>", "{value}");
    }
    let gradient = element("1", "svg", &[("viewbox", "0 0 9 9")], vec![
        element("2", "lineargradient", &[("id", "g")], vec![]),
        element("3", "path", &[("fill", "url(#g)"), ("stroke", "rgb(1 2 3)"), ("d", "M0 0L1-1")], vec![]),
    ]);
    assert_eq!(
        shown(gradient),
        "<svg:svg viewBox=\"0 0 9 9\"><svg:linearGradient id=\"p1-g\"></svg:linearGradient><svg:path d=\"M0 0L1-1\" fill=\"url(#p1-g)\" stroke=\"rgb(1 2 3)\"></svg:path></svg:svg>"
    );
}

#[test]
fn threat_13_values_are_primitives() {
    let tricky = object([("toString", function("f")), ("href", "https://a.com".into())]);
    for value in [tricky, list!["https://a.com"], V::Map(vec![]), V::Date(0.0), V::RegExp("a".into(), String::new()), function("f"), V::Error("a".into(), "b".into(), Box::new(V::Null))] {
        let mut plugin = Plugin::new("");
        plugin.show(full("1", "a", object([("href", value.clone()), ("title", value.clone())]), object([("href", value.clone()), ("className", value)]), object([]), vec![]));
        assert_eq!((plugin.html().as_str(), plugin.reason()), ("<a></a>", None));
    }
    assert_eq!(property("input", "tabIndex", 2.into()).html(), "<input autocomplete=\"off\" tabindex=\"2\"></input>");
}

#[test]
fn threat_14_ids_and_what_refers_to_them_get_a_prefix() {
    let html = shown(element("1", "input", &[("id", "createElement"), ("NAME", "body"), ("aria-labelledby", "a  b"), ("xml:id", "x")], vec![]));
    assert_eq!(html, "<input aria-labelledby=\"p1-a p1-b\" autocomplete=\"off\" id=\"p1-createElement\" name=\"p1-body\"></input>");
    assert_eq!(attribute("label", "for", "a"), "<label for=\"p1-a\"></label>");
    assert_eq!(property("label", "htmlFor", "a".into()).html(), "<label for=\"p1-a\"></label>");
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
        plugin.page.nodes.values().find_map(|node| node.sheet.clone()).unwrap_or_default()
    };
    let nothing = [
        "p{background:url(https://evil.com)}", "p{background:URL('x')}", "p{background:\\75rl(x)}", "p{background:u\\rl(x)}", "p{background:image-set('x' 1x)}",
        "p{background:-webkit-image-set(url(x) 1x)}", "@import 'https://evil.com';", "@import url(x);", "@font-face{font-family:a;src:url(x)}", "@charset 'x';",
        "@namespace svg url(x);", "p{behavior:url(x)}", "input[value^=a]{color:red}", "p{content:attr(value)}", "p{color:attr(data-x)}", ":host{color:red}",
        ":root{color:red}", "::slotted(p){color:red}", ":host-context(p){color:red}", "a:visited{color:red}", "p:has(a){color:red}", "p{src:x}",
        "@property --x{syntax:'*'}", "@layer a{p{color:red}}", "@supports (color:red){p{color:red}}", "p{-moz-binding:url(x)}", "p{color:red;",
        "p{background:element(#x)}", "p{background:cross-fade(url(x),red)}", "p{cursor:url(x),auto}", "p{filter:url(x)}", "p{list-style:url(x)}", "\\@import 'x';",
        "p:not([a]){color:red}", "a|b{color:red}", "&{color:red}", "p{background:src('x')}",
    ];
    for css in nothing {
        let written = sheet(css);
        assert!(written.is_empty() || written == "p{color:red}" && css == "p{color:red;", "{css}: {written}");
    }
    assert_eq!(sheet("p{color:red}</style><script>alert(1)</script>b{color:blue}"), "p{color:red}");
    assert_eq!(sheet("p { color: RED; } .a > .b, #c ~ d:nth-child(2n + 1)::before { content: 'a\\'\\\"\\41 }'; margin: -1px auto }"),
        "p{color:RED}.a>.b,#p1-c~d:nth-child(2n + 1)::before{content:\"a'\\\"A}\";margin:-1px auto}");
    assert_eq!(sheet("@media (min-width: 300px) and (prefers-color-scheme: dark) { p { color: red } q[x] { color: blue } } b { top: 0 }"),
        "@media (min-width: 300px) and (prefers-color-scheme: dark){p{color:red}}b{top:0}");
    assert_eq!(sheet("@keyframes spin { from { rotate: 0deg } 50.5%, to { rotate: 360deg; background: url(x) } } p { animation: spin 1s linear infinite }"),
        "@keyframes spin{from{rotate:0deg}50.5%,to{rotate:360deg}}p{animation:spin 1s linear infinite}");
}

#[test]
fn threat_16_nothing_covers_the_page_or_hides_what_is_clicked() {
    for style in [
        "position: fixed", "position: sticky", "position: var(--x)", "POSITION: FIXED", "position: fi/**/xed", "z-index: 9", "width: 10000px", "width: 1e9px",
        "height: 99999vh", "pointer-events: none", "opacity: var(--o)", "opacity: calc(0)", "inset: -99999px", "cursor: none", "font-size: 1000em", "contain: none",
    ] {
        assert_eq!(attribute("p", "style", style), "<p></p>", "{style}");
    }
    let kept = [
        ("opacity: 0", "0.1"), ("opacity: 0%", "0.1"), ("opacity: 0.05", "0.1"), ("opacity: .09", "0.1"), ("opacity: -1", "0.1"), ("opacity: 9%", "0.1"), ("opacity: +0", "0.1"),
        ("opacity: 0.5", "0.5"), ("opacity: 1", "1"), ("opacity: 50%", "50%"), ("opacity: .1", ".1"), ("opacity: 10%", "10%"),
    ];
    for (style, value) in kept {
        assert_eq!(attribute("p", "style", style), format!("<p style=\"opacity: {value}\"></p>"), "{style}");
    }
    assert_eq!(attribute("p", "style", "position: absolute; width: 9999px"), "<p style=\"position: absolute; width: 9999px\"></p>");
}

#[test]
fn threat_17_links_open_elsewhere_and_know_nothing() {
    let html = shown(element("1", "a", &[("target", "_top"), ("rel", "opener"), ("href", "https://a.example/"), ("ping", "x"), ("download", "x")], vec![]));
    assert_eq!(html, "<a href=\"https://a.example/\" rel=\"noopener noreferrer\" target=\"_blank\"></a>");
    let mut plugin = Plugin::new("");
    plugin.show(element("1", "a", &[("href", "https://a.example/")], vec![]));
    plugin.mutate(vec![list![3, "1", "target", "_self"], list![3, "1", "target", V::Null], list![3, "1", "rel", V::Null, 2], list![3, "1", "target", "_top", 1]]);
    assert_eq!(plugin.html(), "<a href=\"https://a.example/\" rel=\"noopener noreferrer\" target=\"_blank\"></a>");
}

#[test]
fn threat_18_secrets_and_files_are_not_asked_for() {
    for kind in ["password", "PASSWORD", "file", "submit", "image", "reset", "passw\u{f6}rd", ""] {
        assert_eq!(attribute("input", "type", kind), "<input autocomplete=\"off\"></input>", "{kind}");
        assert_eq!(property("input", "type", kind.into()).html(), "<input autocomplete=\"off\"></input>", "{kind}");
    }
    for autocomplete in ["cc-number", "CC-CSC", "section-a cc-name", "shipping cc-exp", "current-password", "new-password", "one-time-code", "username webauthn"] {
        assert_eq!(attribute("input", "autocomplete", autocomplete), "<input autocomplete=\"off\"></input>", "{autocomplete}");
    }
    assert_eq!(attribute("input", "type", "Email"), "<input autocomplete=\"off\" type=\"email\"></input>");
    assert_eq!(attribute("input", "autocomplete", "given-name"), "<input autocomplete=\"given-name\"></input>");
    assert_eq!(attribute("button", "type", "submit"), "<button type=\"button\"></button>");
}

#[test]
fn threat_27_proto_keys_end_a_message() {
    let mut plugin = Plugin::new("");
    let node = V::Object(vec![("id".into(), "1".into()), ("type".into(), 3.into()), ("data".into(), "x".into()), ("__proto__".into(), object([("element", "script".into())]))]);
    plugin.mutate(vec![list![0, "~", node, 0]]);
    assert_eq!(plugin.html(), "");
    // As data it is a text like any other, and `constructor` is a key like any other.
    plugin.show(full("1", "p", object([("constructor", "x".into()), ("title", "__proto__".into())]), object([]), object([]), vec![]));
    assert_eq!(plugin.html(), "<p title=\"__proto__\"></p>");
}

#[test]
fn threat_28_made_up_and_released_functions_are_refused() {
    let mut plugin = Plugin::new("");
    for id in ["h0", "h1", "h-1", "h01", "h+1", "hx", "constructor", "", "Mutate", "mutate ", "4294967296"] {
        let call = plugin.call(id, list![list![]]);
        let answered = plugin.page.effects.iter().any(|effect| matches!(effect, Effect::Answer { kind: 4, id, error } if *id == call && !error.is_empty()));
        assert!(answered, "{id}");
    }
    let mut plugin = Plugin::new("");
    plugin.session.give(3);
    let calls = |plugin: &Plugin| plugin.page.effects.iter().filter(|effect| matches!(effect, Effect::Call { function: 3, .. })).count();
    plugin.call("h3", list![1]);
    plugin.call("h2", list![1]);
    assert_eq!(calls(&plugin), 1);
    // It was given once more than it was released.
    plugin.session.give(3);
    plugin.send(&list![5, "h3", 1]);
    plugin.call("h3", list![]);
    assert_eq!(calls(&plugin), 2);
    plugin.send(&list![5, "h3", 1]);
    assert!(plugin.page.effects.contains(&Effect::Forget(3)));
    plugin.call("h3", list![]);
    assert_eq!(calls(&plugin), 2);
    // The connection cannot be given away.
    plugin.send(&list![5, "mutate"]);
    plugin.show(text("1", "still here"));
    assert_eq!(plugin.html(), "still here");
}

#[test]
fn threat_28_records_that_make_no_sense_change_nothing() {
    let mut plugin = Plugin::unhurried();
    plugin.show(element("1", "div", &[], vec![element("2", "p", &[], vec![text("3", "x")]), text("4", "y")]));
    let before = plugin.html();
    let hostile = vec![
        list![0, "~", text("1", "again"), 0],
        list![0, "~", element("9", "p", &[], vec![text("9", "x")]), 0],
        list![0, "~", element("9", "p", &[], vec![text("8", "x"), element("7", "p", &[], vec![text("8", "y")])]), 0],
        list![0, "~", element("9", "p", &[], vec![text("~", "x")]), 0],
        list![0, "1", element("9", "p", &[], vec![element("1", "div", &[], vec![])]), 0],
        list![0, "~", element("~", "p", &[], vec![]), 0],
        list![0, "~", text("9", "x"), -1],
        list![0, "~", text("9", "x"), f64::NAN],
        list![0, "~", text("9", "x"), 0.5],
        list![0, "~", text("9", "x"), 2],
        list![0, "~", text("9", "x"), f64::INFINITY],
        list![0, "~", text("9", "x"), "0"],
        list![0, "~", text("9", "x")],
        list![0, "nowhere", text("9", "x"), 0],
        list![0, "3", text("9", "x"), 0],
        list![0, "~", object([("id", "9".into())]), 0],
        list![0, "~", object([("id", 9.into()), ("type", 3.into()), ("data", "x".into())]), 0],
        list![0, "~", object([("id", "9".into()), ("type", 9.into()), ("children", list![])]), 0],
        list![0, "~", object([("id", "9".into()), ("type", 1.into()), ("element", "p".into())]), 0],
        list![0, "~", "text", 0],
        list![1, "~", 1],
        list![1, "~", -1],
        list![1, "nowhere", 0],
        list![1, "3", 0],
        list![1, "~"],
        list![2, "1", "x"],
        list![2, "nowhere", "x"],
        list![2, "~", "x"],
        list![2, "3", 4],
        list![3, "~", "class", "x"],
        list![3, "3", "class", "x"],
        list![3, "nowhere", "class", "x"],
        list![3, "1", "class", "x", 4],
        list![3, "1", 5, "x"],
        list![4, "1", "x"],
        list![],
        list!["0", "~", text("9", "x"), 0],
        V::Null,
        object([]),
    ];
    let count = hostile.len();
    for record in hostile {
        let mut fresh = Plugin::unhurried();
        fresh.show(element("1", "div", &[], vec![element("2", "p", &[], vec![text("3", "x")]), text("4", "y")]));
        let nodes = fresh.page.nodes.len();
        fresh.mutate(vec![record.clone()]);
        assert_eq!((fresh.html(), fresh.page.nodes.len()), (before.clone(), nodes), "{record:?}");
        assert_eq!(fresh.reason(), None);
        // What was refused left nothing behind: its ids are free, the next record works.
        fresh.mutate(vec![list![0, "2", text("9", "!"), 1], list![0, "2", text("8", "?"), 2]]);
        assert_eq!(fresh.html(), "<div><p>x!?</p>y</div>", "{record:?}");
    }
    assert!(count > 20);
    plugin.mutate((0..21).map(|_| V::Null).collect());
    assert_eq!(plugin.reason(), Some("protocol_errors"));
}

#[test]
fn threat_28_a_removed_node_cannot_go_into_itself() {
    let mut plugin = Plugin::new("");
    let tree = || element("1", "div", &[], vec![element("2", "p", &[], vec![])]);
    plugin.show(tree());
    plugin.mutate(vec![list![1, "~", 0], list![0, "2", tree(), 0], list![0, "2", element("1", "div", &[], vec![]), 0]]);
    assert_eq!(plugin.html(), "");
    plugin.show(tree());
    assert_eq!(plugin.html(), "<div><p></p></div>");
}
