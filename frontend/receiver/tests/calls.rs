//! Calls between page and plugin: events, functions, methods.

mod support;

use portico_receiver::allow::Event;
use portico_receiver::ops::Handle;
use support::page::Effect;
use support::{Plugin, V, element, full, function, object, text};

#[test]
fn render_and_events_are_called_and_answered() {
    let mut plugin = Plugin::new("");
    let render = plugin.session.call_export(false).expect("a call");
    plugin.show(full(
        "1",
        "div",
        object([]),
        object([]),
        object([("click", function("f")), ("pointermove", function("m"))]),
        vec![
            element("2", "form", &[], vec![]),
            element("3", "button", &[], vec![text("4", "x")]),
        ],
    ));
    let click = Event::find("click").expect("it");
    let button = Handle(plugin.page.handle("button"));
    assert_eq!(plugin.page.heard, ["click", "pointermove"]);
    let call = plugin
        .session
        .on_event(button, click, true)
        .expect("a call");
    assert_eq!((call.function.as_str(), call.target.as_str()), ("f", "3"));
    // Events that do not bubble are heard where they happen.
    assert_eq!(plugin.session.on_event(button, click, false), None);
    // Of those that come often one at a time is told.
    let moved = Event::find("pointermove").expect("it");
    let first = plugin
        .session
        .on_event(button, moved, true)
        .expect("a call");
    assert_eq!(plugin.session.on_event(button, moved, true), None);
    plugin.send(&list![4, first.id.as_str(), V::Undefined]);
    assert!(plugin.session.on_event(button, moved, true).is_some());
    // Nobody answers: then nothing more is told, and the watchdog will see to it.
    let mut told = 0;
    while plugin.session.on_event(button, click, true).is_some() {
        told += 1;
    }
    assert!(told < 64);
    plugin.send(&list![
        2,
        render.as_str(),
        V::Undefined,
        object([("message", "no".into())])
    ]);
    assert_eq!(
        plugin
            .session
            .stopped()
            .map(|(reason, detail)| (reason.name(), detail)),
        Some(("render_failed", "no"))
    );
}

#[test]
fn listeners_are_heard_as_long_as_they_are_there() {
    let mut plugin = Plugin::new("");
    let node = |id: &str| {
        full(
            id,
            "b",
            object([]),
            object([]),
            object([("click", function("f"))]),
            vec![],
        )
    };
    plugin.show(node("1")).show(node("2"));
    plugin.mutate(vec![list![3, "1", "click", V::Null, 3]]);
    assert_eq!(plugin.page.heard, ["click"]);
    plugin.mutate(vec![list![1, "~", 1]]);
    plugin.wait(1_250.0);
    assert_eq!(plugin.page.heard.len(), 0);
    plugin.mutate(vec![list![3, "~", "click", function("g"), 3]]);
    assert_eq!(plugin.page.heard, ["click"]);
    let call = plugin
        .session
        .on_event(
            Handle(plugin.page.handle("b")),
            Event::find("click").expect("it"),
            true,
        )
        .expect("a call");
    assert_eq!((call.function.as_str(), call.target.as_str()), ("g", "1"));
}

#[test]
fn parity_28_functions_are_given_back_when_nothing_keeps_them() {
    let mut plugin = Plugin::new("");
    let released = |plugin: &Plugin| -> Vec<(String, u32)> {
        let released = plugin
            .page
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Release(id, taken) => Some((id.clone(), *taken)),
                _ => None,
            });
        released.collect()
    };
    let node = || {
        full(
            "1",
            "b",
            object([]),
            object([]),
            object([
                ("click", function("kept")),
                ("nonsense", function("refused")),
            ]),
            vec![],
        )
    };
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
    assert!(
        released(&plugin).contains(&("kept".to_owned(), 2)),
        "{:?}",
        released(&plugin)
    );
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
    plugin
        .show(element("1", "input", &[], vec![]))
        .show(element("2", "p", &[], vec![]))
        .show(element("3", "canvas", &[], vec![]))
        .show(element("4", "portico-dialog", &[], vec![]))
        .show(element("5", "script", &[], vec![]));
    let allowed = [
        ("1", "focus"),
        ("1", "select"),
        ("2", "blur"),
        ("3", "paint"),
        ("4", "open"),
    ];
    let refused = [
        ("1", "remove"),
        ("2", "select"),
        ("2", "paint"),
        ("4", "focus"),
        ("4", "constructor"),
        ("5", "focus"),
        ("~", "focus"),
        ("9", "focus"),
        ("1", "__proto__"),
        ("1", "requestFullscreen"),
    ];
    let called = |plugin: &Plugin| {
        plugin
            .page
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Method { .. }))
            .count()
    };
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
    plugin.send(&list![
        4,
        call.id.as_str(),
        object([("me", V::Ref(1)), ("list", list![1]), ("again", V::Ref(2))])
    ]);
    assert_eq!(
        plugin.page.effects.last(),
        Some(&Effect::Resolve {
            call: 7,
            failed: false,
            value: "object6 \"me\" ref0 \"list\" array1 1 \"again\" ref4".to_owned()
        })
    );
    let call = plugin.session.on_call("f", 8).expect("a call");
    plugin.send(&list![
        4,
        call.id.as_str(),
        V::Undefined,
        V::Error("TypeError".into(), "no".into(), Box::new(V::Undefined))
    ]);
    assert!(matches!(
        plugin.page.effects.last(),
        Some(Effect::Resolve {
            call: 8,
            failed: true,
            ..
        })
    ));
    // An answer counts once.
    let errors = plugin.page.effects.len();
    plugin.send(&list![4, call.id.as_str(), 1]);
    assert_eq!(plugin.page.effects.len(), errors);
}

#[test]
fn a_prop_that_refers_to_what_another_one_has_gets_all_of_it() {
    let mut plugin = Plugin::new("component\tChart\nprop\ta\tjson\nprop\tb\tjson");
    // Container 6 is the list in `a`: the message, its arguments, the records, the record, the node, its attributes, its properties.
    plugin.show(full(
        "1",
        "portico-chart",
        object([]),
        object([("a", list![list![1], 2]), ("b", V::Ref(8))]),
        object([]),
        vec![],
    ));
    let chart = plugin.page.node("component-0");
    assert_eq!(chart.properties["0"], "array2 array1 1 2");
    assert_eq!(chart.properties["1"], "array1 1", "{:?}", chart.properties);
}
