//! Properties of the rules for addresses and styles, held against what a real parser makes of the same text.

use portico_receiver::allow::IdPrefix;
use portico_receiver::css::{sheet, style_attribute};
use portico_receiver::url::{is_image, is_link, is_script};
use proptest::prelude::*;
use url::Url;

fn address() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "https:",
            "http:",
            "HTTPS:",
            "javascript:",
            "jaVa",
            "script:",
            "data:",
            "data:image/png;base64,",
            "data:image/svg+xml;base64,",
            "mailto:",
            "tel:",
            "blob:",
            "//",
            "/",
            "\\",
            "\t",
            "\n",
            "\u{1}",
            " ",
            "a",
            "Z9",
            "example.com",
            "img.example.com",
            "evil.com",
            "@",
            ":",
            ":80",
            ":99999",
            "?",
            "#",
            "%2e",
            "..",
            ".",
            "é",
            "[::1]",
            "\u{200b}",
            "&",
            ";",
            ",",
            "+1",
            "=",
        ][..],
    );
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

fn style() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "color",
            ":",
            ";",
            "red",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "url(",
            "URL(",
            "\\75rl(",
            "url",
            "https://evil.com",
            "'",
            "\"",
            "@import",
            "@media",
            "@keyframes",
            "@font-face",
            "from",
            "to",
            "50%",
            "p",
            ".a",
            "#b",
            ">",
            "*",
            "::before",
            ":hover",
            ":not(",
            ":host",
            "content",
            "position",
            "fixed",
            "absolute",
            "z-index",
            "9",
            "1px",
            "99999px",
            "1e9px",
            "var(--x)",
            "--x",
            "calc(",
            "+",
            "-",
            "/",
            "/*",
            "*/",
            "!important",
            ",",
            " ",
            "\n",
            "<!--",
            "-->",
            "</style>",
            "\\",
            "\0",
            "é",
            "opacity",
            "0",
            "image-set(",
            "attr(",
            "width",
            "background",
            "linear-gradient(",
            "(min-width: 1px)",
            "min-width",
        ][..],
    );
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn threat_09_what_is_a_link_leads_where_it_says(text in address()) {
        if is_link(&text) {
            // A port that no host has leads nowhere.
            if let Ok(url) = Url::parse(&text) {
                prop_assert!(matches!(url.scheme(), "https" | "http" | "mailto" | "tel"), "{text:?}");
                prop_assert!(url.username().is_empty() && url.password().is_none(), "{text:?}");
                prop_assert!(text.starts_with(url.scheme()), "{text:?}");
                if let Some(host) = url.host_str() {
                    prop_assert!(text.to_ascii_lowercase().contains(host) || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{text:?}");
                }
            }
            prop_assert!(!text.contains(|c: char| c.is_whitespace() || c.is_control() || !c.is_ascii()));
        }
    }

    #[test]
    fn threat_09_what_is_an_image_is_a_picture_or_granted(text in address()) {
        let granted = ["https://img.example.com".to_owned(), "http://a".to_owned()];
        if is_image(&text, &granted) {
            let url = Url::parse(&text).expect("an address");
            let picture = url.scheme() == "data" && url.path().starts_with("image/png;base64,");
            prop_assert!(picture || url.origin().ascii_serialization() == granted[0], "{text:?}");
        }
    }

    #[test]
    fn threat_10_an_address_that_runs_is_found_however_it_is_written(text in address()) {
        let page = Url::parse("https://example.com/a").expect("an address");
        if let Ok(url) = page.join(&text) {
            let picture = url.path().starts_with("image/png;base64,");
            if matches!(url.scheme(), "javascript" | "vbscript") || (url.scheme() == "data" && !picture) {
                prop_assert!(is_script(&text), "{text:?}");
            } else if url.scheme() != "data" && text.starts_with(['/', '.', '?', '#']) {
                prop_assert!(!is_script(&text), "{text:?}");
            }
        }
    }

    /// What is written is read again without anything being refused, and says nothing that loads, covers or ends something.
    #[test]
    fn threat_15_a_style_sheet_is_written_in_safe_words_only(text in style()) {
        let prefix = IdPrefix::new("p1-");
        let (written, _) = sheet(&text, &prefix);
        prop_assert_eq!(sheet(&written, &prefix), (written.clone(), 0), "{:?}", text);
        let (mut outside, mut inside) = (String::new(), false);
        for c in written.chars() {
            match c {
                '"' => inside = !inside,
                _ if !inside => outside.push(c),
                _ => {}
            }
        }
        let small = outside.to_ascii_lowercase();
        for word in ["url(", "attr(", "image-set(", "</", "<!", "\\", "/*", "\0"] {
            prop_assert!(!small.contains(word), "{text:?} became {written:?}");
        }
        prop_assert!(!small.contains("position:fixed") && !small.contains("z-index:") && !small.contains("@import") && !small.contains("@font-face"));
        prop_assert_eq!(outside.matches('{').count(), outside.matches('}').count(), "{:?}", text);
    }

    #[test]
    fn threat_10_a_style_attribute_is_written_in_safe_words_only(text in style()) {
        let (declarations, _) = style_attribute(&text);
        for declaration in declarations {
            let again = style_attribute(&format!("{}:{}", declaration.property, declaration.value));
            prop_assert_eq!((again.0.len(), again.1), (1, 0), "{:?}", text);
            let outside: String = declaration.value.split('"').step_by(2).collect();
            prop_assert!(!outside.contains(['{', '}', ';', '\\', '@', '<']), "{:?}", text);
            prop_assert!(!outside.to_ascii_lowercase().contains("url("), "{:?}", text);
        }
    }
}

/// sdk/js/plugin/README.md "What does not exist" recommends it.
#[test]
fn a_layout_that_follows_the_width_needs_no_measuring() {
    for declaration in [
        "display: grid",
        "grid-template-columns: repeat(auto-fit, minmax(12em, 1fr))",
        "aspect-ratio: 16 / 9",
        "width: 50%",
    ] {
        assert_eq!(style_attribute(declaration).1, 0, "{declaration}");
    }
    let (written, refused) = sheet(
        "@media (width < 40em) { p { display: flex } }",
        &IdPrefix::new("p1-"),
    );
    assert_eq!(
        (written.as_str(), refused),
        ("@media (width < 40em){p{display:flex}}", 0)
    );
}
