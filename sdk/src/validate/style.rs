//! Looks for selectors of a stylesheet that reach beyond the plugin (CONTRACT "What a component gets"). A warning, not a
//! fence: a component has the page's rights anyway.

use super::report::Report;
use crate::problem::Rule;

/// At-rules whose block contains rules.
const GROUPS: [&str; 6] = [
    "media",
    "supports",
    "layer",
    "container",
    "scope",
    "starting-style",
];

/// Adds one warning that names the first selector without the plugin's prefix and counts the others.
pub(super) fn check(css: &[u8], tag_prefix: &str, plugin: &str, report: &mut Report) {
    let own = format!("{tag_prefix}-{plugin}-");
    let css = without_comments_and_strings(&String::from_utf8_lossy(css));
    let mut foreign = Vec::new();
    foreign_selectors(&css, &own, &mut foreign);
    let Some(first) = foreign.first() else { return };
    let more = match foreign.len() - 1 {
        0 => String::new(),
        more => format!(" ({more} more like it)"),
    };
    let first: String = first.chars().take(80).collect();
    report.add(
        "component.style_url",
        Rule::StyleScope,
        &format!("Start the selector {first}{more} with .{own}…."),
    );
}

/// Walks the rules of a block. Nested rules of a style rule are below its selector and need no look.
fn foreign_selectors<'c>(css: &'c str, own: &str, foreign: &mut Vec<&'c str>) {
    let mut rest = css;
    while let Some(at) = rest.find(['{', ';', '}']) {
        let prelude = rest[..at].trim();
        if !rest[at..].starts_with('{') {
            if prelude.starts_with("@import") {
                foreign.push(prelude);
            }
            rest = &rest[at + 1..];
            continue;
        }
        let (block, after) = split_block(&rest[at + 1..]);
        match prelude.strip_prefix('@') {
            None => foreign.extend(selectors(prelude).filter(|selector| !selector.contains(own))),
            Some(at_rule) if at_rule.starts_with("scope") && at_rule.contains(own) => {}
            Some(at_rule) if GROUPS.contains(&keyword(at_rule)) => {
                foreign_selectors(block, own, foreign);
            }
            // Key frames, fonts, properties: no selectors.
            Some(_) => {}
        }
        rest = after;
    }
}

/// The content of a block whose opening brace was just read, and what follows its closing brace.
fn split_block(css: &str) -> (&str, &str) {
    let mut depth = 1_usize;
    for (at, c) in css.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&css[..at], &css[at + 1..]);
        }
    }
    (css, "")
}

/// The selectors of a list, split at commas outside parentheses and brackets.
fn selectors(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    list.split(move |c| {
        depth += match c {
            '(' | '[' => 1,
            ')' | ']' => -1,
            _ => 0,
        };
        c == ',' && depth == 0
    })
    .map(str::trim)
    .filter(|selector| !selector.is_empty())
}

fn keyword(at_rule: &str) -> &str {
    at_rule
        .split(|c: char| !c.is_ascii_alphabetic() && c != '-')
        .next()
        .unwrap_or_default()
}

/// Comments become a space, strings become empty, so that braces and prefixes in them do not count.
fn without_comments_and_strings(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        let (before, found) = rest.split_at(at);
        plain.push_str(before);
        rest = if let Some(comment) = found.strip_prefix("/*") {
            plain.push(' ');
            comment.split_once("*/").map_or("", |(_, after)| after)
        } else if let Some(after) = found.strip_prefix('/') {
            plain.push('/');
            after
        } else {
            plain.push_str("\"\"");
            after_string(found)
        };
    }
    plain.push_str(rest);
    plain
}

/// What follows a string that starts with its quote; a line break ends a broken one.
fn after_string(css: &str) -> &str {
    let quote = css.chars().next();
    let mut escaped = false;
    for (at, c) in css.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return &css[at..],
            _ if Some(c) == quote => return &css[at + 1..],
            _ => {}
        }
    }
    ""
}
