//! Just enough of an HTML reader for the server's own output, start tags and their attributes, and what holds for any
//! markup of ours.

use std::fs;
use std::path::PathBuf;

/// A start tag.
#[derive(Debug)]
pub struct Element {
    /// Attributes in order, values with their character references.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value)
    }
}

/// All start tags of a page.
pub fn elements(html: &str) -> Vec<Element> {
    html.split('<')
        .filter(|tag| tag.starts_with(|first: char| first.is_ascii_alphabetic()))
        .map(|tag| Element {
            attributes: attributes(tag),
        })
        .collect()
}

fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start_matches(|letter: char| !letter.is_whitespace() && letter != '>');
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with(['>', '/']) {
            return found;
        }
        let end = rest
            .find(|letter: char| letter == '=' || letter == '>' || letter.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let close = quoted.find('"').unwrap_or(quoted.len());
                rest = quoted.get(close + 1..).unwrap_or_default();
                quoted[..close].to_owned()
            }
            None => String::new(),
        };
        found.push((name, value));
    }
}

/// The CSP of most pages forbids both.
pub fn has_no_inline_styles_or_handlers(name: &str, html: &str) {
    for element in elements(html) {
        for (attribute, _) in &element.attributes {
            assert!(
                attribute != "style" && !attribute.starts_with("on"),
                "{name}: {element:?}"
            );
        }
    }
}

/// Ids are unique, and what names an id finds its element.
pub fn references_lead_somewhere(name: &str, html: &str) {
    let elements = elements(html);
    let mut ids: Vec<_> = elements
        .iter()
        .filter_map(|element| element.get("id"))
        .collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(count, ids.len(), "{name}: an id is used twice: {ids:?}");
    for element in &elements {
        for reference in [
            "for",
            "aria-describedby",
            "aria-labelledby",
            "popovertarget",
            "commandfor",
        ] {
            for id in element
                .get(reference)
                .unwrap_or_default()
                .split_whitespace()
            {
                assert!(
                    ids.binary_search(&id).is_ok(),
                    "{name}: {reference}={id} leads nowhere"
                );
            }
        }
    }
}

/// Every class has a rule in `style/`.
#[expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the styles has failed"
)]
pub fn classes_are_styled(name: &str, html: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../style");
    let styles: String = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    for element in elements(html) {
        for class in element.get("class").unwrap_or_default().split_whitespace() {
            assert!(knows(&styles, class), "{name}: nothing styles .{class}");
        }
    }
}

/// A class is known when it is written out, or made by a loop over names (`.plugin-tile-#{$name}` with `orange: …`), or only
/// there to say "nothing special" (`-neutral`) or to lose a list's bullets.
fn knows(styles: &str, class: &str) -> bool {
    let written = styles
        .match_indices(&format!(".{class}"))
        .any(|(at, found)| {
            !styles[at + found.len()..]
                .starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
        });
    let looped = class
        .strip_prefix("plugin-tile-")
        .is_some_and(|ground| styles.contains(&format!("\"{ground}\": oklch")));
    written || looped || class == "chip-neutral" || class.ends_with("-list")
}
