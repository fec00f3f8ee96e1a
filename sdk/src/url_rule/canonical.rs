//! "Written the way it is parsed": after the alphabet was checked, what is left to refuse.
//!
//! The rule itself is plain text work, so that the same check runs in a browser without the tables of a URL parser (an app
//! page must stay small). Natively a real parser has to agree, and a test holds the two together.

use crate::problem::Rule;

/// Checks a URL that starts with one slash and consists of URL characters.
pub(super) fn check(url: &str) -> Result<(), Rule> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let segments_ok = path == "/"
        || path
            .split('/')
            .skip(1)
            .all(|segment| !matches!(segment, "" | "."));
    #[cfg(target_arch = "wasm32")]
    let reads_back = |_: &str| true;
    // Parsers encode an apostrophe in a query, and nowhere else.
    if segments_ok && !query.contains('\'') && reads_back(url) {
        Ok(())
    } else {
        Err(Rule::NotCanonical)
    }
}

/// A parser resolves it on the same origin to exactly what is written.
#[cfg(not(target_arch = "wasm32"))]
fn reads_back(url: &str) -> bool {
    use url::{Position, Url};

    // Stands for the server's origin.
    let resolved = Url::parse("https://portico.invalid").and_then(|base| {
        let resolved = base.join(url)?;
        Ok((resolved.origin() == base.origin(), resolved))
    });
    resolved.is_ok_and(|(same_origin, resolved)| {
        same_origin && &resolved[Position::BeforePath..] == url
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_parser_disagrees_with_whatever_it_would_change() {
        for url in ["/", "/a", "/a/b.js?c=d/e", "/a?", "/a;b=c", "/a'b"] {
            assert!(reads_back(url), "{url}");
        }
        for url in [
            "",
            "//evil.com",
            "//evil.com/x",
            "///x",
            "/\\evil.com",
            "\\\\evil.com",
            "/\t/evil.com",
            "/\n/evil.com",
            "/./a",
            "/a/.",
            "/a/../b",
            "/%2e/a",
            "/a b",
            "/a\"",
            "/é",
            "/a?'",
            "/a?é",
            " /a",
            "/a ",
            "a",
            "?a",
            "#a",
            "https:a",
            "https://portico.invalid/a",
            "https://evil.com/",
            "https://portico.invalid:444/a",
            "http://portico.invalid/a",
            "data:,x",
            "https://",
        ] {
            assert!(!reads_back(url), "{url:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// Holds the browser's version of the check to the parser's, on everything that reaches it.
        #[test]
        fn the_text_rule_alone_accepts_nothing_that_a_parser_would_change(
            pieces in prop::collection::vec(prop::sample::select(&[
                "/", "//", ".", "a", "Z9", "-", "_", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", ":", "@", "?",
                "%41", "%c3", "%20", "/./", "evil.com", "https:", "@evil.com", ":80",
            ][..]), 0..8),
        ) {
            let url = format!("/{}", pieces.concat());
            prop_assume!(!url.starts_with("//") && !url.contains(".."));
            let (path, query) = url.split_once('?').unwrap_or((&url, ""));
            let text_rule =
                path == "/" || path[1..].split('/').all(|segment| !segment.is_empty() && segment != ".");
            let text_rule = text_rule && !query.contains('\'');
            prop_assert!(!text_rule || reads_back(&url), "{}", url);
            prop_assert_eq!(check(&url).is_ok(), text_rule);
        }
    }
}
