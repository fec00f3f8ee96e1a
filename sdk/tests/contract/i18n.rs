//! Choice of a language (PARITY 19, 20).

use portico_sdk::LocaleText;
use portico_sdk::i18n::{Localized, is_deceptive, is_language_tag};
use proptest::prelude::*;

fn text(entries: &[(&str, &str)]) -> LocaleText {
    LocaleText(
        entries
            .iter()
            .map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()))
            .collect(),
    )
}

#[test]
fn parity_20_a_region_finds_its_language_and_then_the_defaults() {
    let greeting = text(&[
        ("de", "Hallo"),
        ("en", "Hello"),
        ("fr-CA", "Allô"),
        ("pt-BR", "Oi"),
    ]);
    for (locale, default, lang) in [
        ("de-DE", None, "de"),
        ("de", None, "de"),
        ("DE-at", None, "de"),
        ("de-Latn-AT-1996", None, "de"),
        ("fr-CA", None, "fr-CA"),
        ("FR-ca", None, "fr-CA"),
        ("fr-ca-x-old", None, "fr-CA"),
        // Lookup shortens, it does not widen: `fr` is not served by `fr-CA`.
        ("fr", None, "en"),
        ("it", Some("de"), "de"),
        ("it", Some("de-CH"), "de"),
        ("it", Some("es"), "en"),
        ("it", None, "en"),
        ("", None, "en"),
        ("d", None, "en"),
        ("-", None, "en"),
        ("de_DE", None, "en"),
    ] {
        let found = {
            let mut greeting = greeting.clone();
            greeting.set_default(default.unwrap_or_default());
            let found = greeting.lookup(locale).unwrap();
            (found.lang.to_owned(), found.text.to_owned())
        };
        assert_eq!(
            found,
            (lang.to_owned(), greeting.0[lang].clone()),
            "{locale:?} {default:?}"
        );
    }
}

#[test]
fn parity_20_an_empty_text_counts_as_missing() {
    let partly = text(&[
        ("de", ""),
        ("de-AT", ""),
        ("en", "Hello"),
        ("fr", "Bonjour"),
    ]);
    assert_eq!(
        partly.lookup("de-AT"),
        Some(Localized {
            text: "Hello",
            lang: "en"
        })
    );
    let no_english = text(&[("de", ""), ("en", ""), ("fr", "Bonjour"), ("it", "Ciao")]);
    assert_eq!(
        no_english.lookup("de"),
        Some(Localized {
            text: "Bonjour",
            lang: "fr"
        })
    );
    for mut nothing in [text(&[]), text(&[("de", ""), ("en", "")])] {
        nothing.set_default("en");
        assert_eq!(nothing.lookup("de"), None);
        assert_eq!(nothing.text("de"), "");
        assert!(nothing.is_empty());
    }
    assert!(!partly.is_empty());
}

#[test]
fn a_single_letter_subtag_goes_with_what_follows_it() {
    // RFC 4647 section 3.4: zh-Hant-CN-x-private → zh-Hant-CN → zh-Hant → zh.
    let odd = text(&[
        ("zh-hant-cn-x", "never"),
        ("zh-Hant", "traditional"),
        ("en", "en"),
    ]);
    assert_eq!(odd.text("zh-Hant-CN-x-private1-private2"), "traditional");
    let private = text(&[("zh-Hant-CN-x-private1", "private"), ("en", "en")]);
    assert_eq!(private.text("zh-Hant-CN-x-private1-private2"), "private");
    assert_eq!(private.text("zh-Hant-CN"), "en");
}

#[test]
fn parity_19_texts_are_neither_escaped_nor_stripped() {
    let raw = LocaleText::en("Fish & <b>chips</b> &amp;").with("de", "„Übrig\u{a0}“");
    assert_eq!(raw.text("en"), "Fish & <b>chips</b> &amp;");
    assert_eq!(raw.text("de-CH"), "„Übrig\u{a0}“");
    let json = serde_json::to_value(&raw).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"en": "Fish & <b>chips</b> &amp;", "de": "„Übrig\u{a0}“"})
    );
    assert_eq!(serde_json::from_value::<LocaleText>(json).unwrap(), raw);
}

#[test]
fn the_later_text_of_a_language_replaces_the_earlier() {
    assert_eq!(LocaleText::en("a").with("en", "b").text("en"), "b");
}

#[test]
fn language_tags_are_recognised_by_their_form() {
    for tag in [
        "en",
        "de-AT",
        "zh-Hant-TW",
        "sr-Latn-RS",
        "en-x-a",
        "haw",
        "de-1996",
        "abcdefgh",
    ] {
        assert!(is_language_tag(tag), "{tag}");
    }
    for tag in [
        "",
        "e",
        "en_US",
        "en-",
        "-en",
        "e1",
        "abcdefghi",
        "de-abcdefghi",
        "en--US",
        "dé",
        "constructor",
        "__proto__",
    ] {
        assert!(!is_language_tag(tag), "{tag}");
    }
}

#[test]
fn threat_41_characters_that_deceive_are_recognised() {
    for c in [
        '\0', '\u{7}', '\t', '\r', '\u{7f}', '\u{85}', '\u{61c}', '\u{200e}', '\u{200f}',
        '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}',
    ] {
        assert!(is_deceptive(c), "{c:?}");
    }
    for c in [
        '\n', ' ', 'a', 'é', '\u{a0}', '\u{200d}', '\u{2028}', '\u{2029}', '\u{202f}', '\u{206a}',
        'ש', '🦀',
    ] {
        assert!(!is_deceptive(c), "{c:?}");
    }
}

proptest! {
    #[test]
    fn a_lookup_finds_something_unless_everything_is_empty(
        entries in prop::collection::btree_map("[a-z]{2}(-[A-Z]{2})?", "[a-z]{0,2}", 0..5),
        locale in "[a-zA-Z-]{0,8}",
        default in prop::option::of("[a-z-]{0,4}"),
    ) {
        let mut text = LocaleText(entries);
        text.set_default(&default.unwrap_or_default());
        let found = text.lookup(&locale);
        prop_assert_eq!(found.is_none(), text.is_empty());
        if let Some(found) = found {
            prop_assert!(!found.text.is_empty());
            prop_assert_eq!(text.0.get(found.lang).map(String::as_str), Some(found.text));
        }
    }
}
