//! Names and ids, and the tags made of them.

use portico_sdk::names::{is_external_id, is_field_key, is_host_id, is_plugin_name, is_slot_key};
use portico_sdk::{Rule, tag};
use proptest::prelude::*;

#[test]
fn plugin_names_and_host_ids() {
    let forty = "a".repeat(40);
    for name in ["a", "acme", "acme-pay", "a1-2b", "a-b-c", &forty] {
        assert!(is_plugin_name(name), "{name}");
        assert!(is_host_id(name), "{name}");
    }
    assert!(!is_plugin_name(&format!("{forty}a")));
    assert!(!is_plugin_name("1a") && is_host_id("1a"));
    let longest = "h".repeat(63);
    assert!(is_host_id(&longest) && !is_host_id(&format!("{longest}h")));
    for name in [
        "", "-", "a-", "-a", "a--b", "A", "a_b", "a.b", "a b", "é", "a/b",
    ] {
        assert!(!is_plugin_name(name) && !is_host_id(name), "{name}");
    }
}

#[test]
fn external_ids_are_1_to_255_bytes_without_control_characters() {
    for id in [
        "a",
        " ",
        "user@example.com",
        "é",
        "🦀",
        "a/b",
        &"x".repeat(255),
    ] {
        assert!(is_external_id(id), "{id}");
    }
    for id in [
        "",
        "a\0",
        "a\n",
        "\u{7f}",
        "\u{85}",
        &"x".repeat(256),
        &"é".repeat(128),
    ] {
        assert!(!is_external_id(id), "{id:?}");
    }
}

#[test]
fn tag_prefixes_are_one_short_word() {
    for prefix in ["stoa", "a", "p2", &"a".repeat(20)] {
        assert!(tag::is_prefix(prefix), "{prefix}");
    }
    for prefix in ["", "2p", "a-b", "Stoa", "stoá", &"a".repeat(21)] {
        assert!(!tag::is_prefix(prefix), "{prefix}");
    }
    assert_eq!(tag::DEFAULT_PREFIX, "stoa");
}

#[test]
fn parity_02_tags_are_custom_element_names_in_a_small_alphabet() {
    for tag in [
        "a-b",
        "stoa-acme-form",
        "a1-2",
        &format!("a-{}", "b".repeat(126)),
    ] {
        assert!(tag::is_tag_name(tag), "{tag}");
    }
    for tag in [
        "",
        "a",
        "-a",
        "a-",
        "a--b",
        "1-a",
        "A-b",
        "a-B",
        "a_b-c",
        "a.b-c",
        "a-é",
        "a b-c",
        "annotation-xml",
        "color-profile",
        "font-face",
        "font-face-format",
        "font-face-name",
        "font-face-src",
        "font-face-uri",
        "missing-glyph",
        &format!("a-{}", "b".repeat(127)),
    ] {
        assert!(!tag::is_tag_name(tag), "{tag}");
    }
}

#[test]
fn parity_02_and_17_a_tag_is_split_at_its_prefix_and_plugin() {
    assert_eq!(
        tag::name_in("stoa", "acme", "stoa-acme-pay-form"),
        Some("pay-form")
    );
    assert_eq!(
        tag::name_in("stoa", "acme-pay", "stoa-acme-pay-form"),
        Some("form")
    );
    for (prefix, plugin, tag) in [
        ("stoa", "acme", "stoa-acme"),
        ("stoa", "acme", "stoa-acme-"),
        ("stoa", "acme", "stoa-acmepay-form"),
        ("stoa", "acme", "stoaacme-form"),
        ("stoa", "acme", "x-acme-form"),
        ("stoa", "acme", "stoa-acme-Form"),
        ("stoa", "acme", "stoa-acme--form"),
        ("stoa", "acme", "stoa-acme-fo_rm"),
        ("", "acme", "-acme-form"),
    ] {
        assert_eq!(tag::name_in(prefix, plugin, tag), None, "{tag}");
    }
}

proptest! {
    #[test]
    fn any_tag_has_at_most_one_owner_whatever_the_order(
        plugins in prop::collection::btree_set("[a-c](-[a-c]){0,3}", 1..6),
        name in "[a-c](-[a-c]){0,4}",
    ) {
        let tag = format!("stoa-{name}");
        let mut names: Vec<&str> = plugins.iter().map(String::as_str).collect();
        let owner = tag::owner("stoa", &tag, names.iter().copied());
        names.reverse();
        prop_assert_eq!(tag::owner("stoa", &tag, names.iter().copied()), owner);
        let allowed: Vec<&str> = plugins
            .iter()
            .map(String::as_str)
            .filter(|plugin| {
                let others = plugins.iter().map(String::as_str).filter(|other| other != plugin);
                tag::check("stoa", plugin, &tag, others) == Ok(())
            })
            .collect();
        prop_assert_eq!(allowed, Vec::from_iter(owner));
    }

    #[test]
    fn a_tag_keeps_its_owner_unless_the_new_plugin_is_refused(
        plugins in prop::collection::btree_set("[a-c](-[a-c]){0,3}", 1..6),
        new in "[a-c](-[a-c]){0,3}",
        name in "[a-c](-[a-c]){0,4}",
    ) {
        prop_assume!(!plugins.contains(&new));
        let tag = format!("stoa-{name}");
        let before = tag::owner("stoa", &tag, plugins.iter().map(String::as_str));
        let Some(before) = before else { return Ok(()) };
        let after = tag::owner("stoa", &tag, plugins.iter().chain([&new]).map(String::as_str));
        let captured = tag::captured("stoa", &new, [(before, tag.as_str())]);
        prop_assert_eq!(captured.is_some(), after != Some(before));
        if captured.is_none() {
            prop_assert_eq!(tag::check("stoa", &new, &tag, [before]), Err(Rule::TagName));
        }
    }

    #[test]
    fn names_never_need_escaping(text in any::<String>()) {
        let harmless = |text: &str| !text.contains(['<', '>', '"', '\'', '&', '/', '\\', ' ', '%', '?', '#', ';', ',']);
        if is_plugin_name(&text) || is_host_id(&text) || is_field_key(&text) || is_slot_key(&text) {
            prop_assert!(harmless(&text));
        }
    }
}
