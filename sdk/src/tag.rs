//! Custom element names of plugins: `<prefix>-<plugin>-<name>` (PARITY 17, THREATS 30).
//!
//! Plugin names contain hyphens, so `stoa-acme-pay-form` may be `form` of `acme-pay` or `pay-form` of `acme`. It belongs to
//! the longest registered plugin name that fits; a new plugin whose name would capture a tag in use is refused.

use crate::names::is_hyphenated;
use crate::problem::Rule;

/// The prefix unless the server's settings say otherwise, so that components written for Stoa run unchanged.
pub const DEFAULT_PREFIX: &str = "stoa";

/// The longest tag name.
const MAX_LENGTH: usize = 128;

/// Names with a hyphen that HTML reserves for SVG and `MathML`.
const RESERVED_BY_HTML: [&str; 8] = [
    "annotation-xml",
    "color-profile",
    "font-face",
    "font-face-format",
    "font-face-name",
    "font-face-src",
    "font-face-uri",
    "missing-glyph",
];

/// True for a usable tag prefix: `[a-z][a-z0-9]*`, at most 20 characters.
pub fn is_prefix(prefix: &str) -> bool {
    prefix.len() <= 20
        && prefix.starts_with(|c: char| c.is_ascii_lowercase())
        && prefix
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// True for a custom element name in the alphabet plugins may use: lower-case letters, digits, single hyphens between.
pub fn is_tag_name(tag: &str) -> bool {
    tag.len() <= MAX_LENGTH
        && tag.starts_with(|c: char| c.is_ascii_lowercase())
        && tag.contains('-')
        && is_hyphenated(tag)
        && !RESERVED_BY_HTML.contains(&tag)
}

/// The part of the tag after `<prefix>-<plugin>-`, when the tag fits that plugin at all.
///
/// ```
/// use portico_sdk::tag::name_in;
/// assert_eq!(name_in("stoa", "acmepay", "stoa-acmepay-checkout"), Some("checkout"));
/// assert_eq!(name_in("stoa", "acme", "stoa-acmepay-checkout"), None);
/// ```
pub fn name_in<'t>(prefix: &str, plugin: &str, tag: &'t str) -> Option<&'t str> {
    let name = tag
        .strip_prefix(prefix)?
        .strip_prefix('-')?
        .strip_prefix(plugin)?
        .strip_prefix('-')?;
    (is_tag_name(tag) && !name.is_empty()).then_some(name)
}

/// The plugin that a tag belongs to: the longest registered name that fits.
pub fn owner<'p>(
    prefix: &str,
    tag: &str,
    plugins: impl IntoIterator<Item = &'p str>,
) -> Option<&'p str> {
    plugins
        .into_iter()
        .filter(|plugin| name_in(prefix, plugin, tag).is_some())
        .max_by_key(|plugin| plugin.len())
}

/// Checks that `plugin` may define `tag` while `others` are registered.
pub fn check<'p>(
    prefix: &str,
    plugin: &'p str,
    tag: &str,
    others: impl IntoIterator<Item = &'p str>,
) -> Result<(), Rule> {
    let everyone = others.into_iter().chain(std::iter::once(plugin));
    if owner(prefix, tag, everyone) == Some(plugin) {
        Ok(())
    } else {
        Err(Rule::TagName)
    }
}

/// The first of the tags in use that would belong to `plugin` once it is registered. `tags` are those of other plugins.
pub fn captured<'t>(
    prefix: &str,
    plugin: &str,
    tags: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Option<&'t str> {
    tags.into_iter()
        .find(|(owner, tag)| owner.len() < plugin.len() && name_in(prefix, plugin, tag).is_some())
        .map(|(_, tag)| tag)
}
