//! PARITY 40-44: bugs of plugins.dev that this receiver must not have.

mod support;

use support::page::Effect;
use support::{Plugin, V, element, full, function, object, shown, text};

const BUTTON: &str = "component\tButton\tacme-button\nprop\tlabel\tstring\nprop\tsize\tnumber\nprop\tkind\tenum\ta\tb\nprop\tonPress\tfunction\nprop\tdata\tjson\nevent\tpress\nmethod\topen";

#[test]
fn parity_40_names_in_other_case_are_checked_alike() {
    let html = shown(element(
        "1",
        "INPUT",
        &[
            ("ID", "a"),
            ("Name", "b"),
            ("ACTION", "x"),
            ("OnClick", "x"),
            ("TYPE", "PASSWORD"),
            ("AutoComplete", "CC-number"),
        ],
        vec![],
    ));
    assert_eq!(
        html,
        "<input autocomplete=\"off\" id=\"p1-a\" name=\"p1-b\"></input>"
    );
}

#[test]
fn parity_41_a_bracket_in_a_style_ends_nothing() {
    let html = shown(element(
        "1",
        "p",
        &[("style", "color: red } body { display: none; top: 1px")],
        vec![],
    ));
    assert_eq!(html, "<p></p>");
    let html = shown(element("1", "p", &[("style", "--x: }; left: 1px")], vec![]));
    assert_eq!(html, "<p style=\"left: 1px\"></p>");
    let html = shown(element(
        "1",
        "p",
        &[("style", "font-family: 'a}b\\'; c'")],
        vec![],
    ));
    assert_eq!(html, "<p style=\"font-family: \"a}b'; c\"\"></p>");
}

#[test]
fn parity_42_every_attribute_that_loads_is_checked_or_refused() {
    let url = "https://evil.com/x.png";
    for (name, attribute) in [
        ("img", "srcset"),
        ("img", "src"),
        ("img", "longdesc"),
        ("td", "background"),
        ("table", "background"),
        ("input", "src"),
        ("blockquote", "background"),
        ("a", "ping"),
        ("img", "lowsrc"),
        ("img", "usemap"),
        ("svg", "href"),
        ("path", "xlink:href"),
        ("img", "sizes"),
    ] {
        let html = shown(element("1", name, &[(attribute, url)], vec![]));
        assert!(!html.contains("evil"), "{html}");
    }
}

#[test]
fn threat_10_addresses_of_components_are_no_code() {
    let refused = |prop: &str, value: &str| {
        let mut plugin = Plugin::new(&format!("component\tButton\nprop\t{prop}\tjson"));
        plugin.show(full(
            "1",
            "portico-button",
            object([]),
            object([(prop, value.into())]),
            object([]),
            vec![],
        ));
        plugin.page.node("component-0").properties.is_empty()
    };
    for name in ["href", "src", "formAction", "poster", "xlink:href"] {
        for code in [
            "javascript:alert(1)",
            "\u{1}\u{20}JAVA\nSCRIPT\t:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "data:,x",
            "data:image/svg+xml,x",
            "data:image/pngx,x",
        ] {
            assert!(refused(name, code), "{name} {code:?}");
        }
        for good in [
            "",
            "/orders",
            "#javascript:",
            "https://example.com/javascript:x",
            "javascript",
            "data:image/png;base64,AA==",
            "ſcript:",
            "ｊavascript:",
        ] {
            assert!(!refused(name, good), "{name} {good:?}");
        }
    }
    // What is no address by its name is a text like any other.
    assert!(!refused("label", "javascript:alert(1)"));
}

#[test]
fn parity_43_components_get_declared_props_of_their_types_only() {
    let mut plugin = Plugin::new(BUTTON);
    let properties = object([
        ("label", "L".into()),
        ("size", "big".into()),
        ("kind", "c".into()),
        ("onPress", "alert(1)".into()),
        ("innerHTML", "<b>".into()),
        ("constructor", "x".into()),
        ("data", list![1, "x"]),
    ]);
    plugin.show(full(
        "1",
        "portico-button",
        object([("slot", "start".into()), ("style", "x".into())]),
        properties,
        object([("press", function("f")), ("click", function("f"))]),
        vec![text("2", "child")],
    ));
    assert_eq!(
        plugin.html(),
        "<component-0 slot=\"start\">child</component-0>"
    );
    let props: Vec<_> = plugin
        .page
        .node("component-0")
        .properties
        .clone()
        .into_iter()
        .collect();
    assert_eq!(
        props,
        [
            ("0".to_owned(), "\"L\"".to_owned()),
            ("4".to_owned(), "array2 1 \"x\"".to_owned())
        ]
    );
    assert!(
        plugin
            .page
            .effects
            .contains(&Effect::ComponentEvent(1, 0, true))
    );
    let handle = plugin.page.handle("component-0");
    plugin.mutate(vec![
        list![3, "1", "size", 3],
        list![3, "1", "kind", "a", 1],
        list![3, "1", "onPress", function("g"), 1],
        list![3, "1", "label", V::Null, 1],
    ]);
    let properties = &plugin.page.nodes[&handle].properties;
    assert_eq!(
        (
            properties["1"].as_str(),
            properties["2"].as_str(),
            properties["3"].as_str(),
            properties["0"].as_str()
        ),
        ("3", "\"a\"", "function:g", "null")
    );
    for name in [
        "constructor",
        "portico-constructor",
        "portico-Button2",
        "toString",
        "portico-__proto__",
        "acme-other",
    ] {
        assert_eq!(shown(element("1", name, &[], vec![])), "<!---->", "{name}");
    }
    let mut plugin = Plugin::new(BUTTON);
    plugin.show(element("1", "acme-button", &[], vec![]));
    assert_eq!(plugin.html(), "<component-0></component-0>");
}

#[test]
fn parity_44_removed_attributes_go() {
    let mut plugin = Plugin::new("");
    plugin.show(element(
        "1",
        "input",
        &[
            ("class", "a"),
            ("title", "t"),
            ("disabled", ""),
            ("aria-label", "l"),
            ("style", "color: red"),
        ],
        vec![],
    ));
    let gone = ["class", "title", "disabled", "aria-label", "style"];
    plugin.mutate(
        gone.iter()
            .map(|name| list![3, "1", *name, V::Null])
            .collect(),
    );
    assert_eq!(plugin.html(), "<input autocomplete=\"off\"></input>");
    // Also when the node was away while they went.
    plugin.show(element(
        "2",
        "p",
        &[("class", "a"), ("title", "t"), ("style", "color: red")],
        vec![text("3", "x")],
    ));
    plugin.mutate(vec![
        list![1, "~", 1],
        list![
            0,
            "~",
            element("2", "p", &[("title", "u")], vec![text("3", "y")]),
            0
        ],
    ]);
    assert_eq!(
        plugin.html(),
        "<p title=\"u\">y</p><input autocomplete=\"off\"></input>"
    );
    plugin.mutate(vec![
        list![3, "2", "hidden", true, 1],
        list![3, "2", "hidden", false, 1],
    ]);
    assert_eq!(
        plugin.html(),
        "<p title=\"u\">y</p><input autocomplete=\"off\"></input>"
    );
}

#[test]
fn a_node_that_comes_back_is_the_same_node_with_its_state() {
    let mut plugin = Plugin::new("");
    let node = || {
        full(
            "1",
            "div",
            object([]),
            object([]),
            object([("click", function("f"))]),
            vec![full(
                "2",
                "input",
                object([]),
                object([("value", "typed over".into())]),
                object([]),
                vec![],
            )],
        )
    };
    plugin.show(node());
    let made = |plugin: &Plugin| (plugin.page.node("div").made, plugin.page.node("input").made);
    let before = made(&plugin);
    // What the reader typed meanwhile is not written over.
    let handle = plugin.page.handle("input");
    plugin
        .page
        .nodes
        .get_mut(&handle)
        .expect("it")
        .properties
        .insert("value".into(), "by hand".into());
    plugin.mutate(vec![list![1, "~", 0]]);
    plugin.wait(750.0);
    plugin.show(node());
    assert_eq!(made(&plugin), before);
    assert_eq!(plugin.page.node("input").properties["value"], "by hand");
    // Set anew, it is.
    plugin.mutate(vec![list![3, "2", "value", "typed over", 1]]);
    assert_eq!(
        plugin.page.node("input").properties["value"],
        "\"typed over\""
    );
    // After a while it is another one.
    plugin.mutate(vec![list![1, "~", 0]]);
    plugin.wait(1_500.0);
    plugin.show(node());
    assert_ne!(made(&plugin), before);
}

#[test]
fn parity_31_names_group_controls_and_an_empty_one_is_none() {
    let radio = |name: &str| element("1", "input", &[("type", "radio"), ("name", name)], vec![]);
    let named = |plugin: &Plugin| plugin.page.node("input").attributes.get("name").cloned();
    for (name, shown) in [
        ("size", "p1-size"),
        ("p1-size", "p1-size"),
        ("the size", "p1-the size"),
        (":r1:", "p1-:r1:"),
    ] {
        let mut plugin = Plugin::new("");
        plugin.show(radio(name));
        assert_eq!(named(&plugin).as_deref(), Some(shown));
        // As React changes what is chosen in a group.
        plugin.mutate(vec![list![3, "1", "name", ""]]);
        assert_eq!(named(&plugin), None);
        plugin.mutate(vec![list![3, "1", "name", name]]);
        assert_eq!(named(&plugin).as_deref(), Some(shown));
        assert!(plugin.session.tree().refused().all(|(_, count)| count == 0));
    }
    let mut plugin = Plugin::new("");
    plugin.show(radio("")).mutate(vec![
        list![3, "1", "id", ""],
        list![3, "1", "id", "two words"],
        list![3, "1", "name", "n".repeat(300)],
    ]);
    assert_eq!(named(&plugin), None);
    let refused: u32 = plugin
        .session
        .tree()
        .refused()
        .map(|(_, count)| count)
        .sum();
    assert_eq!(refused, 2, "not for being empty");
}
