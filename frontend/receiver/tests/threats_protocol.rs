//! THREATS 27 and 28: keys, functions and records that make no sense.
//! Each with what must pass beside what must not.

mod support;

use support::page::Effect;
use support::{Plugin, V, element, full, object, text};

#[test]
fn threat_27_proto_keys_end_a_message() {
    let mut plugin = Plugin::new("");
    let node = V::Object(vec![
        ("id".into(), "1".into()),
        ("type".into(), 3.into()),
        ("data".into(), "x".into()),
        ("__proto__".into(), object([("element", "script".into())])),
    ]);
    plugin.mutate(vec![list![0, "~", node, 0]]);
    assert_eq!(plugin.html(), "");
    // As data it is a text like any other, and `constructor` is a key like any other.
    plugin.show(full(
        "1",
        "p",
        object([("constructor", "x".into()), ("title", "__proto__".into())]),
        object([]),
        object([]),
        vec![],
    ));
    assert_eq!(plugin.html(), "<p title=\"__proto__\"></p>");
}

#[test]
fn threat_28_made_up_and_released_functions_are_refused() {
    let mut plugin = Plugin::new("");
    for id in [
        "h0",
        "h1",
        "h-1",
        "h01",
        "h+1",
        "hx",
        "constructor",
        "",
        "Mutate",
        "mutate ",
        "4294967296",
    ] {
        let call = plugin.call(id, list![list![]]);
        let answered = plugin.page.effects.iter().any(|effect| matches!(effect, Effect::Answer { kind: 4, id, error } if *id == call && !error.is_empty()));
        assert!(answered, "{id}");
    }
    let mut plugin = Plugin::new("");
    plugin.session.give(3);
    let calls = |plugin: &Plugin| {
        plugin
            .page
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Call { function: 3, .. }))
            .count()
    };
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
    plugin.show(element(
        "1",
        "div",
        &[],
        vec![element("2", "p", &[], vec![text("3", "x")]), text("4", "y")],
    ));
    let before = plugin.html();
    let hostile = vec![
        list![0, "~", text("1", "again"), 0],
        list![0, "~", element("9", "p", &[], vec![text("9", "x")]), 0],
        list![
            0,
            "~",
            element(
                "9",
                "p",
                &[],
                vec![text("8", "x"), element("7", "p", &[], vec![text("8", "y")])]
            ),
            0
        ],
        list![0, "~", element("9", "p", &[], vec![text("~", "x")]), 0],
        list![
            0,
            "1",
            element("9", "p", &[], vec![element("1", "div", &[], vec![])]),
            0
        ],
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
        list![
            0,
            "~",
            object([("id", 9.into()), ("type", 3.into()), ("data", "x".into())]),
            0
        ],
        list![
            0,
            "~",
            object([
                ("id", "9".into()),
                ("type", 9.into()),
                ("children", list![])
            ]),
            0
        ],
        list![
            0,
            "~",
            object([
                ("id", "9".into()),
                ("type", 1.into()),
                ("element", "p".into())
            ]),
            0
        ],
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
        fresh.show(element(
            "1",
            "div",
            &[],
            vec![element("2", "p", &[], vec![text("3", "x")]), text("4", "y")],
        ));
        let nodes = fresh.page.nodes.len();
        fresh.mutate(vec![record.clone()]);
        assert_eq!(
            (fresh.html(), fresh.page.nodes.len()),
            (before.clone(), nodes),
            "{record:?}"
        );
        assert_eq!(fresh.reason(), None);
        // What was refused left nothing behind: its ids are free, the next record works.
        fresh.mutate(vec![
            list![0, "2", text("9", "!"), 1],
            list![0, "2", text("8", "?"), 2],
        ]);
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
    plugin.mutate(vec![
        list![1, "~", 0],
        list![0, "2", tree(), 0],
        list![0, "2", element("1", "div", &[], vec![]), 0],
    ]);
    assert_eq!(plugin.html(), "");
    plugin.show(tree());
    assert_eq!(plugin.html(), "<div><p></p></div>");
}
