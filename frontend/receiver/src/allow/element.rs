//! Elements by name (THREATS 11, 12).

use super::table::{find, written};

/// Sorted. No form, frame, object, link, meta, base, template or script; no `MathML`; of SVG
/// what draws, without use, foreignObject, a, script and everything that animates attributes.
const HTML: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "br",
    "button",
    "canvas",
    "caption",
    "code",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "meter",
    "nav",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "pre",
    "progress",
    "s",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "wbr",
];

const SVG: &[&str] = &[
    "circle",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "lineargradient",
    "path",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "svg",
    "text",
    "title",
    "tspan",
];

/// An element that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element(u8);

impl Element {
    /// The element with this name, in any case.
    pub fn find(name: &str) -> Option<Self> {
        let html = position(HTML, name);
        html.or_else(|| Some(HTML.len() + position(SVG, name)?))
            .and_then(|index| u8::try_from(index).ok())
            .map(Self)
    }

    /// Its name in small letters.
    pub fn name(self) -> &'static str {
        let index = usize::from(self.0);
        HTML.iter().chain(SVG).nth(index).copied().unwrap_or("span")
    }

    /// Whether it belongs to SVG; otherwise to HTML.
    pub fn is_svg(self) -> bool {
        usize::from(self.0) >= HTML.len()
    }

    /// Its number in [`Self::names`].
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }

    /// Whether this is the element `name`.
    pub fn is(self, name: &str) -> bool {
        self.name() == name
    }

    /// All names, those of HTML first, and how many of these there are.
    pub fn names() -> (Vec<&'static str>, usize) {
        (
            HTML.iter().chain(SVG).copied().map(written).collect(),
            HTML.len(),
        )
    }
}

fn position(names: &[&str], wanted: &str) -> Option<usize> {
    find(names, wanted, |name| name)
}

#[cfg(test)]
mod tests {
    use super::super::table::is_sorted;
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_names_are_found_in_any_case() {
        assert!(is_sorted(HTML, |name| name) && is_sorted(SVG, |name| name));
        assert_eq!(Element::find("DIV").map(Element::name), Some("div"));
        assert!(Element::find("linearGradient").is_some_and(Element::is_svg));
    }
}
