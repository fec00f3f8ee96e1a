//! Stylesheets of components that are panels.

use std::borrow::Cow;

use portico_sdk::plugin::Asset;

/// What panels have in common, for the element `.component`.
const PANEL: &str = include_str!("../assets/panel.css");

/// A stylesheet for the component `tag`: what all panels have, then its own rules, which therefore win.
///
/// Every selector starts with the class of the element (the host puts it there), so that two panels on a page, which both
/// bring these rules, have nothing to do with each other.
pub fn panel_styles(path: &'static str, tag: &str, own: &str) -> Asset {
    let class = format!(".{tag}");
    let styles = [&PANEL.replace(".component", &class), own].join("\n");
    Asset {
        path: Cow::Borrowed(path),
        bytes: Cow::Owned(styles.into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_rules_come_last_and_no_placeholder_is_left() {
        let asset = panel_styles("x.css", "stoa-acme-x", ".stoa-acme-x h2 { margin: 0; }\n");
        let text = String::from_utf8(asset.bytes.into_owned()).unwrap();
        assert!(text.contains(".stoa-acme-x button:hover {"), "{text}");
        assert!(!text.contains(".component "), "{text}");
        assert!(
            text.ends_with("\n.stoa-acme-x h2 { margin: 0; }\n"),
            "{text}"
        );
    }
}
