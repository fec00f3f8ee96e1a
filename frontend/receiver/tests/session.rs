//! One plugin from its start to its end: limits, and why it ends.

mod support;

use portico_receiver::limits::Limits;
use portico_receiver::ops::Code;
use portico_receiver::setup;
use support::{Plugin, V, element, full, function, object, text};

fn many(count: usize, make: impl Fn(usize) -> V) -> V {
    V::Array((0..count).map(make).collect())
}

#[test]
fn threat_26_every_limit_ends_the_plugin_and_its_edge_does_not() {
    type Send = fn(&mut Plugin, usize);
    let cases: &[(&str, usize, Send)] = &[
        ("message_bytes", 300, |plugin, n| {
            plugin.send(&list![5, "mutate".to_owned(), V::Null, "x".repeat(n - 16)]);
        }),
        ("messages_per_second", 50, |plugin, n| {
            (0..n).for_each(|_| plugin.send(&list![5, "mutate"]));
        }),
        ("records_per_message", 10, |plugin, n| {
            plugin.show(text("1", "x"));
            plugin.mutate((0..n).map(|_| list![2, "1", "y"]).collect());
        }),
        ("records_per_second", 10, |plugin, n| {
            plugin.show(text("1", "x"));
            (1..n).for_each(|_| {
                plugin.mutate(vec![list![2, "1", "y"]]);
            });
        }),
        ("nodes", 10, |plugin, n| {
            plugin.show(element(
                "t",
                "p",
                &[],
                (1..n).map(|id| text(&id.to_string(), "x")).collect(),
            ));
        }),
        ("text_bytes", 100, |plugin, n| {
            plugin.show(text("1", &"x".repeat(n)));
        }),
        ("attribute_bytes", 100, |plugin, n| {
            plugin.show(element("1", "p", &[("title", &"x".repeat(n))], vec![]));
        }),
        ("listeners", 5, |plugin, n| {
            plugin.show(element(
                "t",
                "p",
                &[],
                (0..n)
                    .map(|id| {
                        full(
                            &id.to_string(),
                            "b",
                            object([]),
                            object([]),
                            object([("click", function("f"))]),
                            vec![],
                        )
                    })
                    .collect(),
            ));
        }),
        ("pending_calls", 5, |plugin, n| {
            plugin.session.give(0);
            (0..n).for_each(|_| {
                plugin.call("h0", list![]);
            });
        }),
        ("functions", 5, |plugin, n| {
            plugin.session.give(0);
            plugin.call("h0", many(n, |id| function(&id.to_string())));
        }),
        ("depth", 12, |plugin, n| {
            // The message and its arguments, the list of records, a record, and two levels for each element.
            (0..n).for_each(|level| {
                let parent = if level == 0 {
                    "~".to_owned()
                } else {
                    level.to_string()
                };
                plugin.mutate(vec![list![
                    0,
                    parent,
                    element(&(level + 1).to_string(), "b", &[], vec![]),
                    0
                ]]);
            });
        }),
    ];
    for (name, limit, send) in cases {
        let mut plugin = Plugin::new(&format!("limit\t{name}\t{limit}"));
        send(&mut plugin, *limit);
        assert_eq!(plugin.reason(), None, "{name}");
        let mut plugin = Plugin::new(&format!("limit\t{name}\t{limit}"));
        send(&mut plugin, limit + 1);
        assert_eq!(plugin.reason(), Some(*name));
        assert!(Limits::ALL.iter().any(|limit| limit.name() == *name));
    }
    assert_eq!(cases.len(), Limits::ALL.len());
}

#[test]
fn the_limits_are_those_that_are_promised() {
    let limits = Limits::default();
    let values: Vec<u32> = Limits::ALL.iter().map(|limit| limits.get(*limit)).collect();
    assert_eq!(
        values,
        [
            262_144, 200, 1_000, 2_000, 5_000, 64, 65_536, 8_192, 500, 64, 1_000
        ]
    );
}

#[test]
fn removed_nodes_do_not_count_when_there_is_no_room() {
    let mut plugin = Plugin::new("limit\tnodes\t100");
    for round in 0..20 {
        let node = element(
            &format!("t{round}"),
            "p",
            &[],
            (0..90)
                .map(|id| text(&format!("{round}-{id}"), "x"))
                .collect(),
        );
        let record = list![0, "~", node, 0];
        plugin.mutate(if round == 0 {
            vec![record]
        } else {
            vec![list![1, "~", 0], record]
        });
        plugin.wait(250.0);
        assert_eq!(plugin.reason(), None, "round {round}");
    }
}

#[test]
fn a_second_is_a_second_and_what_piled_up_while_the_page_stood_still_is_forgiven() {
    let mut plugin = Plugin::new("");
    for _ in 0..10 {
        (0..190).for_each(|_| plugin.send(&list![5, "mutate"]));
        plugin.wait(1_000.0);
    }
    assert_eq!(plugin.reason(), None);
    // Four seconds without a tick.
    plugin.now += 4_000.0;
    (0..800).for_each(|_| plugin.send(&list![5, "mutate"]));
    assert_eq!(plugin.reason(), None);
    (0..300).for_each(|_| plugin.send(&list![5, "mutate"]));
    assert_eq!(plugin.reason(), Some("messages_per_second"));
}

#[test]
fn broken_rules_are_dropped_and_more_than_twenty_a_minute_end_the_plugin() {
    let mut plugin = Plugin::new("");
    for _ in 0..10 {
        for _ in 0..20 {
            plugin.send(&V::Null);
        }
        assert_eq!(plugin.reason(), None);
        plugin.wait(60_000.0);
    }
    (0..21).for_each(|_| plugin.send(&list![4, "no such call", 1]));
    assert_eq!(plugin.reason(), Some("protocol_errors"));
}

#[test]
fn threat_19_a_second_document_ends_the_plugin() {
    let mut plugin = Plugin::new("");
    plugin.session.on_load();
    assert_eq!(plugin.reason(), Some("frame_navigated"));
}

#[test]
fn threat_24_ready_and_up_count_once_and_messages_only_in_between() {
    let (mut session, _) = setup::session("p1-", "", 0.0);
    session.on_up();
    session.on_message(&list![3, "w", "mutate", list![list![]]].bytes(), 0.0);
    assert!(session.ops().is_empty());
    assert!(session.on_ready(1.0));
    assert!(!session.on_ready(2.0));
    session.on_up();
    session.on_up();
    assert_eq!(session.ops().numbers(), [Code::Start as u32]);
}

#[test]
fn a_plugin_that_does_not_start_in_time_is_ended() {
    let (mut session, _) = setup::session("p1-", "", 0.0);
    session.on_load();
    session.on_ready(100.0);
    for tick in 1..=20 {
        session.on_tick(f64::from(tick) * 250.0, false);
    }
    assert!(session.stopped().is_none());
    for tick in 21..=23 {
        session.on_tick(f64::from(tick) * 250.0, false);
    }
    assert_eq!(
        session.stopped().map(|(reason, _)| reason.name()),
        Some("start_timeout")
    );
}

#[test]
fn what_the_relay_says_is_the_reason() {
    for (said, reason) in [
        ("nodes", "nodes"),
        ("script_error", "script_error"),
        ("message_error", "message_error"),
        ("<b>", "message_error"),
    ] {
        let mut plugin = Plugin::new("");
        plugin.session.on_down(said, "detail");
        assert_eq!(
            plugin
                .session
                .stopped()
                .map(|(reason, detail)| (reason.name(), detail)),
            Some((reason, "detail"))
        );
        // It is over: nothing is done any more.
        plugin.show(text("1", "x"));
        assert_eq!(plugin.html(), "");
    }
}

#[test]
fn the_page_and_the_operations_number_alike() {
    let sources = [
        include_str!("../src/dom/apply.js"),
        include_str!("../src/dom/plugin.js"),
    ]
    .concat();
    for (name, code) in Code::ALL {
        let case = format!("case {code}:");
        assert_eq!(sources.matches(&case).count(), 1, "{name} = {code}");
    }
}

#[test]
fn parity_30_style_elements_are_read_again_when_their_text_changes() {
    let mut plugin = Plugin::new("");
    plugin.show(element(
        "1",
        "style",
        &[],
        vec![text("2", "p{color:red}"), text("3", "b{color:blue}")],
    ));
    let sheet = |plugin: &Plugin| {
        plugin
            .page
            .nodes
            .values()
            .find_map(|node| node.sheet.clone())
            .unwrap_or_default()
    };
    assert_eq!(sheet(&plugin), "p{color:red}b{color:blue}");
    plugin.mutate(vec![list![2, "2", "p{color:green}"]]);
    assert_eq!(sheet(&plugin), "p{color:green}b{color:blue}");
    plugin.mutate(vec![
        list![1, "1", 1],
        list![0, "1", text("4", "i{top:0}"), 0],
    ]);
    assert_eq!(sheet(&plugin), "i{top:0}p{color:green}");
    plugin.mutate(vec![
        list![1, "~", 0],
        list![
            0,
            "~",
            element("1", "style", &[], vec![text("2", "p{color:red}")]),
            0
        ],
    ]);
    assert_eq!(sheet(&plugin), "p{color:red}");
    assert_eq!(plugin.html(), "<!---->");
}

#[test]
fn what_was_dropped_is_counted_by_name() {
    let mut plugin = Plugin::unhurried();
    let counts = |plugin: &Plugin| -> Vec<_> {
        let refused = plugin.session.tree().refused();
        let refused = refused.filter(|(_, count)| *count > 0);
        refused.map(|(why, count)| (why.name(), count)).collect()
    };
    plugin.show(element("1", "div", &[], vec![text("2", "x")]));
    assert_eq!(counts(&plugin), []);
    plugin.mutate(vec![
        list![2, "nowhere", "x"],
        list![2, "2", "y"],
        list![0, "1", text("2", "x"), 0],
        V::Null,
    ]);
    assert_eq!(plugin.html(), "<div>y</div>");
    plugin.send(&list![5, "no such function"]);
    plugin.send(&list!["nonsense"]);
    plugin.mutate(vec![list![3, "1", "onclick", "alert(1)"]]);
    assert_eq!(
        counts(&plugin),
        [("attribute", 1), ("record", 3), ("message", 2)]
    );
}
