//! Attributes by name, and what may be in them (THREATS 9, 10, 13-18).

use std::borrow::Cow;

use super::table::{find, written};
use super::{Element, Rules};
use crate::css::{self, Declaration};
use crate::text::{concat, has_word};
use crate::url::{is_image, is_link};

/// Where an attribute may stand.
#[derive(Debug, Clone, Copy)]
enum On {
    Every,
    Svg,
    These(&'static str),
}

/// What an attribute's text has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Any text: it means nothing but itself.
    Text,
    /// Numbers and key words; no parentheses, so no `url()`.
    Plain,
    /// There or not there.
    Flag,
    Id,
    Ids,
    Name,
    Link,
    Image,
    Style,
    /// A colour, or a gradient of the plugin's own.
    Paint,
    InputType,
    Autocomplete,
}

use On::{Every, Svg, These};

/// Sorted. Left out on purpose: `on*`, `srcdoc`, `srcset`, `formaction`, `action`, `ping`, `is`,
/// `part`, `slot`, `nonce`, `autofocus`, `accesskey`, `contenteditable`, `background`, `poster`, and all names with a colon.
/// `target` and `rel` are written by us (THREATS 17).
const ATTRIBUTES: &[(&str, On, Rule)] = &[
    ("abbr", These("th"), Rule::Text),
    ("align", These("td th tr col"), Rule::Plain),
    ("alt", These("img"), Rule::Text),
    ("autocapitalize", These("input textarea"), Rule::Plain),
    (
        "autocomplete",
        These("input textarea select"),
        Rule::Autocomplete,
    ),
    ("autocorrect", These("input textarea"), Rule::Plain),
    ("checked", These("input"), Rule::Flag),
    ("cite", These("blockquote"), Rule::Link),
    ("class", Every, Rule::Text),
    ("cols", These("textarea"), Rule::Plain),
    ("colspan", These("td th"), Rule::Plain),
    ("cx", Svg, Rule::Plain),
    ("cy", Svg, Rule::Plain),
    ("d", These("path"), Rule::Plain),
    ("datetime", These("time"), Rule::Text),
    ("decoding", These("img"), Rule::Plain),
    ("dir", Every, Rule::Plain),
    (
        "disabled",
        These("button fieldset input optgroup option select textarea"),
        Rule::Flag,
    ),
    ("dominant-baseline", Svg, Rule::Plain),
    ("dx", Svg, Rule::Plain),
    ("dy", Svg, Rule::Plain),
    ("enterkeyhint", These("input textarea"), Rule::Plain),
    ("fill", Svg, Rule::Paint),
    ("fill-opacity", Svg, Rule::Plain),
    ("fill-rule", Svg, Rule::Plain),
    ("font-family", Svg, Rule::Plain),
    ("font-size", Svg, Rule::Plain),
    ("font-weight", Svg, Rule::Plain),
    ("for", These("label output"), Rule::Ids),
    ("fx", Svg, Rule::Plain),
    ("fy", Svg, Rule::Plain),
    ("gradienttransform", Svg, Rule::Text),
    ("gradientunits", Svg, Rule::Plain),
    ("headers", These("td th"), Rule::Ids),
    ("height", These("canvas img rect svg"), Rule::Plain),
    ("hidden", Every, Rule::Flag),
    ("high", These("meter"), Rule::Plain),
    ("href", These("a"), Rule::Link),
    ("hreflang", These("a"), Rule::Plain),
    ("id", Every, Rule::Id),
    ("inputmode", These("input textarea"), Rule::Plain),
    ("label", These("optgroup option"), Rule::Text),
    ("lang", Every, Rule::Plain),
    ("loading", These("img"), Rule::Plain),
    ("low", These("meter"), Rule::Plain),
    ("max", These("input meter progress"), Rule::Plain),
    ("maxlength", These("input textarea"), Rule::Plain),
    ("min", These("input meter"), Rule::Plain),
    ("minlength", These("input textarea"), Rule::Plain),
    ("multiple", These("select"), Rule::Flag),
    (
        "name",
        These("button details fieldset input select textarea"),
        Rule::Name,
    ),
    ("offset", These("stop"), Rule::Plain),
    ("opacity", Svg, Rule::Plain),
    ("open", These("details"), Rule::Flag),
    ("optimum", These("meter"), Rule::Plain),
    ("pathlength", Svg, Rule::Plain),
    ("pattern", These("input"), Rule::Text),
    ("placeholder", These("input textarea"), Rule::Text),
    ("points", These("polygon polyline"), Rule::Plain),
    ("preserveaspectratio", These("svg"), Rule::Plain),
    ("r", Svg, Rule::Plain),
    ("readonly", These("input textarea"), Rule::Flag),
    ("required", These("input select textarea"), Rule::Flag),
    ("reversed", These("ol"), Rule::Flag),
    ("role", Every, Rule::Plain),
    ("rows", These("textarea"), Rule::Plain),
    ("rowspan", These("td th"), Rule::Plain),
    ("rx", Svg, Rule::Plain),
    ("ry", Svg, Rule::Plain),
    ("scope", These("th"), Rule::Plain),
    ("selected", These("option"), Rule::Flag),
    ("size", These("input select"), Rule::Plain),
    ("span", These("col colgroup"), Rule::Plain),
    ("spellcheck", Every, Rule::Plain),
    ("spreadmethod", Svg, Rule::Plain),
    ("src", These("img"), Rule::Image),
    ("start", These("ol"), Rule::Plain),
    ("step", These("input"), Rule::Plain),
    ("stop-color", These("stop"), Rule::Paint),
    ("stop-opacity", These("stop"), Rule::Plain),
    ("stroke", Svg, Rule::Paint),
    ("stroke-dasharray", Svg, Rule::Plain),
    ("stroke-dashoffset", Svg, Rule::Plain),
    ("stroke-linecap", Svg, Rule::Plain),
    ("stroke-linejoin", Svg, Rule::Plain),
    ("stroke-miterlimit", Svg, Rule::Plain),
    ("stroke-opacity", Svg, Rule::Plain),
    ("stroke-width", Svg, Rule::Plain),
    ("style", Every, Rule::Style),
    ("tabindex", Every, Rule::Plain),
    ("text-anchor", Svg, Rule::Plain),
    ("title", Every, Rule::Text),
    ("transform", Svg, Rule::Text),
    ("translate", Every, Rule::Plain),
    ("type", These("button input ol"), Rule::InputType),
    (
        "value",
        These("button input li meter option progress"),
        Rule::Text,
    ),
    ("vector-effect", Svg, Rule::Plain),
    ("viewbox", These("svg"), Rule::Plain),
    ("width", These("canvas img rect svg"), Rule::Plain),
    ("wrap", These("textarea"), Rule::Plain),
    ("x", Svg, Rule::Plain),
    ("x1", Svg, Rule::Plain),
    ("x2", Svg, Rule::Plain),
    ("y", Svg, Rule::Plain),
    ("y1", Svg, Rule::Plain),
    ("y2", Svg, Rule::Plain),
];

/// References of ARIA; every other `aria-*` attribute is plain text.
const ARIA_IDS: &str = "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage \
    aria-flowto aria-labelledby aria-owns";

/// Autofill of what a plugin must not be told unasked (THREATS 18); `cc-*` goes without saying.
const NO_AUTOFILL: &str = "current-password new-password one-time-code webauthn username";

/// Input types that may be shown: no `password`, no `file`, and none that submits or loads (THREATS 18).
const INPUT_TYPES: &str = "text search tel url email number range color date time datetime-local month week checkbox \
    radio button hidden";

/// Why something was left out. The page is told how often (THREATS m); of a record that makes sense, the node stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// An element that is not listed.
    Element,
    /// An attribute that is not listed for the element.
    Attribute,
    /// A property that is not listed for the element.
    Property,
    /// An event that is not listed.
    Event,
    /// A value that the attribute or property may not have.
    Value,
    /// An address that is not allowed.
    Address,
    /// A part of a style that is not allowed.
    Style,
    /// A record that makes no sense: nothing of it is applied.
    Record,
    /// A message that makes no sense.
    Message,
}

impl Refused {
    /// All of them, in their order.
    pub const ALL: [Self; 9] = [
        Self::Element,
        Self::Attribute,
        Self::Property,
        Self::Event,
        Self::Value,
        Self::Address,
        Self::Style,
        Self::Record,
        Self::Message,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Property => "property",
            Self::Event => "event",
            Self::Value => "value",
            Self::Address => "address",
            Self::Style => "style",
            Self::Record => "record",
            Self::Message => "message",
        }
    }
}

/// An attribute that may be set, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute<'n> {
    /// One of the list, by its number in [`Self::names`].
    Listed(u8),
    /// `aria-*` and `data-*`, in small letters.
    Named(&'n str),
}

/// What became of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Checked<'t> {
    /// Set the attribute to this.
    Text(Cow<'t, str>),
    /// Set these declarations instead, and count what was left out.
    Style(Vec<Declaration>, u32),
}

impl<'n> Attribute<'n> {
    /// The attribute `name` of `element`, in any case, when it may be set.
    pub fn find(element: Element, name: &'n str) -> Option<Self> {
        if let Some(index) = find(ATTRIBUTES, name, |entry| entry.0) {
            let allowed = match ATTRIBUTES.get(index)?.1 {
                Every => true,
                Svg => element.is_svg(),
                These(elements) => has_word(elements, element.name()),
            };
            return allowed.then_some(Self::Listed(u8::try_from(index).ok()?));
        }
        let rest = name
            .strip_prefix("aria-")
            .or_else(|| name.strip_prefix("data-"))?;
        let plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        (!rest.is_empty() && name.len() <= 64 && rest.bytes().all(plain))
            .then_some(Self::Named(name))
    }

    /// Names of the listed ones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ATTRIBUTES.iter().map(|entry| written(entry.0))
    }

    fn rule(self) -> Rule {
        match self {
            Self::Listed(index) => ATTRIBUTES
                .get(usize::from(index))
                .map_or(Rule::Plain, |entry| entry.2),
            Self::Named(name) if has_word(ARIA_IDS, name) => Rule::Ids,
            Self::Named(_) => Rule::Text,
        }
    }

    /// Whether the attribute is a style and not set as text.
    pub fn is_style(self) -> bool {
        self.rule() == Rule::Style
    }

    /// Whether it says what the browser may fill in.
    pub fn is_autocomplete(self) -> bool {
        self.rule() == Rule::Autocomplete
    }

    /// Whether it is there or not there, whatever its text.
    pub fn is_flag(self) -> bool {
        self.rule() == Rule::Flag
    }

    /// Whether it is the same as none when it is empty.
    pub fn is_identity(self) -> bool {
        matches!(self.rule(), Rule::Id | Rule::Name)
    }

    /// Whether it leads away from the page.
    pub fn is_link(self) -> bool {
        self.rule() == Rule::Link
    }

    /// Checks what is to be written into it.
    pub fn check<'t>(
        self,
        element: Element,
        text: &'t str,
        rules: &Rules,
    ) -> Result<Checked<'t>, Refused> {
        let same = || Ok(Checked::Text(Cow::Borrowed(text)));
        let rewritten = |text: Option<String>| {
            let text = text.ok_or(Refused::Value)?;
            Ok(Checked::Text(Cow::Owned(text)))
        };
        match self.rule() {
            Rule::Text => same(),
            Rule::Flag => Ok(Checked::Text(Cow::Borrowed(""))),
            Rule::Plain if text.bytes().all(is_plain) => same(),
            Rule::Id => rewritten(rules.prefix.id(text)),
            Rule::Name => rewritten(rules.prefix.name(text)),
            Rule::Ids => rewritten(rules.prefix.ids(text)),
            Rule::Link if is_link(text) => same(),
            Rule::Image if is_image(text, &rules.image_origins) => same(),
            Rule::Link | Rule::Image => Err(Refused::Address),
            Rule::Style => {
                let (declarations, refused) = css::style_attribute(text);
                Ok(Checked::Style(declarations, refused))
            }
            Rule::Paint => match text
                .strip_prefix("url(#")
                .and_then(|text| text.strip_suffix(')'))
            {
                Some(id) if id.bytes().all(is_plain) => {
                    rewritten(rules.prefix.id(id).map(|id| concat(&["url(#", &id, ")"])))
                }
                Some(_) => Err(Refused::Value),
                None => rewritten(css::value("color", text)),
            },
            Rule::InputType => check_type(element, text),
            Rule::Autocomplete => {
                let words = || text.split_ascii_whitespace().map(str::to_ascii_lowercase);
                if words().any(|word| word.starts_with("cc-") || has_word(NO_AUTOFILL, &word)) {
                    return Err(Refused::Value);
                }
                same()
            }
            Rule::Plain => Err(Refused::Value),
        }
    }
}

fn check_type(element: Element, text: &str) -> Result<Checked<'_>, Refused> {
    if element.is("ol") && matches!(text, "1" | "a" | "A" | "i" | "I") {
        return Ok(Checked::Text(Cow::Borrowed(text)));
    }
    if element.is("button") {
        // There is no form that it could submit or reset.
        return Ok(Checked::Text(Cow::Borrowed("button")));
    }
    let name = text.to_ascii_lowercase();
    if element.is("input") && has_word(INPUT_TYPES, &name) {
        return Ok(Checked::Text(Cow::Owned(name)));
    }
    Err(Refused::Value)
}

/// Letters, digits and what stands in numbers, lists and paths.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" -+.,%_:/\n\t#".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::super::table::is_sorted;
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(is_sorted(ATTRIBUTES, |entry| entry.0));
    }
}
