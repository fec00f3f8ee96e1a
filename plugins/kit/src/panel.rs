//! Scripts and stylesheets of components that are panels: what they have in common, and their own part.

use std::borrow::Cow;

use portico_sdk::plugin::Asset;

/// What panels have in common, with a place for a panel's own script.
const SCRIPT: &str = include_str!("../assets/panel.js");

/// That place. `plugins/testkit/js/load-element.js` fills it in the same way.
const PLACE: &str = "/* the panel's own script */";

/// What panels have in common, for the element `.component`.
const STYLES: &str = include_str!("../assets/panel.css");

/// A script for a component: what all panels have, around its own.
///
/// Each is a whole file with an integrity of its own, and nothing in it can be seen by another script of the page.
pub fn panel_script(path: &'static str, own: &str) -> Asset {
    asset(path, SCRIPT.replacen(PLACE, own, 1))
}

/// A stylesheet for the component `tag`: what all panels have, then its own rules, which therefore win.
///
/// Every selector starts with the class of the element (the host puts it there), so that two panels on a page, which both
/// bring these rules, have nothing to do with each other.
pub fn panel_styles(path: &'static str, tag: &str, own: &str) -> Asset {
    let class = format!(".{tag}");
    asset(
        path,
        [&STYLES.replace(".component", &class), own].join("\n"),
    )
}

fn asset(path: &'static str, text: String) -> Asset {
    Asset {
        path: Cow::Borrowed(path),
        bytes: Cow::Owned(text.into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(asset: Asset) -> String {
        String::from_utf8(asset.bytes.into_owned()).unwrap()
    }

    #[test]
    fn a_script_stands_once_inside_the_function_that_all_panels_have() {
        let script = text(panel_script("x.js", "own($&);"));
        assert_eq!(script.matches("own($&);").count(), 1);
        assert!(!script.contains(PLACE), "{script}");
        let (before, after) = script.split_once("own($&);").unwrap();
        assert!(before.contains("class Panel extends HTMLElement"));
        assert_eq!(after, "\n})();\n");
    }

    #[test]
    fn own_rules_come_last_and_no_placeholder_is_left() {
        let styles = text(panel_styles(
            "x.css",
            "stoa-acme-x",
            ".stoa-acme-x h2 { margin: 0; }\n",
        ));
        assert!(styles.contains(".stoa-acme-x button:hover {"), "{styles}");
        assert!(!styles.contains(".component "), "{styles}");
        assert!(
            styles.ends_with("\n.stoa-acme-x h2 { margin: 0; }\n"),
            "{styles}"
        );
    }
}
