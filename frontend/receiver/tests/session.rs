//! One plugin from its start to its end: limits, calls, functions.

mod support;

use portico_receiver::allow::Event;
use portico_receiver::limits::Limits;
use portico_receiver::ops::{Code, Handle};
use portico_receiver::setup;
use support::page::Effect;
use support::{Plugin, V, element, full, function, object, text};

fn many(count: usize, make: impl Fn(usize) -> V) -> V {
    V::Array((0..count).map(make).collect())
}

#[test]
fn threat_26_every_limit_ends_the_plugin_and_its_edge_does_not() {
    type Send = fn(&mut Plugin, usize);
    let cases: &[(&str, usize, Send)] = &[
        ("message_bytes", 300, |plugin, n| plugin.send(&list![5, "mutate".to_owned(), V::Null, "x".repeat(n - 16)])),
        ("messages_per_second", 50, |plugin, n| (0..n).for_each(|_| plugin.send(&list![5, "mutate"]))),
        ("records_per_message", 10, |plugin, n| {
            plugin.show(text("1", "x"));
            plugin.mutate((0..n).map(|_| list![2, "1", "y"]).collect());
        }),
        ("records_per_second", 10, |plugin, n| {
            plugin.show(text("1", "x"));
            (1..n).for_each(|_| { plugin.mutate(vec![list![2, "1", "y"]]); });
        }),
        ("nodes", 10, |plugin, n| { plugin.show(element("t", "p", &[], (1..n).map(|id| text(&id.to_string(), "x")).collect())); }),
        ("text_bytes", 100, |plugin, n| { plugin.show(text("1", &"x".repeat(n))); }),
        ("attribute_bytes", 100, |plugin, n| { plugin.show(element("1", "p", &[("title", &"x".repeat(n))], vec![])); }),
        ("listeners", 5, |plugin, n| {
            plugin.show(element("t", "p", &[], (0..n).map(|id| full(&id.to_string(), "b", object([]), object([]), object([("click", function("f"))]), vec![])).collect()));
        }),
        ("pending_calls", 5, |plugin, n| {
            plugin.session.give(0);
            (0..n).for_each(|_| { plugin.call("h0", list![]); });
        }),
        ("functions", 5, |plugin, n| {
            plugin.session.give(0);
            plugin.call("h0", many(n, |id| function(&id.to_string())));
        }),
        ("depth", 12, |plugin, n| {
            // The message and its arguments, the list of records, a record, and two levels for each element.
            (0..n).for_each(|level| {
                let parent = if level == 0 { "~".to_owned() } else { level.to_string() };
                plugin.mutate(vec![list![0, parent, element(&(level + 1).to_string(), "b", &[], vec![]), 0]]);
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
    assert_eq!(values, [262_144, 200, 1_000, 2_000, 5_000, 64, 65_536, 8_192, 500, 64, 1_000]);
}

#[test]
fn removed_nodes_do_not_count_when_there_is_no_room() {
    let mut plugin = Plugin::new("limit\tnodes\t100");
    for round in 0..20 {
        let node = element(&format!("t{round}"), "p", &[], (0..90).map(|id| text(&format!("{round}-{id}"), "x")).collect());
        let record = list![0, "~", node, 0];
        plugin.mutate(if round == 0 { vec![record] } else { vec![list![1, "~", 0], record] });
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
    assert_eq!(session.stopped().map(|(reason, _)| reason.name()), Some("start_timeout"));
}

#[test]
fn what_the_relay_says_is_the_reason() {
    for (said, reason) in [("nodes", "nodes"), ("script_error", "script_error"), ("message_error", "message_error"), ("<b>", "message_error")] {
        let mut plugin = Plugin::new("");
        plugin.session.on_down(said, "detail");
        assert_eq!(plugin.session.stopped().map(|(reason, detail)| (reason.name(), detail)), Some((reason, "detail")));
        // It is over: nothing is done any more.
        plugin.show(text("1", "x"));
        assert_eq!(plugin.html(), "");
    }
}

#[test]
fn render_and_events_are_called_and_answered() {
    let mut plugin = Plugin::new("");
    let render = plugin.session.call_export(false).expect("a call");
    plugin.show(full("1", "div", object([]), object([]), object([("click", function("f")), ("pointermove", function("m"))]), vec![
        element("2", "form", &[], vec![]), element("3", "button", &[], vec![text("4", "x")]),
    ]));
    let click = Event::find("click").expect("it");
    let button = Handle(plugin.page.handle("button"));
    assert_eq!(plugin.page.heard, ["click", "pointermove"]);
    let call = plugin.session.on_event(button, click, true).expect("a call");
    assert_eq!((call.function.as_str(), call.target.as_str()), ("f", "3"));
    // Events that do not bubble are heard where they happen.
    assert_eq!(plugin.session.on_event(button, click, false), None);
    // Of those that come often one at a time is told.
    let moved = Event::find("pointermove").expect("it");
    let first = plugin.session.on_event(button, moved, true).expect("a call");
    assert_eq!(plugin.session.on_event(button, moved, true), None);
    plugin.send(&list![4, first.id.as_str(), V::Undefined]);
    assert!(plugin.session.on_event(button, moved, true).is_some());
    // Nobody answers: then nothing more is told, and the watchdog will see to it.
    let mut told = 0;
    while plugin.session.on_event(button, click, true).is_some() {
        told += 1;
    }
    assert!(told < 64);
    plugin.send(&list![2, render.as_str(), V::Undefined, object([("message", "no".into())])]);
    assert_eq!(plugin.session.stopped().map(|(reason, detail)| (reason.name(), detail)), Some(("render_failed", "no")));
}

#[test]
fn listeners_are_heard_as_long_as_they_are_there() {
    let mut plugin = Plugin::new("");
    let node = |id: &str| full(id, "b", object([]), object([]), object([("click", function("f"))]), vec![]);
    plugin.show(node("1")).show(node("2"));
    plugin.mutate(vec![list![3, "1", "click", V::Null, 3]]);
    assert_eq!(plugin.page.heard, ["click"]);
    plugin.mutate(vec![list![1, "~", 1]]);
    plugin.wait(1_250.0);
    assert_eq!(plugin.page.heard.len(), 0);
    plugin.mutate(vec![list![3, "~", "click", function("g"), 3]]);
    assert_eq!(plugin.page.heard, ["click"]);
    let call = plugin.session.on_event(Handle(plugin.page.handle("b")), Event::find("click").expect("it"), true).expect("a call");
    assert_eq!((call.function.as_str(), call.target.as_str()), ("g", "1"));
}

#[test]
fn parity_28_functions_are_given_back_when_nothing_keeps_them() {
    let mut plugin = Plugin::new("");
    let released = |plugin: &Plugin| -> Vec<(String, u32)> {
        let released = plugin.page.effects.iter().filter_map(|effect| match effect {
            Effect::Release(id, taken) => Some((id.clone(), *taken)),
            _ => None,
        });
        released.collect()
    };
    let node = || full("1", "b", object([]), object([]), object([("click", function("kept")), ("nonsense", function("refused"))]), vec![]);
    plugin.show(node());
    plugin.wait(2_000.0);
    assert_eq!(released(&plugin), [("refused".to_owned(), 1)]);
    // Removed and inserted again within the second: the plugin must not have forgotten it.
    plugin.mutate(vec![list![1, "~", 0]]);
    plugin.wait(750.0);
    plugin.show(node());
    plugin.wait(5_000.0);
    assert!(plugin.session.functions().knows("kept"));
    plugin.mutate(vec![list![1, "~", 0]]);
    plugin.wait(5_000.0);
    assert!(released(&plugin).contains(&("kept".to_owned(), 2)), "{:?}", released(&plugin));
    // One that the page has is kept until the page has it no more.
    plugin.session.give(0);
    plugin.call("h0", list![function("given"), function("given")]);
    plugin.wait(5_000.0);
    assert!(plugin.session.on_call("given", 1).is_some());
    plugin.session.on_collected("given", plugin.now);
    plugin.session.on_collected("given", plugin.now);
    plugin.wait(2_000.0);
    assert!(plugin.session.on_call("given", 2).is_none());
    assert!(released(&plugin).contains(&("given".to_owned(), 1)));
    assert!(plugin.session.functions().is_empty());
}

#[test]
fn methods_are_called_on_nodes_that_are_shown_and_have_them() {
    let mut plugin = Plugin::new("component\tDialog\nmethod\topen");
    plugin.show(element("1", "input", &[], vec![])).show(element("2", "p", &[], vec![])).show(element("3", "canvas", &[], vec![])).show(element("4", "portico-dialog", &[], vec![])).show(element("5", "script", &[], vec![]));
    let allowed = [("1", "focus"), ("1", "select"), ("2", "blur"), ("3", "transferControlToOffscreen"), ("4", "open")];
    let refused = [("1", "remove"), ("2", "select"), ("2", "transferControlToOffscreen"), ("4", "focus"), ("4", "constructor"), ("5", "focus"), ("~", "focus"), ("9", "focus"), ("1", "__proto__"), ("1", "requestFullscreen")];
    let called = |plugin: &Plugin| plugin.page.effects.iter().filter(|effect| matches!(effect, Effect::Method { .. })).count();
    for (id, method) in allowed {
        let before = called(&plugin);
        plugin.call("call", list![id, method]);
        assert_eq!(called(&plugin), before + 1, "{method}");
    }
    for (id, method) in refused {
        plugin.call("call", list![id, method]);
        assert_eq!(called(&plugin), allowed.len(), "{id} {method}");
    }
    plugin.mutate(vec![list![1, "~", 0]]);
    plugin.call("call", list!["1", "focus"]);
    assert_eq!(called(&plugin), allowed.len());
}

#[test]
fn what_a_function_returns_reaches_the_page_with_its_identity() {
    let mut plugin = Plugin::new("");
    plugin.session.give(0);
    plugin.call("h0", list![function("f")]);
    let call = plugin.session.on_call("f", 7).expect("a call");
    // The answer refers to itself, and to a list twice.
    plugin.send(&list![4, call.id.as_str(), object([("me", V::Ref(1)), ("list", list![1]), ("again", V::Ref(2))])]);
    assert_eq!(
        plugin.page.effects.last(),
        Some(&Effect::Resolve { call: 7, failed: false, value: "object6 \"me\" ref0 \"list\" array1 1 \"again\" ref4".to_owned() })
    );
    let call = plugin.session.on_call("f", 8).expect("a call");
    plugin.send(&list![4, call.id.as_str(), V::Undefined, V::Error("TypeError".into(), "no".into(), Box::new(V::Undefined))]);
    assert!(matches!(plugin.page.effects.last(), Some(Effect::Resolve { call: 8, failed: true, .. })));
    // An answer counts once.
    let errors = plugin.page.effects.len();
    plugin.send(&list![4, call.id.as_str(), 1]);
    assert_eq!(plugin.page.effects.len(), errors);
}

#[test]
fn a_prop_that_refers_to_what_another_one_has_gets_all_of_it() {
    let mut plugin = Plugin::new("component\tChart\nprop\ta\tjson\nprop\tb\tjson");
    // Container 6 is the list in `a`: the message, its arguments, the records, the record, the node, its attributes, its properties.
    plugin.show(full("1", "portico-chart", object([]), object([("a", list![list![1], 2]), ("b", V::Ref(8))]), object([]), vec![]));
    let chart = plugin.page.node("component-0");
    assert_eq!(chart.properties["0"], "array2 array1 1 2");
    assert_eq!(chart.properties["1"], "array1 1", "{:?}", chart.properties);
}

#[test]
fn the_page_and_the_operations_number_alike() {
    let sources = [include_str!("../src/dom/apply.js"), include_str!("../src/dom/plugin.js")].concat();
    for (name, code) in Code::ALL {
        let case = format!("case {code}:");
        assert_eq!(sources.matches(&case).count(), 1, "{name} = {code}");
    }
}

#[test]
fn parity_30_style_elements_are_read_again_when_their_text_changes() {
    let mut plugin = Plugin::new("");
    plugin.show(element("1", "style", &[], vec![text("2", "p{color:red}"), text("3", "b{color:blue}")]));
    let sheet = |plugin: &Plugin| plugin.page.nodes.values().find_map(|node| node.sheet.clone()).unwrap_or_default();
    assert_eq!(sheet(&plugin), "p{color:red}b{color:blue}");
    plugin.mutate(vec![list![2, "2", "p{color:green}"]]);
    assert_eq!(sheet(&plugin), "p{color:green}b{color:blue}");
    plugin.mutate(vec![list![1, "1", 1], list![0, "1", text("4", "i{top:0}"), 0]]);
    assert_eq!(sheet(&plugin), "i{top:0}p{color:green}");
    plugin.mutate(vec![list![1, "~", 0], list![0, "~", element("1", "style", &[], vec![text("2", "p{color:red}")]), 0]]);
    assert_eq!(sheet(&plugin), "p{color:red}");
    assert_eq!(plugin.html(), "<!---->");
}
